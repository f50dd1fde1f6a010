/* cpx-modifier-chips.c: the modifiers of one act, each with what the rules say of it, put on and off by a click.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-modifier-chips.h"

#include "cpx-rule-button.h"

#include <cpx-modifier-advice.h>
#include <cpx-price.h>

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CpxModifierChips
{
  GtkWidget      parent_instance;

  GtkWidget     *box;
  GtkWidget     *rules;
  GHashTable    *chips;  /* (owned): letter to its button */
  CpxCodingLine  line;   /* as shown */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxModifierChips, cpx_modifier_chips, GTK_TYPE_WIDGET)

/* The line with the letter, after the others, or without it. */
static void
put_letter (CpxCodingLine *line,
            char           letter,
            gboolean       on)
{
  char *at = strchr (line->modifiers, letter);
  gsize length = strlen (line->modifiers);

  if (on && at == NULL && length < CPX_CODING_MAX_MODIFIERS)
    {
      line->modifiers[length] = letter;
      line->modifiers[length + 1] = '\0';
    }
  else if (!on && at != NULL)
    memmove (at, at + 1, strlen (at));
}

static void
toggled_cb (GtkToggleButton  *chip,
            CpxModifierChips *self)
{
  char letter = *(const char *) g_object_get_data (G_OBJECT (chip), "letter");
  gboolean on = gtk_toggle_button_get_active (chip);
  CpxCodingLine line = self->line;

  if (on == (strchr (line.modifiers, letter) != NULL))
    return;
  put_letter (&line, letter, on);
  g_signal_emit (self, signals[CHANGED], 0, &line);
}

static GtkWidget *
get_chip (CpxModifierChips *self,
          char              letter)
{
  char text[] = { letter, '\0' };
  GtkWidget *chip = g_hash_table_lookup (self->chips, text);

  if (chip != NULL)
    return chip;
  chip = gtk_toggle_button_new ();
  gtk_widget_add_css_class (chip, "chip");
  g_object_set_data_full (G_OBJECT (chip), "letter", g_strdup (text), g_free);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (toggled_cb), self, 0);
  gtk_flow_box_append (GTK_FLOW_BOX (self->box), chip);
  gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
  g_hash_table_insert (self->chips, g_strdup (text), chip);

  return chip;
}

static char *
describe_value (const CpxModifierAdvice *advice)
{
  g_autofree char *flat = NULL;

  if (!advice->value_is_known)
    return g_strdup (_("value unknown in this version"));
  if (advice->flat_cents == 0)
    return g_strdup_printf ("+ %u,%u %%", (advice->coefficient - 1000) / 10, (advice->coefficient - 1000) % 10);
  flat = cpx_cents_dup_text (advice->flat_cents);

  return g_strdup_printf ("+ %s", flat);
}

static char *
describe (const CpxModifierAdvice *advice)
{
  g_autofree char *value = describe_value (advice);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%c", advice->letter);
  if (advice->label != NULL)
    g_string_append_printf (text, ": %s", advice->label);
  g_string_append_printf (text, " (%s)", value);
  if (advice->reason != NULL && *advice->reason != '\0')
    g_string_append_printf (text, "\n%s", advice->reason);

  return g_string_free (text, FALSE);
}

static const char *
get_style (const CpxModifierAdvice *advice)
{
  switch (advice->state)
    {
    case CPX_MODIFIER_PROPOSED:
      return "proposed";
    case CPX_MODIFIER_NOT_ADVISED:
      return "not-advised";
    case CPX_MODIFIER_FORBIDDEN:
      return "forbidden";
    case CPX_MODIFIER_ALLOWED:
    default:
      return "allowed";
    }
}

/* The state is a word; the colour only repeats it. What is on and nothing speaks against needs no word. */
static void
show_chip (CpxModifierChips        *self,
           const CpxModifierAdvice *advice,
           gboolean                 all,
           gboolean                 may_change)
{
  GtkWidget *chip = get_chip (self, advice->letter);
  gboolean plain = advice->is_on_line
                   && (advice->state == CPX_MODIFIER_ALLOWED || advice->state == CPX_MODIFIER_PROPOSED);
  g_autofree char *text = plain ? g_strdup_printf ("%c", advice->letter)
                                : g_strdup_printf ("%c · %s", advice->letter,
                                                   cpx_modifier_state_get_label (advice->state));
  g_autofree char *hint = describe (advice);

  gtk_widget_set_css_classes (chip, (const char *[]) { "chip", "toggle", get_style (advice), NULL });
  gtk_button_set_label (GTK_BUTTON (chip), text);
  gtk_widget_set_tooltip_text (chip, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint, -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), advice->is_on_line);
  gtk_widget_set_sensitive (chip, may_change && (advice->is_on_line || advice->state != CPX_MODIFIER_FORBIDDEN));
  gtk_widget_set_visible (gtk_widget_get_parent (chip),
                          all || advice->is_on_line || advice->state == CPX_MODIFIER_PROPOSED);
}

static gboolean
is_shown (const CpxModifierAdvice *advice,
          gboolean                 all)
{
  return all || advice->is_on_line || advice->state == CPX_MODIFIER_PROPOSED;
}

/* What the rules say of the modifiers that are shown, each with the card of its rule. */
static void
show_rules (CpxModifierChips *self,
            GArray           *advices,
            gboolean          all)
{
  g_autoptr(GArray) mentions = g_array_new (FALSE, FALSE, sizeof (CpxRuleMention));
  g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < advices->len; i++)
    {
      const CpxModifierAdvice *advice = &g_array_index (advices, CpxModifierAdvice, i);
      CpxRuleMention mention = { advice->rule, NULL };

      if (!is_shown (advice, all) || advice->rule == NULL || advice->reason == NULL || *advice->reason == '\0')
        continue;
      mention.sentence = g_strdup_printf ("%c · %s: %s", advice->letter, cpx_modifier_state_get_label (advice->state),
                                          advice->reason);
      g_ptr_array_add (sentences, (char *) mention.sentence);
      g_array_append_val (mentions, mention);
    }
  cpx_rule_button_show (CPX_RULE_BUTTON (self->rules), (const CpxRuleMention *) (gconstpointer) mentions->data,
                        mentions->len);
}

static void
hide_all (CpxModifierChips *self)
{
  GHashTableIter iter;
  gpointer chip;

  g_hash_table_iter_init (&iter, self->chips);
  while (g_hash_table_iter_next (&iter, NULL, &chip))
    gtk_widget_set_visible (gtk_widget_get_parent (chip), FALSE);
}

static void
cpx_modifier_chips_dispose (GObject *object)
{
  CpxModifierChips *self = CPX_MODIFIER_CHIPS (object);

  g_clear_pointer (&self->chips, g_hash_table_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->rules, gtk_widget_unparent);

  G_OBJECT_CLASS (cpx_modifier_chips_parent_class)->dispose (object);
}

static void
cpx_modifier_chips_class_init (CpxModifierChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_modifier_chips_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
cpx_modifier_chips_init (CpxModifierChips *self)
{
  self->chips = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->box = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->box), 12);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->box), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->box), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Modifiers"), -1);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->box), FALSE);
  gtk_widget_set_hexpand (self->box, TRUE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->rules = g_object_new (CPX_TYPE_RULE_BUTTON, NULL);
  gtk_widget_set_valign (self->rules, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->rules, "small-rule");
  gtk_widget_set_parent (self->rules, GTK_WIDGET (self));
}

/**
 * cpx_modifier_chips_show:
 * @self: the chips
 * @request: what is chosen
 * @position: a line of it
 * @all: also those that nobody proposes
 * @may_change: whether acts may be chosen
 *
 * Shows the modifiers of the act. Signal `changed` carries the #CpxCodingLine as it is to be.
 *
 * Returns: whether there is any to show
 */
gboolean
cpx_modifier_chips_show (CpxModifierChips *self,
                         CpxCodingRequest *request,
                         guint             position,
                         gboolean          all,
                         gboolean          may_change)
{
  g_autoptr(GArray) advices = NULL;
  gboolean any = FALSE;

  self->line = *cpx_coding_draft_get_line (request->draft, position);
  hide_all (self);
  if (request->nomenclature == NULL)
    return FALSE;
  advices = cpx_modifier_advice_list (request->draft, request->nomenclature, position);
  for (guint i = 0; i < advices->len; i++)
    {
      const CpxModifierAdvice *advice = &g_array_index (advices, CpxModifierAdvice, i);

      show_chip (self, advice, all, may_change);
      any = any || is_shown (advice, all);
    }
  show_rules (self, advices, all);

  return any;
}
