/* cpx-coding-state.c: what the panel of one operation says around its acts: whose, what state, what may be done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-state.h"

#include <cpx-ccam-code.h>
#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>
#include <cpx-text.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
describe (const CpxCodingFacts *facts)
{
  GString *line = g_string_new (NULL);
  CpxRecord *intervention = facts->request->intervention;
  g_autofree char *date = cpx_record_has (intervention, CPX_INTERVENTION_DATE)
                            ? cpx_record_dup_display (intervention, CPX_INTERVENTION_DATE) : NULL;
  g_autofree char *surgeon = facts->surgeon != NULL ? cpx_practitioner_dup_name (facts->surgeon) : NULL;
  g_autofree char *side = cpx_intervention_dup_side (intervention);

  cpx_text_add_part (line, cpx_record_get_text (intervention, CPX_INTERVENTION_LABEL));
  cpx_text_add_part (line, date);
  cpx_text_add_part (line, surgeon);
  cpx_text_add_part (line, side);

  return g_string_free (line, FALSE);
}

static const char *
name_state (CpxCodingRequest *request)
{
  const char *state = request->coding != NULL ? cpx_record_get_text (request->coding, CPX_CODING_STATE) : NULL;

  if (g_strcmp0 (state, "locked") == 0)
    return _("Coded, locked");
  if (g_strcmp0 (state, "validated") == 0)
    return _("Coded");
  if (g_strcmp0 (state, "reopened") == 0)
    return _("Reopened, to be coded again");
  if (state != NULL)
    return _("Not coded, draft begun");

  return _("Not coded");
}

static const char *
name_saved (const CpxCodingFacts *facts)
{
  if (facts->saving)
    return _("Saving…");
  if (facts->unsaved)
    return facts->kept ? _("Kept for you, not recorded yet") : _("Draft not saved yet");

  return facts->request->coding != NULL ? _("Saved") : "";
}

static gboolean
is_planned (char       **planned,
            const char  *code)
{
  return g_strv_contains ((const char * const *) planned, code);
}

/* Each difference once; nothing is said of what is as planned. */
static char *
compare (char           **planned,
         CpxCodingDraft  *draft)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; planned[i] != NULL; i++)
    {
      g_autofree char *part = cpx_coding_state_has_code (draft, planned[i]) ? NULL
                              : g_strdup_printf (_("%s planned, not coded"), planned[i]);

      cpx_text_add_part (line, part);
    }
  for (guint i = 0; i < cpx_coding_draft_get_n_lines (draft); i++)
    {
      const char *code = cpx_coding_draft_get_line (draft, i)->code;
      g_autofree char *part = is_planned (planned, code) ? NULL : g_strdup_printf (_("%s coded, not planned"), code);

      cpx_text_add_part (line, part);
    }

  return g_string_free (line, FALSE);
}

static void
compare_with_plan (CpxCodingState   *self,
                   CpxCodingRequest *request)
{
  const char *text = cpx_record_get_text (request->intervention, CPX_INTERVENTION_PLANNED_ACTS);
  g_auto(GStrv) planned = cpx_ccam_code_list (text != NULL ? text : "");
  g_autofree char *list = g_strjoinv (", ", planned);
  g_autofree char *differences = NULL;

  if (planned[0] == NULL)
    return;
  if (cpx_coding_draft_get_n_lines (request->draft) > 0)
    differences = compare (planned, request->draft);
  self->comparison_differs = differences != NULL && *differences != '\0';
  if (self->comparison_differs)
    self->comparison = g_steal_pointer (&differences);
  else if (differences != NULL)
    self->comparison = g_strdup_printf (_("Coded as planned: %s"), list);
  else
    self->comparison = g_strdup_printf (_("Planned: %s"), list);
}

static char *
find_notice (const CpxCodingFacts *facts)
{
  if (!facts->may_write)
    return g_strdup (_("You may read this coding, not change it: surgeons code, and the secretaries to whom they "
                       "delegate it. An administrator gives that role in Settings, Users."));
  if (facts->request->nomenclature == NULL)
    return g_strdup (_("There is no nomenclature for the day of this operation: acts can be typed, without price nor "
                       "check, and nothing can be validated. Import one in Settings, CCAM."));

  return NULL;
}

/* Validated, and nothing was changed since. */
static gboolean
is_done (const CpxCodingFacts *facts)
{
  CpxRecord *coding = facts->request->coding;

  return coding != NULL && !facts->unsaved &&
         g_strcmp0 (cpx_record_get_text (coding, CPX_CODING_STATE), "validated") == 0;
}

static void
judge (CpxCodingState       *self,
       const CpxCodingFacts *facts)
{
  g_autoptr(GError) error = NULL;

  self->may_change = cpx_coding_state_may_change (facts->request, facts->may_write);
  if (!self->may_change)
    return;
  if (!cpx_coding_verdict_check (facts->verdict, &error))
    self->why_not = g_strdup (error->message);
  self->may_validate = error == NULL && !facts->saving && !is_done (facts);
}

/**
 * cpx_coding_state_compute:
 * @facts: what is known of the operation
 *
 * Returns: what the panel says; cleared with cpx_coding_state_clear()
 */
CpxCodingState
cpx_coding_state_compute (const CpxCodingFacts *facts)
{
  CpxCodingState self = { .state = "", .saved = "" };
  g_auto(GStrv) missing = NULL;

  self.title = facts->patient != NULL ? cpx_patient_dup_name (facts->patient) : g_strdup ("");
  if (facts->request == NULL)
    {
      self.subtitle = g_strdup ("");
      return self;
    }
  self.subtitle = describe (facts);
  self.state = name_state (facts->request);
  self.saved = name_saved (facts);
  self.notice = find_notice (facts);
  self.starter = facts->request->nomenclature != NULL &&
                 cpx_nomenclature_is_starter (facts->request->nomenclature);
  compare_with_plan (&self, facts->request);
  judge (&self, facts);
  missing = cpx_coding_state_list_missing (facts->request);
  self.may_add_planned = self.may_change && missing[0] != NULL;

  return self;
}

/**
 * cpx_coding_state_clear:
 * @self: a state
 */
void
cpx_coding_state_clear (CpxCodingState *self)
{
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->comparison);
  g_free (self->notice);
  g_free (self->why_not);
  memset (self, 0, sizeof *self);
}

/**
 * cpx_coding_state_may_change:
 * @request: (nullable): what is chosen
 * @may_write: whether the user codes
 *
 * Returns: whether acts may be chosen now: it is read, not locked, and the user codes
 */
gboolean
cpx_coding_state_may_change (CpxCodingRequest *request,
                             gboolean          may_write)
{
  return request != NULL && may_write && cpx_coding_request_may_change (request);
}

/**
 * cpx_coding_state_find_line:
 * @draft: a draft
 * @code: of an act
 *
 * Returns: the position of the act among those kept, the last one if it is there twice; -1 if it is not
 */
int
cpx_coding_state_find_line (CpxCodingDraft *draft,
                            const char     *code)
{
  for (guint i = cpx_coding_draft_get_n_lines (draft); i > 0; i--)
    {
      if (g_str_equal (cpx_coding_draft_get_line (draft, i - 1)->code, code))
        return (int) i - 1;
    }

  return -1;
}

/**
 * cpx_coding_state_has_code:
 * @draft: a draft
 * @code: of an act
 *
 * Returns: whether the act is among those kept
 */
gboolean
cpx_coding_state_has_code (CpxCodingDraft *draft,
                           const char     *code)
{
  return cpx_coding_state_find_line (draft, code) >= 0;
}

/**
 * cpx_coding_state_list_missing:
 * @request: what is chosen
 *
 * Returns: (transfer full): the planned acts that are not coded
 */
char **
cpx_coding_state_list_missing (CpxCodingRequest *request)
{
  const char *text = cpx_record_get_text (request->intervention, CPX_INTERVENTION_PLANNED_ACTS);
  g_auto(GStrv) planned = cpx_ccam_code_list (text != NULL ? text : "");
  g_autoptr(GStrvBuilder) missing = g_strv_builder_new ();

  for (guint i = 0; planned[i] != NULL; i++)
    {
      if (!cpx_coding_state_has_code (request->draft, planned[i]))
        g_strv_builder_add (missing, planned[i]);
    }

  return g_strv_builder_end (missing);
}
