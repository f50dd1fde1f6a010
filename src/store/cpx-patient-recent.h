/* cpx-patient-recent.h: one patient that changed since all were read into memory. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record-table.h"
#include "cpx-search-text.h"

G_BEGIN_DECLS

/* What a commit made of one patient. */
typedef struct
{
  CpxId        id;
  CpxRowState  state;
  char        *name;  /* (owned): what cpx_record_name_make() made; empty once erased */
} CpxPatientUpdate;

typedef struct
{
  CpxId        id;
  CpxRowState  state;
  char        *name;   /* (owned): folded, alone */
  char       **words;  /* (owned) */
  char        *keys;   /* (owned): 8 hexadecimal digits each */
} CpxPatientRecent;

CpxPatientUpdate *cpx_patient_update_new     (const char             *id,
                                              CpxRowState             state,
                                              const char             *name);
void              cpx_patient_update_free    (CpxPatientUpdate       *self);

CpxPatientRecent *cpx_patient_recent_new     (const CpxId            *id);
void              cpx_patient_recent_free    (CpxPatientRecent       *self);
void              cpx_patient_recent_set     (CpxPatientRecent       *self,
                                              CpxRowState             state,
                                              const char             *name);
gboolean          cpx_patient_recent_answers (const CpxPatientRecent *self,
                                              GPtrArray              *groups,
                                              CpxSearchMatch          match);
int               cpx_patient_recent_compare (gconstpointer           a,
                                              gconstpointer           b);
gboolean          cpx_patient_recent_has_key (const CpxPatientRecent *self,
                                              guint32                 key);

G_END_DECLS
