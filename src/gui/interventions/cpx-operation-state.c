/* cpx-operation-state.c: an operation of a patient in words, with its report and its acts, and what may be done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-operation-state.h"

#include <cpx-act.h>
#include <cpx-ccam-code.h>
#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-practitioner.h>
#include <cpx-price.h>

#include <glib/gi18n-lib.h>

static gboolean
is (CpxRecord  *record,
    int         field,
    const char *value)
{
  return record != NULL && g_strcmp0 (cpx_record_get_text (record, field), value) == 0;
}

/* The first record of @list whose @field is @value, or whose id is if @field is negative; borrowed from @list. */
static CpxRecord *
find (GListModel *list,
      int         field,
      const char *value)
{
  for (guint i = 0; list != NULL && value != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(CpxRecord) record = g_list_model_get_item (list, i);

      if (g_strcmp0 (field < 0 ? cpx_record_get_id (record) : cpx_record_get_text (record, field), value) == 0)
        return record;
    }

  return NULL;
}

static void
append (GString    *line,
        const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
}

static char *
say_when (const CpxOperationInput *input)
{
  CpxRecord *surgeon = find (input->practitioners, -1, cpx_record_get_text (input->intervention,
                                                                            CPX_INTERVENTION_SURGEON));
  g_autofree char *name = surgeon != NULL ? cpx_practitioner_dup_name (surgeon) : NULL;
  g_autofree char *date = cpx_record_dup_display (input->intervention, CPX_INTERVENTION_DATE);
  g_autofree char *side = cpx_intervention_dup_side (input->intervention);
  GString *line = g_string_new (NULL);

  append (line, *date != '\0' ? date : _("no date yet"));
  append (line, side);
  append (line, name);

  return g_string_free (line, FALSE);
}

/* Acts */

static int
compare_position (gconstpointer a,
                  gconstpointer b)
{
  CpxRecord *one = *(CpxRecord * const *) a;
  CpxRecord *other = *(CpxRecord * const *) b;
  gint64 difference =
    cpx_record_get_integer (one, CPX_ACT_POSITION) - cpx_record_get_integer (other, CPX_ACT_POSITION);

  return difference < 0 ? -1 : difference > 0 ? 1 : g_strcmp0 (cpx_record_get_id (one), cpx_record_get_id (other));
}

/**
 * cpx_operation_state_list_acts:
 * @acts: (nullable): acts, of other operations too
 * @intervention_id: an operation
 *
 * Returns: (transfer full) (element-type CpxRecord): its acts, by position
 */
GPtrArray *
cpx_operation_state_list_acts (GListModel *acts,
                               const char *intervention_id)
{
  GPtrArray *own = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; acts != NULL && i < g_list_model_get_n_items (acts); i++)
    {
      g_autoptr(CpxRecord) act = g_list_model_get_item (acts, i);

      if (is (act, CPX_ACT_INTERVENTION, intervention_id))
        g_ptr_array_add (own, g_steal_pointer (&act));
    }
  g_ptr_array_sort (own, compare_position);

  return own;
}

static gint64
get_amount (CpxRecord *act)
{
  return cpx_record_get_integer (act, CPX_ACT_BASE_CENTS) + cpx_record_get_integer (act, CPX_ACT_OVERCHARGE_CENTS);
}

static char *
say_acts (const CpxOperationInput *input)
{
  g_autoptr(GPtrArray) acts =
    cpx_operation_state_list_acts (input->acts, cpx_record_get_id (input->intervention));
  const char *planned = cpx_record_get_text (input->intervention, CPX_INTERVENTION_PLANNED_ACTS);
  GString *line = g_string_new (NULL);
  g_autofree char *total = NULL;
  gint64 cents = 0;

  for (guint i = 0; i < acts->len; i++)
    {
      append (line, cpx_record_get_text (g_ptr_array_index (acts, i), CPX_ACT_CODE));
      cents += get_amount (g_ptr_array_index (acts, i));
    }
  total = cents > 0 ? cpx_cents_dup_text (cents) : NULL;
  append (line, total);
  if (acts->len == 0 && planned != NULL)
    g_string_append_printf (line, _("Planned: %s"), planned);

  return g_string_free (line, FALSE);
}

/**
 * cpx_operation_state_dup_act:
 * @act: an act
 *
 * Writes what of an act is not its code: activity, association, modifiers, amount.
 *
 * Returns: (transfer full): "activity 1 · modifiers JK · 293.94 €"
 */
char *
cpx_operation_state_dup_act (CpxRecord *act)
{
  GString *line = g_string_new (NULL);
  const char *association = cpx_record_get_text (act, CPX_ACT_ASSOCIATION);
  const char *modifiers = cpx_record_get_text (act, CPX_ACT_MODIFIERS);
  gint64 overcharge = cpx_record_get_integer (act, CPX_ACT_OVERCHARGE_CENTS);
  g_autofree char *base = cpx_cents_dup_text (cpx_record_get_integer (act, CPX_ACT_BASE_CENTS));
  g_autofree char *over = cpx_cents_dup_text (overcharge);

  g_string_printf (line, _("activity %d"), (int) cpx_record_get_integer (act, CPX_ACT_ACTIVITY));
  if (association != NULL && !g_str_equal (association, "none"))
    {
      g_autofree char *label = cpx_record_dup_display_inside (act, CPX_ACT_ASSOCIATION);

      append (line, label);
    }
  if (modifiers != NULL)
    g_string_append_printf (line, " · %s %s", _("modifiers"), modifiers);
  if (cpx_record_has (act, CPX_ACT_BASE_CENTS))
    append (line, base);
  if (overcharge > 0)
    g_string_append_printf (line, " + %s", over);

  return g_string_free (line, FALSE);
}

/* The state, in the words of coding once it took place */

/**
 * cpx_operation_state_find_coding:
 * @codings: (nullable): codings, of other operations too
 * @intervention_id: an operation
 *
 * Returns: (transfer none) (nullable): its coding
 */
CpxRecord *
cpx_operation_state_find_coding (GListModel *codings,
                                 const char *intervention_id)
{
  return find (codings, CPX_CODING_INTERVENTION, intervention_id);
}

static void
say_state (const CpxOperationInput *input,
           CpxOperationState       *state)
{
  CpxRecord *coding = cpx_operation_state_find_coding (input->codings, cpx_record_get_id (input->intervention));

  if (is (input->intervention, CPX_INTERVENTION_STATE, "done"))
    {
      state->tone = CPX_OPERATION_WAITS;
      state->state = g_strdup (is (coding, CPX_CODING_STATE, "reopened") ? _("Coding reopened")
                               : coding != NULL                         ? _("Coding begun")
                                                                        : _("Not coded"));
    }
  else if (is (input->intervention, CPX_INTERVENTION_STATE, "coded"))
    {
      state->tone = CPX_OPERATION_DONE;
      state->state = g_strdup (is (coding, CPX_CODING_STATE, "locked") ? _("Coding locked") : _("Coding validated"));
    }
  else
    state->state = cpx_record_dup_display (input->intervention, CPX_INTERVENTION_STATE);
}

static gboolean
took_place (CpxRecord *intervention)
{
  static const char * const states[] = { "done", "coded", "billed", NULL };
  const char *state = cpx_record_get_text (intervention, CPX_INTERVENTION_STATE);

  return state != NULL && g_strv_contains (states, state);
}

static void
say_report (const CpxOperationInput *input,
            CpxOperationState       *state)
{
  const char *id = cpx_record_get_id (input->intervention);
  gboolean found = FALSE;
  gboolean all_signed = TRUE;

  for (guint i = 0; input->notes != NULL && i < g_list_model_get_n_items (input->notes); i++)
    {
      g_autoptr(CpxRecord) note = g_list_model_get_item (input->notes, i);

      if (!is (note, CPX_OPERATIVE_NOTE_INTERVENTION, id))
        continue;
      found = TRUE;
      all_signed = all_signed && cpx_operative_note_is_signed (note);
    }
  state->misses_report = !found && took_place (input->intervention);
  if (found)
    state->report = all_signed ? _("Report signed") : _("Report not signed");
  else if (state->misses_report)
    state->report = _("No report");
}

/**
 * cpx_operation_state_compute:
 * @input: an operation with what hangs on it
 *
 * Puts an operation into words.
 *
 * Returns: the state, to be cleared with cpx_operation_state_clear()
 */
CpxOperationState
cpx_operation_state_compute (const CpxOperationInput *input)
{
  const char *label = cpx_record_get_text (input->intervention, CPX_INTERVENTION_LABEL);
  gboolean coded = is (input->intervention, CPX_INTERVENTION_STATE, "coded") ||
                   is (input->intervention, CPX_INTERVENTION_STATE, "billed");
  CpxOperationState state = {
    .title = g_strdup (label != NULL ? label : cpx_kind_get_label (&cpx_intervention_kind)),
    .when = say_when (input),
    .acts = say_acts (input),
    .can_cancel = !coded && !is (input->intervention, CPX_INTERVENTION_STATE, "cancelled"),
    .can_code = took_place (input->intervention) && cpx_record_has (input->intervention, CPX_INTERVENTION_DATE),
    .code_label = coded ? C_("page", "Coding") : C_("verb", "Code"),
    .is_fixed = coded,
  };

  say_state (input, &state);
  say_report (input, &state);

  return state;
}

/**
 * cpx_operation_state_clear:
 * @self: a state
 *
 * Frees what a state owns.
 */
void
cpx_operation_state_clear (CpxOperationState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->when, g_free);
  g_clear_pointer (&self->acts, g_free);
  g_clear_pointer (&self->state, g_free);
}

/**
 * cpx_operation_state_compare:
 * @a: an operation
 * @b: another
 *
 * Returns: negative if @a comes first: those without a date, then the latest
 */
int
cpx_operation_state_compare (CpxRecord *a,
                             CpxRecord *b)
{
  const char *one = cpx_record_get_text (a, CPX_INTERVENTION_DATE);
  const char *other = cpx_record_get_text (b, CPX_INTERVENTION_DATE);

  if ((one == NULL) != (other == NULL))
    return one == NULL ? -1 : 1;
  if (g_strcmp0 (one, other) != 0)
    return -g_strcmp0 (one, other);

  return -g_strcmp0 (cpx_record_get_id (a), cpx_record_get_id (b));
}

/**
 * cpx_operation_state_guess:
 * @typed_date: the day of a new operation, as typed
 * @state: its state so far
 * @today: the day
 *
 * Returns: (nullable): the state that suits the day better; `NULL` if @state was chosen, or suits
 */
const char *
cpx_operation_state_guess (const char     *typed_date,
                           const char     *state,
                           CpxPartialDate  today)
{
  CpxPartialDate date;
  const char *suits;

  if (!cpx_partial_date_parse (typed_date, &date) || !cpx_partial_date_is_full (date))
    return NULL;
  if (!g_str_equal (state, "done") && !g_str_equal (state, "scheduled"))
    return NULL;
  suits = cpx_partial_date_compare (date, today) > 0 ? "scheduled" : "done";

  return g_str_equal (suits, state) ? NULL : suits;
}

static char *
join_codes_without (const char *codes,
                    const char *left_out,
                    const char *added)
{
  g_auto(GStrv) parts = cpx_ccam_code_list (codes);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) kept = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!g_str_equal (parts[i], left_out))
        g_strv_builder_add (builder, parts[i]);
    }
  if (added != NULL)
    g_strv_builder_add (builder, added);
  kept = g_strv_builder_end (builder);

  return g_strjoinv (" ", kept);
}

/**
 * cpx_operation_state_add_code:
 * @codes: codes of planned acts
 * @code: another one
 *
 * Returns: (transfer full): the codes with @code at the end; as they were if it is among them
 */
char *
cpx_operation_state_add_code (const char *codes,
                              const char *code)
{
  g_auto(GStrv) parts = cpx_ccam_code_list (codes);

  if (g_strv_contains ((const char * const *) parts, code))
    return g_strjoinv (" ", parts);

  return join_codes_without (codes, code, code);
}

/**
 * cpx_operation_state_remove_code:
 * @codes: codes of planned acts
 * @code: one of them
 *
 * Returns: (transfer full): the codes without @code
 */
char *
cpx_operation_state_remove_code (const char *codes,
                                 const char *code)
{
  return join_codes_without (codes, code, NULL);
}
