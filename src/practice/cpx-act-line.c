/* cpx-act-line.c: through JSON, so that what coding/ adds to a line is named once more here and nowhere else.
 *
 * A record says the association as it is billed, and whether somebody chose it; a line of a draft leaves to the rules
 * what nobody chose. Each record is one act: a line never stands for several.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-line.h"

#include <cpx-act.h>
#include <cpx-coding-draft-json.h>

/* The fields of the record that are members of a line. */
static const int shared_fields[] = {
  CPX_ACT_CODE, CPX_ACT_ACTIVITY, CPX_ACT_PHASE, CPX_ACT_MODIFIERS, CPX_ACT_OVERCHARGE_CENTS,
  CPX_ACT_OVERCHARGE_REASON, CPX_ACT_EXCEPTIONAL_REFUND, CPX_ACT_MOMENT, CPX_ACT_BODY_PART, CPX_ACT_TRAUMA,
  CPX_ACT_ENT_PART,
};

/* A draft of one line and nothing else; any day will do. */
static CpxCodingDraft *
parse_line (json_t  *line,
            GError **error)
{
  g_autoptr(json_t) draft = json_pack ("{s:s, s:{s:s}, s:[O]}", "date", "2000-01-01", "practitioner", "convention",
                                       "sector_1", "acts", line);

  return cpx_coding_draft_from_json (draft, error);
}

/**
 * cpx_act_line_read:
 * @act: an act
 * @out_line: (out caller-allocates): the same as a line
 * @error: where the fault goes, of a record that a newer program wrote
 *
 * Returns: `TRUE` if it could be read
 */
gboolean
cpx_act_line_read (CpxRecord      *act,
                   CpxCodingLine  *out_line,
                   GError        **error)
{
  const CpxField *fields = cpx_record_get_kind (act)->fields;
  g_autoptr(json_t) line = json_object ();
  g_autoptr(CpxCodingDraft) draft = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (shared_fields); i++)
    {
      if (cpx_record_has (act, shared_fields[i]))
        json_object_set_new (line, fields[shared_fields[i]].name, cpx_record_get_json (act, shared_fields[i]));
    }
  if (cpx_record_get_boolean (act, CPX_ACT_ASSOCIATION_CHOSEN) && cpx_record_has (act, CPX_ACT_ASSOCIATION))
    json_object_set_new (line, "association", cpx_record_get_json (act, CPX_ACT_ASSOCIATION));
  draft = parse_line (line, error);
  if (draft == NULL)
    return FALSE;
  *out_line = *cpx_coding_draft_get_line (draft, 0);

  return TRUE;
}

/**
 * cpx_act_line_write:
 * @act: an act
 * @line: what it is to say
 * @association: as it is billed: the one of @line, or the one that the rules found
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the changed act
 */
CpxRecord *
cpx_act_line_write (CpxRecord            *act,
                    const CpxCodingLine  *line,
                    CpxAssociation        association,
                    GError              **error)
{
  const CpxField *fields = cpx_record_get_kind (act)->fields;
  CpxCodingContext context;
  g_autoptr(CpxCodingDraft) draft = NULL;
  g_autoptr(json_t) object = NULL;
  g_autoptr(json_t) patch = json_object ();
  json_t *members;

  cpx_coding_context_init (&context, cpx_day_today ());
  draft = cpx_coding_draft_new (&context, line, 1);
  object = cpx_coding_draft_to_json (draft);
  members = json_array_get (json_object_get (object, "acts"), 0);
  for (gsize i = 0; i < G_N_ELEMENTS (shared_fields); i++)
    {
      const char *name = fields[shared_fields[i]].name;
      json_t *value = json_object_get (members, name);

      json_object_set_new (patch, name, value != NULL ? json_incref (value) : json_null ());
    }
  /* Left out by the draft because they are what goes without saying. */
  json_object_set_new (patch, "activity", json_integer (line->activity));
  json_object_set_new (patch, "phase", json_integer (line->phase));
  json_object_set_new (patch, "association_chosen", json_boolean (line->association != CPX_ASSOCIATION_AUTO));
  json_object_set_new (patch, "association", association == CPX_ASSOCIATION_AUTO
                                             ? json_null ()
                                             : json_string (cpx_association_get_token (association)));

  return cpx_record_merge_json (act, patch, CPX_RECORD_FROM_STORE, error);
}
