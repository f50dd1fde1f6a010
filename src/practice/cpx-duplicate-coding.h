/* cpx-duplicate-coding.h: the acts of one operation taken over for another: the other side, the same gesture again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-request.h"

G_BEGIN_DECLS

/* A coding that may be taken over. */
typedef struct
{
  char     *intervention_id;
  char     *label;         /* of the operation; "" without one */
  char     *date;          /* as it is shown; "" without one */
  char     *codes;         /* "HHFA016 HMFC004" */
  gboolean  same_patient;
} CpxDuplicable;

void       cpx_duplicable_free                (CpxDuplicable        *self);

GArray    *cpx_coding_list_duplicate          (CpxCodingRequest     *from);

GPtrArray *cpx_practice_list_duplicable       (CpxPractice          *practice,
                                               const char           *intervention_id,
                                               GError              **error);
void       cpx_practice_list_duplicable_async (CpxPractice          *practice,
                                               const char           *intervention_id,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GPtrArray *cpx_practice_list_duplicable_finish (CpxPractice         *practice,
                                                GAsyncResult        *result,
                                                GError             **error);

GPtrArray *cpx_practice_duplicate_coding      (CpxPractice          *practice,
                                               const char           *from_id,
                                               const char           *to_id,
                                               GError              **error);

G_END_DECLS
