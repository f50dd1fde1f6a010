/* cpx-base64.c: base64 read strictly: one text for the same bytes (RFC 4648, section 4).
 *
 * GLib's reader passes over what it does not know and takes unpadded text; where a signature or a hash is written, two
 * texts for the same bytes would be two ways to say one thing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-base64.h"

#include <string.h>

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
  g_autofree char *copy = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);
  g_autofree char *again = NULL;
  g_autofree guchar *bytes = NULL;
  gsize size;

  bytes = g_base64_decode (copy, &size);
  again = g_base64_encode (bytes, size);
  if (strcmp (again, copy) != 0 || (length >= 0 && strlen (copy) != (gsize) length))
    return NULL;

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
