/* cpx-draft-pane.c: the acts kept, what the rules say of them, what they come to, and the button that validates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-draft-pane.h"

#include "cpx-act-row.h"
#include "cpx-circumstances-group.h"
#include "cpx-coding-edit.h"
#include "cpx-duplicate-button.h"
#include "cpx-finding-row.h"
#include "cpx-override-target.h"

#include <glib/gi18n-lib.h>

#define ABOVE_FINDINGS_PX 18  /* left above the findings when one goes to them */

struct _CpxDraftPane
{
  GtkWidget  parent_instance;

  GtkWidget *box;
  GtkWidget *toasts;
  GtkWidget *scrolled;
  GtkWidget *count_button;
  GtkWidget *count_icon;
  GtkWidget *count_label;
  GtkWidget *acts;
  GtkWidget *empty;
  GtkWidget *close_button;
  GtkWidget *duplicate_button;
  GtkWidget *order;
  GtkWidget *order_label;
  GtkWidget *findings;
  GtkWidget *circumstances;
  GtkWidget *total_label;
  GtkWidget *detail_label;
  GtkWidget *why_label;
  GtkWidget *validate_button;

  gboolean   reads_journal;
};

enum
{
  LINE_CHANGED,
  OVERRIDE,
  REMEDY,
  STATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxDraftPane, cpx_draft_pane, GTK_TYPE_WIDGET)

static GtkListBoxRow *
get_row (GtkWidget *list,
         guint      position)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) position);
}

static guint
count_rows (GtkWidget *list)
{
  guint n = 0;

  while (get_row (list, n) != NULL)
    n++;

  return n;
}

static guint
get_position (GtkWidget *row)
{
  return (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

/* Acts */

static void
line_changed_cb (GtkWidget           *row,
                 const CpxCodingLine *line,
                 CpxDraftPane        *self)
{
  g_signal_emit (self, signals[LINE_CHANGED], 0, get_position (row), line);
}

static void
override_act_cb (GtkWidget    *row,
                 CpxDraftPane *self)
{
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_CODE, .line = (int) get_position (row) };

  g_signal_emit (self, signals[OVERRIDE], 0, &target);
}

static void
add_act_row (CpxDraftPane *self)
{
  GtkWidget *row = cpx_act_row_new ();

  cpx_act_row_offer_journal (CPX_ACT_ROW (row), self->reads_journal);
  g_signal_connect_object (row, "line-changed", G_CALLBACK (line_changed_cb), self, 0);
  g_signal_connect_object (row, "override", G_CALLBACK (override_act_cb), self, 0);
  gtk_list_box_append (GTK_LIST_BOX (self->acts), row);
}

/* While no act is kept the room is for what one reads: the report and the suggestions above. */
static void
claim_room (CpxDraftPane *self,
            gboolean      has_acts)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (GTK_IS_PANED (parent))
    gtk_paned_set_resize_end_child (GTK_PANED (parent), has_acts);
}

static void
show_acts (CpxDraftPane         *self,
           const CpxCodingFacts *facts,
           gboolean              may_change)
{
  guint n_lines = cpx_coding_draft_get_n_lines (facts->request->draft);
  guint n = count_rows (self->acts);

  for (; n < n_lines; n++)
    add_act_row (self);
  for (; n > n_lines; n--)
    gtk_list_box_remove (GTK_LIST_BOX (self->acts), GTK_WIDGET (get_row (self->acts, n - 1)));
  for (guint i = 0; i < n_lines; i++)
    cpx_act_row_show (CPX_ACT_ROW (get_row (self->acts, i)), facts->request, facts->verdict, i, may_change);
  gtk_widget_set_visible (self->acts, n_lines > 0);
  gtk_widget_set_visible (self->empty, n_lines == 0);
  claim_room (self, n_lines > 0);
  gtk_widget_set_visible (self->close_button, may_change);
  gtk_widget_set_visible (self->duplicate_button, may_change);
}

static void
close_without_act_cb (CpxDraftPane *self)
{
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_FINDING, .line = -1, .rule = CPX_CODING_RULE_EMPTY };

  g_signal_emit (self, signals[OVERRIDE], 0, &target);
}

/* The order in which the acts are charged */

static void
show_order (CpxDraftPane     *self,
            CpxCodingRequest *request,
            gboolean          may_change)
{
  g_autoptr(GArray) order = may_change ? cpx_coding_edit_find_order (request) : NULL;
  g_autoptr(CpxCodingDraft) arranged = NULL;
  g_autofree char *explanation = NULL;

  gtk_widget_set_visible (self->order, order != NULL);
  if (order == NULL)
    return;
  arranged = cpx_coding_arrange (request->draft, request->nomenclature, &explanation);
  gtk_label_set_label (GTK_LABEL (self->order_label), explanation);
}

/* Findings */

static void
override_finding_cb (GtkWidget    *row,
                     CpxDraftPane *self)
{
  const CpxRuleFinding *finding = cpx_finding_row_get_finding (CPX_FINDING_ROW (row));
  CpxOverrideTarget target = {
    .kind = CPX_OVERRIDE_FINDING,
    .line = finding->n_lines > 0 ? (int) finding->lines[0] : -1,
    .finding = finding,
    .rule = finding->rule,
  };

  g_signal_emit (self, signals[OVERRIDE], 0, &target);
}

static void
remedy_cb (GtkWidget    *row,
           CpxDraftPane *self)
{
  const CpxRuleFinding *finding = cpx_finding_row_get_finding (CPX_FINDING_ROW (row));
  CpxRemedy remedy = finding->remedy;

  g_signal_emit (self, signals[REMEDY], 0, &remedy);
}

static void
add_finding_row (CpxDraftPane *self)
{
  GtkWidget *row = cpx_finding_row_new ();

  g_signal_connect_object (row, "override", G_CALLBACK (override_finding_cb), self, 0);
  g_signal_connect_object (row, "remedy", G_CALLBACK (remedy_cb), self, 0);
  gtk_list_box_append (GTK_LIST_BOX (self->findings), row);
}

/* A GCompareFunc: what blocks first, what is only to know last; else as the rules follow. */
static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const CpxRuleFinding *first = *(CpxRuleFinding * const *) a;
  const CpxRuleFinding *second = *(CpxRuleFinding * const *) b;

  return (int) second->level - (int) first->level;
}

static GPtrArray *
sort_findings (CpxCodingVerdict *verdict)
{
  CpxCodingResult *result = cpx_coding_verdict_get_result (verdict);
  GPtrArray *all = result != NULL ? cpx_coding_result_get_findings (result) : NULL;
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      if (cpx_finding_is_listed (all->pdata[i]))
        g_ptr_array_add (sorted, all->pdata[i]);
    }
  g_ptr_array_sort (sorted, compare_findings);

  return sorted;
}

static void
show_findings (CpxDraftPane         *self,
               const CpxCodingFacts *facts,
               gboolean              may_change)
{
  g_autoptr(GPtrArray) findings = sort_findings (facts->verdict);
  guint n = count_rows (self->findings);

  for (; n < findings->len; n++)
    add_finding_row (self);
  for (; n > findings->len; n--)
    gtk_list_box_remove (GTK_LIST_BOX (self->findings), GTK_WIDGET (get_row (self->findings, n - 1)));
  for (guint i = 0; i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);
      g_auto(CpxFindingState) state =
        cpx_finding_state_compute (facts->request, facts->verdict, finding, may_change);

      cpx_finding_row_show (CPX_FINDING_ROW (get_row (self->findings, i)), finding, &state);
    }
  gtk_widget_set_visible (self->findings, findings->len > 0);
}

/* Below the fold nobody sees them: how many there are stands above, and leads there. */
static void
show_counts (CpxDraftPane     *self,
             CpxCodingVerdict *verdict)
{
  g_auto(CpxFindingCounts) counts = cpx_finding_counts_compute (verdict);
  g_autofree char *name = g_strdup_printf (_("What the rules say: %s"), counts.label);

  gtk_widget_set_visible (self->count_button, *counts.label != '\0');
  gtk_image_set_from_icon_name (GTK_IMAGE (self->count_icon), counts.icon_name);
  gtk_label_set_label (GTK_LABEL (self->count_label), counts.label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->count_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* The first of them at the top, with as many of the others as there is room for. */
static void
count_clicked_cb (CpxDraftPane *self)
{
  GtkListBoxRow *first = get_row (self->findings, 0);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  graphene_rect_t box;

  if (first == NULL)
    return;
  if (gtk_widget_compute_bounds (self->findings, gtk_widget_get_parent (self->findings), &box))
    gtk_adjustment_set_value (adjustment, (double) box.origin.y - ABOVE_FINDINGS_PX);
  gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
circumstances_changed_cb (CpxDraftPane *self)
{
  g_signal_emit (self, signals[STATED], 0,
                 cpx_circumstances_group_get_request (CPX_CIRCUMSTANCES_GROUP (self->circumstances)));
}

/* The foot */

static void
show_foot (CpxDraftPane         *self,
           const CpxCodingFacts *facts,
           const CpxCodingState *state)
{
  g_auto(CpxTotalState) total = cpx_total_state_compute (facts->request, facts->verdict);
  const char *why = state->why_not != NULL ? state->why_not : "";

  gtk_label_set_label (GTK_LABEL (self->total_label), total.total);
  gtk_label_set_label (GTK_LABEL (self->detail_label), total.detail);
  gtk_label_set_label (GTK_LABEL (self->why_label), why);
  gtk_widget_set_visible (self->validate_button, state->may_change);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->validate_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why,
                                  -1);
}

static void
cpx_draft_pane_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CPX_TYPE_DRAFT_PANE);

  G_OBJECT_CLASS (cpx_draft_pane_parent_class)->dispose (object);
}

static void
cpx_draft_pane_class_init (CpxDraftPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_draft_pane_dispose;

  /* The position and the CpxCodingLine as it is to be; a CpxOverrideTarget; a CpxRemedy; a CpxCodingRequest. */
  signals[LINE_CHANGED] = g_signal_new ("line-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_UINT, G_TYPE_POINTER);
  signals[OVERRIDE] = g_signal_new ("override", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    G_TYPE_POINTER);
  signals[REMEDY] = g_signal_new ("remedy", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_POINTER);
  signals[STATED] = g_signal_new ("stated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_POINTER);
  g_type_ensure (CPX_TYPE_CIRCUMSTANCES_GROUP);
  g_type_ensure (CPX_TYPE_DUPLICATE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/coding/draft-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, box);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, toasts);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, count_button);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, count_icon);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, count_label);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, acts);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, empty);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, close_button);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, duplicate_button);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, order);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, order_label);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, findings);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, total_label);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, detail_label);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, why_label);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, validate_button);
  gtk_widget_class_bind_template_child (widget_class, CpxDraftPane, circumstances);
  gtk_widget_class_bind_template_callback (widget_class, circumstances_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_without_act_cb);
  gtk_widget_class_bind_template_callback (widget_class, count_clicked_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_draft_pane_init (CpxDraftPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_draft_pane_show:
 * @self: a pane
 * @facts: what is known of the operation
 * @state: what may be done
 *
 * Shows the acts. Signals: `line-changed`, `override`, `remedy`, `stated` (circumstances).
 */
void
cpx_draft_pane_show (CpxDraftPane         *self,
                     const CpxCodingFacts *facts,
                     const CpxCodingState *state)
{
  if (facts->request == NULL)
    return;
  show_acts (self, facts, state->may_change);
  show_order (self, facts->request, state->may_change);
  show_findings (self, facts, state->may_change);
  show_counts (self, facts->verdict);
  gtk_widget_set_visible (self->circumstances, state->may_change);
  cpx_circumstances_group_show (CPX_CIRCUMSTANCES_GROUP (self->circumstances), facts->request);
  show_foot (self, facts, state);
}

/**
 * cpx_draft_pane_set_operation:
 * @self: a pane
 * @practice: an unlocked practice
 * @intervention_id: the operation that will be shown
 *
 * Says whose acts they are, so that those of another operation can be taken over, and who looks at them.
 */
void
cpx_draft_pane_set_operation (CpxDraftPane *self,
                              CpxPractice  *practice,
                              const char   *intervention_id)
{
  self->reads_journal = cpx_practice_may (practice, "audit:read");
  cpx_duplicate_button_set_operation (CPX_DUPLICATE_BUTTON (self->duplicate_button), practice, intervention_id);
}

/**
 * cpx_draft_pane_get_toasts:
 * @self: a pane
 *
 * Returns: (transfer none): where toasts cover neither the button that validates nor what stands under the pane
 */
GtkWidget *
cpx_draft_pane_get_toasts (CpxDraftPane *self)
{
  return self->toasts;
}
