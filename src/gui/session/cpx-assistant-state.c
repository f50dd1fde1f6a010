/* cpx-assistant-state.c: what the first-run assistant lets one do, from what was typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-assistant-state.h"

#include <cpx-fold.h>
#include <cpx-rpps.h>

#include <glib/gi18n-lib.h>

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (!g_unichar_isspace (g_utf8_get_char (text)))
        return FALSE;
    }

  return TRUE;
}

static char *
judge_you (const CpxAssistantInput *input,
           gboolean                *out_good)
{
  gboolean rpps_wrong = !is_blank (input->rpps) && !cpx_rpps_is_valid (input->rpps);

  *out_good = input->has_passphrase && !rpps_wrong && !is_blank (input->user_name) && !is_blank (input->login);
  if (rpps_wrong)
    return g_strdup (_("The RPPS number is not right: it must have 11 digits, the last of which is a key; check each "
                       "digit"));

  return NULL;
}

static gboolean
judge (const CpxAssistantInput  *input,
       char                    **out_sentence)
{
  gboolean good = FALSE;

  switch (input->step)
    {
    case CPX_STEP_PRACTICE:
      return !is_blank (input->practice_name);
    case CPX_STEP_YOU:
      *out_sentence = judge_you (input, &good);
      return good;
    case CPX_STEP_RECOVERY:
      return input->proved;
    case CPX_N_STEPS:
    default:
      return FALSE;
    }
}

/**
 * cpx_assistant_state_compute:
 * @input: what was typed
 *
 * Computes what the assistant shows.
 *
 * Returns: the state, to be cleared with cpx_assistant_state_clear()
 */
CpxAssistantState
cpx_assistant_state_compute (const CpxAssistantInput *input)
{
  CpxAssistantState state = { 0 };

  state.can_go_on = judge (input, &state.sentence) && !input->busy;
  state.can_go_back = input->step == CPX_STEP_YOU && !input->busy;
  state.shows_spinner = input->busy;
  state.title = g_strdup_printf (_("Step %d of %d"), (int) input->step + 1, (int) CPX_N_STEPS);
  if (input->failure != NULL)
    {
      g_free (state.sentence);
      state.sentence = g_strdup (input->failure);
    }

  return state;
}

/**
 * cpx_assistant_state_clear:
 * @self: a state
 *
 * Frees what a state owns.
 */
void
cpx_assistant_state_clear (CpxAssistantState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->sentence, g_free);
}

/**
 * cpx_assistant_state_suggest_login:
 * @user_name: "Dr Claire Martin"
 *
 * Suggests a login from a name: the last word, folded.
 *
 * Returns: (transfer full): "martin", or empty text
 */
char *
cpx_assistant_state_suggest_login (const char *user_name)
{
  g_auto(GStrv) words = cpx_fold_tokens (user_name);
  guint n_words = words != NULL ? g_strv_length (words) : 0;

  return g_strdup (n_words > 0 ? words[n_words - 1] : "");
}
