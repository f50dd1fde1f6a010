/* cpx-find-records.h: records looked up by programs without a screen: a page of a list, a search, a file number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

#include <cpx-id.h>

G_BEGIN_DECLS

/* Which records, in which order: a patient by name, others by their making. All zero but @kind: the first ones. */
typedef struct
{
  const CpxKind *kind;
  const char    *patient_id;  /* (nullable): only what hangs on this patient */
  gboolean       archived;    /* the archived ones instead of the others */
  CpxRecord     *after;       /* (nullable): the last one of the page before */
  guint          limit;       /* 0: all */
} CpxRecordsWanted;

GPtrArray *cpx_practice_list_records     (CpxPractice             *practice,
                                          const CpxRecordsWanted  *wanted,
                                          GError                 **error);
GPtrArray *cpx_practice_list_readable_records
                                         (CpxPractice             *practice,
                                          const CpxRecordsWanted  *wanted,
                                          guint                   *out_n_unreadable,
                                          GError                 **error);
GPtrArray *cpx_practice_search_patients  (CpxPractice             *practice,
                                          const char              *text,
                                          gboolean                 archived,
                                          guint                    limit,
                                          guint                   *out_n_unreadable,
                                          GError                 **error);
GArray    *cpx_practice_list_patient_ids (CpxPractice             *practice,
                                          gboolean                 archived,
                                          CpxRecord               *after,
                                          GError                 **error);
GPtrArray *cpx_practice_load_patients    (CpxPractice             *practice,
                                          const CpxId             *ids,
                                          guint                    n_ids,
                                          guint                   *out_n_unreadable,
                                          GError                 **error);
char      *cpx_practice_find_patient_id  (CpxPractice             *practice,
                                          const char              *id_or_number,
                                          GError                 **error);
void       cpx_practice_find_number_async (CpxPractice            *practice,
                                           const char             *number,
                                           GCancellable           *cancellable,
                                           GAsyncReadyCallback     callback,
                                           gpointer                user_data);
GPtrArray *cpx_practice_find_number_finish (CpxPractice           *practice,
                                            GAsyncResult          *result,
                                            GError               **error);

G_END_DECLS
