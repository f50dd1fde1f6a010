/* cpx-finding-row.c: what one rule says of the acts kept, what would settle it, and the card of the rule.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-finding-row.h"

#include "cpx-rule-button.h"

#include <glib/gi18n-lib.h>

#define FOLDED_LINES 3

struct _CpxFindingRow
{
  GtkListBoxRow   parent_instance;

  GtkWidget      *icon;
  GtkWidget      *word_label;
  GtkWidget      *sentence_label;
  GtkWidget      *more_button;
  GtkWidget      *reason_label;
  GtkWidget      *remedy_button;
  GtkWidget      *override_button;
  GtkWidget      *rule_button;

  CpxRuleFinding *finding;  /* (owned) (nullable): as shown */
};

enum
{
  OVERRIDE,
  REMEDY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxFindingRow, cpx_finding_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_button (GtkWidget  *button,
             const char *label)
{
  gtk_widget_set_visible (button, label != NULL);
  if (label != NULL)
    gtk_button_set_label (GTK_BUTTON (button), label);
}

static void
override_clicked_cb (CpxFindingRow *self)
{
  g_signal_emit (self, signals[OVERRIDE], 0);
}

static void
remedy_clicked_cb (CpxFindingRow *self)
{
  g_signal_emit (self, signals[REMEDY], 0);
}

/* A long note of a chapter: its beginning, or all of it. */
static void
fold (CpxFindingRow *self,
      gboolean       folded)
{
  gtk_label_set_lines (GTK_LABEL (self->sentence_label), folded ? FOLDED_LINES : -1);
  gtk_label_set_ellipsize (GTK_LABEL (self->sentence_label), folded ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_button_set_label (GTK_BUTTON (self->more_button), folded ? _("Read it whole") : _("Fold it again"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->more_button), GTK_ACCESSIBLE_STATE_EXPANDED, !folded, -1);
}

static void
more_clicked_cb (CpxFindingRow *self)
{
  fold (self, gtk_label_get_lines (GTK_LABEL (self->sentence_label)) < 0);
}

/* A sentence that is shown again stays as the person left it. */
static void
show_sentence (CpxFindingRow         *self,
               const CpxFindingState *state)
{
  gboolean is_same = g_str_equal (gtk_label_get_label (GTK_LABEL (self->sentence_label)), state->sentence);

  gtk_label_set_label (GTK_LABEL (self->sentence_label), state->sentence);
  gtk_widget_set_visible (self->more_button, state->is_long);
  if (!is_same)
    fold (self, state->is_long);
}

static void
cpx_finding_row_finalize (GObject *object)
{
  g_clear_pointer (&CPX_FINDING_ROW (object)->finding, cpx_rule_finding_free);

  G_OBJECT_CLASS (cpx_finding_row_parent_class)->finalize (object);
}

static void
cpx_finding_row_class_init (CpxFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cpx_finding_row_finalize;

  signals[OVERRIDE] = g_signal_new ("override", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[REMEDY] = g_signal_new ("remedy", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  g_type_ensure (CPX_TYPE_RULE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxFindingRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CpxFindingRow, word_label);
  gtk_widget_class_bind_template_child (widget_class, CpxFindingRow, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, CpxFindingRow, more_button);
  gtk_widget_class_bind_template_child (widget_class, CpxFindingRow, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CpxFindingRow, remedy_button);
  gtk_widget_class_bind_template_child (widget_class, CpxFindingRow, override_button);
  gtk_widget_class_bind_template_child (widget_class, CpxFindingRow, rule_button);
  gtk_widget_class_bind_template_callback (widget_class, override_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_clicked_cb);
}

static void
cpx_finding_row_init (CpxFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_finding_row_new:
 *
 * Signals: `override` asks for the dialog, `remedy` for what the rule offers.
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
cpx_finding_row_new (void)
{
  return g_object_new (CPX_TYPE_FINDING_ROW, NULL);
}

/**
 * cpx_finding_row_show:
 * @self: a row
 * @finding: what a rule says
 * @state: the same in the words of the screen
 *
 * Shows the finding.
 */
void
cpx_finding_row_show (CpxFindingRow         *self,
                      const CpxRuleFinding  *finding,
                      const CpxFindingState *state)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", state->word, state->sentence);
  g_autofree char *reason = state->reason != NULL ? g_strdup_printf (_("Reason: “%s”"), state->reason) : NULL;

  g_clear_pointer (&self->finding, cpx_rule_finding_free);
  self->finding = cpx_rule_finding_copy (finding);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), state->icon_name);
  gtk_widget_set_css_classes (self->icon, (const char *[]) { state->style_class, NULL });
  gtk_label_set_label (GTK_LABEL (self->word_label), state->word);
  show_sentence (self, state);
  gtk_label_set_label (GTK_LABEL (self->reason_label), reason != NULL ? reason : "");
  gtk_widget_set_visible (self->reason_label, reason != NULL);
  show_button (self->remedy_button, state->remedy);
  show_button (self->override_button, state->override);
  cpx_rule_button_show (CPX_RULE_BUTTON (self->rule_button), &(CpxRuleMention) { finding->rule, NULL }, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * cpx_finding_row_get_finding:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
const CpxRuleFinding *
cpx_finding_row_get_finding (CpxFindingRow *self)
{
  return self->finding;
}
