/* cpx-act-row.c: one act kept as a line of the draft, which opens into what may be said of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-row.h"

#include "cpx-act-details.h"
#include "cpx-act-state.h"
#include "cpx-modifier-chips.h"

#include <glib/gi18n-lib.h>

struct _CpxActRow
{
  GtkListBoxRow     parent_instance;

  GtkWidget        *label;
  GtkWidget        *facts_label;
  GtkWidget        *origin_label;
  GtkWidget        *chips;
  GtkWidget        *amount_label;
  GtkWidget        *overcharge_label;
  GtkWidget        *tools;
  GtkWidget        *details_button;
  GtkWidget        *override_button;
  GtkWidget        *remove_button;
  GtkWidget        *journal_button;
  GtkWidget        *details_box;
  GtkWidget        *details;          /* (nullable): until it is first opened */

  CpxCodingRequest *request;          /* (owned) (nullable): as shown */
  guint             position;
  gboolean          may_change;
  gboolean          offers_journal;
};

enum
{
  LINE_CHANGED,
  OVERRIDE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxActRow, cpx_act_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
is_open (CpxActRow *self)
{
  return self->may_change && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->details_button));
}

static void
changed_cb (GtkWidget           *from,
            const CpxCodingLine *line,
            CpxActRow           *self)
{
  g_signal_emit (self, signals[LINE_CHANGED], 0, line);
}

static void
show_optional (GtkWidget  *label,
               const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

static void
show_words (CpxActRow         *self,
            const CpxActState *state)
{
  g_autofree char *markup = g_markup_printf_escaped ("<b>%s</b>  %s", state->code, state->label);

  gtk_label_set_markup (GTK_LABEL (self->label), markup);
  gtk_label_set_label (GTK_LABEL (self->facts_label), state->facts);
  gtk_label_set_label (GTK_LABEL (self->amount_label), state->amount);
  gtk_label_set_wrap (GTK_LABEL (self->amount_label), !state->amount_known);
  gtk_widget_set_tooltip_text (self->amount_label, state->amount_hint);
  show_optional (self->overcharge_label, state->overcharge);
  show_optional (self->origin_label, state->origin);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, state->name, -1);
}

/* @name: (transfer full) */
static void
name_tool (GtkWidget *button,
           char      *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_free (name);
}

static void
name_tools (CpxActRow  *self,
            const char *code)
{
  name_tool (self->details_button, g_strdup_printf (_("Details of %s"), code));
  name_tool (self->override_button, g_strdup_printf (_("Override %s"), code));
  name_tool (self->remove_button, g_strdup_printf (_("Take %s back"), code));
  name_tool (self->journal_button, g_strdup_printf (_("%s in the journal"), code));
}

/* An act that nobody recorded has no entries yet. */
static void
update_journal (CpxActRow *self)
{
  const CpxActChoice *choice = g_ptr_array_index (self->request->choices, self->position);

  gtk_widget_set_visible (self->journal_button, self->offers_journal && choice->act != NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->journal_button), "s",
                                    choice->act != NULL ? cpx_record_get_id (choice->act) : "");
}

static void
update_details (CpxActRow *self)
{
  gtk_widget_set_visible (self->chips,
                          cpx_modifier_chips_show (CPX_MODIFIER_CHIPS (self->chips), self->request, self->position,
                                                   is_open (self), self->may_change));
  gtk_widget_set_visible (self->details_box, is_open (self));
  if (!is_open (self))
    return;
  if (self->details == NULL)
    {
      self->details = cpx_act_details_new ();
      g_signal_connect_object (self->details, "changed", G_CALLBACK (changed_cb), self, 0);
      gtk_box_append (GTK_BOX (self->details_box), self->details);
    }
  cpx_act_details_show (CPX_ACT_DETAILS (self->details), self->request, self->position);
}

static void
details_toggled_cb (CpxActRow *self)
{
  if (self->request != NULL)
    update_details (self);
}

static void
override_clicked_cb (CpxActRow *self)
{
  g_signal_emit (self, signals[OVERRIDE], 0);
}

static void
cpx_act_row_finalize (GObject *object)
{
  g_clear_pointer (&CPX_ACT_ROW (object)->request, cpx_coding_request_free);

  G_OBJECT_CLASS (cpx_act_row_parent_class)->finalize (object);
}

static void
cpx_act_row_class_init (CpxActRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cpx_act_row_finalize;

  signals[LINE_CHANGED] = g_signal_new ("line-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[OVERRIDE] = g_signal_new ("override", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  g_type_ensure (CPX_TYPE_MODIFIER_CHIPS);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/coding/act-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxActRow, label);
  gtk_widget_class_bind_template_child (widget_class, CpxActRow, facts_label);
  gtk_widget_class_bind_template_child (widget_class, CpxActRow, origin_label);
  gtk_widget_class_bind_template_child (widget_class, CpxActRow, chips);
  gtk_widget_class_bind_template_child (widget_class, CpxActRow, amount_label);
  gtk_widget_class_bind_template_child (widget_class, CpxActRow, overcharge_label);
  gtk_widget_class_bind_template_child (widget_class, CpxActRow, tools);
  gtk_widget_class_bind_template_child (widget_class, CpxActRow, details_button);
  gtk_widget_class_bind_template_child (widget_class, CpxActRow, override_button);
  gtk_widget_class_bind_template_child (widget_class, CpxActRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, CpxActRow, journal_button);
  gtk_widget_class_bind_template_child (widget_class, CpxActRow, details_box);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, details_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, override_clicked_cb);
}

static void
cpx_act_row_init (CpxActRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_act_row_new:
 *
 * Signals: `line-changed` carries the #CpxCodingLine as it is to be; `override` asks for the dialog.
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
cpx_act_row_new (void)
{
  return g_object_new (CPX_TYPE_ACT_ROW, NULL);
}

/**
 * cpx_act_row_show:
 * @self: a row
 * @request: what is chosen
 * @verdict: what the rules say of it
 * @position: a line
 * @may_change: whether acts may be chosen
 *
 * Shows the act.
 */
void
cpx_act_row_show (CpxActRow        *self,
                  CpxCodingRequest *request,
                  CpxCodingVerdict *verdict,
                  guint             position,
                  gboolean          may_change)
{
  g_auto(CpxActState) state = cpx_act_state_compute (request, verdict, position);

  g_clear_pointer (&self->request, cpx_coding_request_free);
  self->request = cpx_coding_request_copy (request);
  self->position = position;
  self->may_change = may_change;
  show_words (self, &state);
  name_tools (self, state.code);
  gtk_widget_set_visible (self->tools, may_change);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove_button), "u", position);
  update_journal (self);
  update_details (self);
}

/**
 * cpx_act_row_offer_journal:
 * @self: a row, not yet shown
 * @offers: whether the user may read the journal
 *
 * Offers the entries of the journal about a recorded act, whoever wrote them.
 */
void
cpx_act_row_offer_journal (CpxActRow *self,
                           gboolean   offers)
{
  self->offers_journal = offers;
}
