/* test-id.c: identifiers keep the order of their making and survive their text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-clock.h"
#include "cpx-id.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  gboolean    valid;
} ParseCase;

static const ParseCase parse_cases[] = {
  { "small", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", TRUE },
  { "capital", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", TRUE },
  { "empty", "", FALSE },
  { "short", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", FALSE },
  { "long", "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff", FALSE },
  { "dash-moved", "017f22e27-9b0-7cc3-98c4-dc0c0c07398f", FALSE },
  { "not-hexadecimal", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", FALSE },
};

static void
test_parse (gconstpointer data)
{
  const ParseCase *expected = data;
  char text[CPX_ID_TEXT_LENGTH + 1];
  CpxId id;

  g_assert_cmpint (cpx_id_parse (expected->text, &id), ==, expected->valid);
  if (!expected->valid)
    return;

  cpx_id_format (&id, text);
  g_assert_cmpint (g_ascii_strcasecmp (text, expected->text), ==, 0);
}

static void
test_order (void)
{
  CpxId last = cpx_id_new ();

  cpx_clock_stop (G_GINT64_CONSTANT (1645557742000000));
  for (int i = 0; i < 10000; i++)
    {
      CpxId id = cpx_id_new ();

      /* The clock went back and stands still; identifiers still go on, past the 4096 of one millisecond. */
      g_assert_cmpint (memcmp (last.bytes, id.bytes, sizeof id.bytes), <, 0);
      last = id;
    }
  cpx_clock_resume ();
}

static void
test_form (void)
{
  CpxId id = cpx_id_new ();
  gint64 now_ms = cpx_clock_now_us () / 1000;

  g_assert_cmpint (id.bytes[6] >> 4, ==, 7);
  g_assert_cmpint (id.bytes[8] >> 6, ==, 2);
  g_assert_cmpint (ABS (cpx_id_get_time_ms (&id) - now_ms), <, 60000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/id/parse/", parse_cases[i].name, NULL);

      g_test_add_data_func (path, &parse_cases[i], test_parse);
    }
  g_test_add_func ("/id/form", test_form);
  g_test_add_func ("/id/order", test_order);

  return g_test_run ();
}
