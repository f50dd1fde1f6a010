/* cpx-favourite-toggle.c: makes an act a favourite, or takes it back with a way to undo it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-favourite-toggle.h"

#include "cpx-toast.h"

#include <cpx-favourites.h>
#include <glib/gi18n-lib.h>

static void
set_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GtkWidget) from = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_set_favourite_finish (CPX_PRACTICE (source), result, &error);

  if (receipt == NULL && gtk_widget_get_root (from) != NULL)
    cpx_toast_show_error (from, error);
}

/* A CpxUndoFunc. */
static void
put_back (GObject    *owner,
          const char *code)
{
  CpxPractice *practice = g_object_get_data (owner, "favourites-of");

  cpx_practice_set_favourite_async (practice, code, TRUE, set_cb, g_object_ref (owner));
}

/**
 * cpx_favourite_toggle:
 * @from: a widget of the page, which lives as long as the undo is offered
 * @practice: a practice
 * @code: an act
 * @is_favourite: whether it is one of the user's favourites now
 *
 * Makes it one, or takes it back. What is refused is said at the bottom of the window.
 */
void
cpx_favourite_toggle (GtkWidget   *from,
                      CpxPractice *practice,
                      const char  *code,
                      gboolean     is_favourite)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_set_favourite_async (practice, code, !is_favourite, set_cb, g_object_ref (from));
  if (!is_favourite)
    return;
  g_object_set_data_full (G_OBJECT (from), "favourites-of", g_object_ref (practice), g_object_unref);
  sentence = g_strdup_printf (_("%s taken from your favourites"), code);
  cpx_toast_show_undo (from, sentence, put_back, G_OBJECT (from), code);
}
