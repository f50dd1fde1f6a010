/* test-normalize.c: runs give what the whole gives, and a million of anything takes no longer than a million letters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-normalize.h"

#include <string.h>

static const GNormalizeMode modes[] = { G_NORMALIZE_NFD, G_NORMALIZE_NFC, G_NORMALIZE_NFKD, G_NORMALIZE_NFKC };

/* Around each cut stands something that joins, or must not. */
static const char *const pieces[] = {
  "a", "é", "e\xcc\x81", "\xcc\x81\xcc\xa7", "ﬁ", "Å", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "か\xe3\x82\x99", "ｶﾞ",
  "ো", "ક્ષ", " ", "\n", "ς", "🙂", "Ǆ", "٣",
};

static void
assert_same (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *whole = g_utf8_normalize (text, -1, modes[i]);
      g_autofree char *runs = cpx_normalize (text, modes[i]);

      g_assert_cmpstr (runs, ==, whole);
    }
}

static void
test_runs (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (20261122);

  assert_same ("");
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    assert_same (pieces[i]);
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      while (text->len < 1200)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      assert_same (text->str);
    }
}

/* In one go each of these takes minutes, and the suite's time limit ends the test. */
static void
test_million (void)
{
  const char *const units[] = { "é", "\xcc\x81\xcc\xa7", "e\xcc\x81", "中" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autofree char *composed = NULL;

      while (text->len < 2000000)
        g_string_append (text, units[i]);
      composed = cpx_normalize (text->str, G_NORMALIZE_NFC);
      g_assert_cmpuint (strlen (composed), <=, text->len);
      g_assert_true (g_utf8_validate (composed, -1, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/normalize/runs", test_runs);
  g_test_add_func ("/normalize/million", test_million);

  return g_test_run ();
}
