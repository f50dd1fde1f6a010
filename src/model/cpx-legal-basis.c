/* cpx-legal-basis.c: on what legal basis a file may be erased before or after its time.
 *
 * The journal keeps it for twenty years and more, in clear: as a word that means the same in every language, then the
 * reason that was typed. What was kept before there were such words, or typed at the command line, has none of them
 * and is shown as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-legal-basis.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BEFORE_REASON ": "

/* A file that must be kept is not erased because it is asked (art. 17.3 RGPD): the reason says why the law lets this
 * one go. Words are kept for ever: a basis may be added, none is renamed. */
static const struct
{
  const char *word;
  const char *label;
} bases[CPX_LEGAL_BASIS_N_BASES] = {
  { "keeping-is-over", N_("The twenty years of keeping are over (art. R. 1112-7 CSP)") },
  { "death-is-past", N_("Ten years after the death are over (art. R. 1112-7 CSP)") },
  { "asked-for", N_("Erasure asked for by the person, and the law allows it (art. 17 GDPR)") },
  { "kept-without-right", N_("Data kept without a right to, a file made by mistake (art. 17.1.d GDPR)") },
  { "decided", N_("Decision of a court or of the CNIL") },
};

/**
 * cpx_legal_basis_get_label:
 * @basis: which, from 0 to %CPX_LEGAL_BASIS_N_BASES - 1
 *
 * Returns: (transfer none): what to call it, not translated
 */
const char *
cpx_legal_basis_get_label (guint basis)
{
  g_return_val_if_fail (basis < CPX_LEGAL_BASIS_N_BASES, NULL);

  return bases[basis].label;
}

/**
 * cpx_legal_basis_dup_stored:
 * @basis: which
 * @reason: why, as typed
 *
 * Returns: (transfer full): what the journal keeps, the same in every language
 */
char *
cpx_legal_basis_dup_stored (guint       basis,
                            const char *reason)
{
  g_return_val_if_fail (basis < CPX_LEGAL_BASIS_N_BASES, NULL);

  return g_strconcat (bases[basis].word, BEFORE_REASON, reason, NULL);
}

/**
 * cpx_legal_basis_dup_display:
 * @stored: what the journal keeps, also from before
 *
 * Returns: (transfer full): the same for a person, in the language of the screen
 */
char *
cpx_legal_basis_dup_display (const char *stored)
{
  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      gsize length = strlen (bases[i].word);

      if (g_str_has_prefix (stored, bases[i].word) && g_str_has_prefix (stored + length, BEFORE_REASON))
        return g_strdup_printf ("%s – %s", _(bases[i].label), stored + length + strlen (BEFORE_REASON));
    }

  return g_strdup (stored);
}
