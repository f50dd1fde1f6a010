/* cpx-coding-draft-json.c: the members of a draft, of its people and of its acts.
 *
 *   { "date": "2025-03-04", "time": "10:30",
 *     "patient": { "age_years": 45, "sex": "F" },
 *     "practitioner": { "specialty": "surgeon", "convention": "sector_2_optam_aco" },
 *     "acts": [ { "code": "HMFC004", "modifiers": "J" }, { "code": "HHFA016" } ] }
 *
 * Several practitioners stand in an array "practitioners"; an act names its own by "performer", counted from 0.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-draft-json.h"

#include "cpx-json-member.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CENTS      100000000  /* a million euros: what a line may say without overflowing a price */
#define MAX_AGE_YEARS  150
#define MAX_MOMENTS    9

static const char * const sexes[] = { "unknown", "M", "F", NULL };
static const char * const associations[] = { "auto", "none", "1", "2", "3", "4", "5", "unpriced", NULL };
static const char * const body_parts[] = { "unknown", "head", "trunk", "right_arm", "left_arm", "right_leg", "left_leg",
                                           NULL };
static const char * const ent_parts[] = { "none", "excision", "neck_dissection", "reconstruction", NULL };
static const char * const reasons[] = { "none", "agreement", "demand", "travel", "no_refund", "pathway", NULL };
static const char * const conventions[] = { "sector_1", "sector_1_optam", "sector_1_optam_aco", "sector_1_dp",
                                            "sector_1_dp_optam", "sector_1_dp_optam_aco", "sector_2", "sector_2_optam",
                                            "sector_2_optam_aco", "none", NULL };

G_STATIC_ASSERT (G_N_ELEMENTS (conventions) == CPX_N_CONVENTIONS + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (associations) == CPX_ASSOCIATION_UNPRICED + 2);
G_STATIC_ASSERT (G_N_ELEMENTS (body_parts) == CPX_BODY_PART_LEFT_LEG + 2);
G_STATIC_ASSERT (sizeof (CpxSex) == sizeof (int) && sizeof (gboolean) == sizeof (int));

#define CONTEXT(member) G_STRUCT_OFFSET (CpxCodingContext, member)
#define LINE(member)    G_STRUCT_OFFSET (CpxCodingLine, member)

static const CpxMember context_members[] = {
  { "date", CPX_MEMBER_DAY, CONTEXT (day) },
  { "time", CPX_MEMBER_MINUTE, CONTEXT (minute) },
  { "admission_date", CPX_MEMBER_DAY, CONTEXT (admission_day) },
  { "admission_time", CPX_MEMBER_MINUTE, CONTEXT (admission_minute) },
  { "zone", CPX_MEMBER_LETTERS, CONTEXT (zone), 3, 3 },
  { "in_practice", CPX_MEMBER_BOOLEAN, CONTEXT (in_practice) },
  { "emergency", CPX_MEMBER_FACT, CONTEXT (emergency) },
  { "unplanned", CPX_MEMBER_FACT, CONTEXT (unplanned) },
  { "emergency_site", CPX_MEMBER_FACT, CONTEXT (emergency_site) },
  { "untransferable", CPX_MEMBER_FACT, CONTEXT (untransferable) },
  { "anaesthesia", CPX_MEMBER_FACT, CONTEXT (anaesthesia) },
  { "consultation", CPX_MEMBER_BOOLEAN, CONTEXT (consultation) },
  { "out_of_pathway", CPX_MEMBER_BOOLEAN, CONTEXT (out_of_pathway) },
  { "flat_share_cents", CPX_MEMBER_CENTS, CONTEXT (flat_share_cents), 0, MAX_CENTS, -1 },
};

static const CpxMember patient_members[] = {
  { "birth_date", CPX_MEMBER_DAY, CONTEXT (birth_day) },
  { "age_months", CPX_MEMBER_INT, CONTEXT (age_months), 0, MAX_AGE_YEARS * 12, -1 },
  { "sex", CPX_MEMBER_TOKEN, CONTEXT (sex), 0, 0, CPX_SEX_UNKNOWN, sexes },
  { "c2s", CPX_MEMBER_BOOLEAN, CONTEXT (c2s) },
  { "ame", CPX_MEMBER_BOOLEAN, CONTEXT (ame) },
  { "ald", CPX_MEMBER_BOOLEAN, CONTEXT (ald) },
  { "work_injury", CPX_MEMBER_BOOLEAN, CONTEXT (work_injury) },
  { "maternity", CPX_MEMBER_BOOLEAN, CONTEXT (maternity) },
};

static const CpxMember performer_members[] = {
  { "convention", CPX_MEMBER_TOKEN, G_STRUCT_OFFSET (CpxPerformer, convention), 0, 0, -1, conventions },
  { "grid", CPX_MEMBER_INT, G_STRUCT_OFFSET (CpxPerformer, grid), 1, 999, 0 },
};

static const CpxMember line_members[] = {
  { "code", CPX_MEMBER_LETTERS, LINE (code), 7, 7 },
  { "activity", CPX_MEMBER_INT, LINE (activity), 1, 5, 1 },
  { "phase", CPX_MEMBER_INT, LINE (phase), 0, 3, 0 },
  { "association", CPX_MEMBER_TOKEN, LINE (association), 0, 0, CPX_ASSOCIATION_AUTO, associations },
  { "modifiers", CPX_MEMBER_LETTERS, LINE (modifiers), 0, CPX_CODING_MAX_MODIFIERS },
  { "quantity", CPX_MEMBER_INT, LINE (quantity), 1, CPX_CODING_MAX_QUANTITY, 1 },
  { "overcharge_cents", CPX_MEMBER_CENTS, LINE (overcharge_cents), 0, MAX_CENTS, 0 },
  { "overcharge_reason", CPX_MEMBER_TOKEN, LINE (overcharge_reason), 0, 0, CPX_OVERCHARGE_REASON_NONE, reasons },
  { "exceptional_refund", CPX_MEMBER_FACT, LINE (exceptional_refund) },
  { "moment", CPX_MEMBER_INT, LINE (moment), 0, MAX_MOMENTS, 0 },
  { "body_part", CPX_MEMBER_TOKEN, LINE (body_part), 0, 0, CPX_BODY_PART_UNKNOWN, body_parts },
  { "trauma", CPX_MEMBER_BOOLEAN, LINE (trauma) },
  { "ent_part", CPX_MEMBER_TOKEN, LINE (ent_part), 0, 0, CPX_ENT_PART_NONE, ent_parts },
  { "performer", CPX_MEMBER_INT, LINE (performer), 0, CPX_CODING_MAX_PERFORMERS - 1, 0 },
  { "gesture", CPX_MEMBER_INT, LINE (gesture), 0, CPX_CODING_MAX_LINES, 0 },
};

static gboolean
fail (GError     **error,
      const char  *sentence)
{
  g_set_error_literal (error, CPX_CODING_ERROR, CPX_CODING_ERROR_INVALID, sentence);

  return FALSE;
}

/* "age_years" is what people know; the struct counts months. */
static gboolean
read_patient (json_t            *object,
              CpxCodingContext  *context,
              GError           **error)
{
  static const char * const others[] = { "age_years", NULL };
  static const CpxMember years = { "age_years", CPX_MEMBER_INT, 0, 0, MAX_AGE_YEARS, -1 };
  json_t *value = json_object_get (object, years.name);
  int age = -1;

  if (object == NULL)
    return TRUE;
  if (!cpx_members_read (patient_members, G_N_ELEMENTS (patient_members), others, _("Patient"), object, context, error))
    return FALSE;
  if (value != NULL && !json_is_null (value))
    {
      g_autoptr(json_t) alone = json_pack ("{s:O}", years.name, value);

      if (!cpx_members_read (&years, 1, NULL, _("Patient"), alone, &age, error))
        return FALSE;
      if (context->age_months < 0)
        context->age_months = age * 12;
    }
  if (context->birth_day > context->day)
    return fail (error, _("The patient is born after the day of the acts."));

  return TRUE;
}

static gboolean
read_performer (json_t        *object,
                CpxPerformer  *performer,
                GError       **error)
{
  static const char * const others[] = { "specialty", NULL };
  json_t *specialty = json_object_get (object, "specialty");

  *performer = (CpxPerformer) { CPX_SPECIALTY_SURGEON, CPX_N_CONVENTIONS, 0 };
  if (!cpx_members_read (performer_members, G_N_ELEMENTS (performer_members), others, _("Practitioner"), object,
                         performer, error))
    return FALSE;
  if (performer->convention == CPX_N_CONVENTIONS)
    return fail (error, _("The practitioner's convention is missing."));
  if (specialty == NULL || json_is_null (specialty))
    return TRUE;
  performer->specialty = cpx_specialty_from_text (json_string_value (specialty));
  if (performer->specialty == CPX_SPECIALTY_UNKNOWN)
    return fail (error, _("The practitioner's specialty is not known: give its code of two digits."));

  return TRUE;
}

static gboolean
read_performers (json_t            *object,
                 CpxCodingContext  *context,
                 GError           **error)
{
  json_t *one = json_object_get (object, "practitioner");
  json_t *several = json_object_get (object, "practitioners");

  if ((one == NULL) == (several == NULL))
    return fail (error, _("A draft has either “practitioner” or “practitioners”."));
  if (one != NULL)
    return read_performer (one, &context->performers[0], error);

  context->n_performers = (guint) json_array_size (several);
  if (context->n_performers < 1 || context->n_performers > CPX_CODING_MAX_PERFORMERS)
    {
      g_set_error (error, CPX_CODING_ERROR, CPX_CODING_ERROR_INVALID,
                   _("“practitioners” must be an array of 1 to %d practitioners."), CPX_CODING_MAX_PERFORMERS);
      return FALSE;
    }
  for (guint i = 0; i < context->n_performers; i++)
    {
      if (!read_performer (json_array_get (several, i), &context->performers[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_line (json_t                  *object,
           guint                    position,
           const CpxCodingContext  *context,
           CpxCodingLine           *line,
           GError                 **error)
{
  g_autofree char *place = g_strdup_printf (_("Act %u"), position + 1);

  cpx_coding_line_init (line, "");
  if (!cpx_members_read (line_members, G_N_ELEMENTS (line_members), NULL, place, object, line, error))
    return FALSE;
  if (*line->code != '\0' && (guint) line->performer < context->n_performers)
    return TRUE;
  g_set_error (error, CPX_CODING_ERROR, CPX_CODING_ERROR_INVALID,
               *line->code == '\0' ? _("%s has no code.") : _("%s names a practitioner who is not there."), place);

  return FALSE;
}

static CpxCodingLine *
read_lines (json_t                  *array,
            const CpxCodingContext  *context,
            GError                 **error)
{
  gsize n_lines = json_array_size (array);
  g_autofree CpxCodingLine *lines = NULL;

  if (!json_is_array (array) || n_lines > CPX_CODING_MAX_LINES)
    {
      g_set_error (error, CPX_CODING_ERROR, CPX_CODING_ERROR_INVALID, _("“acts” must be an array of %d acts at most."),
                   CPX_CODING_MAX_LINES);
      return NULL;
    }
  lines = g_new0 (CpxCodingLine, n_lines + 1);
  for (gsize i = 0; i < n_lines; i++)
    {
      if (!read_line (json_array_get (array, i), (guint) i, context, &lines[i], error))
        return NULL;
    }

  return g_steal_pointer (&lines);
}

/**
 * cpx_coding_draft_from_json:
 * @value: what came from outside
 * @error: return location for an error
 *
 * Returns: (transfer full): the draft, or `NULL` with %CPX_CODING_ERROR_INVALID, whose sentence names the member
 */
CpxCodingDraft *
cpx_coding_draft_from_json (json_t  *value,
                            GError **error)
{
  static const char * const others[] = { "patient", "practitioner", "practitioners", "acts", NULL };
  json_t *acts = json_object_get (value, "acts");
  g_autofree CpxCodingLine *lines = NULL;
  CpxCodingContext context;

  cpx_coding_context_init (&context, CPX_DAY_NONE);
  if (!cpx_members_read (context_members, G_N_ELEMENTS (context_members), others, _("Draft"), value, &context, error))
    return NULL;
  if (context.day == CPX_DAY_NONE)
    {
      fail (error, _("The day of the acts, “date”, is missing."));
      return NULL;
    }
  if (!read_performers (value, &context, error) || !read_patient (json_object_get (value, "patient"), &context, error))
    return NULL;
  lines = read_lines (acts, &context, error);
  if (lines == NULL)
    return NULL;

  return cpx_coding_draft_new (&context, lines, (guint) json_array_size (acts));
}

static json_t *
write_performer (const CpxPerformer *performer)
{
  json_t *object = cpx_members_write (performer_members, G_N_ELEMENTS (performer_members), performer);

  json_object_set_new (object, "specialty", json_string (cpx_specialty_get_token (performer->specialty)));

  return object;
}

/**
 * cpx_coding_draft_to_json:
 * @self: a draft
 *
 * Returns: (transfer full): what cpx_coding_draft_from_json() reads back as an equal draft
 */
json_t *
cpx_coding_draft_to_json (CpxCodingDraft *self)
{
  const CpxCodingContext *context = cpx_coding_draft_get_context (self);
  json_t *object = cpx_members_write (context_members, G_N_ELEMENTS (context_members), context);
  json_t *performers = json_array ();
  json_t *acts = json_array ();

  json_object_set_new (object, "patient", cpx_members_write (patient_members, G_N_ELEMENTS (patient_members), context));
  for (guint i = 0; i < context->n_performers; i++)
    json_array_append_new (performers, write_performer (&context->performers[i]));
  json_object_set_new (object, "practitioners", performers);
  for (guint i = 0; i < cpx_coding_draft_get_n_lines (self); i++)
    json_array_append_new (acts, cpx_members_write (line_members, G_N_ELEMENTS (line_members),
                                                    cpx_coding_draft_get_line (self, i)));
  json_object_set_new (object, "acts", acts);

  return object;
}

/**
 * cpx_association_get_token:
 * @association: what a line says, or what the rules found
 *
 * Returns: its name in JSON: "auto", "none", "1" to "5", "unpriced"
 */
const char *
cpx_association_get_token (CpxAssociation association)
{
  g_return_val_if_fail ((guint) association < G_N_ELEMENTS (associations) - 1, "auto");

  return associations[association];
}
