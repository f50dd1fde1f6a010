/* cpx-unlock-state.c: what the unlock page shows, from what was typed and answered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-unlock-state.h"

#include <glib/gi18n-lib.h>

#define CODE_DIGITS 6

/**
 * cpx_unlock_state_is_code:
 * @text: a one-time code as typed
 *
 * Returns: whether @text has six digits, and else spaces only
 */
gboolean
cpx_unlock_state_is_code (const char *text)
{
  guint n_digits = 0;

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isdigit (*text))
        n_digits++;
      else if (*text != ' ')
        return FALSE;
    }

  return n_digits == CODE_DIGITS;
}

static char *
describe_wait (gint64 wait_us)
{
  guint seconds = (guint) ((wait_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Try again in %u second", "Try again in %u seconds", seconds),
                          seconds);
}

static char *
make_sentence (const CpxUnlockInput *input)
{
  g_autofree char *wait = input->wait_us > 0 && !input->busy ? describe_wait (input->wait_us) : NULL;

  if (input->busy)
    return NULL;
  if (wait != NULL && input->failure != NULL)
    return g_strdup_printf ("%s. %s.", input->failure, wait);
  if (wait != NULL)
    return g_strdup_printf ("%s.", wait);

  return g_strdup (input->failure != NULL ? input->failure : input->news);
}

/**
 * cpx_unlock_state_compute:
 * @input: what was typed and answered
 *
 * Computes what the unlock page shows.
 *
 * Returns: the state, to be cleared with cpx_unlock_state_clear()
 */
CpxUnlockState
cpx_unlock_state_compute (const CpxUnlockInput *input)
{
  gboolean has_code = !input->asks_code || cpx_unlock_state_is_code (input->code);
  gboolean typed = *input->login != '\0' && *input->passphrase != '\0';

  return (CpxUnlockState) {
    .can_unlock = typed && has_code && !input->busy && input->wait_us <= 0,
    .can_type = !input->busy,
    .shows_code = input->asks_code,
    .shows_spinner = input->busy,
    .sentence = make_sentence (input),
    .style_class = input->news != NULL && input->failure == NULL && input->wait_us <= 0 ? "success" : "message",
  };
}

/**
 * cpx_unlock_state_clear:
 * @self: a state
 *
 * Frees what a state owns.
 */
void
cpx_unlock_state_clear (CpxUnlockState *self)
{
  g_clear_pointer (&self->sentence, g_free);
}
