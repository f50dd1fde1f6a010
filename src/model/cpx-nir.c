/* cpx-nir.c: sex, year, month, department, commune, order; then a key of two digits.
 *
 * The key is 97 less the number modulo 97, Corsica's 2A and 2B counting as 19 and 18 (décret n° 82-103, annexe).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nir.h"

#include "cpx-text.h"

#include <stdlib.h>
#include <string.h>

#define NUMBER_LENGTH 13
#define FULL_LENGTH   15

static gboolean
is_corsican (const char *nir)
{
  return nir[5] == '2' && (nir[6] == 'A' || nir[6] == 'B');
}

static int
two_digits (const char *text)
{
  return (text[0] - '0') * 10 + text[1] - '0';
}

/**
 * cpx_nir_normalize:
 * @text: a number as typed: in groups, with dots, in small letters
 *
 * Returns: (transfer full): the number as it is kept
 */
char *
cpx_nir_normalize (const char *text)
{
  return cpx_text_squeeze (text);
}

/**
 * cpx_nir_compute_key:
 * @nir: thirteen characters, of which cpx_nir_check() found nothing to say; what follows them is not read
 *
 * Returns: the key, 1 to 97
 */
int
cpx_nir_compute_key (const char *nir)
{
  guint64 number = 0;

  for (int i = 0; i < NUMBER_LENGTH; i++)
    {
      int digit = nir[i] - '0';

      /* 2A becomes 19 and 2B becomes 18. */
      if (i == 5 && is_corsican (nir))
        digit = 1;
      else if (i == 6 && is_corsican (nir))
        digit = nir[i] == 'A' ? 9 : 8;
      number = number * 10 + (guint64) digit;
    }

  return 97 - (int) (number % 97);
}

static gboolean
has_only_digits (const char *nir)
{
  for (int i = 0; nir[i] != '\0'; i++)
    {
      if (!g_ascii_isdigit (nir[i]) && !(i == 6 && is_corsican (nir)))
        return FALSE;
    }

  return TRUE;
}

/* 1 and 2; 3 and 4 while a number is being given to someone born abroad; 7 and 8 for provisional ones. */
static gboolean
is_sex (char digit)
{
  return strchr ("123478", digit) != NULL;
}

/* 20 to 42 and 50 to 99 stand for months that are not known or communes that ran out of numbers. */
static gboolean
is_month (int month)
{
  return (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
}

/**
 * cpx_nir_check:
 * @nir: a number as cpx_nir_normalize() makes it, with or without its key
 *
 * Looks for what no number can have.
 *
 * Returns: the first fault, or %CPX_NIR_OK
 */
CpxNirFault
cpx_nir_check (const char *nir)
{
  gsize length;

  g_return_val_if_fail (nir != NULL, CPX_NIR_BAD_LENGTH);

  length = strlen (nir);
  if (length != NUMBER_LENGTH && length != FULL_LENGTH)
    return CPX_NIR_BAD_LENGTH;
  if (!has_only_digits (nir))
    return CPX_NIR_BAD_CHARACTER;
  if (!is_sex (nir[0]))
    return CPX_NIR_BAD_SEX;
  if (!is_month (two_digits (nir + 3)))
    return CPX_NIR_BAD_MONTH;
  if (!is_corsican (nir) && two_digits (nir + 5) == 0)
    return CPX_NIR_BAD_DEPARTMENT;
  if (length == FULL_LENGTH && two_digits (nir + NUMBER_LENGTH) != cpx_nir_compute_key (nir))
    return CPX_NIR_BAD_KEY;

  return CPX_NIR_OK;
}

/**
 * cpx_nir_format:
 * @nir: a number as it is kept
 *
 * Returns: (transfer full): the number in the groups of the Vitale card, `1 58 03 75 056 012 34`; what has no length
 *   of a number comes back as it is
 */
char *
cpx_nir_format (const char *nir)
{
  gsize length = strlen (nir);

  if ((length != NUMBER_LENGTH && length != FULL_LENGTH) || !g_str_is_ascii (nir))
    return g_strdup (nir);

  return g_strdup_printf ("%.1s %.2s %.2s %.2s %.3s %.3s%s%s", nir, nir + 1, nir + 3, nir + 5, nir + 7, nir + 10,
                          length == FULL_LENGTH ? " " : "", nir + NUMBER_LENGTH);
}

/**
 * cpx_nir_get_sex:
 * @nir: a number without fault
 *
 * Returns: `M` or `F`
 */
char
cpx_nir_get_sex (const char *nir)
{
  return (nir[0] - '0') % 2 == 1 ? 'M' : 'F';
}

/**
 * cpx_nir_matches_birth:
 * @nir: a number without fault
 * @birth: a date of birth, whose month may be unknown
 *
 * Compares the year, which a number has without its century, and the month where both are known.
 *
 * Returns: `TRUE` if the number may be of someone born then
 */
gboolean
cpx_nir_matches_birth (const char     *nir,
                       CpxPartialDate  birth)
{
  int month = two_digits (nir + 3);

  if (two_digits (nir + 1) != birth.year % 100)
    return FALSE;

  return month > 12 || birth.month == 0 || month == birth.month;
}
