/* cpx-post-logs.c: the logs of a vault, this post's first, each with the key of its own post.
 *
 * A log that another one follows has the entries it had then, no fewer and no more, and ends with the same. That it is
 * followed, the first entry of the other says (cpx-log-origin.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-post-logs-private.h"

#include "cpx-device-identity.h"
#include "cpx-practice-private.h"

#include <cpx-audit-log.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  CpxPractice *practice;
  CpxNoteKey  *key;
  GPtrArray   *logs;
} Reading;

/* A CpxTxnFunc. */
static gpointer
look_own_log (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  Reading *self = data;
  const CpxId *device = cpx_store_get_device (cpx_practice_get_store (self->practice));
  CpxPostLog *log = cpx_post_log_read (txn, device, self->key, error);

  if (log != NULL)
    g_ptr_array_add (self->logs, log);

  return log;
}

/* A CpxTxnFunc: the others. */
static gpointer
look_other_logs (CpxTxn    *txn,
                 gpointer   data,
                 GError   **error)
{
  Reading *self = data;
  g_autoptr(GArray) devices = cpx_audit_log_list_devices (txn, error);

  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      const CpxId *device = &g_array_index (devices, CpxId, i);
      CpxPostLog *log;

      if (cpx_id_equal (device, &((CpxPostLog *) g_ptr_array_index (self->logs, 0))->device))
        continue;
      log = cpx_post_log_read (txn, device, self->key, error);
      if (log == NULL)
        return NULL;
      g_ptr_array_add (self->logs, log);
    }

  return devices != NULL ? GINT_TO_POINTER (TRUE) : NULL;
}

static GPtrArray *
read_logs (CpxPractice  *practice,
           CpxNoteKey   *key,
           gboolean      all,
           GError      **error)
{
  g_autoptr(GPtrArray) logs = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_post_log_free);
  Reading self = { practice, key, logs };
  gpointer done = cpx_practice_look (practice, all ? "audit:read" : NULL, look_own_log, &self, NULL, error);

  if (done != NULL && all)
    done = cpx_practice_look (practice, "audit:read", look_other_logs, &self, NULL, error);

  return done != NULL ? g_steal_pointer (&logs) : NULL;
}

/**
 * cpx_post_logs_read:
 * @practice: a practice
 * @key: the key that is trusted for the log it names
 * @error: where the refusal goes
 *
 * Reads where each log of the vault ends, and its seals.
 *
 * Returns: (transfer full) (nullable) (element-type CpxPostLog): this post's first
 */
GPtrArray *
cpx_post_logs_read (CpxPractice  *practice,
                    CpxNoteKey   *key,
                    GError      **error)
{
  return read_logs (practice, key, TRUE, error);
}

/**
 * cpx_post_logs_read_own:
 * @practice: a practice
 * @key: this post's key
 * @error: where the refusal goes
 *
 * Does cpx_post_logs_read() for this post's log alone. Needs no permission.
 *
 * Returns: (transfer full) (nullable) (element-type CpxPostLog): this post's log
 */
GPtrArray *
cpx_post_logs_read_own (CpxPractice  *practice,
                        CpxNoteKey   *key,
                        GError      **error)
{
  return read_logs (practice, key, FALSE, error);
}

static CpxPostLog *
find_log (GPtrArray  *logs,
          const char *name)
{
  for (guint i = 0; i < logs->len; i++)
    {
      CpxPostLog *log = g_ptr_array_index (logs, i);

      if (log->key != NULL && g_str_equal (cpx_note_key_get_name (log->key), name))
        return log;
    }

  return NULL;
}

static gboolean
add_outside_seal (GPtrArray      *logs,
                  CpxNoteKey     *key,
                  CpxSignedNote  *note,
                  GError        **error)
{
  g_auto(CpxCheckpoint) unproved = { NULL };
  CpxPostSeal seal = { .is_outside = TRUE };
  CpxPostLog *log;

  if (!cpx_checkpoint_parse (cpx_signed_note_get_text (note), &unproved, error))
    return FALSE;
  log = find_log (logs, unproved.origin);
  if (!cpx_post_log_read_seal (note, log != NULL ? log->key : key, &seal.checkpoint, error))
    return FALSE;
  if (log == NULL)
    {
      cpx_checkpoint_clear (&seal.checkpoint);
      g_set_error_literal (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_UNKNOWN,
                           _("This seal is of another journal"));
      return FALSE;
    }
  g_array_append_val (log->seals, seal);

  return TRUE;
}

/**
 * cpx_post_logs_add_outside:
 * @logs: (element-type CpxPostLog): the logs of a vault
 * @key: the key of seals that name none of them
 * @outside: (nullable) (element-type CpxSignedNote): seals that were kept outside the vault
 * @error: where the refusal of a seal goes that is of none of these logs
 *
 * Gives each seal to the log it is of, to be compared with it.
 *
 * Returns: whether all found theirs
 */
gboolean
cpx_post_logs_add_outside (GPtrArray   *logs,
                           CpxNoteKey  *key,
                           GPtrArray   *outside,
                           GError     **error)
{
  for (guint i = 0; outside != NULL && i < outside->len; i++)
    if (!add_outside_seal (logs, key, g_ptr_array_index (outside, i), error))
      return FALSE;

  return TRUE;
}

static CpxPostLog *
find_followed (GPtrArray     *logs,
               const char    *text,
               guint64       *out_size,
               CpxMerkleHash *out_hash)
{
  g_autofree char *device_id = cpx_log_origin_parse (text, out_size, out_hash);
  g_autofree char *name = device_id != NULL ? g_strconcat (CPX_LOG_ORIGIN_PREFIX, device_id, NULL) : NULL;

  return name != NULL ? find_log (logs, name) : NULL;
}

/**
 * cpx_post_logs_expect_followed:
 * @logs: (element-type CpxPostLog): the logs of a vault
 * @log: one of them
 *
 * Notes where the log that @log follows ended, to be compared with it.
 */
void
cpx_post_logs_expect_followed (GPtrArray  *logs,
                               CpxPostLog *log)
{
  CpxMerkleHash hash;
  guint64 size;
  CpxPostLog *followed;
  const CpxMerkleHash none = { { 0 } };

  if (log->follows == NULL)
    return;
  followed = find_followed (logs, log->follows, &size, &hash);
  if (followed == NULL)
    {
      cpx_post_log_take_sentence (log, g_strdup (_("The log that this one follows is missing.")));
      return;
    }
  followed->left_size = size;
  followed->left_hash = hash;
  followed->has_left_hash = !cpx_merkle_hash_equal (&hash, &none);
}
