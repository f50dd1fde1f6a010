/* cpx-anchor-receipt.c: what an anchor gave for a seal: checked once more, and written out for whoever wants to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-anchor-receipt.h"

#include "cpx-anchor-kind.h"
#include "cpx-anchors-private.h"
#include "cpx-practice-private.h"

#include <cpx-checkpoint-table.h>

#include <glib/gi18n-lib.h>
#include <string.h>

void
cpx_anchor_receipt_free (CpxAnchorReceipt *self)
{
  g_clear_pointer (&self->receipt, g_bytes_unref);
  g_free (self->note);
  g_free (self->certificates);
  g_free (self->kind);
  g_free (self->target);
  g_free (self);
}

/* Which receipt is wanted. */
typedef struct
{
  gint64   number;
  guint64  size;   /* 0: the last */
} Wanted;

static char *
find_note (CpxTxn   *txn,
           guint64   size,
           GError  **error)
{
  g_autoptr(GPtrArray) found = cpx_checkpoint_table_list (txn, NULL, size + 1, 1, error);
  const CpxStoredCheckpoint *stored = found != NULL && found->len > 0 ? g_ptr_array_index (found, 0) : NULL;

  return stored != NULL && stored->size == size ? g_strdup (stored->note) : NULL;
}

static gboolean
fill_receipt (CpxTxn                 *txn,
              const CpxStoredAnchor  *anchor,
              guint64                 size,
              CpxAnchorReceipt       *receipt,
              GError                **error)
{
  g_autoptr(GError) failure = NULL;

  receipt->size = size != 0 ? size : anchor->anchored_size;
  receipt->kind = g_strdup (anchor->kind);
  receipt->target = g_strdup (anchor->target);
  receipt->certificates = g_strdup (anchor->proof);
  receipt->receipt = cpx_anchor_table_receipt (txn, anchor->number, receipt->size, &failure);
  if (failure == NULL)
    receipt->note = find_note (txn, receipt->size, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (receipt->receipt == NULL || receipt->note == NULL)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                         size == 0 ? _("This anchor has no seal yet: try it first.")
                                   : _("This anchor has no receipt of a seal of so many entries: `cpxctl audit anchor "
                                       "receipts` lists those that it has."));
  else
    return TRUE;

  return FALSE;
}

static gboolean
verify_receipt (CpxAnchorReceipt  *receipt,
                const char        *device_id,
                GError           **error)
{
  const CpxAnchorKind *kind = cpx_anchor_kinds_find (receipt->kind);
  CpxAnchorOrder order = { receipt->target, receipt->certificates, device_id, receipt->note, receipt->size };

  return kind == NULL || kind->verify (&order, receipt->receipt, &receipt->time_us, error);
}

/* A CpxTxnFunc. */
static gpointer
look_receipt (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  const Wanted *wanted = data;
  g_autoptr(GPtrArray) anchors = cpx_anchor_table_list_all (txn, error);
  g_autoptr(CpxAnchorReceipt) receipt = g_new0 (CpxAnchorReceipt, 1);
  const CpxStoredAnchor *anchor = anchors != NULL ? cpx_anchors_find (anchors, wanted->number, error) : NULL;

  if (anchor == NULL || !fill_receipt (txn, anchor, wanted->size, receipt, error))
    return NULL;

  return g_steal_pointer (&receipt);
}

/**
 * cpx_practice_load_anchor_receipt:
 * @practice: a practice
 * @number: an anchor, also one that was removed
 * @error: where the fault goes
 *
 * Reads the last receipt of an anchor, and checks it once more. May wait for a slow medium.
 *
 * Returns: (transfer full) (nullable): the receipt
 */
CpxAnchorReceipt *
cpx_practice_load_anchor_receipt (CpxPractice  *practice,
                                  gint64        number,
                                  GError      **error)
{
  return cpx_practice_load_older_receipt (practice, number, 0, error);
}

/**
 * cpx_practice_load_older_receipt:
 * @practice: a practice
 * @number: an anchor, also one that was removed
 * @size: how many entries the seal is of; 0: the last one
 * @error: where the fault goes
 *
 * Does cpx_practice_load_anchor_receipt() for an older seal.
 *
 * Returns: (transfer full) (nullable): the receipt
 */
CpxAnchorReceipt *
cpx_practice_load_older_receipt (CpxPractice  *practice,
                                 gint64        number,
                                 guint64       size,
                                 GError      **error)
{
  g_autoptr(CpxAnchorReceipt) receipt = NULL;
  Wanted wanted = { number, size };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  receipt = cpx_practice_look (practice, "audit:read", look_receipt, &wanted,
                               (GDestroyNotify) cpx_anchor_receipt_free, error);

  return receipt != NULL && verify_receipt (receipt, cpx_practice_get_device_id (practice), error)
         ? g_steal_pointer (&receipt) : NULL;
}

/* (element-type CpxAnchorReceiptLine): the newest first. */
GArray *
cpx_anchor_receipt_read_lines (CpxTxn  *txn,
                               gint64   number,
                               GError **error)
{
  g_autoptr(GArray) stored = cpx_anchor_table_receipts (txn, number, error);
  GArray *lines;

  if (stored == NULL)
    return NULL;
  lines = g_array_new (FALSE, FALSE, sizeof (CpxAnchorReceiptLine));
  for (guint i = 0; i < stored->len; i++)
    {
      const CpxStoredReceipt *one = &g_array_index (stored, CpxStoredReceipt, i);
      CpxAnchorReceiptLine line = { one->size, one->made_us };

      g_array_append_val (lines, line);
    }

  return lines;
}

/* A CpxTxnFunc. */
static gpointer
look_lines (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  const Wanted *wanted = data;
  g_autoptr(GPtrArray) anchors = cpx_anchor_table_list_all (txn, error);

  return anchors != NULL && cpx_anchors_find (anchors, wanted->number, error) != NULL
         ? cpx_anchor_receipt_read_lines (txn, wanted->number, error) : NULL;
}

/**
 * cpx_practice_list_anchor_receipts:
 * @practice: a practice
 * @number: an anchor, also one that was removed
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (element-type CpxAnchorReceiptLine): its receipts, the newest first
 */
GArray *
cpx_practice_list_anchor_receipts (CpxPractice  *practice,
                                   gint64        number,
                                   GError      **error)
{
  Wanted wanted = { number, 0 };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, "audit:read", look_lines, &wanted, (GDestroyNotify) g_array_unref, error);
}

static gboolean
put (const char  *path,
     const char  *suffix,
     const char  *bytes,
     gsize        size,
     GError     **error)
{
  g_autofree char *full = g_strconcat (path, suffix, NULL);

  return g_file_set_contents_full (full, bytes, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}

/**
 * cpx_anchor_receipt_get_suffix:
 * @self: a receipt
 *
 * Returns: (transfer none): what the name of its file ends with
 */
const char *
cpx_anchor_receipt_get_suffix (CpxAnchorReceipt *self)
{
  const CpxAnchorKind *kind = cpx_anchor_kinds_find (self->kind);

  return kind != NULL ? kind->suffix : ".bin";
}

/**
 * cpx_anchor_receipt_save:
 * @self: a receipt
 * @path: a file, without what its name ends with
 * @error: where the fault goes
 *
 * Writes the receipt, the seal it is of (`.sceau`) and the certificates (`.pem`) beside each other: all that
 * `openssl ts -verify` asks for.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_anchor_receipt_save (CpxAnchorReceipt  *self,
                         const char        *path,
                         GError           **error)
{
  gsize size;
  const char *bytes = g_bytes_get_data (self->receipt, &size);
  const char *suffix = cpx_anchor_receipt_get_suffix (self);

  return put (path, ".sceau", self->note, strlen (self->note), error) &&
         (self->certificates == NULL ||
          put (path, ".pem", self->certificates, strlen (self->certificates), error)) &&
         put (path, suffix, bytes, size, error);
}
