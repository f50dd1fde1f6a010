/* cpx-coding-begun.h: what someone chose for an operation and did not record: theirs alone, on this post alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-request.h"

G_BEGIN_DECLS

void       cpx_practice_keep_begun_async    (CpxPractice          *practice,
                                             CpxCodingRequest     *chosen,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
void       cpx_practice_drop_begun_async    (CpxPractice          *practice,
                                             CpxCodingRequest     *chosen,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean   cpx_practice_keep_begun_finish   (CpxPractice          *practice,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
