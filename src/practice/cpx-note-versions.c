/* cpx-note-versions.c: a wording is named by its hash, so that a coding says which one it read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-versions-private.h"

#include "cpx-practice-private.h"

#include <cpx-change-log.h>
#include <cpx-hash.h>
#include <cpx-hlc.h>
#include <cpx-operative-note.h>

#include <string.h>

static void
version_free (CpxNoteVersion *self)
{
  g_free (self->user_id);
  g_free (self->text);
  g_free (self->reading);
  g_clear_object (&self->record);
  g_free (self);
}

/**
 * cpx_note_hash:
 * @text: what coding reads of a report
 * @out_hash: (out): its SHA-256 in hexadecimal
 */
void
cpx_note_hash (const char *text,
               char        out_hash[CPX_NOTE_HASH_LENGTH + 1])
{
  guint8 digest[CPX_SHA256_SIZE];

  cpx_sha256 (text, strlen (text), digest);
  for (gsize i = 0; i < sizeof digest; i++)
    g_snprintf (out_hash + 2 * i, 3, "%02x", digest[i]);
}

static int
compare_time (gconstpointer a,
              gconstpointer b)
{
  const CpxChangeHead *one = cpx_change_get_head (*(CpxChange * const *) a);
  const CpxChangeHead *other = cpx_change_get_head (*(CpxChange * const *) b);

  return cpx_hlc_compare (one->hlc, &one->device, other->hlc, &other->device);
}

/* The report after the change. */
static CpxRecord *
follow (CpxRecord *note,
        CpxChange *change)
{
  g_autoptr(json_t) fields = cpx_record_to_json (note, CPX_RECORD_FIELDS_ONLY);
  CpxRecord *after;

  for (guint i = 0; i < cpx_operative_note_kind.n_fields; i++)
    {
      const char *name = cpx_operative_note_kind.fields[i].name;
      CpxChangeField changed;

      if (!cpx_change_find_field (change, name, &changed))
        continue;
      if (changed.value == NULL || json_is_null (changed.value))
        json_object_del (fields, name);
      else
        json_object_set (fields, name, changed.value);
    }
  after = cpx_record_from_json (&cpx_operative_note_kind, cpx_record_get_id (note), fields, CPX_RECORD_FROM_STORE,
                                NULL);

  return after != NULL ? after : g_object_ref (note);
}

/* Whether coding reads something of what the change says. */
static gboolean
is_wording (CpxChange *change)
{
  for (const int *field = cpx_operative_note_list_read (); *field >= 0; field++)
    {
      CpxChangeField changed;

      if (cpx_change_find_field (change, cpx_operative_note_kind.fields[*field].name, &changed))
        return TRUE;
    }

  return FALSE;
}

static void
add_version (GPtrArray *versions,
             CpxChange *change,
             CpxRecord *note)
{
  const char *text = cpx_record_get_text (note, CPX_OPERATIVE_NOTE_TEXT);
  CpxNoteVersion *version = g_new0 (CpxNoteVersion, 1);

  version->number = versions->len + 1;
  version->time_us = cpx_hlc_get_ms (cpx_change_get_head (change)->hlc) * 1000;
  version->user_id = g_strdup (cpx_change_get_head (change)->user_id);
  version->text = g_strdup (text != NULL ? text : "");
  version->reading = cpx_operative_note_dup_reading (note);
  version->record = g_object_ref (note);
  cpx_note_hash (version->reading, version->hash);
  g_ptr_array_add (versions, version);
}

/* A field that coding does not read makes no wording: the last one has it. */
static void
add_versions (GPtrArray  *versions,
              GPtrArray  *changes,
              const char *note_id)
{
  g_autoptr(CpxRecord) note = cpx_record_new (&cpx_operative_note_kind, note_id);

  for (guint i = 0; i < changes->len; i++)
    {
      CpxChange *change = g_ptr_array_index (changes, i);
      CpxRecord *after = follow (note, change);

      g_object_unref (note);
      note = after;
      if (is_wording (change))
        add_version (versions, change, note);
      else if (versions->len > 0)
        g_set_object (&((CpxNoteVersion *) versions->pdata[versions->len - 1])->record, note);
    }
}

/**
 * cpx_note_versions_read:
 * @txn: a transaction
 * @note_id: a report
 * @error: where the fault goes
 *
 * Returns: (transfer full) (element-type CpxNoteVersion) (nullable): its wordings, the first one first
 */
GPtrArray *
cpx_note_versions_read (CpxTxn      *txn,
                        const char  *note_id,
                        GError     **error)
{
  g_autoptr(GPtrArray) changes = cpx_change_log_list_about (txn, &cpx_operative_note_kind, note_id, error);
  GPtrArray *versions;

  if (changes == NULL)
    return NULL;
  g_ptr_array_sort (changes, compare_time);
  versions = g_ptr_array_new_with_free_func ((GDestroyNotify) version_free);
  add_versions (versions, changes, note_id);

  return versions;
}

/* Of which report, for whom. */
typedef struct
{
  CpxPractice *practice;
  char        *note_id;
} Wanted;

static Wanted *
wanted_new (CpxPractice *practice,
            const char  *note_id)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->practice = g_object_ref (practice);
  wanted->note_id = g_strdup (note_id);

  return wanted;
}

static void
wanted_free (Wanted *self)
{
  g_object_unref (self->practice);
  g_free (self->note_id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wanted, wanted_free)

/* The report of a file that is open by break-glass may be read too. */
static gboolean
check (CpxTxn        *txn,
       const Wanted  *wanted,
       GError       **error)
{
  g_autoptr(CpxRecord) note = NULL;

  if (cpx_practice_may (wanted->practice, "patient:read"))
    return TRUE;
  note = cpx_txn_get (txn, &cpx_operative_note_kind, wanted->note_id, error);

  return note != NULL && cpx_practice_check_record (wanted->practice, note, error);
}

/* A CpxTxnFunc. */
static gpointer
read_versions (CpxTxn    *txn,
               gpointer   data,
               GError   **error)
{
  Wanted *wanted = data;

  return check (txn, wanted, error) ? cpx_note_versions_read (txn, wanted->note_id, error) : NULL;
}

/**
 * cpx_practice_list_note_versions:
 * @practice: a practice
 * @note_id: a report
 * @error: where the fault goes
 *
 * Does cpx_note_versions_read() and waits.
 *
 * Returns: (transfer full) (element-type CpxNoteVersion) (nullable): its wordings, the first one first
 */
GPtrArray *
cpx_practice_list_note_versions (CpxPractice  *practice,
                                 const char   *note_id,
                                 GError      **error)
{
  g_autoptr(Wanted) wanted = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  wanted = wanted_new (practice, note_id);

  return cpx_practice_look (practice, NULL, read_versions, wanted, (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * cpx_practice_list_note_versions_async:
 * @practice: a practice
 * @note_id: a report
 * @cancellable: (nullable): the page's
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Does cpx_note_versions_read().
 */
void
cpx_practice_list_note_versions_async (CpxPractice         *practice,
                                       const char          *note_id,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, NULL, read_versions, wanted_new (practice, note_id), (GDestroyNotify) wanted_free,
                           (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * cpx_practice_list_note_versions_finish:
 * @practice: a practice
 * @result: what @callback got
 * @error: where the fault goes
 *
 * Returns: (transfer full) (element-type CpxNoteVersion) (nullable): its wordings, the first one first
 */
GPtrArray *
cpx_practice_list_note_versions_finish (CpxPractice   *practice,
                                        GAsyncResult  *result,
                                        GError       **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
