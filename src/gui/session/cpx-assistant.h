/* cpx-assistant.h: the first run, in three steps: the practice, you, the recovery code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_ASSISTANT (cpx_assistant_get_type ())
G_DECLARE_FINAL_TYPE (CpxAssistant, cpx_assistant, CPX, ASSISTANT, GtkWidget)

void cpx_assistant_begin (CpxAssistant *self,
                          const char   *vault_path);

G_END_DECLS
