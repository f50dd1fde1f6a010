/* test-act-volumes.c: volumes files as statistics publish them, and what is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-volumes.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  int         error;      /* -1: none */
  guint       n_codes;
  guint64     of_hmfc004;
} VolumesCase;

static const VolumesCase volumes_cases[] = {
  { "tabs", "code\tnb_acts\nHMFC004\t125000\nHHFA016\t7\n", -1, 2, 125000 },
  { "more-columns", "year;nb_acts;code\r\n2024;12;HMFC004\r\n", -1, 1, 12 },
  { "commas-mark", "\xef\xbb\xbf" "code,nb_acts\nHMFC004,3", -1, 1, 3 },
  { "blank-lines", "code\tnb_acts\n\nHMFC004\t3\n\n", -1, 1, 3 },
  { "header-only", "code\tnb_acts\n", -1, 0, 0 },
  { "no-header", "HMFC004\t3\n", CPX_ACT_VOLUMES_ERROR_HEADER, 0, 0 },
  { "empty", "", CPX_ACT_VOLUMES_ERROR_HEADER, 0, 0 },
  { "no-number", "code\tnb_acts\nHMFC004\tmany\n", CPX_ACT_VOLUMES_ERROR_LINE, 0, 0 },
  { "below-zero", "code\tnb_acts\nHMFC004\t-1\n", CPX_ACT_VOLUMES_ERROR_LINE, 0, 0 },
  { "no-code", "code\tnb_acts\nhmfc004\t1\n", CPX_ACT_VOLUMES_ERROR_LINE, 0, 0 },
  { "short-line", "code\tnb_acts\nHMFC004\n", CPX_ACT_VOLUMES_ERROR_LINE, 0, 0 },
  { "not-utf8", "code\tnb_acts\n\xff\xfe\t1\n", CPX_ACT_VOLUMES_ERROR_LINE, 0, 0 },
};

static void
test_volumes (gconstpointer data)
{
  const VolumesCase *expected = data;
  g_autoptr(GBytes) text = g_bytes_new_static (expected->text, strlen (expected->text));
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxActVolumes) volumes = cpx_act_volumes_new (text, &error);

  if (expected->error >= 0)
    {
      g_assert_error (error, CPX_ACT_VOLUMES_ERROR, expected->error);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (cpx_act_volumes_n_codes (volumes), ==, expected->n_codes);
  g_assert_cmpuint (cpx_act_volumes_get (volumes, "HMFC004"), ==, expected->of_hmfc004);
  g_assert_cmpuint (cpx_act_volumes_get (volumes, "ZZZZ999"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (volumes_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/act-volumes/", volumes_cases[i].name, NULL);

      g_test_add_data_func (path, &volumes_cases[i], test_volumes);
    }

  return g_test_run ();
}
