/* cpx-language-model-settings-private.h: the settings with the key, for who asks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-language-model-settings.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

gboolean cpx_language_model_settings_read (CpxTxn                    *txn,
                                           CpxLanguageModelSettings **out_settings,
                                           char                     **out_key,
                                           GError                   **error);

G_END_DECLS
