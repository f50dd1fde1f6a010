/* cpx-new-passphrase-state.c: what a screen says of a passphrase while it is typed.
 *
 * Length is what is judged, because it is what a program can judge honestly: a rule about digits and capitals would
 * call "Martin2026!" strong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-new-passphrase-state.h"

#include <cpx-create-practice.h>

#include <glib/gi18n-lib.h>

#define FAIR_LENGTH   14
#define GOOD_LENGTH   18  /* characters: three or four words */
#define STRONG_LENGTH 26  /* five or six */

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static CpxStrength
judge_length (const char *passphrase)
{
  glong length = g_utf8_strlen (passphrase, -1);

  if (length >= STRONG_LENGTH)
    return CPX_STRENGTH_STRONG;

  if (length >= GOOD_LENGTH)
    return CPX_STRENGTH_GOOD;

  return length >= FAIR_LENGTH ? CPX_STRENGTH_FAIR : CPX_STRENGTH_WEAK;
}

static const char *
describe (CpxStrength strength)
{
  switch (strength)
    {
    case CPX_STRENGTH_WEAK:
      return _("Weak: accepted, but a machine guesses it one day; add a word or two");
    case CPX_STRENGTH_FAIR:
      return _("Acceptable: one more word would make it much stronger");
    case CPX_STRENGTH_GOOD:
      return _("Good length, if the words do not go together");
    case CPX_STRENGTH_STRONG:
      return _("Strong by its length, if it is not a known sentence");
    case CPX_STRENGTH_NONE:
    case CPX_STRENGTH_REFUSED:
    default:
      return _("Several words without a link, with spaces, are easy to remember and hard to guess");
    }
}

static void
judge (CpxNewPassphraseState       *self,
       const CpxNewPassphraseTyped *typed)
{
  g_autoptr(GError) error = NULL;

  if (is_empty (typed->fresh))
    self->strength = CPX_STRENGTH_NONE;
  else if (cpx_passphrase_check (typed->fresh, typed->login, &error))
    self->strength = judge_length (typed->fresh);
  else
    self->strength = CPX_STRENGTH_REFUSED;

  self->hint = g_strdup (error != NULL ? error->message : describe (self->strength));
}

/**
 * cpx_new_passphrase_state_compute:
 * @typed: what is in the fields
 *
 * Judges a new passphrase and its second typing. The second one is not blamed as long as it begins like the first.
 *
 * Returns: the state, to clear with cpx_new_passphrase_state_clear()
 */
CpxNewPassphraseState
cpx_new_passphrase_state_compute (const CpxNewPassphraseTyped *typed)
{
  CpxNewPassphraseState self = { 0 };
  const char *fresh = typed->fresh != NULL ? typed->fresh : "";
  const char *again = typed->again != NULL ? typed->again : "";

  judge (&self, typed);
  self.differs = !g_str_has_prefix (fresh, again);
  self.can_accept = self.strength >= CPX_STRENGTH_WEAK && g_str_equal (fresh, again) &&
                    (!typed->asks_old || !is_empty (typed->old));

  return self;
}

/**
 * cpx_new_passphrase_state_clear:
 * @self: a state
 *
 * Frees what the state owns.
 */
void
cpx_new_passphrase_state_clear (CpxNewPassphraseState *self)
{
  g_clear_pointer (&self->hint, g_free);
}
