/* cpx-note-versions-window.c: the wordings that a report had, to be read and taken up again.
 *
 * The newest comes first and is read at once. A report that is kept meanwhile brings its new wording into the list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-versions-window.h"

#include "cpx-note-state.h"

#include <cpx-clock.h>
#include <cpx-operative-note.h>
#include <cpx-record-list.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>

struct _CpxNoteVersionsWindow
{
  AdwWindow      parent_instance;

  GtkWidget     *list;
  GtkWidget     *text;
  GtkWidget     *take_button;
  GtkWidget     *nothing;

  CpxPractice   *practice;     /* (owned) */
  char          *note_id;      /* (owned) */
  CpxRecord     *coding;       /* (owned) (nullable) */
  CpxRecordList *users;        /* (owned) */
  GPtrArray     *versions;     /* (owned) (nullable) (element-type CpxNoteVersion): the first one first */
  GPtrArray     *shown;        /* (owned) (nullable) (element-type CpxNoteVersion): those of them that are listed */
  gboolean       may_take;
  GCancellable  *cancellable;  /* (owned) */
};

enum
{
  TAKEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxNoteVersionsWindow, cpx_note_versions_window, ADW_TYPE_WINDOW)

/* The rows stand in the order of the screen, the newest first. */
static const CpxNoteVersion *
get_version (CpxNoteVersionsWindow *self,
             GtkListBoxRow         *row)
{
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (index < 0 || self->shown == NULL || (guint) index >= self->shown->len)
    return NULL;

  return g_ptr_array_index (self->shown, self->shown->len - 1 - (guint) index);
}

static void
row_selected_cb (CpxNoteVersionsWindow *self,
                 GtkListBoxRow         *row)
{
  const CpxNoteVersion *version = get_version (self, row);

  if (self->text == NULL || self->take_button == NULL)   /* the window is going, row by row */
    return;

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)),
                            version != NULL ? version->reading : "", -1);
  gtk_widget_set_sensitive (self->take_button, version != NULL && version->number < self->versions->len);
}

static GtkWidget *
make_row (CpxNoteVersionsWindow *self,
          const CpxNoteVersion  *version)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cpx_clock_now_us () / G_USEC_PER_SEC);
  g_autofree char *title = cpx_note_state_dup_version (version, now);
  g_autofree char *author = cpx_note_state_dup_author (version, G_LIST_MODEL (self->users));
  g_autofree char *marks = cpx_note_state_dup_marks (version, self->versions->len, self->coding);
  g_autofree char *subtitle = g_strjoin (*marks != '\0' ? "\n" : "", author, marks, NULL);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);

  return row;
}

static void
fill (CpxNoteVersionsWindow *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = cpx_note_state_list_shown (self->versions, self->coding);
  for (guint i = self->shown->len; i > 0; i--)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, g_ptr_array_index (self->shown, i - 1)));
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxNoteVersionsWindow) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) versions = cpx_practice_list_note_versions_finish (CPX_PRACTICE (source), result, &error);

  if (self->list == NULL)
    return;
  if (versions == NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->nothing), error->message);
      gtk_widget_set_visible (self->nothing, TRUE);
      return;
    }
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  self->versions = g_steal_pointer (&versions);
  fill (self);
}

static void
read_versions (CpxNoteVersionsWindow *self)
{
  cpx_practice_list_note_versions_async (self->practice, self->note_id, self->cancellable, listed_cb,
                                         g_object_ref (self));
}

static void
practice_changed_cb (CpxPractice           *practice,
                     GPtrArray             *changes,
                     CpxNoteVersionsWindow *self)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const CpxChanged *changed = g_ptr_array_index (changes, i);

      if (changed->kind == &cpx_operative_note_kind && g_str_equal (changed->id, self->note_id))
        read_versions (self);
    }
}

static void
users_cb (CpxNoteVersionsWindow *self)
{
  if (self->versions != NULL)
    fill (self);
}

static void
take_cb (CpxNoteVersionsWindow *self)
{
  const CpxNoteVersion *version = get_version (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)));

  if (version != NULL)
    g_signal_emit (self, signals[TAKEN], 0, version->record);
  gtk_window_close (GTK_WINDOW (self));
}

static void
locked_cb (CpxNoteVersionsWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
cpx_note_versions_window_dispose (GObject *object)
{
  CpxNoteVersionsWindow *self = CPX_NOTE_VERSIONS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->practice, self);
  if (self->users != NULL)
    g_signal_handlers_disconnect_by_data (self->users, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_NOTE_VERSIONS_WINDOW);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_clear_object (&self->users);
  g_clear_object (&self->coding);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->note_id, g_free);

  G_OBJECT_CLASS (cpx_note_versions_window_parent_class)->dispose (object);
}

static void
cpx_note_versions_window_finalize (GObject *object)
{
  g_clear_object (&CPX_NOTE_VERSIONS_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (cpx_note_versions_window_parent_class)->finalize (object);
}

static void
cpx_note_versions_window_class_init (CpxNoteVersionsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_note_versions_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_note_versions_window_finalize;

  signals[TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, CPX_TYPE_RECORD);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/interventions/"
                                                             "note-versions-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxNoteVersionsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, CpxNoteVersionsWindow, text);
  gtk_widget_class_bind_template_child (widget_class, CpxNoteVersionsWindow, take_button);
  gtk_widget_class_bind_template_child (widget_class, CpxNoteVersionsWindow, nothing);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cpx_note_versions_window_init (CpxNoteVersionsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_note_versions_window_new:
 * @practice: an unlocked practice
 * @note: a report
 * @coding: (nullable): of its operation, which remembers the wording it was made from
 * @may_take: whether an earlier wording may be taken up again
 *
 * Signal `taken` gives the report as it was in the wording that is to be taken up again.
 *
 * Returns: (transfer full): the window
 */
GtkWidget *
cpx_note_versions_window_new (CpxPractice *practice,
                              CpxRecord   *note,
                              CpxRecord   *coding,
                              gboolean     may_take)
{
  CpxNoteVersionsWindow *self = g_object_new (CPX_TYPE_NOTE_VERSIONS_WINDOW, NULL);

  self->practice = g_object_ref (practice);
  self->note_id = g_strdup (cpx_record_get_id (note));
  g_set_object (&self->coding, coding);
  self->may_take = may_take;
  self->users = cpx_record_list_new (practice, &cpx_user_kind, NULL);
  gtk_widget_set_visible (self->take_button, may_take);
  g_signal_connect_object (self->users, "items-changed", G_CALLBACK (users_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (practice, "changed", G_CALLBACK (practice_changed_cb), self, 0);
  g_signal_connect_object (practice, "locked", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
  read_versions (self);

  return GTK_WIDGET (self);
}
