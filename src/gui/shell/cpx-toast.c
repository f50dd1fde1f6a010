/* cpx-toast.c: says at the bottom of the window what happened, and takes it back.
 *
 * What is said last takes the place of what was said before, unless that matters more: an error stays until it is read,
 * and what can be undone is not pushed away by what cannot. The priorities of libadwaita 1.2 would do half of that, and
 * abort the program when a toast comes back that is still on its way out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-toast.h"

#include <cpx-practice-error.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define UNDO_TIME_S  10  /* long enough to read, to doubt, to reach the button */
#define ERROR_TIME_S 0   /* stays until it is closed */

#define LAST   "cpx-last-toast"    /* of an overlay: the toast added last and not yet gone (unowned) */
#define OFFER  "cpx-toast-offer"   /* of an overlay: the one that offers something and is not yet gone (unowned) */
#define WEIGHT "cpx-toast-weight"  /* of a toast */
#define PLACE  "cpx-toast-place"   /* of a widget: the overlay for what is said in it (owned) */

typedef enum
{
  WEIGHT_FACT,
  WEIGHT_UNDO,
  WEIGHT_ERROR,
} Weight;

typedef struct
{
  CpxUndoFunc  undo;
  GObject     *owner;    /* (owned) */
  char        *target;   /* (owned) */
} Undo;

static void
undo_free (gpointer  data,
           GClosure *closure)
{
  Undo *undo = data;

  g_object_unref (undo->owner);
  g_free (undo->target);
  g_free (undo);
}

static void
undo_cb (AdwToast *toast,
         gpointer  user_data)
{
  Undo *undo = user_data;

  undo->undo (undo->owner, undo->target);
  adw_toast_dismiss (toast);
}

static Weight
get_weight (AdwToast *toast)
{
  return (Weight) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (toast), WEIGHT));
}

static void
forget (GtkWidget  *overlay,
        const char *what,
        AdwToast   *toast)
{
  if (g_object_get_data (G_OBJECT (overlay), what) == toast)
    g_object_set_data (G_OBJECT (overlay), what, NULL);
}

static void
dismissed_cb (AdwToast  *toast,
              GtkWidget *overlay)
{
  forget (overlay, LAST, toast);
  forget (overlay, OFFER, toast);
}

static void
add_to_overlay (GtkWidget *overlay,
                AdwToast  *toast)
{
  AdwToast *last = g_object_get_data (G_OBJECT (overlay), LAST);

  if (last != NULL && get_weight (last) != WEIGHT_ERROR && get_weight (last) <= get_weight (toast))
    adw_toast_dismiss (last);
  g_object_set_data (G_OBJECT (overlay), LAST, toast);
  if (get_weight (toast) == WEIGHT_UNDO)
    g_object_set_data (G_OBJECT (overlay), OFFER, toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), overlay, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

/* The place that a page chose for its toasts, else the overlay around it. */
static GtkWidget *
find_overlay (GtkWidget *from)
{
  for (GtkWidget *at = from; at != NULL; at = gtk_widget_get_parent (at))
    {
      GtkWidget *place = g_object_get_data (G_OBJECT (at), PLACE);

      if (place != NULL && gtk_widget_get_mapped (place))
        return place;
      if (ADW_IS_TOAST_OVERLAY (at))
        return at;
    }

  return NULL;
}

static void
add (GtkWidget *from,
     AdwToast  *toast,
     Weight     weight)
{
  GtkRoot *root = gtk_widget_get_root (from);
  GtkWidget *overlay = find_overlay (from);
  GtkWindow *parent = GTK_IS_WINDOW (root) ? gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;

  /* A dialog speaks through the window it belongs to. */
  if (overlay == NULL && ADW_IS_APPLICATION_WINDOW (parent))
    overlay = adw_application_window_get_content (ADW_APPLICATION_WINDOW (parent));
  g_object_set_data (G_OBJECT (toast), WEIGHT, GUINT_TO_POINTER (weight));
  if (ADW_IS_TOAST_OVERLAY (overlay))
    add_to_overlay (overlay, toast);
  else
    g_object_unref (toast);
}

static AdwToast *
make (const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  return adw_toast_new (escaped);
}

/**
 * cpx_toast_show:
 * @from: a widget of the window
 * @sentence: what happened, plain text
 *
 * Says what happened.
 */
void
cpx_toast_show (GtkWidget  *from,
                const char *sentence)
{
  g_return_if_fail (GTK_IS_WIDGET (from));

  add (from, make (sentence), WEIGHT_FACT);
}

/* Who gave up knows it. The practice refuses as locked only what is asked once the lock began, after all that was typed
 * is in safety: a page on its way out asked, not a person, and the sentence would outlive the page. */
static gboolean
is_for_nobody (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_LOCKED);
}

/**
 * cpx_toast_show_error:
 * @from: a widget of the window
 * @error: what could not be done; its message is a sentence for people
 *
 * Says what could not be done, and stays until it is read. What was cancelled, or refused because the practice is being
 * locked, is not said.
 */
void
cpx_toast_show_error (GtkWidget    *from,
                      const GError *error)
{
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (error != NULL);

  if (is_for_nobody (error))
    return;

  toast = make (error->message);
  adw_toast_set_timeout (toast, ERROR_TIME_S);
  add (from, toast, WEIGHT_ERROR);
}

/**
 * cpx_toast_show_action:
 * @from: a widget of the window
 * @sentence: what happened, plain text
 * @label: the verb of its button, with a mnemonic
 * @act: what the button does
 * @owner: handed to @act, kept alive until the toast is gone
 * @target: (nullable): handed to @act
 *
 * Says what happened, with a button.
 */
void
cpx_toast_show_action (GtkWidget   *from,
                       const char  *sentence,
                       const char  *label,
                       CpxUndoFunc  act,
                       GObject     *owner,
                       const char  *target)
{
  AdwToast *toast;
  Undo *data;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (act != NULL);

  toast = make (sentence);
  data = g_new0 (Undo, 1);
  data->undo = act;
  data->owner = g_object_ref (owner);
  data->target = g_strdup (target);
  adw_toast_set_button_label (toast, label);
  adw_toast_set_timeout (toast, UNDO_TIME_S);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), data, undo_free, 0);
  add (from, toast, WEIGHT_UNDO);
}

/**
 * cpx_toast_show_undo:
 * @from: a widget of the window
 * @sentence: what happened, plain text
 * @undo: takes it back
 * @owner: handed to @undo, kept alive until the toast is gone
 * @target: (nullable): handed to @undo
 *
 * Says what happened, with a button that takes it back.
 */
void
cpx_toast_show_undo (GtkWidget   *from,
                     const char  *sentence,
                     CpxUndoFunc  undo,
                     GObject     *owner,
                     const char  *target)
{
  cpx_toast_show_action (from, sentence, _("_Undo"), undo, owner, target);
}

/**
 * cpx_toast_withdraw:
 * @from: a widget of the window
 *
 * Takes away the toast that still offers something: what it would undo or do is past.
 */
void
cpx_toast_withdraw (GtkWidget *from)
{
  GtkWidget *overlay;
  AdwToast *offer;

  g_return_if_fail (GTK_IS_WIDGET (from));

  overlay = find_overlay (from);
  offer = overlay != NULL ? g_object_get_data (G_OBJECT (overlay), OFFER) : NULL;
  if (offer != NULL)
    adw_toast_dismiss (offer);
}

/**
 * cpx_toast_set_place:
 * @page: a widget
 * @overlay: (type AdwToastOverlay): one inside of it
 *
 * Lets what is said in @page appear over @overlay, as long as that is on the screen: not over the buttons at the foot.
 */
void
cpx_toast_set_place (GtkWidget *page,
                     GtkWidget *overlay)
{
  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));

  g_object_set_data_full (G_OBJECT (page), PLACE, g_object_ref (overlay), g_object_unref);
}
