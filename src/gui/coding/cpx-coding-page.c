/* cpx-coding-page.c: the operations that wait to be coded, and the coding of the one that was chosen.
 *
 *                 Enter, click, win.code-intervention
 *   [work list] ───────────────────────────────────────> [coding view]
 *               <──────── "close", Alt+Left ────────────       │ "validated": a toast offers the next one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-page.h"

#include "cpx-coding-view.h"
#include "cpx-list-scroll.h"
#include "cpx-stack-page.h"
#include "cpx-toast.h"
#include "cpx-uncoded-line.h"

#include <cpx-intervention.h>
#include <cpx-uncoded-list.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxCodingPage
{
  GtkWidget           parent_instance;

  GtkWidget          *stack;
  GtkWidget          *work_list;
  GtkWidget          *search;
  GtkWidget          *whose;
  GtkWidget          *own_button;
  GtkWidget          *count;
  GtkWidget          *list_stack;
  GtkWidget          *rows;
  GtkWidget          *nothing;
  GtkWidget          *list;

  CpxPractice        *practice;     /* (owned) */
  CpxUncodedList     *uncoded;      /* (owned) */
  GtkFilter          *filter;       /* (owned) */
  GtkSingleSelection *selection;    /* (owned): the rows that pass the filter */
  GtkWidget          *view;         /* (nullable): until an operation is first coded */
  char               *coded_id;     /* (owned) (nullable): the operation in the view */
};

enum
{
  PROP_WAITING = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxCodingPage, cpx_coding_page, GTK_TYPE_WIDGET)

static const char *
get_query (CpxCodingPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

static gboolean
shows_only_own (CpxCodingPage *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->own_button));
}

static gboolean
is_own (CpxCodingPage *self,
        CpxUncodedRow *row)
{
  return cpx_uncoded_state_is_own (cpx_practice_get_user (self->practice), cpx_uncoded_row_get_surgeon (row));
}

static gboolean
passes_filter (gpointer item,
               gpointer user_data)
{
  CpxCodingPage *self = user_data;
  CpxUncodedInput input = cpx_uncoded_line_read_input (item);

  return (!shows_only_own (self) || is_own (self, item)) && cpx_uncoded_state_matches (&input, get_query (self));
}

/* The list */

static guint
get_n_items (gpointer model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

static guint
count_own (CpxCodingPage *self)
{
  guint n_own = 0;

  for (guint i = 0; i < get_n_items (self->uncoded); i++)
    {
      g_autoptr(CpxUncodedRow) row = g_list_model_get_item (G_LIST_MODEL (self->uncoded), i);

      n_own += is_own (self, row) ? 1 : 0;
    }

  return n_own;
}

static void
show_nothing (CpxCodingPage          *self,
              const CpxWorkListState *state)
{
  g_autofree char *description = state->description != NULL ? g_markup_escape_text (state->description, -1) : NULL;

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->nothing), state->icon_name);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->nothing), state->title != NULL ? state->title : "");
  adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing), description);
}

static void
update (CpxCodingPage *self)
{
  const GError *error = cpx_uncoded_list_get_error (self->uncoded);
  CpxWorkListInput input = {
    .query = get_query (self),
    .n_all = get_n_items (self->uncoded),
    .n_own = count_own (self),
    .n_shown = get_n_items (self->selection),
    .only_own = shows_only_own (self),
    .loaded = cpx_uncoded_list_get_loaded (self->uncoded),
    .failure = error != NULL ? error->message : NULL,
  };
  g_auto(CpxWorkListState) state = cpx_work_list_state_compute (&input);

  gtk_stack_set_visible_child_name (GTK_STACK (self->list_stack), state.page);
  gtk_label_set_label (GTK_LABEL (self->count), state.count);
  show_nothing (self, &state);
}

static void
uncoded_changed_cb (CpxCodingPage *self)
{
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WAITING]);
}

static void
filter_changed_cb (CpxCodingPage *self)
{
  if (self->filter == NULL)
    return;

  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static const char *
get_id (CpxUncodedRow *row)
{
  return cpx_record_get_id (cpx_uncoded_row_get_intervention (row));
}

static void
activated_cb (CpxCodingPage *self,
              guint          position)
{
  g_autoptr(CpxUncodedRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (row != NULL)
    cpx_coding_page_code (self, get_id (row));
}

/* A single hit opens by Enter; among several, the keyboard goes to the first. */
static void
search_activated_cb (CpxCodingPage *self)
{
  filter_changed_cb (self);
  if (get_n_items (self->selection) == 1)
    activated_cb (self, 0);
  else
    cpx_list_enter_first (GTK_LIST_VIEW (self->list));
}

static void
search_down_cb (CpxCodingPage *self)
{
  cpx_list_enter_first (GTK_LIST_VIEW (self->list));
}

static void
search_stopped_cb (CpxCodingPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (self->list);
}

/* A list view makes two hundred rows of its model, seen or not: thirteen megabytes for a page that many never open. */
static void
map_cb (CpxCodingPage *self)
{
  if (gtk_list_view_get_model (GTK_LIST_VIEW (self->list)) == NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));
}

/* The coding view */

static void
code_target (GObject    *owner,
             const char *target)
{
  cpx_coding_page_code (CPX_CODING_PAGE (owner), target);
}

static char *
dup_next_id (CpxCodingPage *self)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  int next;

  for (guint i = 0; i < get_n_items (self->selection); i++)
    {
      g_autoptr(CpxUncodedRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      g_ptr_array_add (ids, g_strdup (get_id (row)));
    }
  g_ptr_array_add (ids, NULL);
  next = cpx_work_list_state_pick_next ((const char * const *) ids->pdata, self->coded_id);

  return next >= 0 ? g_strdup (g_ptr_array_index (ids, (guint) next)) : NULL;
}

/* When all that was searched for is done, the list shows again what waits. */
static void
drop_search (CpxCodingPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  filter_changed_cb (self);
}

static void
validated_cb (CpxCodingPage *self)
{
  g_autofree char *next_id = dup_next_id (self);

  if (next_id == NULL && *get_query (self) != '\0')
    {
      drop_search (self);
      next_id = dup_next_id (self);
    }
  if (next_id != NULL)
    cpx_toast_show_action (self->view, _("Coding validated"), _("_Next operation"), code_target, G_OBJECT (self),
                           next_id);
  else
    cpx_toast_show (self->view, _("Coding validated: no other operation waits"));
}

static void
make_view (CpxCodingPage *self)
{
  self->view = cpx_coding_view_new (self->practice);
  gtk_stack_add_child (GTK_STACK (self->stack), self->view);
  cpx_stack_page_mark (self->view);
  g_signal_connect_object (self->view, "close", G_CALLBACK (cpx_coding_page_go_back), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "validated", G_CALLBACK (validated_cb), self, G_CONNECT_SWAPPED);
}

static void
cpx_coding_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CpxCodingPage *self = CPX_CODING_PAGE (object);

  switch (prop_id)
    {
    case PROP_WAITING:
      g_value_set_uint (value, self->uncoded != NULL ? get_n_items (self->uncoded) : 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_coding_page_dispose (GObject *object)
{
  CpxCodingPage *self = CPX_CODING_PAGE (object);

  if (self->uncoded != NULL)
    g_signal_handlers_disconnect_by_data (self->uncoded, self);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_object (&self->filter);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_CODING_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->uncoded);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->coded_id, g_free);

  G_OBJECT_CLASS (cpx_coding_page_parent_class)->dispose (object);
}

static void
cpx_coding_page_class_init (CpxCodingPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cpx_coding_page_get_property;
  object_class->dispose = cpx_coding_page_dispose;

  props[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/coding-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxCodingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingPage, work_list);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingPage, search);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingPage, whose);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingPage, own_button);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingPage, count);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingPage, rows);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingPage, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_down_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_coding_page_init (CpxCodingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), cpx_uncoded_line_factory_new ());
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), self->list);
  cpx_stack_page_mark (self->work_list);
  cpx_stack_page_mark (self->rows);
  cpx_stack_page_mark (self->nothing);
}

static void
fill (CpxCodingPage *self)
{
  gboolean has_own = cpx_uncoded_state_has_own (cpx_practice_get_user (self->practice));
  g_autoptr(GtkFilterListModel) filtered = NULL;

  self->filter = GTK_FILTER (gtk_custom_filter_new (passes_filter, self, NULL));
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->uncoded)), g_object_ref (self->filter));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (filtered));
  g_signal_connect_object (self->list, "map", G_CALLBACK (map_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->whose, has_own);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->own_button), has_own);
}

/**
 * cpx_coding_page_new:
 * @practice: an unlocked practice
 *
 * Makes the page, its list already being read.
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cpx_coding_page_new (CpxPractice *practice)
{
  CpxCodingPage *self = g_object_new (CPX_TYPE_CODING_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->uncoded = cpx_uncoded_list_new (practice);
  fill (self);
  g_signal_connect_object (self->uncoded, "items-changed", G_CALLBACK (uncoded_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->uncoded, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * cpx_coding_page_may_use:
 * @practice: an unlocked practice
 *
 * Returns: `TRUE` if its user may read files and code their operations
 */
gboolean
cpx_coding_page_may_use (CpxPractice *practice)
{
  return cpx_practice_may (practice, "patient:read") && cpx_practice_may (practice, "coding:write");
}

/**
 * cpx_coding_page_find:
 * @self: the page
 *
 * Puts the keyboard into the search of the work list; while an operation is being coded, opens that of an act.
 */
void
cpx_coding_page_find (CpxCodingPage *self)
{
  g_return_if_fail (CPX_IS_CODING_PAGE (self));

  if (gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->work_list)
    gtk_widget_grab_focus (self->search);
  else
    gtk_widget_activate_action (self->view, "coding.search", NULL);
}

/**
 * cpx_coding_page_code:
 * @self: the page
 * @intervention_id: an operation, coded already or not
 *
 * Opens the coding of an operation.
 */
void
cpx_coding_page_code (CpxCodingPage *self,
                      const char    *intervention_id)
{
  g_autofree char *id = g_strdup (intervention_id);

  g_return_if_fail (CPX_IS_CODING_PAGE (self));

  if (self->view == NULL)
    make_view (self);
  g_free (self->coded_id);
  self->coded_id = g_steal_pointer (&id);
  cpx_coding_view_show (CPX_CODING_VIEW (self->view), self->coded_id);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->view);
  cpx_coding_view_focus (CPX_CODING_VIEW (self->view));
}

static void
reopened_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxCodingPage) self = user_data;   /* the reference taken by the call */
  g_autoptr(CpxRecord) operation = cpx_practice_load_finish (CPX_PRACTICE (source), result, NULL);

  /* Not there any more, the page left, or another one chosen meanwhile: the list, and nothing to say. */
  if (operation != NULL && self->practice != NULL && self->view == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    cpx_coding_page_code (self, cpx_record_get_id (operation));
}

/**
 * cpx_coding_page_reopen:
 * @self: the page, just made
 * @intervention_id: the operation that was open before the lock
 *
 * Opens its coding again, if it can still be read.
 */
void
cpx_coding_page_reopen (CpxCodingPage *self,
                        const char    *intervention_id)
{
  g_return_if_fail (CPX_IS_CODING_PAGE (self));

  cpx_practice_load_async (self->practice, &cpx_intervention_kind, intervention_id, NULL, reopened_cb,
                           g_object_ref (self));
}

/**
 * cpx_coding_page_get_coded:
 * @self: the page
 *
 * Returns: (nullable): the id of the operation whose coding is on the screen, `NULL` for the work list
 */
const char *
cpx_coding_page_get_coded (CpxCodingPage *self)
{
  g_return_val_if_fail (CPX_IS_CODING_PAGE (self), NULL);

  return gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->work_list ? NULL : self->coded_id;
}

/**
 * cpx_coding_page_go_back:
 * @self: the page
 *
 * Returns from the coding of an operation to the work list.
 */
void
cpx_coding_page_go_back (CpxCodingPage *self)
{
  g_return_if_fail (CPX_IS_CODING_PAGE (self));

  if (gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->work_list)
    return;

  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->work_list);
  gtk_widget_grab_focus (get_n_items (self->selection) > 0 ? self->list : self->search);
}
