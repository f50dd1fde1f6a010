/* test-legal-basis.c: what the journal keeps of a legal basis is the same in every language, and shown in each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-legal-basis.h"

#define COURT "Decision of a court or of the CNIL"

typedef struct
{
  const char *name;
  const char *stored;
  const char *shown;
} Row;

static const Row rows[] = {
  { "kept", "decided: Ordonnance du juge", COURT " – Ordonnance du juge" },
  { "colon-in-reason", "decided: a: b", COURT " – a: b" },
  { "from-before", COURT " – Ordonnance du juge", COURT " – Ordonnance du juge" },
  { "from-before-in-french", "Décision de justice – Ordonnance", "Décision de justice – Ordonnance" },
  { "typed", "décision du juge, dossier 26/123", "décision du juge, dossier 26/123" },
  { "only-a-word", "decided", "decided" },
  { "longer-word", "decidedly: no", "decidedly: no" },
  { "empty", "", "" },
};

static void
test_shown (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *shown = cpx_legal_basis_dup_display (row->stored);

  g_assert_cmpstr (shown, ==, row->shown);
}

/* Kept for ever: a word that changes makes old entries unreadable. */
static void
test_words (void)
{
  const char *const words[CPX_LEGAL_BASIS_N_BASES] = { "keeping-is-over", "death-is-past", "asked-for",
                                                       "kept-without-right", "decided" };

  for (guint i = 0; i < CPX_LEGAL_BASIS_N_BASES; i++)
    {
      g_autofree char *stored = cpx_legal_basis_dup_stored (i, "x");
      g_autofree char *expected = g_strconcat (words[i], ": x", NULL);
      g_autofree char *shown = cpx_legal_basis_dup_display (stored);

      g_assert_cmpstr (stored, ==, expected);
      g_assert_true (g_str_has_prefix (shown, cpx_legal_basis_get_label (i)));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/legal-basis/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_shown);
    }
  g_test_add_func ("/legal-basis/words", test_words);

  return g_test_run ();
}
