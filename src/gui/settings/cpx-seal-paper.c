/* cpx-seal-paper.c: the last seal of the audit log on its way outside. What is printed is noted in the log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-seal-paper.h"

#include "cpx-code-sheet.h"
#include "cpx-file-picker.h"
#include "cpx-seals-state.h"
#include "cpx-toast.h"

#include <cpx-note-deed.h>

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is on the sheet; the texts are owned. */
typedef struct
{
  char         *title;
  char         *text;
  CpxCodeSheet  sheet;
} Paper;

static void
paper_clear (Paper *self)
{
  g_free (self->title);
  g_free (self->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Paper, paper_clear)

static const CpxLogState *
get_log (CpxPractice *practice)
{
  return cpx_log_watch_get_state (cpx_log_watch_get (practice));
}

static Paper
make_paper (CpxPractice *practice)
{
  const CpxLogState *log = get_log (practice);
  Paper self = { .title = g_strdup_printf (_("Seal of the day of %s"), cpx_practice_get_name (practice)),
                 .text = cpx_seals_state_dup_sheet (log) };

  self.sheet = (CpxCodeSheet) { _("Seal of the day"), self.title, log->code, self.text };

  return self;
}

/* That it could not be noted is no reason to say that it was not printed. */
static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxReceipt) receipt = cpx_practice_note_deed_finish (CPX_PRACTICE (source), result, NULL);
}

static void
printed_cb (GtkPrintOperation       *operation,
            GtkPrintOperationResult  result,
            CpxPractice             *practice)
{
  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    cpx_practice_note_deed_async (practice, CPX_DEED_SEAL_PRINTED, NULL, NULL, noted_cb, NULL);
}

static void
failed_cb (GtkPrintOperation       *operation,
           GtkPrintOperationResult  result,
           GtkWidget               *from)
{
  g_autoptr(GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  cpx_toast_show_error (from, error);
}

/**
 * cpx_seal_paper_print:
 * @from: whose window the dialog belongs to
 * @practice: a practice whose last seal is known
 *
 * Prints the code of the last seal, one page, and notes that it was.
 */
void
cpx_seal_paper_print (GtkWidget   *from,
                      CpxPractice *practice)
{
  g_auto(Paper) paper = make_paper (practice);
  g_autoptr(GtkPrintOperation) operation = cpx_code_sheet_new_print (&paper.sheet);

  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), practice, 0);
  g_signal_connect_object (operation, "done", G_CALLBACK (failed_cb), from, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (from)), NULL);
}

/**
 * cpx_seal_paper_copy:
 * @from: a widget on the screen
 * @practice: a practice whose last seal is known
 *
 * Copies the same text, and the seal itself, for a mail.
 */
void
cpx_seal_paper_copy (GtkWidget   *from,
                     CpxPractice *practice)
{
  g_auto(Paper) paper = make_paper (practice);
  g_autofree char *page = cpx_code_sheet_dup_text (&paper.sheet);
  g_autofree char *all = g_strdup_printf ("%s\n%s", page, get_log (practice)->note);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), all);
  cpx_toast_show (from, _("Copied: paste it into a mail to somebody outside the practice"));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GtkWidget) from = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  gboolean saved = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  if (gtk_widget_get_root (from) == NULL)
    return;
  if (saved)
    cpx_toast_show (from, _("Seal saved"));
  else
    cpx_toast_show_error (from, error);
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxPractice) practice = user_data;   /* the reference taken by the call */
  g_autoptr(GFile) file = cpx_file_picker_finish (result);
  g_autoptr(GBytes) bytes = NULL;

  if (file == NULL || cpx_practice_is_locked (practice) || get_log (practice)->note == NULL)
    return;
  bytes = g_bytes_new (get_log (practice)->note, strlen (get_log (practice)->note));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb,
                                       g_object_ref (source));
}

/**
 * cpx_seal_paper_save:
 * @from: whose window the dialog belongs to
 * @practice: a practice whose last seal is known
 *
 * Saves the seal into a file, as `cpxctl audit verify --against` takes it.
 */
void
cpx_seal_paper_save (GtkWidget   *from,
                     CpxPractice *practice)
{
  cpx_file_picker_save_async (from, _("Save the seal"), _("journal.sceau"), picked_cb, g_object_ref (practice));
}
