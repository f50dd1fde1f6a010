/* cpx-ccam-list-state.c: what stands at the left of the CCAM: a list, or why there is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-list-state.h"

#include <glib/gi18n-lib.h>

static void
show_nothing (CpxCcamListState *state,
              const char       *icon_name,
              const char       *title,
              const char       *description)
{
  state->page = "nothing";
  state->icon_name = icon_name;
  state->title = g_strdup (title);
  state->description = g_strdup (description);
}

static void
show_failure (CpxCcamListState       *state,
              const CpxCcamListInput *input)
{
  show_nothing (state, "dialog-warning-symbolic", _("The CCAM could not be opened"), input->failure);
  state->retry = TRUE;
}

static char *
count_found (const CpxCcamListInput *input)
{
  g_autofree char *found =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u act", "%u acts", input->n_found), input->n_found);

  if (input->n_unknown > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %u left out: this version does not tell",
                                         "%s, %u left out: this version does not tell", input->n_unknown),
                            found, input->n_unknown);
  if (input->n_shown < input->n_found)
    return g_strdup_printf (_("%s, the first %u shown"), found, input->n_shown);

  return g_steal_pointer (&found);
}

/* A word that is in no act was left out of the search. */
static char *
make_count (const CpxCcamListInput *input)
{
  g_autofree char *found = count_found (input);

  if (input->unheard != NULL && input->n_found > 0)
    return g_strdup_printf (_("%s; no act has “%s”"), found, input->unheard);

  return g_steal_pointer (&found);
}

static void
show_results (CpxCcamListState       *state,
              const CpxCcamListInput *input)
{
  state->page = "results";
  if (input->n_found == 0)
    show_nothing (state, "edit-find-symbolic", _("No act found"),
                  input->filtered ? _("None fits both the words and the filters")
                                  : _("Search by the beginning of a code, or by words: site, action, approach"));
  state->unfilter = input->n_found == 0 && input->filtered;
  state->foot = make_count (input);
}

static void
show_favourites (CpxCcamListState       *state,
                 const CpxCcamListInput *input)
{
  state->page = "favourites";
  if (input->n_favourites == 0)
    show_nothing (state, "starred-symbolic", _("No favourites yet"),
                  _("Open an act and press Ctrl+D, or its star: it will be at hand here"));
  else
    state->foot = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u favourite", "%u favourites", input->n_favourites),
                                   input->n_favourites);
}

static void
show_used (CpxCcamListState       *state,
           const CpxCcamListInput *input)
{
  state->page = "used";
  if (input->used == CPX_USED_ACTS_NOBODY)
    show_nothing (state, "cpx-history-symbolic", _("Nothing counted yet"),
                  _("The acts recorded here will be counted. Until then, import the public volumes: Settings, CCAM"));
  else
    state->foot = g_strdup (input->used == CPX_USED_ACTS_OWN        ? _("As you recorded them")
                            : input->used == CPX_USED_ACTS_PRACTICE ? _("As recorded in this practice")
                                                                    : _("As the imported volumes count them"));
}

/**
 * cpx_ccam_list_state_compute:
 * @input: what is in the lists and what was asked
 *
 * Returns: the state, to be cleared with cpx_ccam_list_state_clear()
 */
CpxCcamListState
cpx_ccam_list_state_compute (const CpxCcamListInput *input)
{
  CpxCcamListState state = { .page = "chapters" };
  gboolean asked = input->typed[strspn (input->typed, " \t")] != '\0' || input->filtered;

  if (input->failure != NULL)
    show_failure (&state, input);
  else if (input->loading)
    state.page = "loading";
  else if (asked)
    show_results (&state, input);
  else if (input->shelf == CPX_CCAM_SHELF_FAVOURITES)
    show_favourites (&state, input);
  else if (input->shelf == CPX_CCAM_SHELF_USED)
    show_used (&state, input);
  else
    state.foot = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u act", "%u acts", input->n_acts), input->n_acts);
  state.shelves = !asked && input->failure == NULL && !input->loading;

  return state;
}

/**
 * cpx_ccam_list_state_clear:
 * @self: a state
 */
void
cpx_ccam_list_state_clear (CpxCcamListState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->foot, g_free);
}
