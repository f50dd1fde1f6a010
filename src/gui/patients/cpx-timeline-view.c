/* cpx-timeline-view.c: what happened to a patient's file, line by line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-timeline-view.h"

#include "cpx-as-it-was-window.h"
#include "cpx-stack-page.h"
#include "cpx-status-text.h"
#include "cpx-timeline-state.h"

#include <cpx-clock.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define NEAR_END 0.8  /* of the scroll: the next page is read */

struct _CpxTimelineView
{
  GtkWidget    parent_instance;

  GtkWidget   *box;
  GtkWidget   *stack;
  GtkWidget   *scroller;
  GtkWidget   *list;
  GtkWidget   *nothing;

  CpxTimeline *timeline;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CpxTimelineView, cpx_timeline_view, GTK_TYPE_WIDGET)

static char *
row_time (GtkListItem *item,
          GDateTime   *time,
          gpointer     user_data)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cpx_clock_now_us () / G_USEC_PER_SEC);

  return time != NULL ? cpx_timeline_state_dup_time (time, now) : NULL;
}

static void
update (CpxTimelineView *self)
{
  guint n_items = self->timeline != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->timeline)) : 0;
  const GError *error = self->timeline != NULL ? cpx_timeline_get_error (self->timeline) : NULL;

  gtk_stack_set_visible_child (GTK_STACK (self->stack), n_items > 0 ? self->scroller : self->nothing);
  cpx_status_text_show (self->nothing, adw_status_page_get_icon_name (ADW_STATUS_PAGE (self->nothing)),
                        error != NULL ? _("The timeline could not be read") : _("Nothing happened yet"),
                        error != NULL ? error->message : NULL);
}

static void
scrolled_cb (GtkAdjustment   *adjustment,
             CpxTimelineView *self)
{
  double seen = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment);

  if (self->timeline != NULL && seen > NEAR_END * gtk_adjustment_get_upper (adjustment))
    cpx_timeline_load_more (self->timeline);
}

static void
as_it_was_cb (CpxTimelineView *self)
{
  g_autoptr(CpxPractice) practice = NULL;
  g_autofree char *patient_id = NULL;
  CpxAsItWasRequest request = { .time_us = cpx_clock_now_us () };

  if (self->timeline == NULL)
    return;
  g_object_get (self->timeline, "practice", &practice, "patient-id", &patient_id, NULL);
  request.patient_id = patient_id;
  cpx_as_it_was_window_present (GTK_WIDGET (self), practice, &request, _("The file as it was"));
}

static void
cpx_timeline_view_dispose (GObject *object)
{
  CpxTimelineView *self = CPX_TIMELINE_VIEW (object);

  if (self->timeline != NULL)
    g_signal_handlers_disconnect_by_data (self->timeline, self);
  g_clear_object (&self->timeline);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_TIMELINE_VIEW);

  G_OBJECT_CLASS (cpx_timeline_view_parent_class)->dispose (object);
}

static void
cpx_timeline_view_class_init (CpxTimelineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_timeline_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/patients/timeline-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxTimelineView, box);
  gtk_widget_class_bind_template_child (widget_class, CpxTimelineView, stack);
  gtk_widget_class_bind_template_child (widget_class, CpxTimelineView, scroller);
  gtk_widget_class_bind_template_child (widget_class, CpxTimelineView, list);
  gtk_widget_class_bind_template_child (widget_class, CpxTimelineView, nothing);
  gtk_widget_class_bind_template_callback (widget_class, as_it_was_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_timeline_view_init (CpxTimelineView *self)
{
  g_autoptr(GtkBuilderScope) scope = gtk_builder_cscope_new ();
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_builder_cscope_add_callback_symbol (GTK_BUILDER_CSCOPE (scope), "row_time", G_CALLBACK (row_time));
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), gtk_builder_list_item_factory_new_from_resource (
                                                           scope, "/fr/chirurgieprox/ChirurgieProX/ui/patients/"
                                                                  "timeline-row.ui"));
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, 0);
  cpx_stack_page_mark (self->scroller);
  cpx_stack_page_mark (self->nothing);
}

/**
 * cpx_timeline_view_set_timeline:
 * @self: a view
 * @timeline: what to show
 *
 * Shows @timeline and reads on as one scrolls.
 */
void
cpx_timeline_view_set_timeline (CpxTimelineView *self,
                                CpxTimeline     *timeline)
{
  g_autoptr(GtkNoSelection) selection = NULL;

  g_return_if_fail (CPX_IS_TIMELINE_VIEW (self));
  g_return_if_fail (self->timeline == NULL);

  self->timeline = g_object_ref (timeline);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (timeline)));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (timeline, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (timeline, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
