/* cpx-suggestions-pane.c: the codes that the report may mean, and a field to find any other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-suggestions-pane.h"

#include "cpx-act-picker.h"
#include "cpx-kept-focus.h"
#include "cpx-suggestion-row.h"

#include <glib/gi18n-lib.h>

struct _CpxSuggestionsPane
{
  GtkWidget       parent_instance;

  GtkWidget      *box;
  GtkWidget      *add_button;
  GtkWidget      *add_popover;
  GtkWidget      *picker;
  GtkWidget      *notice;
  GtkWidget      *notice_title;
  GtkWidget      *notice_text;
  GtkWidget      *scrolled;
  GtkWidget      *list;
  GtkWidget      *none_button;

  GPtrArray      *suggestions;  /* (owned) (nullable) (element-type CpxSuggestion): as shown */
  CpxCodingDraft *draft;        /* (owned) (nullable): which of them are kept */
  gboolean        may_change;
};

enum
{
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxSuggestionsPane, cpx_suggestions_pane, GTK_TYPE_WIDGET)

static CpxSuggestionRow *
get_row (CpxSuggestionsPane *self,
         guint               position)
{
  return CPX_SUGGESTION_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) position));
}

static guint
count_rows (CpxSuggestionsPane *self)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) n) != NULL)
    n++;

  return n;
}

static void
show_row (CpxSuggestionsPane *self,
          guint               position)
{
  const CpxSuggestionFields *fields = cpx_suggestion_get_fields (g_ptr_array_index (self->suggestions, position));
  g_auto(CpxSuggestionState) state =
    cpx_suggestion_state_compute (self->suggestions, position,
                                  self->draft != NULL && cpx_coding_state_has_code (self->draft, fields->code));

  cpx_suggestion_row_show (get_row (self, position), &state,
                           cpx_suggestions_pane_get_selected (self) == (int) position, self->may_change);
}

static void
show_rows (CpxSuggestionsPane *self)
{
  for (guint i = 0; self->suggestions != NULL && i < self->suggestions->len; i++)
    show_row (self, i);
}

/* Rows are made and thrown away at the end only: who has the keyboard in one keeps it. */
static void
fit_rows (CpxSuggestionsPane *self)
{
  guint wanted = self->suggestions != NULL ? self->suggestions->len : 0;
  guint n = count_rows (self);

  for (; n < wanted; n++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), cpx_suggestion_row_new ());
  for (; n > wanted; n--)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (get_row (self, n - 1)));
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  CpxSuggestionsPane *self = user_data;
  guint position = (guint) gtk_list_box_row_get_index (row);
  g_auto(CpxSuggestionState) state = { 0 };
  GtkWidget *label = NULL;

  if (self->suggestions != NULL && position < self->suggestions->len)
    state = cpx_suggestion_state_compute (self->suggestions, position, FALSE);
  if (state.heading != NULL)
    {
      label = gtk_label_new (state.heading);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "group-heading");
      gtk_widget_add_css_class (label, "caption-heading");
    }
  gtk_list_box_row_set_header (row, label);
}

static void
show_notice (CpxSuggestionsPane   *self,
             const CpxCodingFacts *facts)
{
  gboolean has_dismissed = facts->advisor != NULL && cpx_code_advisor_get_dismissed (facts->advisor)->len > 0;
  gboolean has_engine = facts->suggester != NULL;
  CpxSuggestionsNotice notice =
    cpx_suggestions_notice_find (self->suggestions, facts->asking, has_engine, has_dismissed);

  gtk_widget_set_visible (self->notice, notice.title != NULL);
  gtk_label_set_label (GTK_LABEL (self->notice_title), notice.title != NULL ? notice.title : "");
  gtk_label_set_label (GTK_LABEL (self->notice_text), notice.description != NULL ? notice.description : "");
  gtk_widget_set_visible (self->notice_text, notice.description != NULL);
}

static gboolean
are_same (GPtrArray *a,
          GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    {
      if (a->pdata[i] != b->pdata[i])
        return FALSE;
    }

  return TRUE;
}

static gpointer
ref_suggestion (gconstpointer suggestion,
                gpointer      unused)
{
  return cpx_suggestion_ref ((gpointer) suggestion);
}

static gboolean
take_suggestions (CpxSuggestionsPane *self,
                  GPtrArray          *suggestions)
{
  if (are_same (self->suggestions, suggestions))
    return FALSE;
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  if (suggestions == NULL)
    return TRUE;
  self->suggestions = g_ptr_array_copy (suggestions, ref_suggestion, NULL);
  g_ptr_array_set_free_func (self->suggestions, (GDestroyNotify) cpx_suggestion_unref);

  return TRUE;
}

/* A GtkTickCallback: what the selected row offers makes it higher only at the next frame. */
static gboolean
reveal_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       unused)
{
  CpxSuggestionsPane *self = CPX_SUGGESTIONS_PANE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  GtkWidget *content = gtk_widget_get_parent (self->list);
  graphene_rect_t box;

  if (row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), content, &box))
    gtk_adjustment_clamp_page (adjustment, (double) box.origin.y, (double) (box.origin.y + box.size.height));

  return G_SOURCE_REMOVE;
}

static void
row_selected_cb (CpxSuggestionsPane *self)
{
  show_rows (self);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
row_activated_cb (CpxSuggestionsPane *self,
                  GtkListBoxRow      *row)
{
  if (self->may_change)
    gtk_widget_activate_action (GTK_WIDGET (self), "coding.accept", "u", (guint) gtk_list_box_row_get_index (row));
}

static void
chosen_cb (CpxActPicker       *picker,
           const char         *code,
           CpxSuggestionsPane *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->add_popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "coding.add", "s", code);
}

static void
cpx_suggestions_pane_dispose (GObject *object)
{
  CpxSuggestionsPane *self = CPX_SUGGESTIONS_PANE (object);

  if (self->list != NULL)
    {
      gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), NULL, NULL, NULL);
      g_signal_handlers_disconnect_by_data (self->list, self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_SUGGESTIONS_PANE);
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (cpx_suggestions_pane_parent_class)->dispose (object);
}

static void
cpx_suggestions_pane_class_init (CpxSuggestionsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_suggestions_pane_dispose;

  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  g_type_ensure (CPX_TYPE_ACT_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/suggestions-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsPane, box);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsPane, add_button);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsPane, add_popover);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsPane, picker);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsPane, notice);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsPane, notice_title);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsPane, notice_text);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsPane, list);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsPane, none_button);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_suggestions_pane_init (CpxSuggestionsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), header_cb, self, NULL);
  g_signal_connect_object (self->picker, "chosen", G_CALLBACK (chosen_cb), self, 0);
}

/**
 * cpx_suggestions_pane_show:
 * @self: a pane
 * @facts: what is known of the operation
 * @may_change: whether acts may be chosen
 *
 * Shows the suggestions. Signal `selected`: another one was.
 */
void
cpx_suggestions_pane_show (CpxSuggestionsPane   *self,
                           const CpxCodingFacts *facts,
                           gboolean              may_change)
{
  gboolean other = take_suggestions (self, facts->suggestions);
  CpxCodingDraft *draft = facts->request != NULL ? facts->request->draft : NULL;

  self->may_change = may_change;
  g_set_object (&self->draft, draft);
  if (other)
    {
      fit_rows (self);
      gtk_list_box_select_row (GTK_LIST_BOX (self->list), NULL);
      gtk_list_box_invalidate_headers (GTK_LIST_BOX (self->list));
    }
  show_rows (self);
  show_notice (self, facts);
  gtk_widget_set_visible (self->list, count_rows (self) > 0);
  gtk_widget_set_visible (self->none_button, may_change && count_rows (self) > 0);
  gtk_widget_set_visible (self->add_button, may_change);
  if (facts->request != NULL && facts->suggester != NULL)
    cpx_act_picker_set_suggester (CPX_ACT_PICKER (self->picker), facts->suggester,
                                  cpx_coding_draft_get_context (facts->request->draft)->day);
}

/**
 * cpx_suggestions_pane_get_selected:
 * @self: a pane
 *
 * Returns: the position of the suggestion selected, or -1
 */
int
cpx_suggestions_pane_get_selected (CpxSuggestionsPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  return row != NULL ? gtk_list_box_row_get_index (row) : -1;
}

/**
 * cpx_suggestions_pane_select:
 * @self: a pane
 * @position: a suggestion
 *
 * Selects it, and puts the keyboard there.
 */
void
cpx_suggestions_pane_select (CpxSuggestionsPane *self,
                             guint               position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) position);

  if (row == NULL)
    return;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * cpx_suggestions_pane_focus:
 * @self: a pane
 *
 * Puts the keyboard beside the list, not into it: an Enter that was meant for the page before keeps no act. It comes
 * late; who types elsewhere by then goes on typing.
 */
void
cpx_suggestions_pane_focus (CpxSuggestionsPane *self)
{
  g_autoptr(GtkWidget) typing = cpx_kept_focus_take (GTK_WIDGET (self));

  if (typing == NULL && !gtk_widget_grab_focus (self->add_button))
    gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}

/**
 * cpx_suggestions_pane_search:
 * @self: a pane
 *
 * Opens the search of an act.
 */
void
cpx_suggestions_pane_search (CpxSuggestionsPane *self)
{
  if (gtk_widget_get_mapped (self->add_button))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->add_button));
}
