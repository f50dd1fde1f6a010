/* cpx-rpps.c: eleven digits, the last of which is Luhn's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rpps.h"

#include <string.h>

#define RPPS_LENGTH 11

/**
 * cpx_rpps_is_valid:
 * @text: a number as typed, without spaces
 *
 * Returns: `TRUE` if @text is eleven digits whose last is the Luhn key of the others
 */
gboolean
cpx_rpps_is_valid (const char *text)
{
  guint sum = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  if (strlen (text) != RPPS_LENGTH)
    return FALSE;

  for (guint i = 0; i < RPPS_LENGTH; i++)
    {
      guint digit = (guint) (text[i] - '0');

      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      if (i % 2 == 1)
        digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }

  return sum % 10 == 0;
}
