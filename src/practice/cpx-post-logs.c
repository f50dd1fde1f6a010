/* cpx-post-logs.c: the logs of a vault, this post's first, each with the key of its own post.
 *
 *  1. A log that another one follows has the entries it had then, no fewer and no more, and ends with the same. That it
 *     is followed, an entry of the other says (cpx-log-origin.c).
 *  2. And all of them are those of then, not the last alone: the same entry says what the tree over them came to.
 *     Vaults in which a log was left before the program noted it have no such root, and are held to (1) alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-post-logs-private.h"

#include "cpx-device-identity.h"
#include "cpx-log-origin-private.h"
#include "cpx-practice-private.h"

#include <cpx-audit-log.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  CpxPractice *practice;
  CpxNoteKey  *key;
  GPtrArray   *logs;
  gboolean     all;     /* logs, and seals of them */
} Reading;

/* A CpxTxnFunc. */
static gpointer
look_own_log (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  Reading *self = data;
  const CpxId *device = cpx_store_get_device (cpx_practice_get_store (self->practice));
  CpxPostLog *log = cpx_post_log_read (txn, device, self->key, self->all, error);

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
      log = cpx_post_log_read (txn, device, self->key, TRUE, error);
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
  Reading self = { practice, key, logs, all };
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
 * Does cpx_post_logs_read() for this post's log and its last seal alone. Needs no permission.
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
find_followed (GPtrArray          *logs,
               const CpxLogOrigin *origin)
{
  g_autofree char *name = origin->device_id != NULL ? g_strconcat (CPX_LOG_ORIGIN_PREFIX, origin->device_id, NULL)
                                                    : NULL;

  return name != NULL ? find_log (logs, name) : NULL;
}

/* What its tree came to is held against it like a seal (2). */
static void
expect_root (CpxPostLog         *followed,
             const CpxLogOrigin *origin)
{
  CpxPostSeal told = { .checkpoint = { .size = origin->root_size, .root = origin->root }, .is_told = TRUE };

  /* Where entries are missing, cpx_post_log_conclude() tells which. */
  if (origin->root_size > 0 && origin->root_size <= followed->n_total)
    g_array_append_val (followed->seals, told);
}

/**
 * cpx_post_logs_expect_followed:
 * @logs: (element-type CpxPostLog): the logs of a vault
 * @log: one of them
 *
 * Notes where the log that @log follows ended, to be compared with it. Before cpx_post_log_expect_seals() of any.
 */
void
cpx_post_logs_expect_followed (GPtrArray  *logs,
                               CpxPostLog *log)
{
  g_auto(CpxLogOrigin) origin = { NULL };
  CpxPostLog *followed = NULL;

  if (log->follows == NULL)
    return;
  if (cpx_log_origin_parse (log->follows, &origin))
    followed = find_followed (logs, &origin);
  if (followed == NULL)
    {
      cpx_post_log_take_sentence (log, g_strdup (_("The log that this one follows is missing.")));
      return;
    }
  followed->left_size = origin.size;
  followed->left_hash = origin.last;
  followed->has_left_hash = origin.has_last;
  expect_root (followed, &origin);
}
