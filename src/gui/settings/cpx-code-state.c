/* cpx-code-state.c: what a screen says while a one-time code is set up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-code-state.h"

#include <glib/gi18n-lib.h>

#define GROUP 4  /* letters one reads at a glance */

/**
 * cpx_code_state_compute:
 * @typed: what is in the field
 *
 * Reads a one-time code as people copy it from a telephone.
 *
 * Returns: the state
 */
CpxCodeState
cpx_code_state_compute (const char *typed)
{
  CpxCodeState self = { 0 };
  guint n_digits = 0;

  for (const char *p = typed; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p) && n_digits < CPX_CODE_LENGTH)
        self.digits[n_digits++] = *p;
      else if (g_ascii_isdigit (*p))
        self.hint = _("The code has six digits, this one has more");
      else if (!g_ascii_isspace (*p))
        self.hint = _("The code has digits only");
    }
  self.can_confirm = self.hint == NULL && n_digits == CPX_CODE_LENGTH;

  return self;
}

/**
 * cpx_code_state_dup_groups:
 * @secret: a secret in base 32
 *
 * Returns: (transfer full): @secret in groups of four, as one copies it by hand
 */
char *
cpx_code_state_dup_groups (const char *secret)
{
  GString *groups = g_string_new (NULL);

  for (guint i = 0; secret[i] != '\0'; i++)
    {
      if (i > 0 && i % GROUP == 0)
        g_string_append_c (groups, ' ');
      g_string_append_c (groups, secret[i]);
    }

  return g_string_free (groups, FALSE);
}
