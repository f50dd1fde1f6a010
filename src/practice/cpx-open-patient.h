/* cpx-open-patient.h: opens a patient's file, and says in the audit log that it was opened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

/* A file as it was when it was opened. The lists of what hangs on it are CpxRecordLists. */
typedef struct
{
  CpxRecord *patient;
  gboolean   noted;      /* FALSE: the opening could not be written (disk full, read-only); it will be when it can */
  char      *warning;    /* (nullable): what to say loudly then */
  gint64     glass_until_us;  /* 0: the role opens files; else the instant at which this one closes again */
  CpxRecord *merged;     /* (nullable): the file asked for, when it was merged into @patient */
} CpxPatientFile;

CpxPatientFile *cpx_practice_open_patient        (CpxPractice          *practice,
                                                  const char           *patient_id,
                                                  GError              **error);
void            cpx_practice_open_patient_async  (CpxPractice          *practice,
                                                  const char           *patient_id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
CpxPatientFile *cpx_practice_open_patient_finish (CpxPractice          *practice,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            cpx_patient_file_free            (CpxPatientFile       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxPatientFile, cpx_patient_file_free)

G_END_DECLS
