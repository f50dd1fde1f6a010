/* cpx-choice-typing.c: a letter typed on a row of choices chooses, as in every list of a web page.
 *
 * An AdwComboRow 1.2 opens with the space bar and knows the arrows there; letters it leaves to nobody. (GTK 4.10 has a
 * search in the list that opens: two more keys.)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-choice-typing.h"

#include "cpx-choice-state.h"

#define WORD_MS 1000   /* letters that follow each other so fast are one word */

typedef struct
{
  GString *typed;
  guint32  time_ms;  /* of the last letter, by the clock of the events */
} Typing;

static void
typing_free (gpointer  data,
             GClosure *closure)
{
  Typing *typing = data;

  g_string_free (typing->typed, TRUE);
  g_free (typing);
}

static char **
dup_labels (AdwComboRow *row)
{
  GListModel *choices = adw_combo_row_get_model (row);
  g_autoptr(GStrvBuilder) labels = g_strv_builder_new ();

  for (guint i = 0; GTK_IS_STRING_LIST (choices) && i < g_list_model_get_n_items (choices); i++)
    g_strv_builder_add (labels, gtk_string_list_get_string (GTK_STRING_LIST (choices), i));

  return g_strv_builder_end (labels);
}

static void
take_letter (Typing   *typing,
             gunichar  letter,
             guint32   time_ms)
{
  if (time_ms - typing->time_ms > WORD_MS)
    g_string_truncate (typing->typed, 0);
  typing->time_ms = time_ms;
  g_string_append_unichar (typing->typed, letter);
}

static guint
find (AdwComboRow *row,
      Typing      *typing)
{
  g_auto(GStrv) labels = dup_labels (row);

  return cpx_choice_state_find ((const char * const *) labels, adw_combo_row_get_selected (row), typing->typed->str);
}

/* Who typed M and meant F types F: a letter that goes on no word begins one. */
static guint
find_anew (AdwComboRow *row,
           Typing      *typing,
           gunichar     letter)
{
  g_string_truncate (typing->typed, 0);
  g_string_append_unichar (typing->typed, letter);

  return find (row, typing);
}

/* The space bar opens the choice, unless it is the one of "Dr Martin"; likewise the dot of "jean.d". */
static gboolean
is_letter (Typing   *typing,
           gunichar  letter,
           guint32   time_ms)
{
  return g_unichar_isalnum (letter) ||
         (g_unichar_isprint (letter) && typing->typed->len > 0 && time_ms - typing->time_ms <= WORD_MS);
}

static gboolean
key_cb (GtkEventControllerKey *keys,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        modifiers,
        Typing                *typing)
{
  AdwComboRow *row = ADW_COMBO_ROW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys)));
  guint32 time_ms = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (keys));
  gunichar letter = gdk_keyval_to_unicode (keyval);
  guint found;

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || !is_letter (typing, letter, time_ms))
    return GDK_EVENT_PROPAGATE;

  take_letter (typing, letter, time_ms);
  found = find (row, typing);
  if (found == G_MAXUINT)
    found = find_anew (row, typing, letter);
  if (found != G_MAXUINT)
    adw_combo_row_set_selected (row, found);

  return found == G_MAXUINT && letter == ' ' ? GDK_EVENT_PROPAGATE : GDK_EVENT_STOP;
}

/**
 * cpx_choice_typing_add:
 * @row: a row whose model is a #GtkStringList
 *
 * Has the letters typed on @row choose the line that begins with them.
 */
void
cpx_choice_typing_add (AdwComboRow *row)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  Typing *typing = g_new0 (Typing, 1);

  typing->typed = g_string_new (NULL);
  g_signal_connect_data (keys, "key-pressed", G_CALLBACK (key_cb), typing, typing_free, 0);
  gtk_widget_add_controller (GTK_WIDGET (row), keys);
}
