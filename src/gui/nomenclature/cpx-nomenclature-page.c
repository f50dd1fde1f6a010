/* cpx-nomenclature-page.c: the CCAM: search, chapters, favourites, acts used most, and the page of an act.
 *
 * What is open is a book (one version, looked at on one day), and a place in it: "act:HMFC004" or "menu:412", as the
 * links of its pages write it. Another day or version opens another book at the same place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-page.h"

#include "cpx-act-sheet.h"
#include "cpx-banner.h"
#include "cpx-ccam-finder.h"
#include "cpx-ccam-text.h"
#include "cpx-control-names.h"
#include "cpx-favourite-toggle.h"
#include "cpx-page-state.h"
#include "cpx-sheet-view.h"
#include "cpx-split.h"
#include "cpx-stack-page.h"
#include "cpx-toast.h"

#include <cpx-favourite-act.h>
#include <cpx-record-list.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxNomenclaturePage
{
  GtkWidget      parent_instance;

  GtkWidget     *split;
  GtkWidget     *finder;
  GtkWidget     *back_button;
  GtkWidget     *version_label;
  GtkWidget     *day_entry;
  GtkWidget     *version_list;
  GtkWidget     *starter;
  GtkWidget     *detail;
  GtkWidget     *invitation;
  GtkWidget     *sheet;

  CpxPractice   *practice;      /* (owned) */
  GCancellable  *cancellable;   /* (owned): of the book being opened */
  CpxCcamBook   *book;          /* (owned) (nullable): NULL until it is open */
  char          *failure;       /* (owned) (nullable) */
  gboolean       loading;
  gboolean       stale;         /* what the book was made from changed meanwhile */
  CpxDay         day;           /* on which the acts are looked at; CPX_DAY_NONE: today */
  CpxRecord     *version;       /* (owned) (nullable): chosen; NULL: the one in force on the day */
  GPtrArray     *offered;       /* (owned) (element-type CpxRecord): the versions in the list, after the first entry */

  CpxRecordList *marked;        /* (owned): the records of the user's favourites */
  GPtrArray     *marked_codes;  /* (owned) (element-type utf8): their codes, each once */

  char          *place;         /* (owned) (nullable): what the detail shows, or will once the book is open */
  GQueue        *past;          /* (owned) (element-type utf8): the places before it, the last one first */
};

G_DEFINE_FINAL_TYPE (CpxNomenclaturePage, cpx_nomenclature_page, GTK_TYPE_WIDGET)

#define MAX_PAST 50

static CpxDay
get_day (CpxNomenclaturePage *self)
{
  return self->day != CPX_DAY_NONE ? self->day : cpx_day_today ();
}

static gboolean
is_marked (CpxNomenclaturePage *self,
           const char          *code)
{
  return g_ptr_array_find_with_equal_func (self->marked_codes, code, g_str_equal, NULL);
}

static void
update_star (CpxNomenclaturePage *self)
{
  const char *code = cpx_sheet_view_get_code (CPX_SHEET_VIEW (self->sheet));

  cpx_sheet_view_set_favourite (CPX_SHEET_VIEW (self->sheet), code != NULL && is_marked (self, code),
                                cpx_practice_may (self->practice, "favourite:write"));
}

static void
show_day (CpxNomenclaturePage *self)
{
  g_autofree char *text = cpx_day_format_french (get_day (self));

  gtk_editable_set_text (GTK_EDITABLE (self->day_entry), text);
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->day_entry), GTK_ENTRY_ICON_SECONDARY,
                                     self->day != CPX_DAY_NONE ? "edit-clear-symbolic" : NULL);
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (self->day_entry), GTK_ENTRY_ICON_SECONDARY, _("Back to today"));
  gtk_widget_remove_css_class (self->day_entry, "error");
}

static void
update_detail (CpxNomenclaturePage *self)
{
  CpxPageInput input = {
    .nomenclature = self->book != NULL ? self->book->nomenclature : NULL,
    .place = self->place,
    .day = get_day (self),
  };
  g_auto(CpxPageState) state = cpx_page_state_compute (&input);
  g_autofree char *title = state.title != NULL ? g_markup_escape_text (state.title, -1) : NULL;
  g_autofree char *description = state.description != NULL ? g_markup_escape_text (state.description, -1) : NULL;

  gtk_label_set_label (GTK_LABEL (self->version_label), state.version != NULL ? state.version : "");
  gtk_widget_set_tooltip_text (self->version_label, state.version);
  g_object_set (self->starter, "title", state.starter, "revealed", state.starter != NULL, NULL);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->invitation), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->invitation), description);
  if (state.act != CPX_CCAM_NONE)
    cpx_sheet_view_show (CPX_SHEET_VIEW (self->sheet), cpx_act_sheet_compute (self->book->nomenclature, state.act,
                                                                              get_day (self), self->book->own_grid));
  else if (state.menu != CPX_CCAM_NONE)
    cpx_sheet_view_show (CPX_SHEET_VIEW (self->sheet),
                         cpx_menu_sheet_compute (self->book->nomenclature, state.menu, get_day (self)));
  gtk_stack_set_visible_child_name (GTK_STACK (self->detail), state.page);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "nomenclature.back", !g_queue_is_empty (self->past));
  gtk_widget_set_visible (self->back_button, !g_queue_is_empty (self->past));
  update_star (self);
}

static void
remember (CpxNomenclaturePage *self)
{
  if (self->place == NULL)
    return;
  g_queue_push_head (self->past, g_strdup (self->place));
  if (g_queue_get_length (self->past) > MAX_PAST)
    g_free (g_queue_pop_tail (self->past));
}

static void
show_place (CpxNomenclaturePage *self,
            const char          *place)
{
  if (g_strcmp0 (self->place, place) != 0)
    remember (self);
  g_free (self->place);
  self->place = g_strdup (place);
  update_detail (self);
  cpx_split_show_detail (CPX_SPLIT (self->split));
}

/* The book */

static void
update_finder (CpxNomenclaturePage *self)
{
  cpx_ccam_finder_show_book (CPX_CCAM_FINDER (self->finder), self->book, get_day (self), self->failure);
}

static void
offer_versions (CpxNomenclaturePage *self)
{
  GPtrArray *versions = self->book->versions;
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("In force on that day"));
  g_clear_pointer (&self->offered, g_ptr_array_unref);   /* nothing is chosen while the list is made */
  for (guint i = 0; i < versions->len; i++)
    {
      g_autofree char *name = cpx_page_state_dup_version (g_ptr_array_index (versions, i));

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->version_list), G_LIST_MODEL (names));
  for (guint i = 0; self->version != NULL && i < versions->len; i++)
    {
      if (g_str_equal (cpx_record_get_id (g_ptr_array_index (versions, i)), cpx_record_get_id (self->version)))
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->version_list), i + 1);
    }
  gtk_widget_set_visible (self->version_list, versions->len > 0);
  self->offered = g_ptr_array_ref (versions);
}

static void
take_book (CpxNomenclaturePage *self,
           CpxCcamBook         *book)
{
  g_autoptr(CpxCcamBook) before = g_steal_pointer (&self->book);

  self->book = book;
  g_clear_pointer (&self->failure, g_free);
  offer_versions (self);
  update_finder (self);
  update_detail (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxNomenclaturePage) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  CpxCcamBook *book = cpx_practice_open_ccam_book_finish (CPX_PRACTICE (source), result, &error);

  if (self->split == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&book, cpx_ccam_book_free);
      return;
    }
  self->loading = FALSE;
  if (book != NULL)
    {
      take_book (self, book);
      return;
    }
  g_free (self->failure);
  self->failure = g_strdup (error->message);
  update_finder (self);
}

static void
load (CpxNomenclaturePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->loading = TRUE;
  self->stale = FALSE;
  g_clear_pointer (&self->failure, g_free);
  cpx_practice_open_ccam_book_async (self->practice, get_day (self), self->version, self->cancellable, opened_cb,
                                     g_object_ref (self));
  show_day (self);
  update_finder (self);
}

static void
map_cb (CpxNomenclaturePage *self)
{
  if ((self->book == NULL && !self->loading) || self->stale)
    load (self);
}

static gboolean
is_source (const CpxKind *kind)
{
  static const char * const sources[] = { "nomenclature", "act_volumes", "lexicon_entry", "act", "practitioner", NULL };

  return g_strv_contains (sources, kind->name);
}

static void
changed_cb (CpxNomenclaturePage *self,
            GPtrArray           *changes)
{
  for (guint i = 0; i < changes->len; i++)
    self->stale = self->stale || is_source (((const CpxChanged *) g_ptr_array_index (changes, i))->kind);
  if (self->stale && gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

static void
marked_cb (CpxNomenclaturePage *self)
{
  g_ptr_array_set_size (self->marked_codes, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->marked)); i++)
    {
      g_autoptr(CpxRecord) record = g_list_model_get_item (G_LIST_MODEL (self->marked), i);

      const char *code = cpx_record_get_text (record, CPX_FAVOURITE_ACT_CODE);

      if (code != NULL && !is_marked (self, code))
        g_ptr_array_add (self->marked_codes, g_strdup (code));
    }
  cpx_ccam_finder_set_favourites (CPX_CCAM_FINDER (self->finder), self->marked_codes);
  update_star (self);
}

static void
day_activated_cb (CpxNomenclaturePage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->day_entry));
  CpxDay day = CPX_DAY_NONE;

  if (typed[strspn (typed, " ")] != '\0' && !cpx_day_parse (typed, &day))
    {
      g_autofree char *fault = cpx_day_dup_fault (_("Day"), typed);

      gtk_widget_add_css_class (self->day_entry, "error");
      cpx_toast_show (GTK_WIDGET (self), fault);
      return;
    }
  self->day = day == cpx_day_today () ? CPX_DAY_NONE : day;
  load (self);
}

static void
today_cb (CpxNomenclaturePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->day_entry), "");
  day_activated_cb (self);
}

static void
version_chosen_cb (CpxNomenclaturePage *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->version_list));
  CpxRecord *chosen = NULL;

  if (self->offered == NULL || selected == GTK_INVALID_LIST_POSITION || selected > self->offered->len)
    return;
  if (selected > 0)
    chosen = g_ptr_array_index (self->offered, selected - 1);
  if (chosen == self->version ||
      (chosen != NULL && self->version != NULL &&
       g_str_equal (cpx_record_get_id (chosen), cpx_record_get_id (self->version))))
    return;
  g_set_object (&self->version, chosen);
  load (self);
}

/* Moving about */

static void
link_cb (CpxNomenclaturePage *self,
         const char          *uri)
{
  CpxDay day;

  if (cpx_page_state_parse_day (uri, &day))
    {
      self->day = day;
      load (self);
      return;
    }
  show_place (self, uri);
  if (g_str_has_prefix (uri, CPX_CCAM_LINK_MENU))
    cpx_ccam_finder_reveal (CPX_CCAM_FINDER (self->finder),
                            cpx_page_state_find_menu (self->book->nomenclature, self->place));
  cpx_sheet_view_focus (CPX_SHEET_VIEW (self->sheet));
}

/* Where both show, the keyboard stays in the list, to go on reading; where only the sheet shows, it goes there. */
static void
place_focus (CpxNomenclaturePage *self,
             GtkWidget           *list_focus)
{
  gboolean folded;

  g_object_get (self->split, "folded", &folded, NULL);
  if (!folded && list_focus != NULL)
    gtk_widget_grab_focus (list_focus);   /* the split had given it to the day, which is selected then */
  else
    cpx_sheet_view_focus (CPX_SHEET_VIEW (self->sheet));
  gtk_editable_select_region (GTK_EDITABLE (self->day_entry), 0, 0);
}

static void
open_cb (CpxNomenclaturePage *self,
         const char          *place)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  show_place (self, place);
  place_focus (self, focus);
}

/* What Ctrl+D and Ctrl+C are about: the row of the list that has the keyboard, else the act that is shown. */
static char *
dup_current_code (CpxNomenclaturePage *self)
{
  char *code = cpx_ccam_finder_dup_code (CPX_CCAM_FINDER (self->finder));

  return code != NULL ? code : g_strdup (cpx_sheet_view_get_code (CPX_SHEET_VIEW (self->sheet)));
}

static void
toggle_favourite_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  CpxNomenclaturePage *self = CPX_NOMENCLATURE_PAGE (widget);
  g_autofree char *code = dup_current_code (self);

  if (code != NULL && cpx_practice_may (self->practice, "favourite:write"))
    cpx_favourite_toggle (widget, self->practice, code, is_marked (self, code));
}

static void
copy_code_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  g_autofree char *code = dup_current_code (CPX_NOMENCLATURE_PAGE (widget));
  g_autofree char *sentence = NULL;

  if (code == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), code);
  sentence = g_strdup_printf (_("%s copied"), code);
  cpx_toast_show (widget, sentence);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  cpx_nomenclature_page_go_back (CPX_NOMENCLATURE_PAGE (widget));
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  load (CPX_NOMENCLATURE_PAGE (widget));
}

static void
cpx_nomenclature_page_dispose (GObject *object)
{
  CpxNomenclaturePage *self = CPX_NOMENCLATURE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->marked != NULL)
    g_signal_handlers_disconnect_by_data (self->marked, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_NOMENCLATURE_PAGE);
  g_clear_object (&self->marked);
  g_clear_pointer (&self->book, cpx_ccam_book_free);
  g_clear_object (&self->version);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_nomenclature_page_parent_class)->dispose (object);
}

static void
cpx_nomenclature_page_finalize (GObject *object)
{
  CpxNomenclaturePage *self = CPX_NOMENCLATURE_PAGE (object);

  g_ptr_array_unref (self->marked_codes);
  g_clear_pointer (&self->offered, g_ptr_array_unref);
  g_queue_free_full (self->past, g_free);
  g_free (self->failure);
  g_free (self->place);

  G_OBJECT_CLASS (cpx_nomenclature_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CpxNomenclaturePage, split);
  gtk_widget_class_bind_template_child (widget_class, CpxNomenclaturePage, finder);
  gtk_widget_class_bind_template_child (widget_class, CpxNomenclaturePage, back_button);
  gtk_widget_class_bind_template_child (widget_class, CpxNomenclaturePage, version_label);
  gtk_widget_class_bind_template_child (widget_class, CpxNomenclaturePage, day_entry);
  gtk_widget_class_bind_template_child (widget_class, CpxNomenclaturePage, version_list);
  gtk_widget_class_bind_template_child (widget_class, CpxNomenclaturePage, starter);
  gtk_widget_class_bind_template_child (widget_class, CpxNomenclaturePage, detail);
  gtk_widget_class_bind_template_child (widget_class, CpxNomenclaturePage, invitation);
  gtk_widget_class_bind_template_child (widget_class, CpxNomenclaturePage, sheet);
  gtk_widget_class_bind_template_callback (widget_class, day_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_cb);
  gtk_widget_class_bind_template_callback (widget_class, version_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
cpx_nomenclature_page_class_init (CpxNomenclaturePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cpx_nomenclature_page_dispose;
  object_class->finalize = cpx_nomenclature_page_finalize;

  g_type_ensure (CPX_TYPE_BANNER);
  g_type_ensure (CPX_TYPE_CCAM_FINDER);
  g_type_ensure (CPX_TYPE_SHEET_VIEW);
  g_type_ensure (CPX_TYPE_SPLIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/nomenclature/"
                                                             "nomenclature-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "nomenclature.toggle-favourite", NULL, toggle_favourite_action);
  gtk_widget_class_install_action (widget_class, "nomenclature.copy-code", NULL, copy_code_action);
  gtk_widget_class_install_action (widget_class, "nomenclature.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "nomenclature.retry", NULL, retry_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "nomenclature.toggle-favourite",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "nomenclature.copy-code", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_nomenclature_page_init (CpxNomenclaturePage *self)
{
  self->marked_codes = g_ptr_array_new_with_free_func (g_free);
  self->past = g_queue_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  cpx_control_names_give_button (self->version_list, _("Version of the CCAM"));
  cpx_stack_page_mark (self->invitation);
  cpx_stack_page_mark (self->sheet);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

/**
 * cpx_nomenclature_page_new:
 * @practice: an unlocked practice
 *
 * Makes the page; the CCAM is opened when it is shown.
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cpx_nomenclature_page_new (CpxPractice *practice)
{
  CpxNomenclaturePage *self = g_object_new (CPX_TYPE_NOMENCLATURE_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->marked = cpx_record_list_new_about (practice, &cpx_favourite_act_kind, CPX_FAVOURITE_ACT_USER,
                                            cpx_record_get_id (cpx_practice_get_user (practice)));
  g_signal_connect_object (self->marked, "items-changed", G_CALLBACK (marked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (practice, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  marked_cb (self);
  show_day (self);
  update_detail (self);

  return GTK_WIDGET (self);
}

/**
 * cpx_nomenclature_page_find:
 * @self: the page
 *
 * Puts the keyboard into the search.
 */
void
cpx_nomenclature_page_find (CpxNomenclaturePage *self)
{
  g_return_if_fail (CPX_IS_NOMENCLATURE_PAGE (self));

  cpx_split_show_list (CPX_SPLIT (self->split));
  cpx_ccam_finder_find (CPX_CCAM_FINDER (self->finder));
}

/**
 * cpx_nomenclature_page_open:
 * @self: the page
 * @code: an act
 *
 * Shows the page of an act.
 */
void
cpx_nomenclature_page_open (CpxNomenclaturePage *self,
                            const char          *code)
{
  g_autofree char *capitals = g_ascii_strup (code, -1);
  g_autofree char *place = g_strdup_printf (CPX_CCAM_LINK_ACT ":%s", capitals);

  g_return_if_fail (CPX_IS_NOMENCLATURE_PAGE (self));

  show_place (self, place);
}

/**
 * cpx_nomenclature_page_go_back:
 * @self: the page
 *
 * Shows what was shown before; before that there is the list.
 */
void
cpx_nomenclature_page_go_back (CpxNomenclaturePage *self)
{
  g_autofree char *place = NULL;

  g_return_if_fail (CPX_IS_NOMENCLATURE_PAGE (self));

  place = g_queue_pop_head (self->past);
  if (place == NULL)
    {
      cpx_split_show_list (CPX_SPLIT (self->split));
      return;
    }
  g_free (self->place);
  self->place = g_steal_pointer (&place);
  update_detail (self);
}
