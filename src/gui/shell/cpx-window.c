/* cpx-window.c: the one window: first run, unlock, then the practice; and the lock.
 *
 *                 created_cb()                  win.lock, idle: lock()
 *   [assistant] ───────────────> [house] ────────────────────────────────> [unlock]
 *                                   ^   <────────────────────────────────
 *                                   └──────── cpx_window_enter() ─────────────┘
 *
 * A backup is restored at the door: win.restore locks first.
 *
 * The house and the dialogs over it are all that holds anything of the practice; the lock destroys them. Before that
 * what is typed and not kept is put in safety, see cpx-unsaved.h, and where one was is noted, by its ids: see
 * cpx-place.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-window.h"

#include "cpx-assistant.h"
#include "cpx-attached-windows.h"
#include "cpx-coding-page.h"
#include "cpx-confirm.h"
#include "cpx-help-topic.h"
#include "cpx-house.h"
#include "cpx-restore-dialog.h"
#include "cpx-settings.h"
#include "cpx-stack-page.h"
#include "cpx-toast.h"
#include "cpx-unlock-page.h"
#include "cpx-unsaved.h"

#include <cpx-idle-lock.h>

#include <glib/gi18n-lib.h>

#define IDLE_CHECK_S 5

struct _CpxWindow
{
  AdwApplicationWindow  parent_instance;

  GtkWidget            *toasts;
  GtkWidget            *stage;
  GtkWidget            *unlock_page;
  GtkWidget            *assistant;
  GtkWidget            *house;          /* (nullable): only while the practice is unlocked */

  char                 *vault_path;     /* (owned) */
  CpxPractice          *practice;       /* (owned) (nullable): NULL while locked */
  CpxPlace             *place;          /* (owned) (nullable): where one was when it was locked */
  CpxIdleLock           idle;
  guint                 idle_id;
  gboolean              leaving;        /* the practice is being locked or closed */
  gboolean              closing;        /* the window goes once the practice is closed */
  gboolean              restoring;      /* a backup is chosen once the practice is closed */
};

G_DEFINE_FINAL_TYPE (CpxWindow, cpx_window, ADW_TYPE_APPLICATION_WINDOW)

static const char *house_actions[] = {
  "win.lock", "win.search", "win.find-patient", "win.new-patient", "win.save", "win.show-page", "win.open-patient",
  "win.change-passphrase", "win.back", "win.code-intervention", "win.write-note", "win.open-act", "win.show-record",
  "win.show-patient-entries", "win.unsaved",
};

static void
update (CpxWindow *self)
{
  gboolean open = self->house != NULL && !self->leaving;
  g_autofree char *title = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (house_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), house_actions[i], open);
  if (open)
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-patient",
                                     cpx_practice_may (self->practice, "patient:write"));
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.code-intervention",
                                     cpx_coding_page_may_use (self->practice));
    }
  if (self->house != NULL)
    gtk_widget_set_sensitive (self->house, !self->leaving);
  title = open ? g_strdup_printf ("%s – ChirurgieProX", cpx_practice_get_name (self->practice)) : NULL;
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : "ChirurgieProX");
}

static void
show_stage (CpxWindow  *self,
            const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stage), name);
}

static void
leave_house (CpxWindow *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  cpx_toast_withdraw (self->stage);   /* it would hold what is left, and act on it */
  cpx_attached_windows_close (GTK_WINDOW (self));   /* they name patients, and stand over the door */
  if (self->house != NULL)
    gtk_stack_remove (GTK_STACK (self->stage), self->house);
  self->house = NULL;
  g_clear_object (&self->practice);
  self->leaving = FALSE;
  update (self);
}

static void
show_door (CpxWindow *self)
{
  if (g_file_test (self->vault_path, G_FILE_TEST_EXISTS))
    {
      cpx_unlock_page_begin (CPX_UNLOCK_PAGE (self->unlock_page), self->vault_path);
      show_stage (self, "unlock");
    }
  else
    {
      cpx_assistant_begin (CPX_ASSISTANT (self->assistant), self->vault_path);
      show_stage (self, "assistant");
    }
}

static void
present_restore (CpxWindow *self)
{
  GtkWidget *dialog = cpx_restore_dialog_new (self->vault_path);

  self->restoring = FALSE;
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  g_signal_connect_object (dialog, "restored", G_CALLBACK (show_door), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxWindow) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  gboolean closed = cpx_practice_close_finish (CPX_PRACTICE (source), result, &error);

  leave_house (self);
  if (self->closing)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  show_door (self);
  if (!closed)
    cpx_toast_show_error (self->stage, error);
  if (self->restoring)
    present_restore (self);
}

static void
leave_anyway_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(CpxWindow) self = user_data;   /* the reference taken by the call */

  if (cpx_confirm_finish (result))
    {
      cpx_practice_close_async (self->practice, closed_cb, g_object_ref (self));
      return;
    }
  self->leaving = FALSE;
  self->closing = FALSE;
  self->restoring = FALSE;
  update (self);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CpxWindow) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;

  if (cpx_unsaved_keep_finish (CPX_UNSAVED (source), result, &error))
    cpx_practice_close_async (self->practice, closed_cb, g_object_ref (self));
  else
    cpx_confirm_async (GTK_WIDGET (self), _("What you typed could not be put in safety"), error->message,
                       _("_Lose it and go on"), CPX_CONFIRM_DESTRUCTIVE, leave_anyway_cb, g_object_ref (self));
}

/* A backup that takes the place of the practice may know nothing of it. */
static void
note_place (CpxWindow *self)
{
  g_clear_pointer (&self->place, cpx_place_free);
  if (!self->restoring)
    self->place = cpx_house_dup_place (CPX_HOUSE (self->house));
}

static void
lock (CpxWindow *self)
{
  if (self->practice == NULL || self->leaving)
    return;

  note_place (self);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  cpx_unsaved_ask_to_save (cpx_unsaved_get (self->practice));
  self->leaving = TRUE;
  update (self);
  cpx_unsaved_keep_async (cpx_unsaved_get (self->practice), kept_cb, g_object_ref (self));
}

static gboolean
idle_cb (gpointer user_data)
{
  CpxWindow *self = user_data;

  if (cpx_idle_lock_get_state (&self->idle, cpx_idle_lock_now_us ()) == CPX_IDLE_LOCK)
    lock (self);

  return G_SOURCE_CONTINUE;
}

static void
begin_idle (CpxWindow *self)
{
  cpx_idle_lock_init (&self->idle, cpx_settings_get_lock_delay_s (), cpx_idle_lock_now_us ());
}

static void
watch_idle (CpxWindow *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  begin_idle (self);
  self->idle_id = g_timeout_add_seconds (IDLE_CHECK_S, idle_cb, self);
}

static gboolean
event_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          CpxWindow                *self)
{
  cpx_idle_lock_touch (&self->idle, cpx_idle_lock_now_us ());

  return GDK_EVENT_PROPAGATE;
}

static void
watch_events (CpxWindow *self,
              GtkWidget *window)
{
  GtkEventController *watcher = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (watcher, GTK_PHASE_CAPTURE);
  g_signal_connect_object (watcher, "event", G_CALLBACK (event_cb), self, 0);
  gtk_widget_add_controller (window, watcher);
}

/* A GtkShortcutFunc, of any window over this one. */
static gboolean
lock_below (GtkWidget *widget,
            GVariant  *arguments,
            gpointer   user_data)
{
  GtkWindow *window = GTK_WINDOW (widget);

  while (window != NULL && !CPX_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  if (window != NULL)
    lock (CPX_WINDOW (window));

  return window != NULL;
}

static void
add_lock_key (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_l, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (lock_below, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
}

/* Who types in a dialog is there too, and no event of it comes by here; and the key that locks works over it. */
static void
windows_changed_cb (CpxWindow  *self,
                    guint       position,
                    guint       n_removed,
                    guint       n_added,
                    GListModel *windows)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      watch_events (self, window);
      add_lock_key (window);
    }
}

static void
unsaved_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(CpxWindow) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;

  if (self->house == NULL)
    return;

  if (cpx_unsaved_load_finish (CPX_UNSAVED (source), result, &error))
    cpx_house_show_unsaved (CPX_HOUSE (self->house));
  else
    cpx_toast_show_error (self->stage, error);
  cpx_house_reopen (CPX_HOUSE (self->house));
}

/* The text is still in its form; only a power failure would take it. Told once, so that it stays until it is read. */
static void
keep_failed_cb (CpxWindow    *self,
                const GError *error)
{
  g_autoptr(GError) told = g_error_new (error->domain, error->code,
                                        _("What you type is not written down any more until you save it: %s"),
                                        error->message);

  cpx_toast_show_error (self->stage, told);
}

static void
unlocked_cb (GtkWidget   *page,
             CpxPractice *practice,
             CpxWindow   *self)
{
  cpx_window_enter (self, practice);
}

/* Actions */

static void
lock_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  lock (CPX_WINDOW (widget));
}

static void
restore_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CpxWindow *self = CPX_WINDOW (widget);

  if (self->practice == NULL)
    {
      present_restore (self);
      return;
    }
  self->restoring = TRUE;
  lock (self);
}

static void
house_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CpxWindow *self = CPX_WINDOW (widget);

  if (self->house != NULL)
    cpx_house_perform (CPX_HOUSE (self->house), name + strlen ("win."), parameter);
}

static gboolean
close_request_cb (CpxWindow *self)
{
  cpx_settings_set_window_size (gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)),
                                gtk_window_is_maximized (GTK_WINDOW (self)));
  if (self->practice == NULL)
    return GDK_EVENT_PROPAGATE;

  self->closing = TRUE;
  lock (self);

  return GDK_EVENT_STOP;
}

static void
cpx_window_dispose (GObject *object)
{
  CpxWindow *self = CPX_WINDOW (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  self->house = NULL;
  g_clear_object (&self->practice);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_WINDOW);
  g_clear_pointer (&self->vault_path, g_free);
  g_clear_pointer (&self->place, cpx_place_free);

  G_OBJECT_CLASS (cpx_window_parent_class)->dispose (object);
}

static void
cpx_window_class_init (CpxWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_window_dispose;

  g_type_ensure (CPX_TYPE_ASSISTANT);
  g_type_ensure (CPX_TYPE_UNLOCK_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/shell/window.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CpxWindow, stage);
  gtk_widget_class_bind_template_child (widget_class, CpxWindow, unlock_page);
  gtk_widget_class_bind_template_child (widget_class, CpxWindow, assistant);
  gtk_widget_class_bind_template_callback (widget_class, unlocked_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);

  gtk_widget_class_install_action (widget_class, "win.lock", NULL, lock_action);
  gtk_widget_class_install_action (widget_class, "win.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, house_action);
  gtk_widget_class_install_action (widget_class, "win.find-patient", NULL, house_action);
  gtk_widget_class_install_action (widget_class, "win.new-patient", NULL, house_action);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, house_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, house_action);
  gtk_widget_class_install_action (widget_class, "win.unsaved", NULL, house_action);
  gtk_widget_class_install_action (widget_class, "win.change-passphrase", NULL, house_action);
  gtk_widget_class_install_action (widget_class, "win.show-page", "i", house_action);
  gtk_widget_class_install_action (widget_class, "win.open-patient", "s", house_action);
  gtk_widget_class_install_action (widget_class, "win.code-intervention", "s", house_action);
  gtk_widget_class_install_action (widget_class, "win.write-note", "s", house_action);
  gtk_widget_class_install_action (widget_class, "win.open-act", "s", house_action);
  gtk_widget_class_install_action (widget_class, "win.show-record", "s", house_action);
  gtk_widget_class_install_action (widget_class, "win.show-patient-entries", "s", house_action);
}

static void
cpx_window_init (CpxWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cpx_stack_page_mark (self->unlock_page);
  cpx_stack_page_mark (self->assistant);
  watch_events (self, GTK_WIDGET (self));
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  cpx_settings_restore_window (GTK_WINDOW (self));
  g_signal_connect_object (cpx_settings_get (), "changed::lock-delay", G_CALLBACK (begin_idle), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * cpx_window_new:
 * @application: the application
 * @vault_path: the vault; the first run begins if there is no such file
 *
 * Makes the window and shows its door: the unlock page, or the first-run assistant.
 *
 * Returns: (transfer none): the window, owned by @application
 */
CpxWindow *
cpx_window_new (GtkApplication *application,
                const char     *vault_path)
{
  CpxWindow *self = g_object_new (CPX_TYPE_WINDOW, "application", application, NULL);

  self->vault_path = g_strdup (vault_path);
  show_door (self);

  return self;
}

/**
 * cpx_window_enter:
 * @self: a window
 * @practice: an unlocked practice
 *
 * Opens the house on @practice, and gives back what its user was typing when it was locked, and what was open.
 */
void
cpx_window_enter (CpxWindow   *self,
                  CpxPractice *practice)
{
  g_return_if_fail (CPX_IS_WINDOW (self));
  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (self->house == NULL);

  self->practice = g_object_ref (practice);
  self->house = GTK_WIDGET (cpx_house_new (practice));
  gtk_stack_add_named (GTK_STACK (self->stage), self->house, "house");
  cpx_stack_page_mark (self->house);
  show_stage (self, "house");
  watch_idle (self);
  update (self);
  cpx_house_begin (CPX_HOUSE (self->house), g_steal_pointer (&self->place));
  g_signal_connect_object (cpx_unsaved_get (practice), "keep-failed", G_CALLBACK (keep_failed_cb), self,
                           G_CONNECT_SWAPPED);
  cpx_unsaved_load_async (cpx_unsaved_get (practice), unsaved_loaded_cb, g_object_ref (self));
}

/**
 * cpx_window_get_practice:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the practice, `NULL` while it is locked
 */
CpxPractice *
cpx_window_get_practice (CpxWindow *self)
{
  return self->practice;
}

/**
 * cpx_window_get_stage:
 * @self: a window
 *
 * Returns: `assistant`, `unlock` or `house`
 */
const char *
cpx_window_get_stage (CpxWindow *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (self->stage));
}

/**
 * cpx_window_get_help:
 * @self: a window
 *
 * Returns: (nullable): the page of the manual that speaks of what is on the screen
 */
const char *
cpx_window_get_help (CpxWindow *self)
{
  GtkWidget *shown = gtk_stack_get_visible_child (GTK_STACK (self->stage));

  if (CPX_IS_HOUSE (shown))
    return cpx_house_get_help (CPX_HOUSE (shown));

  return cpx_help_topic_find (cpx_window_get_stage (self), NULL);
}
