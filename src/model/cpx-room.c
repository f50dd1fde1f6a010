/* cpx-room.c: what is booked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-room.h"

#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

static const CpxToken uses[] = {
  { "theatre", N_("Operating theatre") },
  { "consultation", N_("Consultation") },
  { "other", N_("Other") },
  { NULL }
};

static const CpxField fields[CPX_N_ROOM_FIELDS] = {
  { "establishment", N_("Establishment"), CPX_FIELD_REFERENCE, CPX_FIELD_INDEXED, .target = "establishment" },
  { "name", N_("Name"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED | CPX_FIELD_SORT },
  { "use", N_("Use"), CPX_FIELD_ENUM, .tokens = uses },
  CPX_NOTES_FIELD,
  { "archived", N_("Archived"), CPX_FIELD_BOOLEAN },
};

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_ROOM_NAME, CPX_ROOM_USE, -1);
}

const CpxKind cpx_room_kind = {
  .name = "room",
  .label = N_("Room"),
  .get_type = cpx_room_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_NO_PATIENT,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxRoom, cpx_room)
