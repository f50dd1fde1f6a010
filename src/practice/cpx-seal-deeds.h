/* cpx-seal-deeds.h: what a screen does about seals, their second place and their anchors, each on a thread: a medium
 * or a machine may be slow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

void       cpx_practice_seal_now_async             (CpxPractice          *practice,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
void       cpx_practice_choose_second_place_async  (CpxPractice          *practice,
                                                    const char           *folder,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
void       cpx_practice_add_folder_anchor_async    (CpxPractice          *practice,
                                                    const char           *folder,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
void       cpx_practice_add_authority_async        (CpxPractice          *practice,
                                                    const char           *address,
                                                    const char           *certificate_path,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
void       cpx_practice_remove_anchor_async        (CpxPractice          *practice,
                                                    gint64                number,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
void       cpx_practice_save_anchor_receipt_async  (CpxPractice          *practice,
                                                    gint64                number,
                                                    guint64               size,
                                                    const char           *path,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean   cpx_practice_seal_deed_finish           (CpxPractice          *practice,
                                                    GAsyncResult         *result,
                                                    GError              **error);

void       cpx_practice_list_anchors_async         (CpxPractice          *practice,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GPtrArray *cpx_practice_list_anchors_finish        (CpxPractice          *practice,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
