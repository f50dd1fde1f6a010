/* cpx-settings.h: what this post remembers of its user's habits; nothing of the practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GSettings *cpx_settings_get               (void);
guint      cpx_settings_get_lock_delay_s  (void);
char      *cpx_settings_dup_last_login    (void);
void       cpx_settings_set_last_login    (const char *login);
void       cpx_settings_restore_window    (GtkWindow  *window);
void       cpx_settings_set_window_size   (int         width,
                                           int         height,
                                           gboolean    maximized);

G_END_DECLS
