/* cpx-rule-button.c: the cards of one rule or several, in a popover that scrolls where the screen is small.
 *
 * No card is text to be selected: the keyboard would go into it and select it all. It goes to what scrolls.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rule-button.h"

#include <cpx-rule-card.h>

#include <glib/gi18n-lib.h>

struct _CpxRuleButton
{
  AdwBin     parent_instance;

  GtkWidget *button;
  GtkWidget *scrolled;
  GtkWidget *cards;

  char      *shown;  /* (owned) (nullable): the rules and sentences that the popover holds */
};

G_DEFINE_FINAL_TYPE (CpxRuleButton, cpx_rule_button, ADW_TYPE_BIN)

static void
add_line (GtkWidget  *box,
          const char *text,
          const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  gtk_box_append (GTK_BOX (box), label);
}

static char *
dup_source (const CpxRuleCard *card)
{
  return g_strdup_printf (_("Rule %s. Source: %s. Certainty: %s."), card->rule, _(card->source),
                          cpx_confidence_get_label (card->confidence));
}

/* The card as it is read aloud. */
static char *
dup_reading (const CpxRuleMention *mention,
             const CpxRuleCard    *card)
{
  g_autofree char *source = dup_source (card);
  g_autofree char *text = g_strjoin ("\n", cpx_rule_card_get_title (card), cpx_rule_card_get_text (card), source, NULL);

  return mention->sentence != NULL ? g_strconcat (mention->sentence, "\n", text, NULL) : g_steal_pointer (&text);
}

static void
add_card (CpxRuleButton        *self,
          const CpxRuleMention *mention,
          const CpxRuleCard    *card)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *source = dup_source (card);

  if (mention->sentence != NULL)
    add_line (box, mention->sentence, NULL);
  add_line (box, cpx_rule_card_get_title (card), "heading");
  add_line (box, cpx_rule_card_get_text (card), NULL);
  add_line (box, source, "caption");
  gtk_box_append (GTK_BOX (self->cards), box);
}

static void
fill (CpxRuleButton        *self,
      const CpxRuleMention *mentions,
      guint                 n_mentions)
{
  GtkWidget *card;

  while ((card = gtk_widget_get_first_child (self->cards)) != NULL)
    gtk_box_remove (GTK_BOX (self->cards), card);
  for (guint i = 0; i < n_mentions; i++)
    {
      if (cpx_rule_card_find (mentions[i].rule) != NULL)
        add_card (self, &mentions[i], cpx_rule_card_find (mentions[i].rule));
    }
}

static char *
read_all (const CpxRuleMention *mentions,
          guint                 n_mentions)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < n_mentions; i++)
    {
      const CpxRuleCard *card = cpx_rule_card_find (mentions[i].rule);
      g_autofree char *reading = card != NULL ? dup_reading (&mentions[i], card) : NULL;

      if (reading != NULL)
        g_string_append_printf (all, "%s%s", all->len > 0 ? "\n\n" : "", reading);
    }

  return g_string_free (all, FALSE);
}

static void
cpx_rule_button_finalize (GObject *object)
{
  g_free (CPX_RULE_BUTTON (object)->shown);

  G_OBJECT_CLASS (cpx_rule_button_parent_class)->finalize (object);
}

static void
cpx_rule_button_class_init (CpxRuleButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cpx_rule_button_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/rule-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxRuleButton, button);
  gtk_widget_class_bind_template_child (widget_class, CpxRuleButton, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CpxRuleButton, cards);
}

static void
cpx_rule_button_init (CpxRuleButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_rule_button_show:
 * @self: a button
 * @mentions: (array length=n_mentions): rules, each with what it said here
 * @n_mentions: how many
 *
 * Lets the button open the cards of these rules; it hides itself when none of them has one.
 */
void
cpx_rule_button_show (CpxRuleButton        *self,
                      const CpxRuleMention *mentions,
                      guint                 n_mentions)
{
  g_autofree char *all = read_all (mentions, n_mentions);

  g_return_if_fail (CPX_IS_RULE_BUTTON (self));

  gtk_widget_set_visible (GTK_WIDGET (self), *all != '\0');
  if (g_strcmp0 (all, self->shown) == 0)
    return;
  fill (self, mentions, n_mentions);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), n_mentions > 1 ? _("Rules") : _("Rule"));
  g_free (self->shown);
  self->shown = g_steal_pointer (&all);
}
