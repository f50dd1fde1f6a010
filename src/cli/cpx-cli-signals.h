/* cpx-cli-signals.h: being asked to stop, without dying of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void          cpx_cli_signals_start           (void);
GCancellable *cpx_cli_signals_get_cancellable (void);
gboolean      cpx_cli_signals_check           (GError **error);
void          cpx_cli_signals_explain         (GError **error);

G_END_DECLS
