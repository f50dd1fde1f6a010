/* cpx-patient-index.h: all patients in memory, kept true by each commit, for search and duplicates. For this folder.
 *
 * Both threads of the store use it; it guards itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-patient-recent.h"
#include "cpx-record-table.h"
#include "cpx-search.h"

G_BEGIN_DECLS

typedef struct _CpxPatientIndex CpxPatientIndex;

CpxPatientIndex  *cpx_patient_index_new       (void);
void              cpx_patient_index_free      (CpxPatientIndex  *self);
gboolean          cpx_patient_index_load      (CpxPatientIndex  *self,
                                               CpxTxn           *txn,
                                               GError          **error);
void              cpx_patient_index_reset     (CpxPatientIndex  *self);
void              cpx_patient_index_apply     (CpxPatientIndex  *self,
                                               GPtrArray        *updates);
GArray           *cpx_patient_index_search    (CpxPatientIndex  *self,
                                               const char       *text,
                                               CpxQueryScope     scope,
                                               guint             limit);
GArray           *cpx_patient_index_find_keys (CpxPatientIndex  *self,
                                               char            **keys,
                                               guint             limit);
GArray           *cpx_patient_index_pairs     (CpxPatientIndex  *self,
                                               guint             limit);

G_END_DECLS
