/* cpx-rerank-suggestions.h: suggestions in the order of a language model, if one is set, on and quick.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

#include <cpx-suggestion.h>

G_BEGIN_DECLS

#define CPX_RERANK_LIMIT_MS 2000

GPtrArray *cpx_practice_rerank                        (CpxPractice          *practice,
                                                       const char           *intervention_id,
                                                       const char           *text,
                                                       GPtrArray            *suggestions,
                                                       GCancellable         *cancellable,
                                                       GError              **error);
void       cpx_practice_rerank_async                  (CpxPractice          *practice,
                                                       const char           *intervention_id,
                                                       const char           *text,
                                                       GPtrArray            *suggestions,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
GPtrArray *cpx_practice_rerank_finish                 (CpxPractice          *practice,
                                                       GAsyncResult         *result,
                                                       GError              **error);

gboolean   cpx_practice_test_language_model           (CpxPractice          *practice,
                                                       guint                *out_ms,
                                                       GError              **error);
void       cpx_practice_test_language_model_async     (CpxPractice          *practice,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
gboolean   cpx_practice_test_language_model_finish    (CpxPractice          *practice,
                                                       GAsyncResult         *result,
                                                       guint                *out_ms,
                                                       GError              **error);

char      *cpx_practice_preview_deidentified          (CpxPractice          *practice,
                                                       const char           *patient_id,
                                                       const char           *text,
                                                       GError              **error);
void       cpx_practice_preview_deidentified_async    (CpxPractice          *practice,
                                                       const char           *patient_id,
                                                       const char           *text,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
char      *cpx_practice_preview_deidentified_finish   (CpxPractice          *practice,
                                                       GAsyncResult         *result,
                                                       GError              **error);

G_END_DECLS
