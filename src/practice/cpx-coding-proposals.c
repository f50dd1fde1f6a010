/* cpx-coding-proposals.c: what was proposed for an operation against what is kept.
 *
 * A gesture is answered when one of its codes is kept, or an act in place of one of them. An act that is no proposal
 * while a gesture is left unanswered stands in its place: it has its motive and its reason, which the act's own rules
 * check, and names what it stands in place of. Planned acts and those of a coding taken over were decided before; a
 * proposal that is hardly likely ("not enough evidence") is none. The codes put aside count: who puts all of them aside
 * and searches has found them wrong, and says why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-proposals.h"

#include "cpx-coding-records.h"
#include "cpx-learning.h"
#include "cpx-practice-private.h"
#include "cpx-suggesters.h"

#include <cpx-act.h>
#include <cpx-ccam-code.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-suggestion.h>
#include <glib/gi18n-lib.h>

/* As many as the panel shows. */
#define MAX_PROPOSALS 9

static const char *
get_code (json_t *suggestion)
{
  const char *code = json_string_value (json_object_get (suggestion, "code"));

  return code != NULL ? code : "";
}

static gboolean
has_code (CpxCodingRequest *request,
          const char       *code)
{
  for (guint i = 0; i < cpx_coding_draft_get_n_lines (request->draft); i++)
    {
      const CpxActChoice *choice = g_ptr_array_index (request->choices, i);

      if (g_str_equal (cpx_coding_draft_get_line (request->draft, i)->code, code) ||
          g_strcmp0 (choice->proposed_code, code) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_answered (json_t           *suggestions,
             json_int_t        group,
             CpxCodingRequest *request)
{
  gsize i;
  json_t *suggestion;

  json_array_foreach (suggestions, i, suggestion)
    {
      if (json_integer_value (json_object_get (suggestion, "group")) == group &&
          has_code (request, get_code (suggestion)))
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_coding_proposals_mark:
 * @suggestions: (nullable): an array
 * @shown: whether a person sees them
 *
 * Says of each suggestion whether it was shown, for the record.
 */
void
cpx_coding_proposals_mark (json_t   *suggestions,
                           gboolean  shown)
{
  gsize i;
  json_t *suggestion;

  json_array_foreach (suggestions, i, suggestion)
    {
      json_object_set_new (suggestion, "shown", json_boolean (shown));
    }
}

/**
 * cpx_coding_proposals_get_shown:
 * @suggestions: (nullable): as they were recorded
 *
 * Returns: what a person saw of them
 */
CpxShown
cpx_coding_proposals_get_shown (json_t *suggestions)
{
  gsize n_shown = 0;
  gsize i;
  json_t *suggestion;

  if (json_array_size (suggestions) == 0)
    return CPX_SHOWN_NOTHING;
  json_array_foreach (suggestions, i, suggestion)
    {
      json_t *shown = json_object_get (suggestion, "shown");

      if (!json_is_boolean (shown))
        return CPX_SHOWN_UNKNOWN;
      n_shown += json_is_true (shown);
    }

  return n_shown == 0 ? CPX_SHOWN_NONE : n_shown < json_array_size (suggestions) ? CPX_SHOWN_SOME : CPX_SHOWN_ALL;
}

/**
 * cpx_coding_proposals_hold:
 * @suggestions: (nullable): as cpx_suggestions_to_json() tells them, those put aside among them
 * @code: of an act
 *
 * Returns: whether @code is one of them
 */
gboolean
cpx_coding_proposals_hold (json_t     *suggestions,
                           const char *code)
{
  gsize i;
  json_t *suggestion;

  json_array_foreach (suggestions, i, suggestion)
    {
      if (g_str_equal (get_code (suggestion), code))
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_coding_proposals_find_unanswered:
 * @suggestions: (nullable): the same
 * @request: what is chosen
 *
 * Returns: (nullable): the likeliest code of the gestures for which nothing is kept; lent by @suggestions
 */
const char *
cpx_coding_proposals_find_unanswered (json_t           *suggestions,
                                      CpxCodingRequest *request)
{
  json_t *best = NULL;
  double most = 0;
  gsize i;
  json_t *suggestion;

  json_array_foreach (suggestions, i, suggestion)
    {
      double confidence = json_number_value (json_object_get (suggestion, "confidence"));
      json_int_t group = json_integer_value (json_object_get (suggestion, "group"));

      if (confidence >= CPX_SUGGESTION_ENOUGH && confidence > most && !is_answered (suggestions, group, request))
        {
          best = suggestion;
          most = confidence;
        }
    }

  return best != NULL ? get_code (best) : NULL;
}

/**
 * cpx_coding_proposals_find_gesture:
 * @suggestions: (nullable): the same
 * @code: (nullable): of an act
 *
 * Returns: for which gesture of the report @code is proposed, counted from 1; 0 if it is not
 */
int
cpx_coding_proposals_find_gesture (json_t     *suggestions,
                                   const char *code)
{
  gsize i;
  json_t *suggestion;

  json_array_foreach (suggestions, i, suggestion)
    {
      json_t *group = json_object_get (suggestion, "group");

      if (json_is_integer (group) && g_strcmp0 (get_code (suggestion), code) == 0)
        return (int) json_integer_value (group) + 1;
    }

  return 0;
}

/**
 * cpx_coding_proposals_dup_told_draft:
 * @request: what is chosen
 *
 * Returns: (transfer full): its draft, whose lines say which gesture of the report they were proposed for, or kept in
 *   place of: the rules see two answers to one gesture
 */
CpxCodingDraft *
cpx_coding_proposals_dup_told_draft (CpxCodingRequest *request)
{
  CpxCodingDraft *told = g_object_ref (request->draft);

  for (guint i = 0; request->suggestions != NULL && i < cpx_coding_draft_get_n_lines (request->draft); i++)
    {
      const CpxActChoice *choice = i < request->choices->len ? g_ptr_array_index (request->choices, i) : NULL;
      CpxCodingLine line = *cpx_coding_draft_get_line (told, i);
      CpxCodingDraft *next;

      line.gesture = cpx_coding_proposals_find_gesture (request->suggestions, line.code);
      if (line.gesture == 0 && choice != NULL && choice->proposed_code != NULL)
        line.gesture = cpx_coding_proposals_find_gesture (request->suggestions, choice->proposed_code);
      next = cpx_coding_draft_with_line (told, i, &line);
      g_object_unref (told);
      told = next;
    }

  return told;
}

static gboolean
is_planned (CpxCodingRequest *request,
            const char       *code)
{
  const char *text = cpx_record_get_text (request->intervention, CPX_INTERVENTION_PLANNED_ACTS);
  g_auto(GStrv) planned = cpx_ccam_code_list (text != NULL ? text : "");

  return g_strv_contains ((const char * const *) planned, code);
}

/* Whether the act is one that somebody looked for, whatever it says of itself. */
static gboolean
is_own_choice (CpxCodingRequest   *request,
               const char         *code,
               const CpxActChoice *choice)
{
  return choice->proposed_code == NULL && g_strcmp0 (choice->source, "duplicate") != 0 && !is_planned (request, code) &&
         !cpx_coding_proposals_hold (request->suggestions, code);
}

/**
 * cpx_coding_proposals_check:
 * @request: what is decided, with the suggestions as they were shown
 * @all: whether acts that are recorded already are looked at too
 * @error: where the refusal goes
 *
 * Returns: `TRUE` if no act stands in silence in place of one that was proposed
 */
gboolean
cpx_coding_proposals_check (CpxCodingRequest  *request,
                            gboolean           all,
                            GError           **error)
{
  const char *proposed = cpx_coding_proposals_find_unanswered (request->suggestions, request);

  for (guint i = 0; proposed != NULL && i < request->choices->len; i++)
    {
      const CpxActChoice *choice = g_ptr_array_index (request->choices, i);
      const char *code = cpx_coding_draft_get_line (request->draft, i)->code;

      if ((!all && choice->act != NULL) || !is_own_choice (request, code, choice))
        continue;
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   _("%s is proposed for this operation and is not kept: take %s back and add it again in its place, "
                     "with a motive and a reason of %d characters at least."), proposed, code, CPX_ACT_MIN_REASON);
      return FALSE;
    }

  return TRUE;
}

/* A CpxTxnFunc. */
static gpointer
list_reports (CpxTxn    *txn,
              gpointer   intervention_id,
              GError   **error)
{
  return cpx_coding_records_list (txn, &cpx_operative_note_kind, CPX_OPERATIVE_NOTE_INTERVENTION, intervention_id,
                                  error);
}

/* The report; NULL without one, and with @error where it cannot be read. */
static CpxRecord *
find_report (CpxPractice       *practice,
             CpxCodingRequest  *request,
             GError           **error)
{
  g_autoptr(GPtrArray) notes =
    cpx_practice_look (practice, "patient:read", list_reports, (gpointer) cpx_record_get_id (request->intervention),
                       (GDestroyNotify) g_ptr_array_unref, error);

  return notes != NULL && notes->len > 0 ? g_object_ref (g_ptr_array_index (notes, notes->len - 1)) : NULL;
}

/* What was shown on the screen from this very wording stays on record as it was shown. */
static gboolean
was_shown (CpxCodingRequest *request,
           const char       *recorded_hash)
{
  CpxShown shown = cpx_coding_proposals_get_shown (request->suggestions);

  return (shown == CPX_SHOWN_SOME || shown == CPX_SHOWN_ALL) && g_strcmp0 (recorded_hash, request->note_hash) == 0;
}

static json_t *
ask (CpxPractice       *practice,
     CpxCodingRequest  *request,
     const char        *report,
     GError           **error)
{
  const CpxCodingContext *circumstances = cpx_coding_draft_get_context (request->draft);
  g_autoptr(CpxSuggester) suggester = cpx_practice_open_suggester (practice, circumstances->day, error);
  g_autoptr(CpxPracticePrior) prior = suggester != NULL ? cpx_practice_learn (practice, error) : NULL;
  g_autoptr(GPtrArray) suggestions = NULL;
  CpxSuggestContext context = {
    .day = circumstances->day,
    .practitioner = request->practitioner_id,
    .circumstances = circumstances,
    .prior = prior,
    .operation = cpx_record_get_text (request->intervention, CPX_INTERVENTION_LABEL),
    .side = cpx_record_get_text (request->intervention, CPX_INTERVENTION_SIDE),
    .planned = cpx_record_get_text (request->intervention, CPX_INTERVENTION_PLANNED_ACTS),
  };
  json_t *asked;

  if (prior == NULL)
    return NULL;
  suggestions = cpx_suggester_suggest (suggester, report, &context, MAX_PROPOSALS);
  asked = cpx_suggestions_to_json (suggestions);
  cpx_coding_proposals_mark (asked, FALSE);

  return asked;
}

/**
 * cpx_practice_propose:
 * @practice: a practice
 * @request: (inout): an operation; the report, and what it suggests, are put into it
 * @error: where the fault goes
 *
 * Does for who codes without the screen what the screen does: asks the suggestions of this practice, and says of them
 * that nobody saw them. Those that the screen showed from the same wording stay instead. Without a report nothing is
 * proposed.
 *
 * Returns: `FALSE` if they could not be asked
 */
gboolean
cpx_practice_propose (CpxPractice       *practice,
                      CpxCodingRequest  *request,
                      GError           **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(CpxRecord) note = find_report (practice, request, &local_error);
  g_autofree char *recorded_hash = g_strdup (request->note_hash);
  g_autofree char *report = NULL;
  json_t *asked;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (note == NULL || request->nomenclature == NULL)
    return TRUE;
  cpx_coding_request_set_note (request, note);
  if (was_shown (request, recorded_hash))
    return TRUE;
  report = cpx_operative_note_dup_reading (note);
  asked = ask (practice, request, report, error);
  if (asked == NULL)
    return FALSE;
  g_clear_pointer (&request->suggestions, json_decref);
  request->suggestions = asked;

  return TRUE;
}
