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

#define N_RANDOM_BYTES 8
#define N_KEPT 64

static GMutex lock;
static gint64 last_ms;                           /* guarded by lock, as all below */
static guint  last_count;
static guint8 kept_bytes[N_KEPT][N_RANDOM_BYTES];  /* random bytes for identifiers to come: one system call for many */
static guint  n_kept;

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
take_random (guint8 out_bytes[N_RANDOM_BYTES])
{
  if (n_kept == 0)
    {
      fill_random (kept_bytes[0], sizeof kept_bytes);
      n_kept = N_KEPT;
    }
  memcpy (out_bytes, kept_bytes[--n_kept], N_RANDOM_BYTES);
}

static void
next_tick (gint64 *out_ms,
           guint  *out_count,
           guint8  out_bytes[N_RANDOM_BYTES])
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
  take_random (out_bytes);
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

  next_tick (&ms, &count, id.bytes + 8);
  for (int i = 0; i < 6; i++)
    id.bytes[i] = (guint8) (ms >> (8 * (5 - i)));
  id.bytes[6] = (guint8) (0x70 | (count >> 8));
  id.bytes[7] = (guint8) count;
  id.bytes[8] = (guint8) (0x80 | (id.bytes[8] & 0x3f));

  return id;
}

/* One more than the value of a hexadecimal digit; 0 for what is none. By table: every commit reads a dozen ids. */
static const guint8 digit_values[256] = {
  ['0'] = 1, ['1'] = 2, ['2'] = 3, ['3'] = 4, ['4'] = 5, ['5'] = 6, ['6'] = 7, ['7'] = 8, ['8'] = 9, ['9'] = 10,
  ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
  ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

/* Where the two digits of each byte stand in the text. */
static const guint8 digits_at[16] = { 0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34 };

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
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (out_id != NULL, FALSE);

  if (strlen (text) != CPX_ID_TEXT_LENGTH || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (digits_at); i++)
    {
      guint high = digit_values[(guint8) text[digits_at[i]]];
      guint low = digit_values[(guint8) text[digits_at[i] + 1]];

      if (high == 0 || low == 0)
        return FALSE;
      out_id->bytes[i] = (guint8) ((high - 1) << 4 | (low - 1));
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
 * cpx_id_hash:
 * @id: (type CpxId): an identifier
 *
 * Returns: a hash for a GHashTable, of the bytes that are random
 */
guint
cpx_id_hash (gconstpointer id)
{
  const CpxId *self = id;
  guint32 hash;

  memcpy (&hash, self->bytes + sizeof self->bytes - sizeof hash, sizeof hash);

  return hash;
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
