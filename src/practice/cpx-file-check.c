/* cpx-file-check.c: a bundle or a proof that somebody sends, verified for a screen by the keys of the practice.
 *
 * A file cannot vouch for itself: whoever made it up signed it with a key of their own, and put that into it. So the
 * key that it was verified with is looked for among those of the posts of this practice, also of former ones.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-file-check.h"

#include "cpx-find-records.h"
#include "cpx-prove-log.h"
#include "cpx-small-file.h"
#include "cpx-verify-bundle.h"

#include <cpx-device.h>
#include <cpx-proof-verifier.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define ZIP_BEGINS "PK"

/* A file on its way through a thread. */
typedef struct
{
  char              *path;
  CpxScreenProgress *progress;
} Wanted;

static void
wanted_free (Wanted *self)
{
  g_free (self->path);
  cpx_screen_progress_unref (self->progress);
  g_free (self);
}

/* A key of this practice. */
typedef struct
{
  CpxNoteKey *key;
  char       *post;
} OwnKey;

static void
own_key_free (OwnKey *self)
{
  cpx_note_key_unref (self->key);
  g_free (self->post);
  g_free (self);
}

/**
 * cpx_file_check_free:
 * @self: (transfer full): what a verification found
 */
void
cpx_file_check_free (CpxFileCheck *self)
{
  g_free (self->signer);
  g_free (self->fingerprint);
  g_free (self->code);
  g_free (self->sentence);
  g_free (self->remark);
  g_free (self);
}

/* A post without a key, or whose key cannot be read, has signed nothing that could be told. */
static void
add_key (GPtrArray   *keys,
         CpxPractice *practice,
         CpxRecord   *post)
{
  CpxNoteKey *key = cpx_practice_load_post_key (practice, cpx_record_get_id (post), NULL);
  OwnKey *own;

  if (key == NULL)
    return;
  own = g_new0 (OwnKey, 1);
  own->key = key;
  own->post = g_strdup (cpx_record_get_text (post, CPX_DEVICE_NAME));
  g_ptr_array_add (keys, own);
}

static GPtrArray *
list_keys (CpxPractice  *practice,
           GError      **error)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) own_key_free);

  for (guint archived = 0; archived < 2; archived++)
    {
      const CpxRecordsWanted wanted = { .kind = &cpx_device_kind, .archived = archived > 0 };
      g_autoptr(GPtrArray) posts = cpx_practice_list_records (practice, &wanted, error);

      if (posts == NULL)
        return NULL;
      for (guint i = 0; i < posts->len; i++)
        add_key (keys, practice, g_ptr_array_index (posts, i));
    }

  return g_steal_pointer (&keys);
}

static gboolean
is_same_key (CpxNoteKey *a,
             CpxNoteKey *b)
{
  g_autofree char *text_a = cpx_note_key_print (a), *text_b = cpx_note_key_print (b);

  return g_str_equal (text_a, text_b);
}

static void
tell_key (CpxFileCheck *check,
          CpxNoteKey   *key,
          GPtrArray    *own_keys)
{
  check->fingerprint = cpx_note_key_dup_fingerprint (key);
  check->signer = g_strdup (cpx_note_key_get_name (key));
  for (guint i = 0; i < own_keys->len; i++)
    {
      const OwnKey *own = g_ptr_array_index (own_keys, i);

      if (!is_same_key (own->key, key))
        continue;
      check->is_own = TRUE;
      g_free (check->signer);
      check->signer = g_strdup (own->post);
    }
}

static CpxFileCheck *
check_bundle (const Wanted  *wanted,
              GPtrArray     *own_keys,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(CpxBundleReport) report = cpx_verify_bundle (wanted->path, NULL, NULL, cpx_screen_progress_tell,
                                                         wanted->progress, cancellable, error);
  CpxFileCheck *check;

  if (report == NULL)
    return NULL;
  check = g_new0 (CpxFileCheck, 1);
  check->kind = CPX_FILE_CHECK_BUNDLE;
  check->sound = report->sound;
  check->whole = report->whole;
  check->n_entries = report->n_entries;
  check->n_unproved = report->n_said_erased;
  check->sealed_size = report->size;
  check->code = g_strdup (report->code);
  check->sentence = g_strdup (report->sentence);
  check->remark = g_strdup (report->remark);
  if (report->key != NULL)
    tell_key (check, report->key, own_keys);

  return check;
}

static CpxFileCheck *
make_of_proof (const CpxProofReport *report)
{
  CpxFileCheck *check = g_new0 (CpxFileCheck, 1);

  check->kind = report->is_growth ? CPX_FILE_CHECK_GROWTH : CPX_FILE_CHECK_ENTRY;
  check->sound = report->sound;
  check->index = report->index;
  check->old_size = report->old_size;
  check->size = report->size;
  check->sealed_size = report->sealed_size;
  check->code = g_strdup (report->code);
  check->sentence = g_strdup (report->sentence);

  return check;
}

/* Its seal does not hold the key that signed it: each that is known is tried. */
static CpxFileCheck *
check_proof (const char  *bytes,
             gsize        size,
             GPtrArray   *own_keys,
             GError     **error)
{
  g_autoptr(CpxProofReport) report = NULL;
  CpxFileCheck *check;

  for (guint i = 0; i < own_keys->len; i++)
    {
      const OwnKey *own = g_ptr_array_index (own_keys, i);
      g_autoptr(CpxProofReport) tried = cpx_proof_verify (bytes, size, NULL, own->key, NULL, NULL);

      if (tried == NULL || !tried->trusted)
        continue;
      check = make_of_proof (tried);
      tell_key (check, own->key, own_keys);
      return check;
    }
  report = cpx_proof_verify (bytes, size, NULL, NULL, NULL, error);

  return report != NULL ? make_of_proof (report) : NULL;
}

static gboolean
is_zip (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char first[sizeof ZIP_BEGINS - 1] = { 0 };

  return stream != NULL && g_input_stream_read (G_INPUT_STREAM (stream), first, sizeof first, NULL, NULL) > 0 &&
         memcmp (first, ZIP_BEGINS, sizeof first) == 0;
}

static CpxFileCheck *
check_file (CpxPractice   *practice,
            const Wanted  *wanted,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GPtrArray) own_keys = list_keys (practice, error);
  g_autofree char *bytes = NULL;
  gsize size;

  if (own_keys == NULL)
    return NULL;
  if (is_zip (wanted->path))
    return check_bundle (wanted, own_keys, cancellable, error);
  bytes = cpx_small_file_read (wanted->path, CPX_TLOG_PROOF_MAX_SIZE_BYTES, &size, error);

  return bytes != NULL ? check_proof (bytes, size, own_keys, error) : NULL;
}

/* A GTaskThreadFunc. */
static void
check_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  CpxFileCheck *check = check_file (source, task_data, cancellable, &error);

  if (check != NULL)
    g_task_return_pointer (task, check, (GDestroyNotify) cpx_file_check_free);
  else
    g_task_return_error (task, error);
}

/**
 * cpx_practice_check_file_async:
 * @practice: an unlocked practice, whose keys are trusted
 * @path: a bundle or a proof, from wherever
 * @progress: (transfer full): told how far it got
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Verifies a file that cpx_practice_export_log(), cpx_practice_export_proof() or any other program made, on a thread of
 * its own.
 */
void
cpx_practice_check_file_async (CpxPractice         *practice,
                               const char          *path,
                               CpxScreenProgress   *progress,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Wanted *wanted;

  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (path != NULL);

  task = g_task_new (practice, cancellable, callback, user_data);
  wanted = g_new0 (Wanted, 1);
  wanted->path = g_strdup (path);
  wanted->progress = progress;
  g_task_set_source_tag (task, cpx_practice_check_file_async);
  g_task_set_task_data (task, wanted, (GDestroyNotify) wanted_free);
  g_task_run_in_thread (task, check_in_thread);
}

/**
 * cpx_practice_check_file_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes: what cannot be read, or is neither a bundle nor a proof. That it is not what was sealed
 *   is no error but what was found
 *
 * Returns: (transfer full) (nullable): what was found
 */
CpxFileCheck *
cpx_practice_check_file_finish (CpxPractice   *practice,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
