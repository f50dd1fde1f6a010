/* cpx-list-state.c: what the list of patients shows: its rows, or why there are none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-list-state.h"

#include <glib/gi18n-lib.h>

static void
explain_failure (CpxListState       *state,
                 const CpxListInput *input)
{
  state->icon_name = "dialog-warning-symbolic";
  state->title = g_strdup (_("The list could not be read"));
  state->description = g_strdup (input->failure);
}

static void
explain_no_hit (CpxListState       *state,
                const CpxListInput *input)
{
  g_autofree char *query = g_strstrip (g_strdup (input->query));

  state->icon_name = "edit-find-symbolic";
  state->title = g_strdup (_("No patient found"));
  state->description = g_strdup (_("Search by name, first name, date of birth, number or phone"));
  if (input->may_add)
    state->add_label = g_strdup_printf (_("Create “%s”"), query);
}

static void
explain_empty (CpxListState       *state,
               const CpxListInput *input)
{
  state->icon_name = "system-users-symbolic";
  state->title = g_strdup (_("No patient yet"));
  state->description = g_strdup (_("The first file begins with the identity of the patient"));
  if (input->may_add)
    state->add_label = g_strdup (_("New patient"));
}

/**
 * cpx_list_state_compute:
 * @input: what is in the list and what was searched
 *
 * Computes what the list shows.
 *
 * Returns: the state, to be cleared with cpx_list_state_clear()
 */
CpxListState
cpx_list_state_compute (const CpxListInput *input)
{
  CpxListState state = { .page = "nothing" };

  if (input->failure != NULL)
    explain_failure (&state, input);
  else if (input->n_rows > 0 || input->loading)
    state.page = "rows";
  else if (*input->query != '\0')
    explain_no_hit (&state, input);
  else
    explain_empty (&state, input);
  state.count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u patient", "%u patients", input->n_rows),
                                 input->n_rows);

  return state;
}

/**
 * cpx_list_state_clear:
 * @self: a state
 *
 * Frees what a state owns.
 */
void
cpx_list_state_clear (CpxListState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->add_label, g_free);
  g_clear_pointer (&self->count, g_free);
}
