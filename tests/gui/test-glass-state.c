/* test-glass-state.c: what the page "Break-glass" lets do, from what is typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-glass-state.h"

#define REASON "Appel du SAMU, urgence vitale."

typedef struct
{
  const char    *name;
  CpxGlassInput  input;
  gboolean       can_open;
  gboolean       wrong_reason;
  const char    *missing;   /* (nullable): a part of the sentence */
} Row;

static const Row rows[] = {
  { "empty", { { "", "", "" }, "" }, FALSE, FALSE, NULL },
  { "empty, pressed", { { "", "", "" }, "", TRUE }, FALSE, FALSE, "which file" },
  { "number", { { "2026-00001", "", "" }, REASON }, TRUE, FALSE, NULL },
  { "number of spaces", { { "  ", "", "" }, REASON, TRUE }, FALSE, FALSE, "which file" },
  { "name and date", { { "", "Moreau", "12031964" }, REASON }, TRUE, FALSE, NULL },
  { "name alone", { { "", "Moreau", "" }, REASON, TRUE }, FALSE, FALSE, "birth date" },
  { "name and a year", { { "", "Moreau", "1964" }, REASON, TRUE }, FALSE, FALSE, "the whole day" },
  { "no such day", { { "", "Moreau", "31/02/1964" }, REASON, TRUE }, FALSE, FALSE, "31/02/1964 does not exist" },
  { "date alone", { { "", "", "12/03/1964" }, REASON, TRUE }, FALSE, FALSE, "whole name" },
  { "number and half a name", { { "2026-00001", "Mor", "" }, REASON }, TRUE, FALSE, NULL },
  { "no reason", { { "2026-00001", "", "" }, "" }, FALSE, FALSE, NULL },
  { "no reason, pressed", { { "2026-00001", "", "" }, "", TRUE }, FALSE, TRUE, "20 characters" },
  { "short reason", { { "2026-00001", "", "" }, "urgence", TRUE }, FALSE, TRUE, "20 characters" },
  { "reason of spaces", { { "2026-00001", "", "" }, "a                       b", TRUE }, FALSE, TRUE, "20 characters" },
  { "busy", { { "2026-00001", "", "" }, REASON, TRUE, TRUE }, FALSE, FALSE, NULL },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_auto(CpxGlassState) state = cpx_glass_state_compute (&row->input);

  g_assert_cmpint (state.can_open, ==, row->can_open);
  g_assert_cmpint (state.wrong_reason, ==, row->wrong_reason);
  if (row->missing == NULL)
    g_assert_cmpstr (state.missing, ==, NULL);
  else
    g_assert_nonnull (strstr (state.missing, row->missing));
}

/* Too long is said while one types: it would be typed in vain. */
static void
test_too_long (void)
{
  g_autofree char *reason = g_strnfill (3000, 'a');
  CpxGlassInput input = { .target = { .number = "1" }, .reason = reason };
  g_auto(CpxGlassState) state = cpx_glass_state_compute (&input);

  g_assert_false (state.can_open);
  g_assert_true (state.wrong_reason);
  g_assert_nonnull (strstr (state.missing, "too long"));
}

static void
test_banner (void)
{
  g_autofree char *banner = cpx_glass_state_dup_banner (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC);
  g_autoptr(GDateTime) until = g_date_time_new_from_unix_local (1790000000);
  g_autofree char *hour = g_date_time_format (until, "%H:%M");

  g_assert_nonnull (strstr (banner, hour));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/glass-state/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/glass-state/too long", test_too_long);
  g_test_add_func ("/glass-state/banner", test_banner);

  return g_test_run ();
}
