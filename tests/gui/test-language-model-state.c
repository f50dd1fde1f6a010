/* test-language-model-state.c: what the settings say of the language model, without a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-language-model-state.h"

#include <locale.h>

typedef struct
{
  const char               *name;
  CpxLanguageModelSettings  settings;
  gboolean                  is_busy;
  const char               *status;
  gboolean                  can_test;
  gboolean                  can_forget_key;
  guint                     n_lines;
} StateCase;

#define NOTHING_LEAVES "Nothing leaves this workstation."

static const StateCase cases[] = {
  { "unset", { FALSE }, FALSE, "To switch it on, give its address and its name first.", FALSE, FALSE, 2 },
  { "address-only", { FALSE, (char *) "https://m/v1" }, FALSE, "To switch it on, give its address and its name first.",
    FALSE, FALSE, 2 },
  { "off", { FALSE, (char *) "https://m/v1", (char *) "m" }, FALSE, NOTHING_LEAVES, TRUE, FALSE, 2 },
  { "key", { FALSE, (char *) "https://m/v1", (char *) "m", TRUE }, FALSE, NOTHING_LEAVES, TRUE, TRUE, 2 },
  { "busy", { FALSE, (char *) "https://m/v1", (char *) "m" }, TRUE, NOTHING_LEAVES, FALSE, FALSE, 2 },
  { "on", { TRUE, (char *) "https://m/v1", (char *) "m" }, FALSE,
    "It is asked each time suggestions are shown, and has two seconds to answer.", TRUE, FALSE, 2 },
  { "counted",
    { TRUE, (char *) "https://m/v1", (char *) "m", FALSE,
      { 12, { [CPX_RERANK_USED] = 9, [CPX_RERANK_TOO_SLOW] = 2, [CPX_RERANK_UNKNOWN_CODE] = 1 } } },
    FALSE, "It is asked each time suggestions are shown, and has two seconds to answer.", TRUE, FALSE, 4 },
};

static void
test_state (gconstpointer data)
{
  const StateCase *expected = data;
  g_auto(CpxLanguageModelState) state = cpx_language_model_state_compute (&expected->settings, expected->is_busy);

  g_assert_cmpint (state.is_on, ==, expected->settings.is_on);
  g_assert_cmpstr (state.status, ==, expected->status);
  g_assert_cmpint (state.can_test, ==, expected->can_test);
  g_assert_cmpint (state.can_forget_key, ==, expected->can_forget_key);
  g_assert_cmpuint (state.lines->len, ==, expected->n_lines);
}

static void
test_counts (void)
{
  CpxLanguageModelSettings settings = { .counts = { 1200, { [CPX_RERANK_USED] = 9, [CPX_RERANK_INSECURE] = 3 } } };
  g_auto(CpxLanguageModelState) state = cpx_language_model_state_compute (&settings, FALSE);
  const CpxLanguageModelLine *last = g_ptr_array_index (state.lines, state.lines->len - 1);

  g_assert_cmpuint (state.lines->len, ==, 3);
  g_assert_cmpstr (last->label, ==, "Certificate not trusted");
  g_assert_cmpstr (last->number, ==, "3");
  g_assert_cmpuint (cpx_rerank_counts_get_failed (&settings.counts), ==, 3);
}

static void
test_unread (void)
{
  g_auto(CpxLanguageModelState) state = cpx_language_model_state_compute (NULL, FALSE);

  g_assert_false (state.is_on);
  g_assert_false (state.can_test);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/language-model-state/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_state);
    }
  g_test_add_func ("/language-model-state/counts", test_counts);
  g_test_add_func ("/language-model-state/unread", test_unread);

  return g_test_run ();
}
