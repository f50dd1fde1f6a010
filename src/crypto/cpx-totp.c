/* cpx-totp.c: the second factor, six digits that change each 30 seconds (RFC 6238).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-totp.h"

#include <string.h>

#define SECRET_SIZE 20
#define N_DIGITS 6
#define SLACK_STEPS 1  /* a telephone's clock may be half a minute off */

static const char base32_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * cpx_totp_secret_new:
 *
 * Returns: (transfer full): the 20 bytes to share with a telephone
 */
CpxSecret *
cpx_totp_secret_new (void)
{
  return cpx_secret_new_random (SECRET_SIZE);
}

/**
 * cpx_totp_dup_base32:
 * @secret: a shared secret
 *
 * Returns: (transfer full): the letters to type into a telephone (RFC 4648, no padding)
 */
char *
cpx_totp_dup_base32 (CpxSecret *secret)
{
  const guint8 *bytes = cpx_secret_get_bytes (secret);
  gsize n_bytes = cpx_secret_get_size (secret);
  GString *text = g_string_new (NULL);
  guint32 pending = 0;
  guint n_pending = 0;

  for (gsize i = 0; i < n_bytes; i++)
    {
      pending = pending << 8 | bytes[i];
      for (n_pending += 8; n_pending >= 5; n_pending -= 5)
        g_string_append_c (text, base32_letters[pending >> (n_pending - 5) & 31]);
    }
  if (n_pending > 0)
    g_string_append_c (text, base32_letters[pending << (5 - n_pending) & 31]);

  return g_string_free (text, FALSE);
}

/**
 * cpx_totp_dup_uri:
 * @secret: a shared secret
 * @issuer: who asks, as the telephone shows it
 * @account: whose account
 *
 * Returns: (transfer full): the `otpauth://` address that a telephone reads from a square code
 */
char *
cpx_totp_dup_uri (CpxSecret  *secret,
                  const char *issuer,
                  const char *account)
{
  g_autofree char *letters = cpx_totp_dup_base32 (secret);
  g_autofree char *issuer_text = g_uri_escape_string (issuer, NULL, FALSE);
  g_autofree char *account_text = g_uri_escape_string (account, NULL, FALSE);

  return g_strdup_printf ("otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d", issuer_text,
                          account_text, letters, issuer_text, N_DIGITS, CPX_TOTP_STEP_SECONDS);
}

/**
 * cpx_totp_code:
 * @secret: a shared secret
 * @algorithm: the hash; telephones know SHA-1
 * @n_digits: 6 to 8
 * @counter: the number of the step since the epoch (RFC 4226 §5.3)
 *
 * Returns: the code of that step
 */
guint32
cpx_totp_code (CpxSecret *secret,
               CpxHmac    algorithm,
               guint      n_digits,
               guint64    counter)
{
  guint64 message = GUINT64_TO_BE (counter);
  guint32 modulus = 1;
  guint32 truncated;
  guint8 mac[64];
  gsize n_mac;

  n_mac = cpx_hmac (algorithm, cpx_secret_get_bytes (secret), cpx_secret_get_size (secret), &message, sizeof message,
                    mac);
  memcpy (&truncated, mac + (mac[n_mac - 1] & 15), sizeof truncated);
  for (guint i = 0; i < n_digits; i++)
    modulus *= 10;

  return (GUINT32_FROM_BE (truncated) & 0x7fffffff) % modulus;
}

static gboolean
parse_code (const char *text,
            guint32    *out_code)
{
  guint n_digits = 0;

  *out_code = 0;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == ' ')
        continue;
      if (!g_ascii_isdigit (*p) || ++n_digits > N_DIGITS)
        return FALSE;
      *out_code = *out_code * 10 + (guint32) (*p - '0');
    }

  return n_digits == N_DIGITS;
}

/**
 * cpx_totp_check:
 * @secret: a shared secret
 * @code: six digits as typed, spaces allowed
 * @now_us: the present instant, microseconds since the epoch
 * @last_counter: the step of the last code accepted, or -1
 *
 * Checks a code against this step, the one before and the one after; a step already used is refused, so that a
 * code is good once.
 *
 * Returns: the step to remember as the last one accepted, or -1 if @code is wrong
 */
gint64
cpx_totp_check (CpxSecret  *secret,
                const char *code,
                gint64      now_us,
                gint64      last_counter)
{
  gint64 present = now_us / G_USEC_PER_SEC / CPX_TOTP_STEP_SECONDS;
  gint64 found = -1;
  guint32 typed;

  if (!parse_code (code, &typed))
    return -1;

  /* No early end: the time taken does not tell which step it was. */
  for (gint64 counter = present - SLACK_STEPS; counter <= present + SLACK_STEPS; counter++)
    {
      if (counter >= 0 && cpx_totp_code (secret, CPX_HMAC_SHA1, N_DIGITS, (guint64) counter) == typed
          && counter > last_counter && found < 0)
        found = counter;
    }

  return found;
}
