/* cpx-find-duplicates.h: which other files may be the same person, and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

#include <cpx-duplicates.h>

G_BEGIN_DECLS

/* One other file that looks like the one in hand. Immutable. */
typedef struct
{
  CpxRecord         *patient;
  CpxDuplicateScore  score;
} CpxDuplicate;

/* Two files that look like each other. */
typedef struct
{
  CpxRecord         *a;
  CpxRecord         *b;
  CpxDuplicateScore  score;
} CpxDuplicatePair;

GPtrArray *cpx_practice_find_duplicates             (CpxPractice          *practice,
                                                     CpxRecord            *patient,
                                                     GError              **error);
void       cpx_practice_find_duplicates_async       (CpxPractice          *practice,
                                                     CpxRecord            *patient,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
GPtrArray *cpx_practice_find_duplicates_finish      (CpxPractice          *practice,
                                                     GAsyncResult         *result,
                                                     GError              **error);

gint64     cpx_practice_count_duplicates            (CpxPractice          *practice,
                                                     GPtrArray            *ids,
                                                     GError              **error);
GPtrArray *cpx_practice_list_duplicate_pairs        (CpxPractice          *practice,
                                                     GError              **error);
void       cpx_practice_list_duplicate_pairs_async  (CpxPractice          *practice,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
GPtrArray *cpx_practice_list_duplicate_pairs_finish (CpxPractice          *practice,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
