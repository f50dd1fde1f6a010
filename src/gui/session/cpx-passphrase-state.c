/* cpx-passphrase-state.c: whether a new passphrase, typed twice, will do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-passphrase-state.h"

#include <cpx-create-practice.h>

#include <glib/gi18n-lib.h>

/**
 * cpx_passphrase_state_compute:
 * @login: whose passphrase it will be
 * @first: as typed
 * @second: as typed again
 *
 * Tells whether the passphrase is good enough and typed twice alike.
 *
 * Returns: the state, to be cleared with cpx_passphrase_state_clear()
 */
CpxPassphraseState
cpx_passphrase_state_compute (const char *login,
                              const char *first,
                              const char *second)
{
  CpxPassphraseState state = { 0 };
  g_autoptr(GError) error = NULL;

  if (*first == '\0' && *second == '\0')
    return state;

  if (!cpx_passphrase_check (first, login, &error))
    state.sentence = g_strdup (error->message);
  else if (*second == '\0')
    state.sentence = g_strdup (_("Type the passphrase once more"));
  else if (!g_str_equal (first, second))
    state.sentence = g_strdup (_("The two passphrases differ"));
  state.good = state.sentence == NULL;

  return state;
}

/**
 * cpx_passphrase_state_clear:
 * @self: a state
 *
 * Frees what a state owns.
 */
void
cpx_passphrase_state_clear (CpxPassphraseState *self)
{
  g_clear_pointer (&self->sentence, g_free);
}
