/* cpx-uncoded-state.c: the work list in words: its rows, what is found in it, what is said when it is empty.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-uncoded-state.h"

#include <cpx-day.h>
#include <cpx-fold.h>
#include <cpx-intervention.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
say_age (const char     *iso,
         CpxPartialDate  today)
{
  CpxPartialDate date;
  int n_days;

  if (iso == NULL || !cpx_partial_date_parse_iso (iso, &date) || !cpx_partial_date_is_full (date))
    return g_strdup ("");
  n_days = cpx_day_count_to (cpx_day_from_partial (date), cpx_day_from_partial (today));
  if (n_days <= 0)
    return g_strdup (_("today"));
  if (n_days == 1)
    return g_strdup (_("yesterday"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day ago", "%d days ago", (gulong) n_days), n_days);
}

static void
append (GString    *line,
        const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
}

static char *
describe_operation (CpxRecord *intervention)
{
  GString *line = g_string_new (NULL);
  g_autofree char *side = cpx_intervention_dup_side (intervention);

  append (line, cpx_record_get_text (intervention, CPX_INTERVENTION_LABEL));
  append (line, side);
  append (line, cpx_record_get_text (intervention, CPX_INTERVENTION_PLANNED_ACTS));

  return g_string_free (line, FALSE);
}

/**
 * cpx_uncoded_state_compute:
 * @input: an operation to be coded
 * @today: the day
 *
 * Puts a row of the work list into words.
 *
 * Returns: the state, to be cleared with cpx_uncoded_state_clear()
 */
CpxUncodedState
cpx_uncoded_state_compute (const CpxUncodedInput *input,
                           CpxPartialDate         today)
{
  return (CpxUncodedState) {
    .date = cpx_record_dup_display (input->intervention, CPX_INTERVENTION_DATE),
    .age = say_age (cpx_record_get_text (input->intervention, CPX_INTERVENTION_DATE), today),
    .patient = cpx_patient_dup_name (input->patient),
    .operation = describe_operation (input->intervention),
    .surgeon = input->surgeon != NULL ? cpx_practitioner_dup_name (input->surgeon) : g_strdup (""),
    .state = input->has_choices ? _("Choices not recorded") : input->has_draft ? _("Coding begun") : _("Not coded"),
    .missing = input->has_note ? NULL : _("No report"),
  };
}

/**
 * cpx_uncoded_state_clear:
 * @self: a state
 *
 * Frees what a state owns.
 */
void
cpx_uncoded_state_clear (CpxUncodedState *self)
{
  g_clear_pointer (&self->date, g_free);
  g_clear_pointer (&self->age, g_free);
  g_clear_pointer (&self->patient, g_free);
  g_clear_pointer (&self->operation, g_free);
  g_clear_pointer (&self->surgeon, g_free);
}

/* Both names of a patient who uses another than at birth; the date as it is shown. */
static char *
fold_row (const CpxUncodedInput *input)
{
  const CpxPartialDate any_day = { 2000, 1, 1 };
  g_auto(CpxUncodedState) state = cpx_uncoded_state_compute (input, any_day);
  const char *birth_name = cpx_record_get_text (input->patient, CPX_PATIENT_BIRTH_NAME);
  g_autofree char *line = g_strjoin (" ", state.patient, birth_name != NULL ? birth_name : "", state.operation,
                                     state.surgeon, state.date, NULL);

  return cpx_fold (line);
}

/**
 * cpx_uncoded_state_matches:
 * @input: an operation to be coded
 * @query: words, in any order, as typed
 *
 * Returns: `TRUE` if each word stands in the row: names, operation, codes, surgeon, date
 */
gboolean
cpx_uncoded_state_matches (const CpxUncodedInput *input,
                           const char            *query)
{
  g_auto(GStrv) words = cpx_fold_tokens (query);
  g_autofree char *row = NULL;

  if (words == NULL || words[0] == NULL)
    return TRUE;
  row = fold_row (input);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strstr (row, words[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_uncoded_state_has_own:
 * @user: a user
 *
 * Returns: `TRUE` if the directory may know them as a surgeon
 */
gboolean
cpx_uncoded_state_has_own (CpxRecord *user)
{
  return cpx_record_has (user, CPX_USER_PRACTITIONER) || cpx_record_has (user, CPX_USER_RPPS);
}

/**
 * cpx_uncoded_state_is_own:
 * @user: a user
 * @surgeon: (nullable): who operated
 *
 * Returns: `TRUE` if they are the same person: named by the user's file, or of the same RPPS number
 */
gboolean
cpx_uncoded_state_is_own (CpxRecord *user,
                          CpxRecord *surgeon)
{
  const char *linked = cpx_record_get_text (user, CPX_USER_PRACTITIONER);
  const char *rpps = cpx_record_get_text (user, CPX_USER_RPPS);

  if (surgeon == NULL)
    return FALSE;
  if (linked != NULL)
    return g_str_equal (linked, cpx_record_get_id (surgeon));

  return rpps != NULL && g_strcmp0 (rpps, cpx_record_get_text (surgeon, CPX_PRACTITIONER_RPPS)) == 0;
}

static void
explain_empty (CpxWorkListState       *state,
               const CpxWorkListInput *input)
{
  if (input->n_all == 0 || (input->only_own && input->n_own == 0))
    {
      state->icon_name = "emblem-ok-symbolic";
      state->title = input->n_all == 0 ? _("No uncoded operation") : _("None of yours is uncoded");
      state->description = g_strdup (input->n_all == 0
                                     ? _("An operation that was performed waits here until its coding is validated.")
                                     : _("“All” shows those of the other surgeons."));
      return;
    }
  state->icon_name = "edit-find-symbolic";
  state->title = _("No operation found");
  state->description = g_strdup (_("Search by patient, operation, code, surgeon or date."));
}

static char *
say_count (const CpxWorkListInput *input)
{
  if (input->n_shown == input->n_all)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u operation", "%u operations", input->n_all), input->n_all);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u operation", "%u of %u operations", input->n_all),
                          input->n_shown, input->n_all);
}

/**
 * cpx_work_list_state_compute:
 * @input: what is in the list and how it is filtered
 *
 * Computes what the page shows.
 *
 * Returns: the state, to be cleared with cpx_work_list_state_clear()
 */
CpxWorkListState
cpx_work_list_state_compute (const CpxWorkListInput *input)
{
  CpxWorkListState state = { .page = "nothing", .count = say_count (input) };

  if (input->failure != NULL)
    {
      state.icon_name = "dialog-warning-symbolic";
      state.title = _("The list could not be read");
      state.description = g_strdup (input->failure);
    }
  else if (input->n_shown > 0 || !input->loaded)
    state.page = "rows";
  else
    explain_empty (&state, input);

  return state;
}

/**
 * cpx_work_list_state_clear:
 * @self: a state
 *
 * Frees what a state owns.
 */
void
cpx_work_list_state_clear (CpxWorkListState *self)
{
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->count, g_free);
}

/**
 * cpx_work_list_state_pick_next:
 * @ids: (array zero-terminated=1): the operations of the list, in its order
 * @current: the one that was just coded; it may have left the list
 *
 * Returns: the position of the one to code next: the one after @current, else the first; -1 if there is none
 */
int
cpx_work_list_state_pick_next (const char * const *ids,
                               const char         *current)
{
  int first_other = -1;
  gboolean seen = FALSE;

  for (int i = 0; ids[i] != NULL; i++)
    {
      if (g_strcmp0 (ids[i], current) == 0)
        seen = TRUE;
      else if (seen)
        return i;
      else if (first_other < 0)
        first_other = i;
    }

  return first_other;
}
