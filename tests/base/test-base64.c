/* test-base64.c: one text for the same bytes (the vectors of RFC 4648, section 10, and what is refused).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-base64.h"

#include <string.h>

static const struct { const char *text, *bytes; } cases[] = {
  { "", "" }, { "Zg==", "f" }, { "Zm8=", "fo" }, { "Zm9v", "foo" }, { "Zm9vYg==", "foob" }, { "Zm9vYmE=", "fooba" },
  { "Zm9vYmFy", "foobar" },
  { "Zg", NULL },          /* no padding */
  { "Zh==", NULL },        /* bits in the padding */
  { "Zm9v\n", NULL },
  { "Zm 9v", NULL },
  { "Zm9v====", NULL },
  { "Zm9*", NULL },
  { "_-8=", NULL },        /* the alphabet of web addresses */
  { "=", NULL },
  { "Z", NULL },
};

static void
test_decode (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = cpx_base64_decode (cases[i].text, -1);

      g_test_message ("%s", cases[i].text);
      if (cases[i].bytes == NULL)
        g_assert_null (bytes);
      else
        g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cases[i].bytes,
                         strlen (cases[i].bytes));
    }
}

static void
test_length (void)
{
  g_autoptr(GBytes) part = cpx_base64_decode ("Zm9vYmFy", 4);
  g_autoptr(GBytes) nul = cpx_base64_decode ("Zm9v\0", 5);

  g_assert_cmpmem (g_bytes_get_data (part, NULL), g_bytes_get_size (part), "foo", 3);
  g_assert_null (nul);
}

static void
test_exact (void)
{
  char out[3];

  g_assert_true (cpx_base64_decode_exact ("Zm9v", -1, out, sizeof out));
  g_assert_cmpmem (out, sizeof out, "foo", 3);
  g_assert_false (cpx_base64_decode_exact ("Zm8=", -1, out, sizeof out));
  g_assert_false (cpx_base64_decode_exact ("Zm9vYmFy", -1, out, sizeof out));
}

/* What is written is what GLib writes, for every length and every letter, after what was there. */
static void
test_append (void)
{
  guint8 bytes[256];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (i * 167 + 3);
  for (gsize size = 0; size <= sizeof bytes; size++)
    {
      GString *out = g_string_new ("x");
      g_autofree char *expected = g_base64_encode (bytes, size);

      cpx_base64_append (bytes, size, out);
      g_assert_cmpstr (out->str + 1, ==, expected);
      g_assert_cmpuint (out->len, ==, 1 + strlen (expected));
      g_string_free (out, TRUE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base64/decode", test_decode);
  g_test_add_func ("/base64/length", test_length);
  g_test_add_func ("/base64/exact", test_exact);
  g_test_add_func ("/base64/append", test_append);

  return g_test_run ();
}
