/* cpx-application.c: one process, one vault, one window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-application.h"

#include "cpx-config.h"
#include "cpx-stop-signals.h"
#include "cpx-window.h"

#include <cpx-unlock.h>

#include <glib/gi18n-lib.h>

struct _CpxApplication
{
  AdwApplication  parent_instance;

  char           *vault_path;   /* (owned) (nullable): asked for on the command line */
};

G_DEFINE_FINAL_TYPE (CpxApplication, cpx_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.help", { "F1" } },
  { "win.lock", { "<Control>l" } },
  { "win.search", { "<Control>k" } },
  { "win.find-patient", { "<Control>f" } },
  { "win.new-patient", { "<Control>n" } },
  { "win.save", { "<Control>s" } },
  { "win.back", { "<Alt>Left" } },
  { "win.show-page(1)", { "<Alt>1" } },
  { "win.show-page(2)", { "<Alt>2" } },
  { "win.show-page(3)", { "<Alt>3" } },
  { "win.show-page(4)", { "<Alt>4" } },
  { "win.show-page(5)", { "<Alt>5" } },
  { "win.show-page(6)", { "<Alt>6" } },
  { "win.show-page(7)", { "<Alt>7" } },
  { "win.show-page(8)", { "<Alt>8" } },
  { "win.show-page(9)", { "<Alt>9" } },
};

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  /* The window closes the practice before it goes. */
  if (window != NULL)
    gtk_window_close (window);
  else
    g_application_quit (G_APPLICATION (user_data));
}

/* GTK's own dialog says "Operation not supported". */
static void
help_shown_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GtkWindow *window = GTK_WINDOW (source);
  g_autoptr(GError) error = NULL;
  GtkWidget *dialog;

  if (gtk_show_uri_full_finish (window, result, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  dialog = adw_message_dialog_new (window, _("The help viewer is missing"),
                                   _("Install “Yelp”, the help viewer of GNOME (package yelp), then press F1 again. "
                                     "Ctrl+? lists the keyboard shortcuts meanwhile."));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_help (GtkWindow  *window,
           const char *topic)
{
  g_autofree char *uri = g_strconcat ("help:" GETTEXT_PACKAGE, topic != NULL ? "/" : NULL, topic, NULL);

  gtk_show_uri_full (window, uri, GDK_CURRENT_TIME, NULL, help_shown_cb, NULL);
}

static void
help_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  show_help (window, CPX_IS_WINDOW (window) ? cpx_window_get_help (CPX_WINDOW (window)) : NULL);
}

static void
help_topic_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  show_help (gtk_application_get_active_window (GTK_APPLICATION (user_data)), g_variant_get_string (parameter, NULL));
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (user_data)),
                         "application-name", "ChirurgieProX",
                         "application-icon", CPX_APP_ID,
                         "version", CPX_VERSION,
                         "comments", _("The surgical practice: patients, planning, coding; encrypted, offline, yours."),
                         "developer-name", _("The ChirurgieProX authors"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static const GActionEntry actions[] = {
  { "quit", quit_action },
  { "help", help_action },
  { "help-topic", help_topic_action, "s" },
  { "about", about_action },
};

static char *
choose_vault (CpxApplication *self)
{
  return self->vault_path != NULL ? g_strdup (self->vault_path) : cpx_practice_dup_default_path ();
}

static void
cpx_application_activate (GApplication *application)
{
  CpxApplication *self = CPX_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    {
      g_autofree char *path = choose_vault (self);

      window = GTK_WINDOW (cpx_window_new (GTK_APPLICATION (application), path));
    }
  gtk_window_present (window);
}

static void
cpx_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (cpx_application_parent_class)->startup (application);

  cpx_stop_signals_watch (GTK_APPLICATION (application));
  gtk_window_set_default_icon_name (CPX_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action,
                                           (const char **) accels[i].accels);
}

/* Runs in the process that was started; the path is sent on to the one that is already there. */
static int
cpx_application_handle_local_options (GApplication *application,
                                      GVariantDict *dict)
{
  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("chirurgieprox %s\n", CPX_VERSION);
      return 0;
    }

  return -1;
}

static int
cpx_application_command_line (GApplication            *application,
                              GApplicationCommandLine *command_line)
{
  CpxApplication *self = CPX_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  const char *path = NULL;

  if (g_variant_dict_lookup (dict, "vault", "^&ay", &path) && self->vault_path == NULL)
    {
      g_autoptr(GFile) file = g_application_command_line_create_file_for_arg (command_line, path);

      self->vault_path = g_file_get_path (file);
    }
  g_application_activate (application);

  return 0;
}

static void
cpx_application_finalize (GObject *object)
{
  g_free (CPX_APPLICATION (object)->vault_path);

  G_OBJECT_CLASS (cpx_application_parent_class)->finalize (object);
}

static void
cpx_application_class_init (CpxApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cpx_application_finalize;
  application_class->startup = cpx_application_startup;
  application_class->activate = cpx_application_activate;
  application_class->handle_local_options = cpx_application_handle_local_options;
  application_class->command_line = cpx_application_command_line;
}

static void
cpx_application_init (CpxApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "vault", 0, 0, G_OPTION_ARG_FILENAME,
                                 _("Open this vault instead of the usual one"), _("FILE"));
  g_application_add_main_option (G_APPLICATION (self), "version", 0, 0, G_OPTION_ARG_NONE,
                                 _("Print the version and exit"), NULL);
}

/**
 * cpx_application_new:
 *
 * Returns: (transfer full): the application
 */
CpxApplication *
cpx_application_new (void)
{
  return g_object_new (CPX_TYPE_APPLICATION,
                       "application-id", CPX_APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}
