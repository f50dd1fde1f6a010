/* cpx-patient-base.h: all patients as they were at one moment, in memory, laid out for search. For this folder.
 *
 * Immutable once built. A patient is its rank in the order of names, so that what is found is already in order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record-table.h"
#include "cpx-search-text.h"

G_BEGIN_DECLS

typedef struct _CpxPatientBase CpxPatientBase;

/* A set of patients: a bit each, in words of 64. */
typedef guint64 *CpxPatientSet;

CpxPatientBase *cpx_patient_base_new        (void);
void            cpx_patient_base_add        (CpxPatientBase       *self,
                                             const CpxId          *id,
                                             CpxRowState           state,
                                             const char           *name);
void            cpx_patient_base_end        (CpxPatientBase       *self);
void            cpx_patient_base_free       (CpxPatientBase       *self);

guint           cpx_patient_base_get_n      (const CpxPatientBase *self);
const CpxId    *cpx_patient_base_get_id     (const CpxPatientBase *self,
                                             guint                 rank);
CpxRowState     cpx_patient_base_get_state  (const CpxPatientBase *self,
                                             guint                 rank);
const char     *cpx_patient_base_get_name   (const CpxPatientBase *self,
                                             guint                 rank);
gboolean        cpx_patient_base_find       (const CpxPatientBase *self,
                                             const CpxId          *id,
                                             guint                *out_rank);
CpxPatientSet   cpx_patient_base_match      (const CpxPatientBase *self,
                                             GPtrArray            *groups,
                                             CpxSearchMatch        match);
void            cpx_patient_base_find_key   (const CpxPatientBase *self,
                                             guint32               key,
                                             const guint64       **out_first,
                                             gsize                *out_n);
const guint64  *cpx_patient_base_get_keys   (const CpxPatientBase *self,
                                             gsize                *out_n);

G_END_DECLS
