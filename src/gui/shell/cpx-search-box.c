/* cpx-search-box.c: one search for all, in the header bar.
 *
 * What it finds hangs under it in a popover that never takes the keyboard: arrows choose, Enter opens.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-search-box.h"

#include "cpx-list-state.h"
#include "cpx-patient-row-factory.h"

#include <cpx-patient-list.h>

#include <glib/gi18n-lib.h>

#define MAX_SHOWN 8

struct _CpxSearchBox
{
  GtkWidget           parent_instance;

  GtkWidget          *entry;
  GtkWidget          *popover;
  GtkWidget          *list;
  GtkWidget          *none;

  CpxPractice        *practice;    /* (owned) (nullable) */
  CpxPatientList     *patients;    /* (owned) (nullable): until something is searched */
  GtkSingleSelection *selection;   /* (owned) (nullable) */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxSearchBox, cpx_search_box, GTK_TYPE_WIDGET)

static guint
count_shown (CpxSearchBox *self)
{
  return self->selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->selection)) : 0;
}

static void
show_none (CpxSearchBox *self)
{
  guint n_archived = self->patients != NULL ? cpx_patient_list_get_n_elsewhere (self->patients) : 0;
  g_autofree char *sentence = cpx_list_state_dup_none (n_archived);

  gtk_label_set_label (GTK_LABEL (self->none), sentence);
}

static void
update (CpxSearchBox *self)
{
  gboolean searching = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';
  gboolean settled = self->patients != NULL && !cpx_patient_list_get_loading (self->patients);

  gtk_widget_set_visible (self->list, count_shown (self) > 0);
  show_none (self);
  gtk_widget_set_visible (self->none, settled && count_shown (self) == 0);
  if (!searching)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  else if (count_shown (self) > 0 || settled)
    gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
begin (CpxSearchBox *self)
{
  GtkSliceListModel *first;

  self->patients = cpx_patient_list_new (self->practice);
  first = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->patients)), 0, MAX_SHOWN);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (first));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->patients, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->patients, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/* The list of a hundred thousand patients is not kept for a search that is over. */
static void
forget (CpxSearchBox *self)
{
  if (self->patients != NULL)
    g_signal_handlers_disconnect_by_data (self->patients, self);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->patients);
}

static void
changed_cb (CpxSearchBox *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (*query == '\0')
    forget (self);
  else if (self->practice != NULL)
    {
      if (self->patients == NULL)
        begin (self);
      cpx_patient_list_set_query (self->patients, query);
    }
  update (self);
}

static void
choose (CpxSearchBox *self,
        guint         position)
{
  g_autoptr(CpxPatientRow) row = NULL;

  if (self->selection == NULL)
    return;

  row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  if (row == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[CHOSEN], 0, cpx_patient_row_get_id (row));
}

static void
activated_cb (CpxSearchBox *self)
{
  guint selected = self->selection != NULL ? gtk_single_selection_get_selected (self->selection) : 0;

  choose (self, selected != GTK_INVALID_LIST_POSITION ? selected : 0);
}

static void
row_activated_cb (GtkListView  *list,
                  guint         position,
                  CpxSearchBox *self)
{
  choose (self, position);
}

static void
move (CpxSearchBox *self,
      int           step)
{
  guint selected;
  int next;

  if (self->selection == NULL)
    return;

  selected = gtk_single_selection_get_selected (self->selection);
  next = selected == GTK_INVALID_LIST_POSITION ? (step > 0 ? 0 : -1) : (int) selected + step;

  if (next >= 0 && next < (int) count_shown (self))
    gtk_single_selection_set_selected (self->selection, (guint) next);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        modifiers,
        CpxSearchBox          *self)
{
  switch (keyval)
    {
    case GDK_KEY_Down:
      move (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      move (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
cpx_search_box_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CPX_SEARCH_BOX (widget)->entry);
}

static void
cpx_search_box_dispose (GObject *object)
{
  CpxSearchBox *self = CPX_SEARCH_BOX (object);

  if (self->patients != NULL)
    g_signal_handlers_disconnect_by_data (self->patients, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->patients);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_SEARCH_BOX);

  G_OBJECT_CLASS (cpx_search_box_parent_class)->dispose (object);
}

static void
cpx_search_box_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  CpxSearchBox *self = CPX_SEARCH_BOX (widget);

  gtk_widget_allocate (self->entry, width, height, baseline, NULL);
  gtk_widget_set_size_request (self->popover, width, -1);
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
cpx_search_box_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  gtk_widget_measure (CPX_SEARCH_BOX (widget)->entry, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
cpx_search_box_class_init (CpxSearchBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_search_box_dispose;
  widget_class->grab_focus = cpx_search_box_grab_focus;
  widget_class->measure = cpx_search_box_measure;
  widget_class->size_allocate = cpx_search_box_size_allocate;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/shell/search-box.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxSearchBox, entry);
  gtk_widget_class_bind_template_child (widget_class, CpxSearchBox, popover);
  gtk_widget_class_bind_template_child (widget_class, CpxSearchBox, list);
  gtk_widget_class_bind_template_child (widget_class, CpxSearchBox, none);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
cpx_search_box_init (CpxSearchBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), cpx_patient_row_factory_new ());
}

/**
 * cpx_search_box_set_practice:
 * @self: a search box
 * @practice: an unlocked practice
 *
 * Says where to search. Signal `chosen` carries the id of the patient chosen.
 */
void
cpx_search_box_set_practice (CpxSearchBox *self,
                             CpxPractice  *practice)
{
  g_return_if_fail (CPX_IS_SEARCH_BOX (self));

  if (cpx_practice_may (practice, "patient:read"))
    g_set_object (&self->practice, practice);
}

/**
 * cpx_search_box_set_hint:
 * @self: a search box
 * @hint: what is searched, where it is not everything
 */
void
cpx_search_box_set_hint (CpxSearchBox *self,
                         const char   *hint)
{
  g_return_if_fail (CPX_IS_SEARCH_BOX (self));

  g_object_set (self->entry, "placeholder-text", hint, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, hint, -1);
}
