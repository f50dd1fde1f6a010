/* cpx-operative-note.h: what the surgeon wrote of an operation: the report that coding reads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_OPERATIVE_NOTE (cpx_operative_note_get_type ())
G_DECLARE_FINAL_TYPE (CpxOperativeNote, cpx_operative_note, CPX, OPERATIVE_NOTE, CpxRecord)

extern const CpxKind cpx_operative_note_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_OPERATIVE_NOTE_PATIENT,
  CPX_OPERATIVE_NOTE_INTERVENTION,
  CPX_OPERATIVE_NOTE_AUTHOR,
  CPX_OPERATIVE_NOTE_TITLE,
  CPX_OPERATIVE_NOTE_TEXT,
  CPX_OPERATIVE_NOTE_STATE,
  CPX_N_OPERATIVE_NOTE_FIELDS
};

gboolean cpx_operative_note_is_signed (CpxRecord *self);

G_END_DECLS
