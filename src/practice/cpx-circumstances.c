/* cpx-circumstances.c: through JSON, whose reader knows what may be said and names what may not.
 *
 * What is wanted is asked of the rules themselves: a fact of an emergency is, if saying yes or no changes what they
 * think of a modifier; a fact of an act is, if a finding asks for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-circumstances.h"

#include "cpx-practice-error.h"

#include <cpx-act.h>
#include <cpx-coding-draft-json.h>
#include <cpx-kind-rules.h>
#include <cpx-modifier-advice.h>
#include <cpx-day.h>
#include <cpx-text.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define OF_OPERATION FALSE, NULL, 0
#define OF_PATIENT   FALSE, "patient", 0
#define OF_ACT(field) TRUE, NULL, field

static const CpxCircumstance circumstances[] = {
  { "emergency", N_("Emergency: life or an organ threatened"), CPX_CIRCUMSTANCE_FACT, OF_OPERATION },
  { "unplanned", N_("Not planned eight hours before"), CPX_CIRCUMSTANCE_FACT, OF_OPERATION },
  { "admission_date", N_("Day of admission"), CPX_CIRCUMSTANCE_DAY, OF_OPERATION },
  { "admission_time", N_("Hour of admission"), CPX_CIRCUMSTANCE_TIME, OF_OPERATION },
  { "emergency_site", N_("Establishment with an authorised emergency department"), CPX_CIRCUMSTANCE_FACT,
    OF_OPERATION },
  { "untransferable", N_("Patient who could not be transferred"), CPX_CIRCUMSTANCE_FACT, OF_OPERATION },
  { "anaesthesia", N_("General or regional anaesthesia"), CPX_CIRCUMSTANCE_FACT, OF_OPERATION },
  { "ald", N_("Care of the long-term illness (ALD)"), CPX_CIRCUMSTANCE_BOOLEAN, OF_PATIENT },
  { "maternity", N_("Maternity"), CPX_CIRCUMSTANCE_BOOLEAN, OF_PATIENT },
  { "work_injury", N_("Work injury or occupational disease"), CPX_CIRCUMSTANCE_BOOLEAN, OF_PATIENT },
  { "consultation", N_("A consultation is charged with the acts"), CPX_CIRCUMSTANCE_BOOLEAN, OF_OPERATION },
  { "out_of_pathway", N_("Outside the coordinated care pathway"), CPX_CIRCUMSTANCE_BOOLEAN, OF_OPERATION },
  { "in_practice", N_("Done in the practice, not in an establishment"), CPX_CIRCUMSTANCE_BOOLEAN, OF_OPERATION },
  { "body_part", N_("Part of the body"), CPX_CIRCUMSTANCE_TOKEN, OF_ACT (CPX_ACT_BODY_PART) },
  { "trauma", N_("Recent traumatic lesion"), CPX_CIRCUMSTANCE_BOOLEAN, OF_ACT (0) },
  { "ent_part", N_("Part of an ENT cancer operation"), CPX_CIRCUMSTANCE_TOKEN, OF_ACT (CPX_ACT_ENT_PART) },
  { "exceptional_refund", N_("Conditions of refund are met"), CPX_CIRCUMSTANCE_BOOLEAN, OF_ACT (0) },
};

/**
 * cpx_circumstances_list:
 * @out_n: (out): how many there are
 *
 * Returns: (transfer none) (array length=out_n): all that may be stated
 */
const CpxCircumstance *
cpx_circumstances_list (guint *out_n)
{
  *out_n = G_N_ELEMENTS (circumstances);

  return circumstances;
}

/**
 * cpx_circumstance_find:
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the circumstance of that name
 */
const CpxCircumstance *
cpx_circumstance_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (circumstances); i++)
    {
      if (g_strcmp0 (circumstances[i].name, name) == 0)
        return &circumstances[i];
    }

  return NULL;
}

/**
 * cpx_circumstance_get_label:
 * @self: a circumstance
 *
 * Returns: what it is called on the screen
 */
const char *
cpx_circumstance_get_label (const CpxCircumstance *self)
{
  return _(self->label);
}

/* The object of @draft, as JSON, that holds the member; borrowed. */
static json_t *
get_object (const CpxCircumstance *self,
            json_t                *draft,
            guint                  line)
{
  if (self->of_line)
    return json_array_get (json_object_get (draft, "acts"), line);

  return self->object != NULL ? json_object_get (draft, self->object) : draft;
}

static char *
dup_text (json_t *value)
{
  if (json_is_boolean (value))
    return g_strdup (json_is_true (value) ? "yes" : "no");

  return g_strdup (json_is_string (value) ? json_string_value (value) : "");
}

/**
 * cpx_circumstance_dup_value:
 * @self: a circumstance
 * @request: what is decided so far
 * @line: the act, if it is of one
 *
 * Returns: (transfer full): what was stated, see %CpxCircumstanceType; "" if nothing was
 */
char *
cpx_circumstance_dup_value (const CpxCircumstance *self,
                            CpxCodingRequest      *request,
                            guint                  line)
{
  g_autoptr(json_t) draft = cpx_coding_draft_to_json (request->draft);

  return dup_text (json_object_get (get_object (self, draft, line), self->name));
}

static gboolean
refuse_day (const CpxCircumstance  *self,
            const char             *typed,
            GError                **error)
{
  g_autofree char *fault = cpx_day_dup_fault (cpx_circumstance_get_label (self), typed);

  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, fault);

  return FALSE;
}

static gboolean
refuse (const CpxCircumstance  *self,
        const char             *typed,
        const char             *what,
        GError                **error)
{
  g_autofree char *quoted = cpx_text_shorten (typed);

  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, _("%s: “%s” is not understood. %s"),
               cpx_circumstance_get_label (self), quoted, what);

  return FALSE;
}

static gboolean
read_answer (const CpxCircumstance  *self,
             const char             *typed,
             json_t                **out_value,
             GError                **error)
{
  static const char * const affirmed[] = { "yes", "true", "oui", "1", NULL };
  static const char * const denied[] = { "no", "false", "non", "0", NULL };
  gboolean yes = g_strv_contains (affirmed, typed);

  if (!yes && !g_strv_contains (denied, typed))
    return refuse (self, typed, _("Say yes or no."), error);
  if (yes || self->type == CPX_CIRCUMSTANCE_FACT)
    *out_value = json_boolean (yes);

  return TRUE;
}

static gboolean
read_day (const CpxCircumstance  *self,
          const char             *typed,
          json_t                **out_value,
          GError                **error)
{
  g_autofree char *iso = NULL;
  CpxDay day;

  if (!cpx_day_parse (typed, &day))
    return refuse_day (self, typed, error);
  iso = cpx_day_format_iso (day);
  *out_value = json_string (iso);

  return TRUE;
}

static gboolean
read_time (const CpxCircumstance  *self,
           const char             *typed,
           json_t                **out_value,
           GError                **error)
{
  g_autofree char *clean = cpx_rule_clean_time (typed);
  gboolean shaped = strspn (typed, "0123456789:hH. ") == strlen (typed) && strlen (clean) == 5 && clean[2] == ':';

  if (!shaped || strcmp (clean, "23:59") > 0 || strcmp (clean + 3, "59") > 0)
    return refuse (self, typed, _("Give an hour of the day, for example 14:30."), error);
  *out_value = json_string (clean);

  return TRUE;
}

static gboolean
read_token (const CpxCircumstance  *self,
            const char             *typed,
            json_t                **out_value,
            GError                **error)
{
  const CpxField *field = &cpx_act_kind.fields[self->field];
  const CpxToken *token = cpx_field_find_token (field, typed);
  GString *known;

  if (token == NULL)
    {
      g_autofree char *all = NULL;

      known = g_string_new (NULL);
      for (gsize i = 0; field->tokens[i].token != NULL; i++)
        g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", field->tokens[i].token);
      all = g_string_free (known, FALSE);
      return refuse (self, typed, all, error);
    }
  *out_value = json_string (token->token);

  return TRUE;
}

/* NULL in @out_value: nothing is stated any more. */
static gboolean
read_typed (const CpxCircumstance  *self,
            const char             *typed,
            json_t                **out_value,
            GError                **error)
{
  *out_value = NULL;
  if (!g_utf8_validate (typed, -1, NULL))
    return refuse (self, "…", "", error);
  if (*typed == '\0')
    return TRUE;
  switch (self->type)
    {
    case CPX_CIRCUMSTANCE_DAY:
      return read_day (self, typed, out_value, error);
    case CPX_CIRCUMSTANCE_TIME:
      return read_time (self, typed, out_value, error);
    case CPX_CIRCUMSTANCE_TOKEN:
      return read_token (self, typed, out_value, error);
    case CPX_CIRCUMSTANCE_FACT:
    case CPX_CIRCUMSTANCE_BOOLEAN:
    default:
      return read_answer (self, typed, out_value, error);
    }
}

static CpxCodingDraft *
make_draft (const CpxCircumstance  *self,
            CpxCodingDraft         *before,
            guint                   line,
            json_t                 *value,
            GError                **error)
{
  g_autoptr(json_t) draft = cpx_coding_draft_to_json (before);
  json_t *object = get_object (self, draft, line);

  if (object == NULL)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("%s is said of an act: this coding has no act number %u."), cpx_circumstance_get_label (self),
                   line + 1);
      return NULL;
    }
  if (value != NULL)
    json_object_set (object, self->name, value);
  else
    json_object_del (object, self->name);

  return cpx_coding_draft_from_json (draft, error);
}

/**
 * cpx_circumstance_set:
 * @self: a circumstance
 * @request: changed
 * @line: the act, if it is of one
 * @typed: what a person says; "" takes it back
 * @error: where the refusal goes: %CPX_PRACTICE_ERROR_INVALID with a sentence
 *
 * States it.
 *
 * Returns: `TRUE` if it was understood; else nothing changed
 */
gboolean
cpx_circumstance_set (const CpxCircumstance  *self,
                      CpxCodingRequest       *request,
                      guint                   line,
                      const char             *typed,
                      GError                **error)
{
  g_autoptr(json_t) value = NULL;
  g_autoptr(CpxCodingDraft) draft = NULL;

  if (!read_typed (self, typed, &value, error))
    return FALSE;
  draft = make_draft (self, request->draft, line, value, error);
  if (draft == NULL)
    return FALSE;
  if (self->of_line)
    cpx_coding_request_set_line (request, line, cpx_coding_draft_get_line (draft, line));
  else
    cpx_coding_request_set_context (request, cpx_coding_draft_get_context (draft));

  return TRUE;
}

/* What is wanted. */

/* What the rules think of each modifier of each act. */
static char *
print_advice (CpxCodingDraft  *draft,
              CpxNomenclature *nomenclature)
{
  GString *advice = g_string_new (NULL);

  for (guint i = 0; i < cpx_coding_draft_get_n_lines (draft); i++)
    {
      g_autoptr(GArray) list = cpx_modifier_advice_list (draft, nomenclature, i);

      for (guint j = 0; j < list->len; j++)
        {
          const CpxModifierAdvice *one = &g_array_index (list, CpxModifierAdvice, j);

          g_string_append_printf (advice, "%c%d%s;", one->letter, (int) one->state, one->reason);
        }
    }

  return g_string_free (advice, FALSE);
}

static char *
print_advice_if (const CpxCircumstance *self,
                 CpxCodingRequest      *request,
                 gboolean               answer)
{
  g_autoptr(json_t) value = json_boolean (answer);
  g_autoptr(CpxCodingDraft) draft = make_draft (self, request->draft, 0, value, NULL);

  return draft != NULL ? print_advice (draft, request->nomenclature) : g_strdup ("");
}

static gboolean
matters (const CpxCircumstance *self,
         CpxCodingRequest      *request)
{
  g_autofree char *if_yes = print_advice_if (self, request, TRUE);
  g_autofree char *if_no = print_advice_if (self, request, FALSE);

  return !g_str_equal (if_yes, if_no);
}

static gboolean
has_rule (CpxCodingResult    *result,
          const char * const *rules)
{
  GPtrArray *findings = cpx_coding_result_get_findings (result);

  for (guint i = 0; i < findings->len; i++)
    {
      if (g_strv_contains (rules, ((CpxRuleFinding *) g_ptr_array_index (findings, i))->rule))
        return TRUE;
    }

  return FALSE;
}

static gboolean
asks_for_refund (CpxCodingResult *result,
                 guint            line)
{
  GPtrArray *findings = cpx_coding_result_get_findings (result);

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);

      if (finding->remedy.kind == CPX_REMEDY_ALLOW_REFUND && finding->remedy.line == line)
        return TRUE;
    }

  return FALSE;
}

/* Admission counts where the kind of establishment does: six hours after it. */
static gboolean
wants_fact (const CpxCircumstance *self,
            CpxCodingRequest      *request)
{
  if (self->type == CPX_CIRCUMSTANCE_DAY || self->type == CPX_CIRCUMSTANCE_TIME)
    return matters (cpx_circumstance_find ("emergency_site"), request);

  return self->type == CPX_CIRCUMSTANCE_FACT && matters (self, request);
}

static gboolean
wants_of_act (const CpxCircumstance *self,
              CpxCodingResult       *result,
              guint                  line)
{
  static const char * const places[] = { "ccam.3.EA", "ccam.3.EB", NULL };
  static const char * const ent[] = { "ccam.3.EC", NULL };

  if (g_str_equal (self->name, "exceptional_refund"))
    return asks_for_refund (result, line);

  return has_rule (result, g_str_equal (self->name, "ent_part") ? ent : places);
}

/**
 * cpx_circumstance_is_wanted:
 * @self: a circumstance
 * @request: what is decided so far
 * @result: (nullable): its check; without one nothing is wanted
 * @line: the act, if it is of one
 *
 * Returns: `TRUE` if the rules ask for it here, so that it is worth a place on the screen
 */
gboolean
cpx_circumstance_is_wanted (const CpxCircumstance *self,
                            CpxCodingRequest      *request,
                            CpxCodingResult       *result,
                            guint                  line)
{
  static const char * const pathway[] = { "ccam.5.pathway", NULL };

  if (result == NULL || request->nomenclature == NULL)
    return FALSE;

  if (g_str_equal (self->name, "out_of_pathway"))
    return has_rule (result, pathway);

  return self->of_line ? wants_of_act (self, result, line) : wants_fact (self, request);
}
