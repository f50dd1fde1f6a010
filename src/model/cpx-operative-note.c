/* cpx-operative-note.c: the operative report. Each saving keeps what it replaces in the change log; a signed one
 * stands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-operative-note.h"

#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

#define MAX_LENGTH 100000

static const CpxToken states[] = {
  { "draft", N_("Draft") },
  { "signed", N_("Signed") },
  { NULL }
};

static const CpxField fields[CPX_N_OPERATIVE_NOTE_FIELDS] = {
  CPX_PATIENT_FIELD,
  { "intervention", N_("Operation"), CPX_FIELD_REFERENCE, CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED,
    .target = "intervention" },
  { "author", N_("Author"), CPX_FIELD_REFERENCE, .target = "practitioner" },
  { "title", N_("Heading"), CPX_FIELD_TEXT, .max_length = 300 },
  { "text", N_("Text"), CPX_FIELD_LONG_TEXT, CPX_FIELD_REQUIRED, .max_length = MAX_LENGTH },
  { "state", N_("State"), CPX_FIELD_ENUM, CPX_FIELD_REQUIRED, .tokens = states },
};

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_OPERATIVE_NOTE_TITLE, CPX_OPERATIVE_NOTE_STATE, -1);
}

const CpxKind cpx_operative_note_kind = {
  .name = "note",
  .label = N_("Operative report"),
  .get_type = cpx_operative_note_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_OPERATIVE_NOTE_PATIENT,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxOperativeNote, cpx_operative_note)

/**
 * cpx_operative_note_is_signed:
 * @self: a report
 *
 * Returns: `TRUE` if its author has read and signed it
 */
gboolean
cpx_operative_note_is_signed (CpxRecord *self)
{
  return g_strcmp0 (cpx_record_get_text (self, CPX_OPERATIVE_NOTE_STATE), "signed") == 0;
}
