/* cpx-second-factor.h: the second factor: six digits that change every thirty seconds, each good once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

char       *cpx_second_factor_new_secret    (void);
char       *cpx_second_factor_make_uri      (const char           *secret,
                                             const char           *login,
                                             const char           *practice_name);

CpxReceipt *cpx_practice_enrol_code         (CpxPractice          *practice,
                                             const char           *login,
                                             const char           *secret,
                                             const char           *code,
                                             GError              **error);
void        cpx_practice_enrol_code_async   (CpxPractice          *practice,
                                             const char           *login,
                                             const char           *secret,
                                             const char           *code,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
CpxReceipt *cpx_practice_enrol_code_finish  (CpxPractice          *practice,
                                             GAsyncResult         *result,
                                             GError              **error);
CpxReceipt *cpx_practice_remove_code        (CpxPractice          *practice,
                                             const char           *login,
                                             GError              **error);
void        cpx_practice_remove_code_async  (CpxPractice          *practice,
                                             const char           *login,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
CpxReceipt *cpx_practice_remove_code_finish (CpxPractice          *practice,
                                             GAsyncResult         *result,
                                             GError              **error);
gboolean    cpx_practice_has_code           (CpxPractice          *practice,
                                             const char           *login);
void        cpx_practice_has_code_async     (CpxPractice          *practice,
                                             const char           *login,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean    cpx_practice_has_code_finish    (CpxPractice          *practice,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
