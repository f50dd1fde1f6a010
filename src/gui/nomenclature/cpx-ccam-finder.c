/* cpx-ccam-finder.c: the left of the CCAM: search and filters, chapters, favourites, acts used most.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-finder.h"

#include "cpx-ccam-filter-button.h"
#include "cpx-ccam-list-state.h"
#include "cpx-ccam-row-factory.h"
#include "cpx-ccam-row.h"
#include "cpx-ccam-text.h"
#include "cpx-ccam-tree.h"
#include "cpx-page-state.h"
#include "cpx-stack-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxCcamFinder
{
  GtkWidget          parent_instance;

  GtkWidget         *box;
  GtkWidget         *search;
  GtkWidget         *filter;
  GtkWidget         *shelves;
  GtkWidget         *favourites_button;
  GtkWidget         *used_button;
  GtkWidget         *list_stack;
  GtkWidget         *spinner;
  GtkWidget         *chapters;
  GtkWidget         *tree_view;
  GtkWidget         *favourites;
  GtkWidget         *favourites_view;
  GtkWidget         *used;
  GtkWidget         *used_view;
  GtkWidget         *results;
  GtkWidget         *results_view;
  GtkWidget         *nothing;
  GtkWidget         *retry_button;
  GtkWidget         *unfilter_button;
  GtkWidget         *foot;

  const CpxCcamBook *book;            /* (nullable): of who shows it; NULL until it is open */
  char              *failure;         /* (owned) (nullable): why it could not be opened */
  CpxDay             day;
  GPtrArray         *marked;          /* (owned) (element-type utf8): codes of the favourites, in their order */
  GtkTreeListModel  *tree;            /* (owned) (nullable) */
  GListStore        *result_rows;     /* (owned) */
  GListStore        *favourite_rows;  /* (owned) */
  GListStore        *used_rows;       /* (owned) */
  guint              n_found;
  guint              n_unknown;
  char              *unheard;         /* (owned) (nullable): words that no act has, parted by commas */
};

G_DEFINE_FINAL_TYPE (CpxCcamFinder, cpx_ccam_finder, GTK_TYPE_WIDGET)

static guint open_signal;

/* A CpxCcamIsFavourite. */
static gboolean
is_marked (const char *code,
           gpointer    data)
{
  return g_ptr_array_find_with_equal_func (CPX_CCAM_FINDER (data)->marked, code, g_str_equal, NULL);
}

static CpxCcamShelf
get_shelf (CpxCcamFinder *self)
{
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->favourites_button)))
    return CPX_CCAM_SHELF_FAVOURITES;

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->used_button)) ? CPX_CCAM_SHELF_USED
                                                                              : CPX_CCAM_SHELF_CHAPTERS;
}

static void
show_nothing (CpxCcamFinder          *self,
              const CpxCcamListState *state)
{
  g_autofree char *title = state->title != NULL ? g_markup_escape_text (state->title, -1) : NULL;
  g_autofree char *description = state->description != NULL ? g_markup_escape_text (state->description, -1) : NULL;

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->nothing), state->icon_name);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->nothing), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing), description);
  gtk_widget_set_visible (self->retry_button, state->retry);
  gtk_widget_set_visible (self->unfilter_button, state->unfilter);
}

static void
update (CpxCcamFinder *self)
{
  CpxCcamFilter filter = cpx_ccam_filter_button_get_filter (CPX_CCAM_FILTER_BUTTON (self->filter));
  CpxCcamListInput input = {
    .loading = self->book == NULL,
    .failure = self->failure,
    .typed = gtk_editable_get_text (GTK_EDITABLE (self->search)),
    .filtered = cpx_ccam_filter_is_set (&filter),
    .shelf = get_shelf (self),
    .n_found = self->n_found,
    .n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->result_rows)),
    .n_unknown = self->n_unknown,
    .unheard = self->unheard,
    .n_acts = self->book != NULL ? cpx_nomenclature_get_n_acts (self->book->nomenclature) : 0,
    .n_favourites = g_list_model_get_n_items (G_LIST_MODEL (self->favourite_rows)),
    .used = self->book != NULL ? self->book->used->source : CPX_USED_ACTS_NOBODY,
  };
  g_auto(CpxCcamListState) state = cpx_ccam_list_state_compute (&input);

  gtk_stack_set_visible_child_name (GTK_STACK (self->list_stack), state.page);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), g_str_equal (state.page, "loading"));
  gtk_widget_set_visible (self->shelves, state.shelves);
  gtk_label_set_label (GTK_LABEL (self->foot), state.foot != NULL ? state.foot : "");
  gtk_widget_set_tooltip_text (self->foot, state.foot);
  show_nothing (self, &state);
}

/* A row of the version that is open, or one that says that it is not there. */
static CpxCcamRow *
make_row (CpxCcamFinder *self,
          const char          *code,
          const char          *detail)
{
  guint act = cpx_nomenclature_find_act (self->book->nomenclature, code);
  CpxCcamRow *row = act != CPX_CCAM_NONE ? cpx_ccam_row_new_act (self->book->nomenclature, act, self->day, detail)
                                         : cpx_ccam_row_new_gone (code, _("Not in this version"));

  cpx_ccam_row_set_favourite (row, is_marked (code, self));

  return row;
}

static void
replace_rows (GListStore *store,
              GPtrArray  *rows)
{
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), rows->pdata, rows->len);
}

static void
fill_results (CpxCcamFinder *self)
{
  CpxCcamFilter filter = cpx_ccam_filter_button_get_filter (CPX_CCAM_FILTER_BUTTON (self->filter));
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto(CpxCcamFound) found = { 0 };

  if (self->book == NULL)
    return;
  found = cpx_ccam_search_compute (self->book->nomenclature, self->book->suggester,
                                   gtk_editable_get_text (GTK_EDITABLE (self->search)), self->day, &filter);
  for (guint i = 0; i < found.acts->len; i++)
    g_ptr_array_add (rows, make_row (self,
                                     cpx_nomenclature_get_code (self->book->nomenclature,
                                                                g_array_index (found.acts, guint, i)), NULL));
  self->n_found = found.n_found;
  self->n_unknown = found.n_unknown;
  g_free (self->unheard);
  self->unheard = g_steal_pointer (&found.unheard);
  replace_rows (self->result_rows, rows);
}

static void
fill_favourites (CpxCcamFinder *self)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; self->book != NULL && i < self->marked->len; i++)
    g_ptr_array_add (rows, make_row (self, g_ptr_array_index (self->marked, i), NULL));
  replace_rows (self->favourite_rows, rows);
}

static void
fill_used (CpxCcamFinder *self)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->book->used->acts->len; i++)
    {
      const CpxUsedAct *used = &g_array_index (self->book->used->acts, CpxUsedAct, i);
      g_autofree char *count = cpx_page_state_dup_count (used->n);

      g_ptr_array_add (rows, make_row (self, used->code, count));
    }
  replace_rows (self->used_rows, rows);
}

static GtkSelectionModel *
make_selection (GListModel *model)
{
  GtkSingleSelection *selection = gtk_single_selection_new (NULL);

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_model (selection, model);

  return GTK_SELECTION_MODEL (selection);
}

static void
set_model (GtkWidget  *view,
           GListModel *model)
{
  g_autoptr(GtkSelectionModel) selection = make_selection (model);

  gtk_list_view_set_model (GTK_LIST_VIEW (view), selection);
}

static void
fill_tree (CpxCcamFinder *self)
{
  g_clear_object (&self->tree);
  self->tree = cpx_ccam_tree_new (self->book->nomenclature, self->day, is_marked, self);
  set_model (self->tree_view, G_LIST_MODEL (self->tree));
}

/* Stars of rows that are there already. */
static void
mark_rows (CpxCcamFinder *self,
           GListModel          *model)
{
  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GObject) object = g_list_model_get_item (model, i);
      g_autoptr(CpxCcamRow) row = GTK_IS_TREE_LIST_ROW (object)
                                    ? gtk_tree_list_row_get_item (GTK_TREE_LIST_ROW (object))
                                    : CPX_CCAM_ROW (g_object_ref (object));

      cpx_ccam_row_set_favourite (row, is_marked (cpx_ccam_row_get_code (row), self));
    }
}

static void
open_row (CpxCcamFinder *self,
          CpxCcamRow    *row)
{
  g_autofree char *place = NULL;
  CpxCcamMenu menu;

  if (cpx_ccam_row_is_act (row))
    place = g_strdup_printf (CPX_CCAM_LINK_ACT ":%s", cpx_ccam_row_get_code (row));
  else
    {
      menu = cpx_nomenclature_get_menu (self->book->nomenclature, cpx_ccam_row_get_menu (row));
      place = g_strdup_printf (CPX_CCAM_LINK_MENU ":%u", menu.id);
    }
  g_signal_emit (self, open_signal, 0, place);
}

/* A chapter opens or folds as its page is shown. */
static void
activated_cb (GtkListView   *view,
              guint          position,
              CpxCcamFinder *self)
{
  g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (view)), position);
  g_autoptr(CpxCcamRow) row = NULL;

  if (item == NULL)
    return;
  if (!GTK_IS_TREE_LIST_ROW (item))
    {
      gtk_selection_model_select_item (gtk_list_view_get_model (view), position, TRUE);
      open_row (self, CPX_CCAM_ROW (item));
      return;
    }
  row = gtk_tree_list_row_get_item (GTK_TREE_LIST_ROW (item));
  gtk_tree_list_row_set_expanded (GTK_TREE_LIST_ROW (item), !gtk_tree_list_row_get_expanded (GTK_TREE_LIST_ROW (item)));
  open_row (self, row);
}

static GtkWidget *
get_shown_view (CpxCcamFinder *self)
{
  GtkWidget *shown = gtk_stack_get_visible_child (GTK_STACK (self->list_stack));

  return GTK_IS_SCROLLED_WINDOW (shown) ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (shown)) : NULL;
}

static void
search_changed_cb (CpxCcamFinder *self)
{
  fill_results (self);
  update (self);
}

static void
search_activated_cb (CpxCcamFinder *self)
{
  g_autoptr(CpxCcamRow) first = g_list_model_get_item (G_LIST_MODEL (self->result_rows), 0);

  if (first != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->list_stack)), "results") == 0)
    open_row (self, first);
}

/* From the search into the list below it. */
static void
search_down_cb (CpxCcamFinder *self)
{
  GtkWidget *view = get_shown_view (self);
  GtkSelectionModel *selection = view != NULL ? gtk_list_view_get_model (GTK_LIST_VIEW (view)) : NULL;
  g_autoptr(GtkBitset) selected = selection != NULL ? gtk_selection_model_get_selection (selection) : NULL;

  if (selection == NULL || g_list_model_get_n_items (G_LIST_MODEL (selection)) == 0)
    return;
  if (gtk_bitset_is_empty (selected))
    gtk_selection_model_select_item (selection, 0, TRUE);
  gtk_widget_grab_focus (view);
}

static void
search_stopped_cb (CpxCcamFinder *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static gboolean
search_key_cb (CpxCcamFinder *self,
               guint                keyval)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  search_down_cb (self);

  return GDK_EVENT_STOP;
}

/* From the first row back into the search. */
static gboolean
list_key_cb (CpxCcamFinder *self,
             guint                keyval)
{
  GtkWidget *view = get_shown_view (self);
  GtkSelectionModel *selection = view != NULL ? gtk_list_view_get_model (GTK_LIST_VIEW (view)) : NULL;

  if ((keyval != GDK_KEY_Up && keyval != GDK_KEY_KP_Up) || selection == NULL ||
      !gtk_selection_model_is_selected (selection, 0))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (self->search);

  return GDK_EVENT_STOP;
}

static void
shelf_cb (CpxCcamFinder *self)
{
  update (self);
}

static void
unfilter_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  cpx_ccam_filter_button_clear (CPX_CCAM_FILTER_BUTTON (CPX_CCAM_FINDER (widget)->filter));
}

static void
cpx_ccam_finder_dispose (GObject *object)
{
  CpxCcamFinder *self = CPX_CCAM_FINDER (object);

  self->book = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_CCAM_FINDER);
  g_clear_object (&self->tree);

  G_OBJECT_CLASS (cpx_ccam_finder_parent_class)->dispose (object);
}

static void
cpx_ccam_finder_finalize (GObject *object)
{
  CpxCcamFinder *self = CPX_CCAM_FINDER (object);

  g_object_unref (self->result_rows);
  g_object_unref (self->favourite_rows);
  g_object_unref (self->used_rows);
  g_ptr_array_unref (self->marked);
  g_free (self->failure);
  g_free (self->unheard);

  G_OBJECT_CLASS (cpx_ccam_finder_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, box);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, search);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, filter);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, shelves);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, favourites_button);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, used_button);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, chapters);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, tree_view);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, favourites);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, favourites_view);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, used);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, used_view);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, results);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, results_view);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, nothing);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, retry_button);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, unfilter_button);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFinder, foot);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_down_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, shelf_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
cpx_ccam_finder_class_init (CpxCcamFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cpx_ccam_finder_dispose;
  object_class->finalize = cpx_ccam_finder_finalize;

  open_signal = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_STRING);
  g_type_ensure (CPX_TYPE_CCAM_FILTER_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/nomenclature/ccam-finder.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "finder.unfilter", NULL, unfilter_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
watch_keys (CpxCcamFinder *self,
            GtkWidget     *widget,
            GCallback      callback)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", callback, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, keys);
}

static void
prepare_view (GtkWidget  *view,
              GListStore *rows)
{
  g_autoptr(GtkListItemFactory) factory = cpx_ccam_row_factory_new ();

  gtk_list_view_set_factory (GTK_LIST_VIEW (view), factory);
  set_model (view, G_LIST_MODEL (rows));
}

static void
cpx_ccam_finder_init (CpxCcamFinder *self)
{
  g_autoptr(GtkListItemFactory) tree_factory = cpx_ccam_row_factory_new_tree ();

  self->marked = g_ptr_array_new_with_free_func (g_free);
  self->result_rows = g_list_store_new (CPX_TYPE_CCAM_ROW);
  self->favourite_rows = g_list_store_new (CPX_TYPE_CCAM_ROW);
  self->used_rows = g_list_store_new (CPX_TYPE_CCAM_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->tree_view), tree_factory);
  prepare_view (self->favourites_view, self->favourite_rows);
  prepare_view (self->used_view, self->used_rows);
  prepare_view (self->results_view, self->result_rows);
  watch_keys (self, self->search, G_CALLBACK (search_key_cb));
  watch_keys (self, self->list_stack, G_CALLBACK (list_key_cb));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), self->box);
  cpx_stack_page_mark (self->spinner);
  cpx_stack_page_mark (self->chapters);
  cpx_stack_page_mark (self->favourites);
  cpx_stack_page_mark (self->used);
  cpx_stack_page_mark (self->results);
  cpx_stack_page_mark (self->nothing);
  update (self);
}

/**
 * cpx_ccam_finder_show_book:
 * @self: the finder
 * @book: (nullable): what is looked through, kept by the caller until another one is shown; `NULL` while it is opened
 * @day: on which its acts are looked at
 * @failure: (nullable): why it could not be opened
 */
void
cpx_ccam_finder_show_book (CpxCcamFinder     *self,
                           const CpxCcamBook *book,
                           CpxDay             day,
                           const char        *failure)
{
  g_return_if_fail (CPX_IS_CCAM_FINDER (self));

  self->book = book;
  self->day = day;
  g_free (self->failure);
  self->failure = g_strdup (failure);
  if (book != NULL)
    {
      cpx_ccam_filter_button_set_choices (CPX_CCAM_FILTER_BUTTON (self->filter),
                                          cpx_ccam_filter_get_choices (book->nomenclature, day));
      fill_tree (self);
      fill_results (self);
      fill_favourites (self);
      fill_used (self);
    }
  update (self);
}

/**
 * cpx_ccam_finder_set_favourites:
 * @self: the finder
 * @codes: (element-type utf8): the favourites, in their order
 */
void
cpx_ccam_finder_set_favourites (CpxCcamFinder *self,
                                GPtrArray     *codes)
{
  g_return_if_fail (CPX_IS_CCAM_FINDER (self));

  g_ptr_array_set_size (self->marked, 0);
  for (guint i = 0; i < codes->len; i++)
    g_ptr_array_add (self->marked, g_strdup (g_ptr_array_index (codes, i)));
  mark_rows (self, G_LIST_MODEL (self->tree));
  mark_rows (self, G_LIST_MODEL (self->result_rows));
  mark_rows (self, G_LIST_MODEL (self->used_rows));
  fill_favourites (self);
  update (self);
}

/**
 * cpx_ccam_finder_reveal:
 * @self: the finder
 * @menu: a chapter
 *
 * Opens the chapters down to one.
 */
void
cpx_ccam_finder_reveal (CpxCcamFinder *self,
                        guint          menu)
{
  guint position;

  g_return_if_fail (CPX_IS_CCAM_FINDER (self));

  if (self->book == NULL || menu == CPX_CCAM_NONE || menu == 0)
    return;
  position = cpx_ccam_tree_reveal (self->tree, self->book->nomenclature, menu);
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (self->tree_view)), position, TRUE);
  gtk_widget_activate_action (self->tree_view, "list.scroll-to-item", "u", position);
}

/**
 * cpx_ccam_finder_find:
 * @self: the finder
 *
 * Puts the keyboard into the search.
 */
void
cpx_ccam_finder_find (CpxCcamFinder *self)
{
  g_return_if_fail (CPX_IS_CCAM_FINDER (self));

  gtk_widget_grab_focus (self->search);
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

/**
 * cpx_ccam_finder_dup_code:
 * @self: the finder
 *
 * Returns: (transfer full) (nullable): the code of the row that has the keyboard
 */
char *
cpx_ccam_finder_dup_code (CpxCcamFinder *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *view = get_shown_view (self);
  GtkSelectionModel *selection = view != NULL ? gtk_list_view_get_model (GTK_LIST_VIEW (view)) : NULL;
  g_autoptr(GObject) item = NULL;
  g_autoptr(CpxCcamRow) row = NULL;

  if (focus != NULL && selection != NULL && gtk_widget_is_ancestor (focus, view))
    g_set_object (&item, gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (selection)));
  if (GTK_IS_TREE_LIST_ROW (item))
    row = gtk_tree_list_row_get_item (GTK_TREE_LIST_ROW (item));
  else if (item != NULL)
    row = CPX_CCAM_ROW (g_object_ref (item));

  return row != NULL && cpx_ccam_row_is_act (row) ? g_strdup (cpx_ccam_row_get_code (row)) : NULL;
}
