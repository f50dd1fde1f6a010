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
  CpxLeafOwners owners;

  if (!cpx_leaf_glance_owners (row->leaf.bytes, row->leaf.size, &owners))
    return FALSE;
  out_owners->has_record = read_id (&owners.record, &out_owners->record);
  out_owners->has_patient = read_id (&owners.patient, &out_owners->patient);

  return TRUE;
}

/* In whose log the leaf says that it was written. */
static gboolean
is_written_by (const CpxLeafText *device,
               const char        *device_id)
{
  return device_id == NULL ||
         (device->length == strlen (device_id) && memcmp (device->text, device_id, device->length) == 0);
}

/**
 * cpx_log_columns_compare:
 * @row: an entry as it is kept
 * @device_id: (nullable): the post whose log it is kept in; `NULL` to let that be
 *
 * Compares where an entry is kept and what it is found by with what the leaf says.
 *
 * Returns: %CPX_LOG_FAULT_FOREIGN if it says that another post wrote it, %CPX_LOG_FAULT_MISFILED if it is filed under
 *   another patient or record than it says or is no leaf, or else %CPX_LOG_FAULT_NONE
 */
CpxLogFault
cpx_log_columns_compare (const CpxAuditLogRow *row,
                         const char           *device_id)
{
  CpxLeafOwners owners;

  if (!cpx_leaf_glance_owners (row->leaf.bytes, row->leaf.size, &owners))
    return CPX_LOG_FAULT_MISFILED;
  if (!is_written_by (&owners.device, device_id))
    return CPX_LOG_FAULT_FOREIGN;

  return says (&owners.record, &row->record) && says (&owners.patient, &row->patient) ? CPX_LOG_FAULT_NONE
                                                                                       : CPX_LOG_FAULT_MISFILED;
}
