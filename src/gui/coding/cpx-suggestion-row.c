/* cpx-suggestion-row.c: one suggested code as a line of the list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-suggestion-row.h"

#include <glib/gi18n-lib.h>

struct _CpxSuggestionRow
{
  GtkListBoxRow  parent_instance;

  GtkWidget     *number_label;
  GtkWidget     *label;
  GtkWidget     *bar;
  GtkWidget     *confidence_label;
  GtkWidget     *kept;
  GtkWidget     *axes_label;
  GtkWidget     *why_revealer;
  GtkWidget     *why_label;
  GtkWidget     *tools;
  GtkWidget     *accept_button;
  GtkWidget     *take_back_button;
  GtkWidget     *why_button;
  GtkWidget     *dismiss_button;
};

G_DEFINE_FINAL_TYPE (CpxSuggestionRow, cpx_suggestion_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_label (CpxSuggestionRow         *self,
            const CpxSuggestionState *state)
{
  g_autofree char *markup = g_markup_printf_escaped ("<b>%s</b>  %s", state->code, state->label);
  g_autofree char *number = g_strdup_printf ("%u", state->number);

  gtk_label_set_markup (GTK_LABEL (self->label), markup);
  gtk_label_set_label (GTK_LABEL (self->number_label), number);
}

static void
show_tone (CpxSuggestionRow *self,
           const char       *tone)
{
  static const char * const tones[] = { "success", "warning", "error" };

  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    {
      if (g_str_equal (tones[i], tone))
        gtk_widget_add_css_class (self->bar, tones[i]);
      else
        gtk_widget_remove_css_class (self->bar, tones[i]);
    }
}

static void
show_confidence (CpxSuggestionRow         *self,
                 const CpxSuggestionState *state)
{
  g_autofree char *line = state->history != NULL ? g_strdup_printf ("%s · %s", state->confidence, state->history)
                                                 : g_strdup (state->confidence);

  gtk_label_set_label (GTK_LABEL (self->confidence_label), line);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (self->bar), state->fraction);
  show_tone (self, state->tone);
  gtk_widget_set_visible (self->kept, state->kept);
  gtk_label_set_label (GTK_LABEL (self->axes_label), state->axes != NULL ? state->axes : "");
  gtk_widget_set_visible (self->axes_label, state->axes != NULL);
}

static void
add_line (GString    *text,
          const char *line)
{
  if (line == NULL)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
show_why (CpxSuggestionRow         *self,
          const CpxSuggestionState *state)
{
  g_autoptr(GString) text = g_string_new (state->source);

  if (state->against != NULL)
    {
      g_autofree char *against = g_strdup_printf (_("Against it: %s"), state->against);

      add_line (text, against);
    }
  add_line (text, state->rival);
  gtk_label_set_label (GTK_LABEL (self->why_label), text->str);
}

static void
name (CpxSuggestionRow         *self,
      const CpxSuggestionState *state)
{
  g_autofree char *name = g_strdup_printf ("%u: %s, %s, %s%s%s", state->number, state->code, state->label,
                                           state->confidence, state->kept ? ", " : "", state->kept ? _("Kept") : "");
  g_autofree char *description = g_strjoin (". ", state->axes_said != NULL ? state->axes_said : state->source,
                                            state->history, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
why_toggled_cb (CpxSuggestionRow *self)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->why_revealer),
                                 gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->why_button)));
}

static void
cpx_suggestion_row_class_init (CpxSuggestionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/suggestion-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, number_label);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, label);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, bar);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, confidence_label);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, kept);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, axes_label);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, why_revealer);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, why_label);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, tools);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, accept_button);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, take_back_button);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, why_button);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionRow, dismiss_button);
  gtk_widget_class_bind_template_callback (widget_class, why_toggled_cb);
}

static void
cpx_suggestion_row_init (CpxSuggestionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_suggestion_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
cpx_suggestion_row_new (void)
{
  return g_object_new (CPX_TYPE_SUGGESTION_ROW, NULL);
}

/**
 * cpx_suggestion_row_show:
 * @self: a row
 * @state: a suggestion
 * @selected: whether it is the one selected: it offers what can be done with it
 * @may_change: whether acts may be chosen
 *
 * Shows the suggestion.
 */
void
cpx_suggestion_row_show (CpxSuggestionRow         *self,
                         const CpxSuggestionState *state,
                         gboolean                  selected,
                         gboolean                  may_change)
{
  show_label (self, state);
  show_confidence (self, state);
  show_why (self, state);
  name (self, state);
  gtk_widget_set_visible (self->tools, selected);
  gtk_widget_set_visible (self->accept_button, may_change && !state->kept);
  gtk_widget_set_visible (self->take_back_button, may_change && state->kept);
  gtk_widget_set_visible (self->dismiss_button, may_change && !state->kept);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->take_back_button), "s", state->code);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->accept_button), "u", state->number - 1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->dismiss_button), "u", state->number - 1);
  if (!selected)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->why_button), FALSE);
}
