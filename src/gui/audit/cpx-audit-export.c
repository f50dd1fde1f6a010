/* cpx-audit-export.c: a file is chosen, the entries are written, a toast says how many.
 *
 * A bundle leaves sealed, for whoever is to verify and not to read; or with the contents in clear, which is asked for
 * by another line of the menu. Tables are for reading. A log that is not in order leaves too, and a dialog says so: a
 * toast that goes by would not do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-export.h"

#include "cpx-audit-state.h"
#include "cpx-confirm.h"
#include "cpx-file-picker.h"
#include "cpx-saved-file.h"
#include "cpx-toast.h"

#include <cpx-clock.h>

#include <glib/gi18n-lib.h>

/* By the target of the action audit.export. */
static const struct
{
  const char         *what;
  CpxLogExportFormat  format;
  gboolean            opens;
  const char         *suffix;
} kinds[] = {
  { "bundle", CPX_LOG_EXPORT_BUNDLE, FALSE, "zip" },
  { "bundle-open", CPX_LOG_EXPORT_BUNDLE, TRUE, "zip" },
  { "csv", CPX_LOG_EXPORT_CSV, TRUE, "csv" },
  { "jsonl", CPX_LOG_EXPORT_JSONL, TRUE, "jsonl" },
};

/* One export on its way. */
typedef struct
{
  GtkWidget    *from;      /* (owned) */
  CpxPractice  *practice;  /* (owned) */
  CpxLogFilter *filter;    /* (owned) */
  guint         kind;
  char         *path;      /* (owned) (nullable): once it is chosen */
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->from);
  g_object_unref (self->practice);
  cpx_log_filter_free (self->filter);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static guint
find_kind (const char *what)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].what, what))
        return i;
    }

  return 0;
}

/**
 * cpx_audit_export_dup_name:
 * @what: a target of the action audit.export
 * @now: the present
 *
 * Returns: (transfer full): a name for the file, without any patient's
 */
char *
cpx_audit_export_dup_name (const char *what,
                           GDateTime  *now)
{
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");

  /* Translators: name of a file: a day, then its suffix */
  return g_strdup_printf (_("journal-%s.%s"), day, kinds[find_kind (what)].suffix);
}

/**
 * cpx_audit_export_dup_sentence:
 * @result: what was written
 *
 * Returns: (transfer full): what to say about it
 */
char *
cpx_audit_export_dup_sentence (const CpxLogExportResult *result)
{
  g_autofree char *number = cpx_audit_state_dup_number (result->n_entries);
  g_autofree char *elsewhere = cpx_audit_state_dup_number (result->n_elsewhere);
  gulong n = (gulong) MIN (result->n_entries, G_MAXINT32);

  if (result->n_elsewhere > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%s entry exported; %s are in the logs of other posts: choose a post to "
                                         "export them",
                                         "%s entries exported; %s are in the logs of other posts: choose a post to "
                                         "export them", n), number, elsewhere);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s entry exported", "%s entries exported", n), number);
}

static void
warned_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  if (cpx_confirm_finish (result))
    gtk_widget_activate_action (GTK_WIDGET (source), "app.help-topic", "s", "seals");
}

static void
warn (GtkWidget  *from,
      const char *problem)
{
  g_autofree char *body = g_strdup_printf (_("%s\n\nThe file holds the log as it is: whoever verifies it is told so. "
                                             "Keep a copy of the database, and tell an administrator."), problem);

  cpx_confirm_async (from, _("The exported log is not in order"), body, _("Open the _help"), CPX_CONFIRM_PLAIN,
                     warned_cb, NULL);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Export) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLogExportResult) done = cpx_practice_export_log_finish (CPX_PRACTICE (source), result, &error);
  g_autofree char *sentence = done != NULL ? cpx_audit_export_dup_sentence (done) : NULL;

  if (gtk_widget_get_root (self->from) == NULL)
    return;
  if (done != NULL)
    cpx_saved_file_show (self->from, sentence, self->path);
  else
    cpx_toast_show_error (self->from, error);
  if (done != NULL && done->problem != NULL)
    warn (self->from, done->problem);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Export) self = user_data;
  g_autoptr(GFile) file = cpx_file_picker_finish (result);
  CpxLogExport export = {
    .format = kinds[self->kind].format,
    .replace = TRUE,   /* the dialog has asked */
    .filter = self->filter,
    .open_details = kinds[self->kind].opens && cpx_practice_may (self->practice, "patient:read"),
  };

  self->path = file != NULL ? g_file_get_path (file) : NULL;
  export.path = self->path;
  if (self->path != NULL && !cpx_practice_is_locked (self->practice))
    cpx_practice_export_log_async (self->practice, &export, NULL, NULL, NULL, exported_cb, g_steal_pointer (&self));
}

/**
 * cpx_audit_export_begin:
 * @from: the journal
 * @practice: an unlocked practice
 * @filter: which entries
 * @what: `bundle`, `bundle-open`, `csv` or `jsonl`
 *
 * Asks where to, then writes.
 */
void
cpx_audit_export_begin (GtkWidget          *from,
                        CpxPractice        *practice,
                        const CpxLogFilter *filter,
                        const char         *what)
{
  Export *self = g_new0 (Export, 1);
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cpx_clock_now_us () / G_USEC_PER_SEC);
  g_autofree char *name = cpx_audit_export_dup_name (what, now);

  self->from = g_object_ref (from);
  self->practice = g_object_ref (practice);
  self->filter = cpx_log_filter_copy (filter);
  self->kind = find_kind (what);
  cpx_file_picker_save_async (from, _("Export the journal"), name, chosen_cb, self);
}
