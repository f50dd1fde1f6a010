/* cpx-anchor-folder.c: each seal is a file of its own in a folder outside the vault: what somebody else backs up, or a
 * shared folder of another house. A file that is there is never written again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-anchor-kind.h"
#include "cpx-outside-folder.h"
#include "cpx-practice-error.h"
#include "cpx-seal-file.h"
#include "cpx-small-file.h"

#include <cpx-clock.h>
#include <cpx-signed-note.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
check (CpxPractice  *practice,
       const char   *target,
       const char   *proof,
       GError      **error)
{
  return cpx_outside_folder_check (practice, target, error);
}

static char *
dup_path (const CpxAnchorOrder *order)
{
  g_autofree char *name = cpx_seal_file_make_name (order->device_id, order->size);

  return g_build_filename (order->target, name, NULL);
}

/* The same seal may be there already: the vault could not keep the receipt the last time. */
static gboolean
put (const char  *path,
     const char  *note,
     GError     **error)
{
  g_autofree char *there = NULL;
  g_autoptr(GError) failure = NULL;

  there = cpx_small_file_read (path, CPX_SIGNED_NOTE_MAX_SIZE_BYTES, NULL, &failure);
  if (there != NULL && g_str_equal (there, note))
    return TRUE;
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_CONFLICT,
                   _("Another seal of as many entries is there already: %s"), path);
      return FALSE;
    }

  return g_file_set_contents_full (path, note, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                   error);
}

static GBytes *
anchor (const CpxAnchorOrder  *order,
        gint64                *out_time_us,
        GCancellable          *cancellable,
        GError               **error)
{
  g_autofree char *path = dup_path (order);
  g_autoptr(GError) failure = NULL;

  if (!g_file_test (order->target, G_FILE_TEST_IS_DIR))
    {
      g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO, _("The folder is not there."));
      return NULL;
    }
  if (!put (path, order->note, &failure))
    {
      g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO, failure->message);
      return NULL;
    }
  *out_time_us = cpx_clock_now_us ();

  return g_bytes_new (order->note, strlen (order->note));
}

/* A folder states no time: the file is the proof, as long as it is there. */
static gboolean
verify (const CpxAnchorOrder  *order,
        GBytes                *receipt,
        gint64                *out_time_us,
        GError               **error)
{
  g_autoptr(GBytes) note = g_bytes_new_static (order->note, strlen (order->note));
  g_autofree char *path = dup_path (order);
  g_autofree char *there = cpx_small_file_read (path, CPX_SIGNED_NOTE_MAX_SIZE_BYTES, NULL, NULL);

  *out_time_us = 0;
  if (g_bytes_equal (note, receipt) && g_strcmp0 (there, order->note) == 0)
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND, _("The seal is not there any more: %s"), path);

  return FALSE;
}

const CpxAnchorKind cpx_anchor_folder = { "folder", N_("Folder"), ".sceau", FALSE, check, anchor, verify };
