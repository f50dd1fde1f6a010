/* cpx-file-archive.c: done at once, told by a toast that takes it back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-file-archive.h"

#include "cpx-toast.h"

#include <cpx-archive-patient.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>

#define PRACTICE "cpx-archiving-practice"   /* of the view: whose file it shows (owned) */

/* A CpxUndoFunc: the file as the toast told of it. */
static void
undo_archive (GObject    *owner,
              const char *target)
{
  gboolean archived = g_str_has_prefix (target, "+");

  cpx_file_archive_begin (GTK_WIDGET (owner), g_object_get_data (owner, PRACTICE), target + 1, archived);
}

static void
archived_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GtkWidget) view = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_archive_patient_finish (CPX_PRACTICE (source), result, &error);
  g_autofree char *target = NULL;
  gboolean archived;

  if (gtk_widget_get_root (view) == NULL)
    return;
  if (receipt == NULL)
    {
      cpx_toast_show_error (view, error);
      return;
    }
  archived = cpx_record_get_boolean (cpx_receipt_get_record (receipt), CPX_PATIENT_ARCHIVED);
  target = g_strconcat (archived ? "-" : "+", cpx_record_get_id (cpx_receipt_get_record (receipt)), NULL);
  cpx_toast_show_undo (view, archived ? _("File archived") : _("File back among the patients"), undo_archive,
                       G_OBJECT (view), target);
}

/**
 * cpx_file_archive_begin:
 * @view: what shows the file
 * @practice: its practice
 * @patient_id: a patient's file
 * @archived: whether it is to be in the archive
 *
 * Archives the file or takes it out of the archive, and offers to undo it.
 */
void
cpx_file_archive_begin (GtkWidget   *view,
                        CpxPractice *practice,
                        const char  *patient_id,
                        gboolean     archived)
{
  if (cpx_practice_is_locked (practice))
    return;
  g_object_set_data_full (G_OBJECT (view), PRACTICE, g_object_ref (practice), g_object_unref);
  cpx_practice_archive_patient_async (practice, patient_id, archived, archived_cb, g_object_ref (view));
}
