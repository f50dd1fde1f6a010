/* cpx-settings.c: what this post remembers of its user's habits; nothing of the practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-settings.h"

#include "cpx-config.h"

/**
 * cpx_settings_get:
 *
 * Returns: (transfer none): the settings of this post
 */
GSettings *
cpx_settings_get (void)
{
  static GSettings *settings;

  if (settings == NULL)
    settings = g_settings_new (CPX_APP_ID);

  return settings;
}

/**
 * cpx_settings_get_lock_delay_s:
 *
 * Returns: seconds without a key or a pointer after which the practice locks itself; 0 for never
 */
guint
cpx_settings_get_lock_delay_s (void)
{
  return g_settings_get_uint (cpx_settings_get (), "lock-delay");
}

/**
 * cpx_settings_dup_last_login:
 *
 * Returns: (transfer full): the login that last unlocked on this post, or empty text
 */
char *
cpx_settings_dup_last_login (void)
{
  return g_settings_get_string (cpx_settings_get (), "last-login");
}

/**
 * cpx_settings_set_last_login:
 * @login: who unlocked
 *
 * Remembers who is offered first next time.
 */
void
cpx_settings_set_last_login (const char *login)
{
  g_settings_set_string (cpx_settings_get (), "last-login", login);
}

/**
 * cpx_settings_restore_window:
 * @window: a window not yet shown
 *
 * Gives @window the size it had.
 */
void
cpx_settings_restore_window (GtkWindow *window)
{
  int width, height;

  g_settings_get (cpx_settings_get (), "window-size", "(ii)", &width, &height);
  if (width > 0 && height > 0)
    gtk_window_set_default_size (window, width, height);
  if (g_settings_get_boolean (cpx_settings_get (), "window-maximized"))
    gtk_window_maximize (window);
}

/**
 * cpx_settings_set_window_size:
 * @width: in pixels
 * @height: in pixels
 * @maximized: whether the window fills the screen; its size is not remembered then
 *
 * Remembers the size of the window.
 */
void
cpx_settings_set_window_size (int      width,
                              int      height,
                              gboolean maximized)
{
  g_settings_set_boolean (cpx_settings_get (), "window-maximized", maximized);
  if (!maximized && width > 0 && height > 0)
    g_settings_set (cpx_settings_get (), "window-size", "(ii)", width, height);
}
