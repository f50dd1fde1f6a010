/* cpx-anchors.c: the anchors of this post: added, listed, removed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-anchors-private.h"

#include "cpx-anchor-kind.h"
#include "cpx-journal.h"
#include "cpx-outside-folder.h"
#include "cpx-practice-private.h"

#include <cpx-clock.h>
#include <cpx-timestamp.h>

#include <glib/gi18n-lib.h>

#define PERMISSION "anchor:write"

void
cpx_anchor_free (CpxAnchor *self)
{
  g_free (self->kind);
  g_free (self->kind_label);
  g_free (self->target);
  g_free (self->authority);
  g_free (self->problem);
  g_free (self->warning);
  g_clear_pointer (&self->receipts, g_array_unref);
  g_free (self);
}

/* What there is */

CpxStoredAnchor *
cpx_anchors_find (GPtrArray  *anchors,
                  gint64      number,
                  GError    **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  for (guint i = 0; i < anchors->len; i++)
    {
      CpxStoredAnchor *anchor = g_ptr_array_index (anchors, i);

      if (anchor->number == number)
        return anchor;
    }
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
               _("There is no anchor number %s: `cpxctl audit anchor list` shows them."), text);

  return NULL;
}

void
cpx_anchor_queue_free (CpxAnchorQueue *self)
{
  g_clear_pointer (&self->anchors, g_ptr_array_unref);
  g_clear_pointer (&self->receipts, g_ptr_array_unref);
  g_clear_pointer (&self->last, cpx_audit_seal_free);
  g_free (self);
}

/* A CpxTxnFunc. */
gpointer
cpx_anchor_queue_look (CpxTxn    *txn,
                       gpointer   data,
                       GError   **error)
{
  g_autoptr(CpxAnchorQueue) queue = g_new0 (CpxAnchorQueue, 1);
  g_autoptr(GError) failure = NULL;

  queue->anchors = cpx_anchor_table_list (txn, &failure);
  if (failure == NULL)
    queue->last = cpx_audit_seal_read_last (txn, &failure);
  if (failure == NULL)
    return g_steal_pointer (&queue);
  g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

/* Nothing is wanted of it before there is a seal. */
gboolean
cpx_anchor_is_current (const CpxStoredAnchor *anchor,
                       const CpxAuditSeal    *last)
{
  return last == NULL || anchor->anchored_size >= last->size;
}

static gboolean
read_receipts (CpxAnchorQueue  *queue,
               CpxTxn          *txn,
               GError         **error)
{
  queue->receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < queue->anchors->len; i++)
    {
      const CpxStoredAnchor *anchor = g_ptr_array_index (queue->anchors, i);
      GArray *lines = cpx_anchor_receipt_read_lines (txn, anchor->number, error);

      if (lines == NULL)
        return FALSE;
      g_ptr_array_add (queue->receipts, lines);
    }

  return TRUE;
}

/* A CpxTxnFunc: with their receipts. */
static gpointer
look_all (CpxTxn    *txn,
          gpointer   data,
          GError   **error)
{
  g_autoptr(CpxAnchorQueue) queue = cpx_anchor_queue_look (txn, data, error);

  return queue != NULL && read_receipts (queue, txn, error) ? g_steal_pointer (&queue) : NULL;
}

static CpxAnchor *
show (CpxPractice           *practice,
      const CpxStoredAnchor *stored,
      GArray                *receipts,
      const CpxAuditSeal    *last)
{
  const CpxAnchorKind *kind = cpx_anchor_kinds_find (stored->kind);
  CpxAnchor *self = g_new0 (CpxAnchor, 1);

  self->number = stored->number;
  self->kind = g_strdup (stored->kind);
  self->kind_label = g_strdup (kind != NULL ? _(kind->label) : stored->kind);
  self->target = g_strdup (stored->target);
  self->authority = stored->proof != NULL ? cpx_timestamp_dup_authority (stored->proof, NULL) : NULL;
  self->is_current = cpx_anchor_is_current (stored, last);
  self->anchored_size = stored->anchored_size;
  self->anchored_us = stored->anchored_us;
  self->tried_us = stored->tried_us;
  self->due_us = stored->due_us;
  self->problem = g_strdup (stored->problem);
  if (g_path_is_absolute (stored->target))
    self->warning = cpx_outside_folder_dup_warning (practice, stored->target);
  self->receipts = g_array_ref (receipts);

  return self;
}

/**
 * cpx_practice_list_anchors:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (element-type CpxAnchor): the anchors in the order they were added
 */
GPtrArray *
cpx_practice_list_anchors (CpxPractice  *practice,
                           GError      **error)
{
  g_autoptr(GPtrArray) shown = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_anchor_free);
  g_autoptr(CpxAnchorQueue) queue = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  queue = cpx_practice_look (practice, "audit:read", look_all, NULL, (GDestroyNotify) cpx_anchor_queue_free, error);
  if (queue == NULL)
    return NULL;
  for (guint i = 0; i < queue->anchors->len; i++)
    g_ptr_array_add (shown, show (practice, g_ptr_array_index (queue->anchors, i),
                                  g_ptr_array_index (queue->receipts, i), queue->last));

  return g_steal_pointer (&shown);
}

static char *
dup_moment (gint64 time_us)
{
  g_autoptr(GDateTime) local = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  return local != NULL ? g_date_time_format (local, _("%d/%m/%Y at %H:%M")) : g_strdup ("?");
}

/**
 * cpx_anchor_dup_state:
 * @self: an anchor
 *
 * Returns: (transfer full): what it has and what became of the last try, in one sentence
 */
char *
cpx_anchor_dup_state (const CpxAnchor *self)
{
  g_autofree char *size = g_strdup_printf ("%'" G_GUINT64_FORMAT, self->anchored_size);
  g_autofree char *moment = dup_moment (self->problem != NULL ? self->tried_us : self->anchored_us);

  if (self->problem != NULL)
    /* Translators: when it was tried, what is wrong. */
    return g_strdup_printf (_("Tried on %s: %s It is tried again by itself."), moment, self->problem);
  if (self->anchored_size == 0)
    return g_strdup (_("Has no seal yet"));
  if (self->is_current)
    return g_strdup_printf (_("Has the last seal, of %s entries, since %s"), size, moment);

  return g_strdup_printf (_("Has the seal of %s entries of %s; the last one follows"), size, moment);
}

/* Adding and removing */

/**
 * cpx_anchor_read_certificates:
 * @path: a file in PEM
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): its text, which holds a certificate
 */
char *
cpx_anchor_read_certificates (const char  *path,
                              GError     **error)
{
  g_autofree char *text = NULL;
  g_autofree char *authority = NULL;
  g_autoptr(GError) failure = NULL;
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info = g_file_query_info (file, "standard::size,standard::type", 0, NULL, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR &&
      g_file_info_get_size (info) <= CPX_TIMESTAMP_MAX_CERTIFICATES_BYTES &&
      !g_file_get_contents (path, &text, NULL, error))
    return NULL;
  authority = cpx_timestamp_dup_authority (text != NULL ? text : "", &failure);
  if (authority != NULL)
    return g_steal_pointer (&text);
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, failure->message);

  return NULL;
}

/* What an administrator wants. Borrowed. */
typedef struct
{
  gint64      number;
  const char *kind;
  const char *target;
  const char *proof;  /* (nullable) */
} Wish;

static CpxReceipt *
note_anchor (CpxJournal  *journal,
             const char  *action,
             const Wish  *wish,
             GError     **error)
{
  g_autoptr(json_t) details = json_pack ("{s:I, s:s, s:s}", "anchor", (json_int_t) wish->number, "kind", wish->kind,
                                         "target", wish->target);

  return cpx_journal_note (journal, PERMISSION, action, NULL, details, error);
}

/* A CpxDeedFunc. */
static gpointer
add (CpxJournal  *journal,
     gpointer     data,
     GError     **error)
{
  Wish *wish = data;

  if (!cpx_journal_check (journal, PERMISSION, error) ||
      !cpx_anchor_table_add (cpx_journal_get_txn (journal), wish->kind, wish->target, wish->proof, &wish->number,
                             error))
    return NULL;

  return note_anchor (journal, "anchor.added", wish, error);
}

/**
 * cpx_practice_add_anchor:
 * @practice: a practice
 * @kind: "rfc3161" or "folder"
 * @target: the address of an authority, or a folder
 * @certificates: (nullable): in PEM, those that an authority's time-stamps are checked with
 * @error: where the refusal goes
 *
 * Adds an anchor; it is given the last seal at the next run.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_add_anchor (CpxPractice  *practice,
                         const char   *kind,
                         const char   *target,
                         const char   *certificates,
                         GError      **error)
{
  const CpxAnchorKind *found = cpx_anchor_kinds_find (kind);
  Wish wish = { .kind = kind, .target = target, .proof = certificates };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (!cpx_access_check (cpx_practice_get_roles (practice), PERMISSION, error))
    return NULL;
  if (found == NULL)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("“%s” is no kind of anchor: there are rfc3161 and folder."), kind);
      return NULL;
    }
  if (!found->check (practice, target, certificates, error))
    return NULL;

  return cpx_practice_perform (practice, add, &wish, g_object_unref, error);
}

/* A CpxDeedFunc. */
static gpointer
remove_one (CpxJournal  *journal,
            gpointer     data,
            GError     **error)
{
  Wish *wish = data;
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(GPtrArray) anchors = cpx_anchor_table_list (txn, error);
  const CpxStoredAnchor *anchor;

  if (anchors == NULL || !cpx_journal_check (journal, PERMISSION, error))
    return NULL;
  anchor = cpx_anchors_find (anchors, wish->number, error);
  if (anchor == NULL)
    return NULL;
  wish->kind = anchor->kind;
  wish->target = anchor->target;
  if (!cpx_anchor_table_remove (txn, wish->number, cpx_clock_now_us (), error))
    return NULL;

  return note_anchor (journal, "anchor.removed", wish, error);
}

/**
 * cpx_practice_remove_anchor:
 * @practice: a practice
 * @number: an anchor
 * @error: where the refusal goes
 *
 * Gives an anchor no more seals. Its receipts stay in the vault.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_remove_anchor (CpxPractice  *practice,
                            gint64        number,
                            GError      **error)
{
  Wish wish = { .number = number };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, remove_one, &wish, g_object_unref, error);
}
