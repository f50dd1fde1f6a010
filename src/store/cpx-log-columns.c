/* cpx-log-columns.c: the columns beside a leaf are there to find entries by. They are not hashed: whoever alters them
 * hides an entry from searches without touching what is signed. So they are compared with the leaf.
 *
 * A leaf names a record and a patient as texts; a text that is no id has no column (cpx_audit_log_append()).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-columns.h"

#include <cpx-id.h>
#include <cpx-leaf-glance.h>

#include <string.h>

static gboolean
read_id (const CpxLeafText *text,
         CpxId             *out_id)
{
  char copy[CPX_ID_TEXT_LENGTH + 1];

  if (text->text == NULL || text->length != CPX_ID_TEXT_LENGTH)
    return FALSE;
  memcpy (copy, text->text, CPX_ID_TEXT_LENGTH);
  copy[CPX_ID_TEXT_LENGTH] = '\0';

  return cpx_id_parse (copy, out_id);
}

static gboolean
is_of (const CpxAuditLogBlob *column,
       const CpxLeafText     *text)
{
  CpxId id;

  if (!read_id (text, &id))
    return column->bytes == NULL;

  return column->size == sizeof id && memcmp (column->bytes, id.bytes, sizeof id) == 0;
}

/**
 * cpx_log_columns_match:
 * @row: an entry as it is kept
 *
 * Compares what entries are found by with what the leaf says.
 *
 * Returns: `FALSE` if the entry is filed under another patient or record than it says, or is no leaf
 */
gboolean
cpx_log_columns_match (const CpxAuditLogRow *row)
{
  CpxLeafGlance glance;

  return cpx_leaf_glance (row->leaf.bytes, row->leaf.size, &glance) && is_of (&row->record, &glance.record) &&
         is_of (&row->patient, &glance.patient);
}
