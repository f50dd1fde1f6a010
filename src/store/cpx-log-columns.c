/* cpx-log-columns.c: the columns beside a leaf are there to find entries by. They are not hashed: whoever alters them
 * hides an entry from searches without touching what is signed. So they are compared with the leaf.
 *
 * A leaf names a record and a patient as texts; a text that is no id has no column (cpx_audit_log_append()).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-columns.h"

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
       gboolean               has_id,
       const CpxId           *id)
{
  if (!has_id)
    return column->bytes == NULL;

  return column->size == sizeof *id && memcmp (column->bytes, id->bytes, sizeof *id) == 0;
}

/* What a leaf says as the column does: nearly always to the letter, which spares reading the text. */
static gboolean
says (const CpxLeafText     *text,
      const CpxAuditLogBlob *column)
{
  char letters[CPX_ID_TEXT_LENGTH + 1];
  CpxId id;

  if (column->size == sizeof id && text->length == CPX_ID_TEXT_LENGTH)
    {
      memcpy (id.bytes, column->bytes, sizeof id);
      cpx_id_format (&id, letters);
      if (memcmp (letters, text->text, CPX_ID_TEXT_LENGTH) == 0)
        return TRUE;
    }

  return is_of (column, read_id (text, &id), &id);
}

/**
 * cpx_log_columns_read:
 * @row: an entry as it is kept
 * @out_owners: (out caller-allocates): what its leaf says
 *
 * Returns: `FALSE` if the bytes are no leaf
 */
gboolean
cpx_log_columns_read (const CpxAuditLogRow *row,
                      CpxLogOwners         *out_owners)
{
  CpxLeafText record, patient;

  if (!cpx_leaf_glance_owners (row->leaf.bytes, row->leaf.size, &record, &patient))
    return FALSE;
  out_owners->has_record = read_id (&record, &out_owners->record);
  out_owners->has_patient = read_id (&patient, &out_owners->patient);

  return TRUE;
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
  CpxLeafText record, patient;

  return cpx_leaf_glance_owners (row->leaf.bytes, row->leaf.size, &record, &patient) && says (&record, &row->record) &&
         says (&patient, &row->patient);
}
