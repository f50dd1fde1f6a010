/* cpx-id.c: UUID version 7: 48 bits of milliseconds, then version, variant and 74 random bits.
 *
 * Identifiers made in one process never go back: within a millisecond the 12 bits after the time count
 * up (RFC 9562 §6.2, method 1), so that the order of identifiers is the order of creation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-id.h"

#include "cpx-clock.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

static GMutex lock;
static gint64 last_ms;
static guint  last_count;

static void
fill_random (guint8 *bytes,
             gsize   n_bytes)
{
  while (n_bytes > 0)
    {
      ssize_t got = getrandom (bytes, n_bytes, 0);

      if (got < 0)
        {
          /* Linux only fails here for a signal; going on with predictable ids would be worse than stopping. */
          g_assert (errno == EINTR);
          continue;
        }
      bytes += got;
      n_bytes -= (gsize) got;
    }
}

static void
next_tick (gint64 *out_ms,
           guint  *out_count)
{
  gint64 now_ms = cpx_clock_now_us () / 1000;

  g_mutex_lock (&lock);
  if (now_ms > last_ms)
    {
      last_ms = now_ms;
      last_count = 0;
    }
  else if (++last_count > 0xfff)
    {
      last_ms++;
      last_count = 0;
    }
  *out_ms = last_ms;
  *out_count = last_count;
  g_mutex_unlock (&lock);
}

/**
 * cpx_id_new:
 *
 * Makes an identifier that no other device makes and that sorts after all those made before in this process.
 *
 * Returns: a UUID version 7
 */
CpxId
cpx_id_new (void)
{
  CpxId id;
  gint64 ms;
  guint count;

  next_tick (&ms, &count);
  fill_random (id.bytes + 8, 8);
  for (int i = 0; i < 6; i++)
    id.bytes[i] = (guint8) (ms >> (8 * (5 - i)));
  id.bytes[6] = (guint8) (0x70 | (count >> 8));
  id.bytes[7] = (guint8) count;
  id.bytes[8] = (guint8) (0x80 | (id.bytes[8] & 0x3f));

  return id;
}

/* GLib's costs a call for each of 36 characters, and every commit reads a dozen identifiers. */
static int
digit_value (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  c |= 0x20;

  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/**
 * cpx_id_parse:
 * @text: an identifier as `cpx_id_format()` writes it, in either case
 * @out_id: (out caller-allocates): the identifier
 *
 * Reads an identifier; anything else than 8-4-4-4-12 hexadecimal digits is refused.
 *
 * Returns: `TRUE` if @text is an identifier
 */
gboolean
cpx_id_parse (const char *text,
              CpxId      *out_id)
{
  gsize n_digits = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (out_id != NULL, FALSE);

  if (strlen (text) != CPX_ID_TEXT_LENGTH)
    return FALSE;

  for (gsize i = 0; i < CPX_ID_TEXT_LENGTH; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      int digit = digit_value (text[i]);

      if (dash != (text[i] == '-') || (!dash && digit < 0))
        return FALSE;
      if (dash)
        continue;
      if (n_digits % 2 == 0)
        out_id->bytes[n_digits / 2] = (guint8) (digit << 4);
      else
        out_id->bytes[n_digits / 2] |= (guint8) digit;
      n_digits++;
    }

  return TRUE;
}

/**
 * cpx_id_format:
 * @id: an identifier
 * @out_text: (out caller-allocates): where its 36 characters and the final NUL go
 *
 * Writes an identifier as 8-4-4-4-12 small hexadecimal digits.
 */
void
cpx_id_format (const CpxId *id,
               char         out_text[CPX_ID_TEXT_LENGTH + 1])
{
  static const char digits[] = "0123456789abcdef";
  char *out = out_text;

  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *out++ = '-';
      *out++ = digits[id->bytes[i] >> 4];
      *out++ = digits[id->bytes[i] & 0xf];
    }
  *out = '\0';
}

/**
 * cpx_id_dup_text:
 * @id: an identifier
 *
 * Returns: (transfer full): the identifier as text
 */
char *
cpx_id_dup_text (const CpxId *id)
{
  char *text = g_malloc (CPX_ID_TEXT_LENGTH + 1);

  cpx_id_format (id, text);

  return text;
}

/**
 * cpx_id_equal:
 * @a: an identifier
 * @b: another
 *
 * Returns: `TRUE` if they are the same
 */
gboolean
cpx_id_equal (const CpxId *a,
              const CpxId *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/**
 * cpx_id_get_time_ms:
 * @id: an identifier made by cpx_id_new()
 *
 * Returns: when it was made, milliseconds since the epoch, UTC
 */
gint64
cpx_id_get_time_ms (const CpxId *id)
{
  gint64 ms = 0;

  for (int i = 0; i < 6; i++)
    ms = ms << 8 | id->bytes[i];

  return ms;
}
