/* cpx-suggesters.h: the suggestion engine of a practice: its nomenclature, its volumes, ready to answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

#include <cpx-suggester.h>

G_BEGIN_DECLS

CpxSuggester *cpx_practice_open_suggester         (CpxPractice          *practice,
                                                   CpxDay                day,
                                                   GError              **error);
void          cpx_practice_open_suggester_async   (CpxPractice          *practice,
                                                   CpxDay                day,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
CpxSuggester *cpx_practice_open_suggester_finish  (CpxPractice          *practice,
                                                   GAsyncResult         *result,
                                                   GError              **error);

CpxReceipt   *cpx_practice_import_volumes         (CpxPractice          *practice,
                                                   GBytes               *table,
                                                   const char           *source,
                                                   GError              **error);
void          cpx_practice_import_volumes_async   (CpxPractice          *practice,
                                                   GBytes               *table,
                                                   const char           *source,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
CpxReceipt   *cpx_practice_import_volumes_finish  (CpxPractice          *practice,
                                                   GAsyncResult         *result,
                                                   GError              **error);

CpxReceipt   *cpx_practice_remove_volumes         (CpxPractice          *practice,
                                                   GError              **error);
void          cpx_practice_remove_volumes_async   (CpxPractice          *practice,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
CpxReceipt   *cpx_practice_remove_volumes_finish  (CpxPractice          *practice,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
