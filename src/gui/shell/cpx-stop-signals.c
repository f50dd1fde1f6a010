/* cpx-stop-signals.c: the end of a session, or of a terminal, is no power cut.
 *
 *   first signal ──▶ windows closed: what was typed is put in safety, the practice closed, its log truncated
 *   second one   ──▶ the end, as after a power cut, which the vault is made for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-stop-signals.h"

#include "cpx-window.h"

#include <glib-unix.h>

/* Dialogs go with the window they belong to. */
static gboolean
stop_cb (gpointer user_data)
{
  GtkApplication *application = user_data;
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (application));
  gboolean is_closing = FALSE;

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (!CPX_IS_WINDOW (l->data))
        continue;
      gtk_window_close (l->data);
      is_closing = TRUE;
    }
  if (!is_closing)
    g_application_quit (G_APPLICATION (application));

  return G_SOURCE_REMOVE;   /* a second one of its kind kills */
}

/**
 * cpx_stop_signals_watch:
 * @application: an application that lives as long as the process
 *
 * Closes the windows of @application at SIGTERM, SIGINT or SIGHUP.
 */
void
cpx_stop_signals_watch (GtkApplication *application)
{
  static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_unix_signal_add (numbers[i], stop_cb, application);
}
