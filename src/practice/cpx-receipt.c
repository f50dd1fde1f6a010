/* cpx-receipt.c: what one write left behind. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-receipt.h"

struct _CpxReceipt
{
  GObject    parent_instance;

  CpxRecord *record;       /* (owned) (nullable): NULL once removed, or for what is no record */
  char      *change_id;    /* (owned) (nullable) */
  guint64    audit_index;
  GPtrArray *findings;     /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CpxReceipt, cpx_receipt, G_TYPE_OBJECT)

static void
cpx_receipt_finalize (GObject *object)
{
  CpxReceipt *self = CPX_RECEIPT (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->change_id, g_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);

  G_OBJECT_CLASS (cpx_receipt_parent_class)->finalize (object);
}

static void
cpx_receipt_class_init (CpxReceiptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cpx_receipt_finalize;
}

static void
cpx_receipt_init (CpxReceipt *self)
{
}

/**
 * cpx_receipt_new:
 * @record: (nullable): the record as it is now
 * @change_id: (nullable): the change; `NULL` if nothing differed or no record was changed
 * @audit_index: the entry in this device's audit log
 * @findings: (nullable) (element-type CpxFinding): what validation says short of refusing
 *
 * Returns: (transfer full): a receipt
 */
CpxReceipt *
cpx_receipt_new (CpxRecord  *record,
                 const char *change_id,
                 guint64     audit_index,
                 GPtrArray  *findings)
{
  CpxReceipt *self = g_object_new (CPX_TYPE_RECEIPT, NULL);

  g_set_object (&self->record, record);
  self->change_id = g_strdup (change_id);
  self->audit_index = audit_index;
  if (findings != NULL)
    self->findings = g_ptr_array_ref (findings);

  return self;
}

/**
 * cpx_receipt_get_record:
 * @self: a receipt
 *
 * Returns: (transfer none) (nullable): the record as it is now; `NULL` once removed
 */
CpxRecord *
cpx_receipt_get_record (CpxReceipt *self)
{
  g_return_val_if_fail (CPX_IS_RECEIPT (self), NULL);

  return self->record;
}

/**
 * cpx_receipt_is_empty:
 * @self: a receipt
 *
 * Returns: `TRUE` if nothing differed, so that nothing was written
 */
gboolean
cpx_receipt_is_empty (CpxReceipt *self)
{
  g_return_val_if_fail (CPX_IS_RECEIPT (self), TRUE);

  return self->change_id == NULL;
}

/**
 * cpx_receipt_get_change_id:
 * @self: a receipt
 *
 * Returns: (transfer none) (nullable): the change, as text
 */
const char *
cpx_receipt_get_change_id (CpxReceipt *self)
{
  g_return_val_if_fail (CPX_IS_RECEIPT (self), NULL);

  return self->change_id;
}

/**
 * cpx_receipt_get_audit_index:
 * @self: a receipt
 *
 * Returns: where the audit log of this device speaks of it, from 0
 */
guint64
cpx_receipt_get_audit_index (CpxReceipt *self)
{
  g_return_val_if_fail (CPX_IS_RECEIPT (self), 0);

  return self->audit_index;
}

/**
 * cpx_receipt_get_findings:
 * @self: a receipt
 *
 * Returns: (transfer none) (nullable) (element-type CpxFinding): what to know though it was kept
 */
GPtrArray *
cpx_receipt_get_findings (CpxReceipt *self)
{
  g_return_val_if_fail (CPX_IS_RECEIPT (self), NULL);

  return self->findings;
}
