/* cpx-language-model-settings.h: which language model is asked, whether it is, with which key, and how it did.
 *
 * Off until an administrator switches it on. The key stays in the vault of this post: it is in no record, no change, no
 * entry of the audit log and no export, and is sent to the machine for which it was typed alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"
#include "cpx-rerank-counts.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean         is_on;
  char            *address;  /* (owned) (nullable) */
  char            *name;     /* (owned) (nullable): of the model */
  gboolean         has_key;  /* one for the machine of that address */
  CpxRerankCounts  counts;   /* of this post */
} CpxLanguageModelSettings;

/* What an administrator wants. */
typedef struct
{
  gboolean    is_on;
  const char *address;       /* (nullable) */
  const char *name;          /* (nullable) */
  const char *key;           /* (nullable): NULL leaves it as it is */
  gboolean    forgets_key;
} CpxLanguageModelWanted;

void                      cpx_language_model_settings_free          (CpxLanguageModelSettings     *self);

CpxLanguageModelSettings *cpx_practice_load_language_model          (CpxPractice                  *practice,
                                                                     GError                      **error);
void                      cpx_practice_load_language_model_async    (CpxPractice                  *practice,
                                                                     GCancellable                 *cancellable,
                                                                     GAsyncReadyCallback           callback,
                                                                     gpointer                      user_data);
CpxLanguageModelSettings *cpx_practice_load_language_model_finish   (CpxPractice                  *practice,
                                                                     GAsyncResult                 *result,
                                                                     GError                      **error);
CpxReceipt               *cpx_practice_save_language_model          (CpxPractice                  *practice,
                                                                     const CpxLanguageModelWanted *wanted,
                                                                     GError                      **error);
void                      cpx_practice_save_language_model_async    (CpxPractice                  *practice,
                                                                     const CpxLanguageModelWanted *wanted,
                                                                     GAsyncReadyCallback           callback,
                                                                     gpointer                      user_data);
CpxReceipt               *cpx_practice_save_language_model_finish   (CpxPractice                  *practice,
                                                                     GAsyncResult                 *result,
                                                                     GError                      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLanguageModelSettings, cpx_language_model_settings_free)

G_END_DECLS
