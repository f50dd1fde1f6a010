/* cpx-export-proof.c: the proof is made, then it is noted that it leaves, then it leaves.
 *
 * A proof holds the entry as the log has it, what is sealed in it sealed, the hashes from there up and the seal they
 * lead to (c2sp.org/tlog-proof): whoever has the key of the post verifies with it that the sealed log holds just that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-export-proof.h"

#include "cpx-note-deed.h"
#include "cpx-partial-file.h"
#include "cpx-practice-private.h"
#include "cpx-prove-log.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An entry that cannot be read does not say whose it is. */
static gboolean
check_post (const CpxProofExport  *export,
            GError               **error)
{
  if (export->device_id != NULL)
    return TRUE;
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                       _("This entry cannot be read: nothing can be proved of it. Verify the whole log."));

  return FALSE;
}

/* Not the name of the file, which may be a patient's. */
static gboolean
note (CpxPractice           *practice,
      const CpxProofExport  *export,
      GError               **error)
{
  g_autoptr(json_t) details = json_pack ("{s:I, s:b, s:s*}", "entry", (json_int_t) export->index + 1, "file", TRUE,
                                          "device", export->device_id);
  g_autoptr(CpxReceipt) receipt = cpx_practice_note_deed (practice, CPX_DEED_LOG_PROVED, NULL, details, error);

  return receipt != NULL;
}

static gboolean
run (CpxPractice           *practice,
     const CpxProofExport  *export,
     GError               **error)
{
  g_autoptr(CpxPartialFile) file = NULL;
  g_autoptr(CpxTlogProof) proof = NULL;
  g_autofree char *text = NULL;

  if (!check_post (export, error))
    return FALSE;
  file = cpx_partial_file_new (export->path, export->replace, error);   /* where none can be, nothing is noted */
  if (file == NULL)
    return FALSE;
  proof = cpx_practice_prove_entry (practice, export->device_id, export->index, error);
  if (proof == NULL || !note (practice, export, error))
    return FALSE;
  text = cpx_tlog_proof_print (proof);

  return cpx_partial_file_put (file, text, strlen (text), error) && cpx_partial_file_finish (file, error);
}

/**
 * cpx_practice_export_proof:
 * @practice: a practice
 * @export: which entry, and where to
 * @error: where the refusal goes
 *
 * Writes the proof that an entry is in the log that was sealed last, as cpx_practice_prove_entry() does, and notes that
 * it was. It takes `audit:read`. A practice that is locked meanwhile waits for it.
 *
 * Returns: `TRUE` once the file is there
 */
gboolean
cpx_practice_export_proof (CpxPractice           *practice,
                           const CpxProofExport  *export,
                           GError               **error)
{
  CpxHold hold;
  gboolean done;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), FALSE);

  if (!cpx_access_check (cpx_practice_get_roles (practice), "audit:read", error) ||
      !cpx_closing_hold (cpx_practice_get_closing (practice), NULL, &hold, error))
    return FALSE;
  done = run (practice, export, error);
  cpx_closing_release (cpx_practice_get_closing (practice), &hold);

  return done || cpx_practice_error_translate (error);
}

/* What the thread works with. */
typedef struct
{
  CpxProofExport  export;
  char           *device_id;  /* (owned) */
  char           *path;       /* (owned) */
} Background;

static void
background_free (Background *self)
{
  g_free (self->device_id);
  g_free (self->path);
  g_free (self);
}

/* A GTaskThreadFunc. */
static void
export_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  const Background *background = task_data;
  GError *error = NULL;

  if (cpx_practice_export_proof (source, &background->export, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * cpx_practice_export_proof_async:
 * @practice: a practice
 * @export: which entry, and where to
 * @callback: called when the file is there, or was refused
 * @user_data: for @callback
 *
 * Does cpx_practice_export_proof() on a thread.
 */
void
cpx_practice_export_proof_async (CpxPractice          *practice,
                                 const CpxProofExport *export,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  Background *background = g_new0 (Background, 1);

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  task = g_task_new (practice, NULL, callback, user_data);
  g_task_set_source_tag (task, cpx_practice_export_proof_async);
  background->export = *export;
  background->export.device_id = background->device_id = g_strdup (export->device_id);
  background->export.path = background->path = g_strdup (export->path);
  g_task_set_task_data (task, background, (GDestroyNotify) background_free);
  g_task_run_in_thread (task, export_in_thread);
}

/**
 * cpx_practice_export_proof_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: `TRUE` once the file is there
 */
gboolean
cpx_practice_export_proof_finish (CpxPractice   *practice,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
