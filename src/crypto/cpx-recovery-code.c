/* cpx-recovery-code.c: the code printed once that lets an administrator back in.
 *
 * Twenty-eight letters in seven groups of four: 25 random ones (125 bits) and 3 of checksum (15 bits), so that a
 * typing mistake is told from a code of another vault in all but one case in 32,768.  The alphabet is Crockford's:
 * no I, L, O or U.  Small letters, spaces, dashes, and O for 0, I or L for 1 are understood.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-recovery-code.h"

#include "cpx-crypto.h"
#include "cpx-hash.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_RANDOM 25
#define N_CHECK 3
#define N_LETTERS (N_RANDOM + N_CHECK)
#define GROUP 4
#define TEXT_SIZE (N_LETTERS + N_LETTERS / GROUP - 1)

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void
compute_check (const guint8 values[N_RANDOM],
               guint8       out_check[N_CHECK])
{
  static const char purpose[] = "recovery code 1:";
  g_autoptr(CpxSha256) hash = cpx_sha256_new ();
  guint8 digest[CPX_SHA256_SIZE];

  cpx_sha256_begin (hash);
  cpx_sha256_add (hash, purpose, sizeof purpose - 1);
  cpx_sha256_add (hash, values, N_RANDOM);
  cpx_sha256_end (hash, digest);
  for (int i = 0; i < N_CHECK; i++)
    out_check[i] = digest[i] & 31;
  cpx_crypto_wipe (digest, sizeof digest);
}

static CpxSecret *
format_code (const guint8 values[N_LETTERS])
{
  CpxSecret *code = cpx_secret_new (TEXT_SIZE);
  char *out = (char *) cpx_secret_get_writable (code);

  for (int i = 0; i < N_LETTERS; i++)
    {
      if (i > 0 && i % GROUP == 0)
        *out++ = '-';
      *out++ = letters[values[i]];
    }

  return code;
}

/**
 * cpx_recovery_code_new:
 *
 * Returns: (transfer full): a new code as it is printed: `XXXX-XXXX-…`
 */
CpxSecret *
cpx_recovery_code_new (void)
{
  guint8 values[N_LETTERS];
  CpxSecret *code;

  cpx_crypto_fill_random (values, N_RANDOM);
  for (int i = 0; i < N_RANDOM; i++)
    values[i] &= 31;
  compute_check (values, values + N_RANDOM);
  code = format_code (values);
  cpx_crypto_wipe (values, sizeof values);

  return code;
}

static int
letter_value (char c)
{
  const char *found;

  c = g_ascii_toupper (c);
  if (c == 'O')
    c = '0';
  if (c == 'I' || c == 'L')
    c = '1';
  found = c != '\0' ? strchr (letters, c) : NULL;

  return found != NULL ? (int) (found - letters) : -1;
}

static gboolean
read_values (const char *typed,
             guint8      out_values[N_LETTERS])
{
  int n = 0;

  for (const char *p = typed; *p != '\0'; p++)
    {
      int value = letter_value (*p);

      if (*p == '-' || g_ascii_isspace (*p))
        continue;
      if (value < 0 || n == N_LETTERS)
        return FALSE;
      out_values[n++] = (guint8) value;
    }

  return n == N_LETTERS;
}

/**
 * cpx_recovery_code_parse:
 * @typed: what a person copied from paper
 * @error: return location for an error
 *
 * Reads a code back into the one form that was printed.
 *
 * Returns: (transfer full) (nullable): the code, or `NULL` with %CPX_CRYPTO_ERROR_TYPO
 */
CpxSecret *
cpx_recovery_code_parse (const char  *typed,
                         GError     **error)
{
  guint8 values[N_LETTERS];
  guint8 expected[N_CHECK];
  CpxSecret *code = NULL;

  g_return_val_if_fail (typed != NULL, NULL);

  if (read_values (typed, values))
    {
      compute_check (values, expected);
      if (memcmp (expected, values + N_RANDOM, N_CHECK) == 0)
        code = format_code (values);
    }
  cpx_crypto_wipe (values, sizeof values);
  if (code == NULL)
    g_set_error_literal (error, CPX_CRYPTO_ERROR, CPX_CRYPTO_ERROR_TYPO,
                         _("The recovery code is mistyped: compare it letter by letter with the paper"));

  return code;
}
