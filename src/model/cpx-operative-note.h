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
  CPX_OPERATIVE_NOTE_SIGNED_ON,  /* given by cpx_save_record() */
  /* What a structured report holds beside its text. */
  CPX_OPERATIVE_NOTE_ASSISTANTS,
  CPX_OPERATIVE_NOTE_ANAESTHETIST,
  CPX_OPERATIVE_NOTE_ANAESTHESIA,
  CPX_OPERATIVE_NOTE_INDICATION,
  CPX_OPERATIVE_NOTE_INFORMATION,
  CPX_OPERATIVE_NOTE_POSITION,
  CPX_OPERATIVE_NOTE_TOURNIQUET_MIN,
  CPX_OPERATIVE_NOTE_TOURNIQUET_MMHG,
  CPX_OPERATIVE_NOTE_ANTIBIOTICS,
  CPX_OPERATIVE_NOTE_APPROACH,
  CPX_OPERATIVE_NOTE_FINDINGS,
  CPX_OPERATIVE_NOTE_INCIDENTS,
  CPX_OPERATIVE_NOTE_SAMPLES,
  CPX_OPERATIVE_NOTE_IMPLANTS,
  CPX_OPERATIVE_NOTE_COUNTS,
  CPX_OPERATIVE_NOTE_CLOSURE,
  CPX_OPERATIVE_NOTE_INSTRUCTIONS,
  CPX_OPERATIVE_NOTE_CONCLUSION,
  CPX_N_OPERATIVE_NOTE_FIELDS
};

gboolean   cpx_operative_note_is_signed     (CpxRecord *self);
gboolean   cpx_operative_note_is_structured (CpxRecord *self);
GArray    *cpx_operative_note_list_unfilled (CpxRecord *self);
char      *cpx_operative_note_dup_unfilled  (CpxRecord *self);
const int *cpx_operative_note_list_read     (void);
char      *cpx_operative_note_dup_reading   (CpxRecord *self);

G_END_DECLS
