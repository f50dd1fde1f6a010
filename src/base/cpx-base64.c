/* cpx-base64.c: base64 read strictly: one text for the same bytes (RFC 4648, section 4).
 *
 * GLib's reader passes over what it does not know and takes unpadded text; where a signature or a hash is written, two
 * texts for the same bytes would be two ways to say one thing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-base64.h"

#include <string.h>

/* One more than the value of a letter; 0 for what is none. */
static const guint8 letter_values[256] = {
  ['A'] = 1, ['B'] = 2, ['C'] = 3, ['D'] = 4, ['E'] = 5, ['F'] = 6, ['G'] = 7, ['H'] = 8, ['I'] = 9, ['J'] = 10,
  ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18, ['S'] = 19,
  ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24, ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28,
  ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37,
  ['l'] = 38, ['m'] = 39, ['n'] = 40, ['o'] = 41, ['p'] = 42, ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46,
  ['u'] = 47, ['v'] = 48, ['w'] = 49, ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55,
  ['3'] = 56, ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63, ['/'] = 64,
};

/* Four letters, the last of them "=" if the text ends so, become three bytes. Bits that belong to no byte are zero
 * (RFC 4648, 3.5): else two texts would mean the same bytes. */
static gboolean
decode_group (const char *letters,
              gsize       n_padding,
              guint8      out_bytes[3])
{
  guint32 group = 0;

  for (gsize i = 0; i < 4; i++)
    {
      guint value = i < 4 - n_padding ? letter_values[(guint8) letters[i]] : 1;

      if (value == 0)
        return FALSE;
      group = group << 6 | (value - 1);
    }
  out_bytes[0] = (guint8) (group >> 16);
  out_bytes[1] = (guint8) (group >> 8 & 0xff);
  out_bytes[2] = (guint8) (group & 0xff);

  return (n_padding < 1 || out_bytes[2] == 0) && (n_padding < 2 || out_bytes[1] == 0);
}

/**
 * cpx_base64_decode:
 * @text: a text
 * @length: its length in bytes, or -1 if a NUL ends it
 *
 * Decodes padded base64 of the usual alphabet.
 *
 * Returns: (transfer full) (nullable): the bytes; `NULL` if @text is not exactly what they are written as
 */
GBytes *
cpx_base64_decode (const char *text,
                   gssize      length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  gsize n_padding, size;
  g_autofree guint8 *bytes = NULL;

  if (n % 4 != 0)
    return NULL;
  n_padding = n == 0 || text[n - 1] != '=' ? 0 : text[n - 2] != '=' ? 1 : 2;
  size = n / 4 * 3 - n_padding;
  bytes = g_malloc (size + 3);   /* the last group is written whole */
  for (gsize i = 0; i < n; i += 4)
    {
      if (!decode_group (text + i, i + 4 == n ? n_padding : 0, bytes + i / 4 * 3))
        return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&bytes), size);
}

/**
 * cpx_base64_decode_exact:
 * @text: a text
 * @length: its length in bytes, or -1 if a NUL ends it
 * @out_bytes: (out caller-allocates) (array length=size): where to put the bytes
 * @size: how many there have to be
 *
 * Decodes base64 of a known number of bytes.
 *
 * Returns: `FALSE` if @text is not written as that many bytes are
 */
gboolean
cpx_base64_decode_exact (const char *text,
                         gssize      length,
                         void       *out_bytes,
                         gsize       size)
{
  g_autoptr(GBytes) bytes = cpx_base64_decode (text, length);

  if (bytes == NULL || g_bytes_get_size (bytes) != size)
    return FALSE;

  memcpy (out_bytes, g_bytes_get_data (bytes, NULL), size);

  return TRUE;
}

/**
 * cpx_base64_append:
 * @bytes: what to write
 * @size: how many bytes
 * @out: where the text goes
 *
 * Writes the one text of some bytes.
 */
void
cpx_base64_append (const void *bytes,
                   gsize       size,
                   GString    *out)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const guint8 *in = bytes;
  char *at;

  g_string_set_size (out, out->len + (size + 2) / 3 * 4);
  at = out->str + out->len - (size + 2) / 3 * 4;
  for (; size >= 3; size -= 3, in += 3)
    {
      *at++ = letters[in[0] >> 2];
      *at++ = letters[(in[0] & 0x3) << 4 | in[1] >> 4];
      *at++ = letters[(in[1] & 0xf) << 2 | in[2] >> 6];
      *at++ = letters[in[2] & 0x3f];
    }
  if (size == 0)
    return;

  *at++ = letters[in[0] >> 2];
  *at++ = letters[(in[0] & 0x3) << 4 | (size == 2 ? in[1] >> 4 : 0)];
  *at++ = size == 2 ? letters[(in[1] & 0xf) << 2] : '=';
  *at = '=';
}
