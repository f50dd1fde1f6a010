/* cpx-as-it-was-window.c: a file as it was, read only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-as-it-was-window.h"

#include <cpx-partial-date.h>
#include <cpx-record.h>

#include <glib/gi18n-lib.h>

struct _CpxAsItWasWindow
{
  AdwWindow     parent_instance;

  GtkWidget    *heading;
  GtkWidget    *day;
  GtkWidget    *time;
  GtkWidget    *message;
  GtkWidget    *records;

  CpxPractice  *practice;    /* (owned) */
  GCancellable *alive;       /* (owned) */
  char         *patient_id;  /* (owned) (nullable) */
  char         *record_id;   /* (owned) (nullable) */
  CpxAsItWas   *shown;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CpxAsItWasWindow, cpx_as_it_was_window, ADW_TYPE_WINDOW)

static void
say (CpxAsItWasWindow *self,
     const char       *sentence)
{
  gtk_label_set_label (GTK_LABEL (self->message), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->message, sentence != NULL);
}

static void
add_field (GtkWidget *group,
           CpxRecord *record,
           int        field)
{
  const CpxKind *kind = cpx_record_get_kind (record);
  g_autofree char *text = cpx_record_dup_display (record, field);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  GtkWidget *row;

  if (*text == '\0' || field == kind->patient_field)
    return;
  row = g_object_new (ADW_TYPE_ACTION_ROW, "title", cpx_field_get_label (&kind->fields[field]), "subtitle", escaped,
                      "subtitle-lines", 0, NULL);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_record (CpxAsItWasWindow *self,
            CpxRecord        *record)
{
  const CpxKind *kind = cpx_record_get_kind (record);
  g_autofree char *summary = cpx_record_summarize (record);
  g_autofree char *title = g_markup_printf_escaped ("%s – %s", cpx_kind_get_label (kind), summary);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; i < kind->n_fields; i++)
    add_field (group, record, (int) i);
  gtk_box_append (GTK_BOX (self->records), group);
}

static void
clear (CpxAsItWasWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->records)) != NULL)
    gtk_box_remove (GTK_BOX (self->records), child);
}

static void
show_instant (CpxAsItWasWindow *self)
{
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_local (self->shown->at_us / G_USEC_PER_SEC);
  g_autofree char *day = at != NULL ? g_date_time_format (at, "%d/%m/%Y") : g_strdup ("");
  g_autofree char *time = at != NULL ? g_date_time_format (at, "%H:%M:%S") : g_strdup ("");
  g_autofree char *sentence = g_strdup_printf (_("As it was on %s at %s"), day, time);

  gtk_editable_set_text (GTK_EDITABLE (self->day), day);
  gtk_editable_set_text (GTK_EDITABLE (self->time), time);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->heading), sentence);
}

static void
update (CpxAsItWasWindow *self)
{
  const CpxAsItWas *was = self->shown;

  clear (self);
  show_instant (self);
  for (guint i = 0; i < was->records->len; i++)
    add_record (self, g_ptr_array_index (was->records, i));
  if (was->records->len > 0)
    say (self, NULL);
  else
    say (self, was->first_us == 0       ? _("Nothing is known of it any more: it was erased.")
               : was->after_us == 0     ? _("It had been removed.")
                                        : _("It did not exist yet, or had been removed."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "as-it-was.before", was->before_us != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "as-it-was.after", was->after_us != 0);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxAsItWasWindow) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  CpxAsItWas *was = cpx_practice_load_as_it_was_finish (CPX_PRACTICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (was == NULL)
    {
      say (self, error->message);
      return;
    }
  g_clear_pointer (&self->shown, cpx_as_it_was_free);
  self->shown = was;
  update (self);
}

static void
load (CpxAsItWasWindow *self,
      gint64            place,
      gint64            time_us)
{
  CpxAsItWasRequest request = { self->patient_id, self->record_id, place, time_us };

  cpx_practice_load_as_it_was_async (self->practice, &request, self->alive, loaded_cb, g_object_ref (self));
}

static gboolean
read_instant (CpxAsItWasWindow *self,
              gint64           *out_us)
{
  const char *day = gtk_editable_get_text (GTK_EDITABLE (self->day));
  const char *time = gtk_editable_get_text (GTK_EDITABLE (self->time));
  CpxPartialDate date;
  guint hour = 23, minute = 59, second = 59;
  g_autoptr(GDateTime) at = NULL;

  if (!cpx_partial_date_parse (day, &date) || !cpx_partial_date_is_full (date) ||
      (*time != '\0' && sscanf (time, "%2u:%2u:%2u", &hour, &minute, &second) < 2))
    return FALSE;
  at = g_date_time_new_local (date.year, date.month, date.day, (int) hour, (int) minute, (double) second);
  if (at != NULL)
    *out_us = g_date_time_to_unix (at) * G_USEC_PER_SEC + G_USEC_PER_SEC - 1;

  return at != NULL;
}

static void
say_fault (CpxAsItWasWindow *self)
{
  const char *day = gtk_editable_get_text (GTK_EDITABLE (self->day));
  g_autofree char *absence = cpx_partial_date_dup_absence (_("Day"), day);

  say (self, absence != NULL ? absence : _("Type the day as 18/11/2026 and the time as 14:30."));
}

static void
asked_cb (CpxAsItWasWindow *self)
{
  gint64 time_us;

  if (read_instant (self, &time_us))
    load (self, 0, time_us);
  else
    say_fault (self);
}

static void
before_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CpxAsItWasWindow *self = CPX_AS_IT_WAS_WINDOW (widget);

  if (self->shown != NULL && self->shown->before_us != 0)
    load (self, 0, self->shown->before_us);
}

static void
after_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CpxAsItWasWindow *self = CPX_AS_IT_WAS_WINDOW (widget);

  if (self->shown != NULL && self->shown->after_us != 0)
    load (self, 0, self->shown->after_us);
}

static void
cpx_as_it_was_window_dispose (GObject *object)
{
  CpxAsItWasWindow *self = CPX_AS_IT_WAS_WINDOW (object);

  g_cancellable_cancel (self->alive);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_AS_IT_WAS_WINDOW);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->shown, cpx_as_it_was_free);

  G_OBJECT_CLASS (cpx_as_it_was_window_parent_class)->dispose (object);
}

static void
cpx_as_it_was_window_finalize (GObject *object)
{
  CpxAsItWasWindow *self = CPX_AS_IT_WAS_WINDOW (object);

  g_clear_object (&self->alive);
  g_free (self->patient_id);
  g_free (self->record_id);

  G_OBJECT_CLASS (cpx_as_it_was_window_parent_class)->finalize (object);
}

static void
cpx_as_it_was_window_class_init (CpxAsItWasWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_as_it_was_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_as_it_was_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/audit/as-it-was-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxAsItWasWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, CpxAsItWasWindow, day);
  gtk_widget_class_bind_template_child (widget_class, CpxAsItWasWindow, time);
  gtk_widget_class_bind_template_child (widget_class, CpxAsItWasWindow, message);
  gtk_widget_class_bind_template_child (widget_class, CpxAsItWasWindow, records);
  gtk_widget_class_bind_template_callback (widget_class, asked_cb);
  gtk_widget_class_install_action (widget_class, "as-it-was.before", NULL, before_action);
  gtk_widget_class_install_action (widget_class, "as-it-was.after", NULL, after_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "as-it-was.before", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "as-it-was.after", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cpx_as_it_was_window_init (CpxAsItWasWindow *self)
{
  self->alive = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  say (self, NULL);
}

/**
 * cpx_as_it_was_window_present:
 * @from: what asks
 * @practice: an unlocked practice
 * @request: whose file, and when
 * @name: what to call it
 *
 * Shows a file as it was. A lock closes it.
 */
void
cpx_as_it_was_window_present (GtkWidget               *from,
                              CpxPractice             *practice,
                              const CpxAsItWasRequest *request,
                              const char              *name)
{
  CpxAsItWasWindow *self = g_object_new (CPX_TYPE_AS_IT_WAS_WINDOW, NULL);
  GtkRoot *root = gtk_widget_get_root (from);

  self->practice = g_object_ref (practice);
  self->patient_id = g_strdup (request->patient_id);
  self->record_id = g_strdup (request->record_id);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->heading), name);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  g_signal_connect_object (practice, "locked", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  load (self, request->place, request->time_us);
  gtk_window_present (GTK_WINDOW (self));
}
