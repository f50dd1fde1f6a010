/* cpx-file-check-window.c: a file is chosen, gone through, and what was found is shown.
 *
 *   chosen ──▶ going through ──▶ what was found
 *                   └──Stop, Escape, lock──▶ closed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-file-check-window.h"

#include "cpx-file-check-state.h"
#include "cpx-file-picker.h"
#include "cpx-status-text.h"

#include <glib/gi18n-lib.h>

struct _CpxFileCheckWindow
{
  AdwWindow     parent_instance;

  GtkWidget    *heading;
  GtkWidget    *stack;
  GtkWidget    *busy;
  GtkWidget    *progress;
  GtkWidget    *found;
  GtkWidget    *status;
  GtkWidget    *facts;
  GtkWidget    *contents;
  GtkWidget    *signer;
  GtkWidget    *key;

  GCancellable *alive;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (CpxFileCheckWindow, cpx_file_check_window, ADW_TYPE_WINDOW)

static void
show_row (GtkWidget  *row,
          const char *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  gtk_widget_set_visible (row, text != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped != NULL ? escaped : "");
}

static void
show_state (CpxFileCheckWindow      *self,
            const CpxFileCheckState *state)
{
  cpx_status_text_show (self->status, state->icon_name, state->title, state->sentence);
  gtk_widget_add_css_class (self->status, state->tone);
  gtk_widget_set_visible (self->facts, state->signer != NULL);
  show_row (self->contents, state->contents);
  show_row (self->signer, state->signer);
  show_row (self->key, state->key);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->found);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxFileCheckWindow) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxFileCheck) check = cpx_practice_check_file_finish (CPX_PRACTICE (source), result, &error);
  g_auto(CpxFileCheckState) state = { 0 };

  if (g_cancellable_is_cancelled (self->alive))
    return;
  state = cpx_file_check_state_compute (check, error);
  show_state (self, &state);
}

static void
progress_cb (guint64  n_done,
             guint64  n_all,
             gpointer user_data)
{
  CpxFileCheckWindow *self = user_data;

  if (self->progress != NULL && n_all > 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), (double) n_done / (double) n_all);
}

static void
cpx_file_check_window_dispose (GObject *object)
{
  CpxFileCheckWindow *self = CPX_FILE_CHECK_WINDOW (object);

  g_cancellable_cancel (self->alive);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_FILE_CHECK_WINDOW);

  G_OBJECT_CLASS (cpx_file_check_window_parent_class)->dispose (object);
}

static void
cpx_file_check_window_finalize (GObject *object)
{
  g_clear_object (&CPX_FILE_CHECK_WINDOW (object)->alive);

  G_OBJECT_CLASS (cpx_file_check_window_parent_class)->finalize (object);
}

static void
cpx_file_check_window_class_init (CpxFileCheckWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_file_check_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_file_check_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/audit/file-check-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxFileCheckWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, CpxFileCheckWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CpxFileCheckWindow, busy);
  gtk_widget_class_bind_template_child (widget_class, CpxFileCheckWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, CpxFileCheckWindow, found);
  gtk_widget_class_bind_template_child (widget_class, CpxFileCheckWindow, status);
  gtk_widget_class_bind_template_child (widget_class, CpxFileCheckWindow, facts);
  gtk_widget_class_bind_template_child (widget_class, CpxFileCheckWindow, contents);
  gtk_widget_class_bind_template_child (widget_class, CpxFileCheckWindow, signer);
  gtk_widget_class_bind_template_child (widget_class, CpxFileCheckWindow, key);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cpx_file_check_window_init (CpxFileCheckWindow *self)
{
  self->alive = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_file_check_window_present:
 * @from: what asks
 * @practice: an unlocked practice
 * @path: a bundle or a proof
 *
 * Verifies a file and shows what was found. A lock closes it.
 */
void
cpx_file_check_window_present (GtkWidget   *from,
                               CpxPractice *practice,
                               const char  *path)
{
  CpxFileCheckWindow *self = g_object_new (CPX_TYPE_FILE_CHECK_WINDOW, NULL);
  g_autofree char *name = g_filename_display_basename (path);
  GtkRoot *root = gtk_widget_get_root (from);

  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->heading), name);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  g_signal_connect_object (practice, "locked", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  cpx_practice_check_file_async (practice, path,
                                 cpx_screen_progress_new (progress_cb, g_object_ref (self), g_object_unref),
                                 self->alive, checked_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}

/* What is to be asked for a file. */
typedef struct
{
  GtkWidget   *from;      /* (owned) */
  CpxPractice *practice;  /* (owned) */
} Asking;

static void
asking_free (Asking *self)
{
  g_object_unref (self->from);
  g_object_unref (self->practice);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Asking) asking = user_data;
  g_autoptr(GFile) file = cpx_file_picker_finish (result);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && !cpx_practice_is_locked (asking->practice))
    cpx_file_check_window_present (asking->from, asking->practice, path);
}

/**
 * cpx_file_check_window_ask:
 * @from: what asks
 * @practice: an unlocked practice
 *
 * Asks for a file, then does cpx_file_check_window_present().
 */
void
cpx_file_check_window_ask (GtkWidget   *from,
                           CpxPractice *practice)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->from = g_object_ref (from);
  asking->practice = g_object_ref (practice);
  cpx_file_picker_open_async (from, _("Choose a bundle (.zip) or a proof"), chosen_cb, asking);
}
