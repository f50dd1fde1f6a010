/* test-note-count.c: numbers that count things, and numbers that do not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-count.h"
#include "cpx-note-side.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *counted;   /* "thing least most", parted by ", " */
} CountCase;

static const CountCase count_cases[] = {
  { "figure", "exérèse de 6 orteils", "orteil 6 6" },
  { "word", "deux orteils", "orteil 2 2" },
  { "article", "d'un orteil", "orteil 1 1" },
  { "range", "2 à 5 zones", "zone 2 5" },
  { "or", "un ou deux orteils", "orteil 1 2" },
  { "or-more", "3 orteils distaux ou plus", "orteil 3 99" },
  { "one-or-several", "une ou plusieurs zones", "zone 1 99" },
  { "several", "plusieurs orteils", "orteil 2 99" },
  { "more-than", "plus de 5 zones", "zone 6 99" },
  { "times", "triple pontage", "pontage 3 3" },
  { "ordinals", "4e et 5e orteils", "orteil 2 2" },
  { "ordinals-in-words", "deuxième et troisième orteils", "orteil 2 2" },
  { "one-ordinal", "2e orteil", "" },
  { "centimetres", "zone de 3 cm", "" },
  { "years", "45 ans, 12 ans orteil", "" },
  { "date", "le 12 mars", "" },
  { "unknown-thing", "3 choses", "" },
  { "too-many", "500 orteils", "" },
  { "level", "L4L5", "vertebre 2 2" },
  { "levels", "L4L5 et L5S1", "vertebre 3 3" },
  { "levels-in-words", "trois niveaux", "niveau 3 3, vertebre 4 4" },
  { "no-level", "L5 et D2", "" },
  { "another-name", "deux tumeurs", "tumeur 2 2, zone 2 2" },
  { "next-sentence", "score 3. Orteil", "" },
  { "last", "orteils 2", "" },
  { "empty", "", "" },
};

static CpxVocabulary *
make_vocabulary (void)
{
  static const char * const words[] = { "orteil", "zone", "pontage", "vertebre", "niveau", "tumeur", "distaux" };
  CpxVocabulary *vocabulary = cpx_vocabulary_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    cpx_vocabulary_add (vocabulary, words[i]);

  return vocabulary;
}

static const char *
find_word (const CpxVocabulary *vocabulary,
           guint32              concept)
{
  static const char * const words[] = { "orteil", "zone", "pontage", "vertebre", "niveau", "tumeur" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (cpx_vocabulary_find (vocabulary, words[i]) == concept)
        return words[i];
    }

  return "?";
}

static void
test_count (gconstpointer data)
{
  const CountCase *expected = data;
  g_autoptr(CpxVocabulary) vocabulary = make_vocabulary ();
  g_autoptr(CpxNoteText) text = cpx_note_text_new (expected->text);
  g_autoptr(GArray) counts = cpx_note_count_read (text, vocabulary);
  g_autoptr(GString) counted = g_string_new (NULL);

  for (guint i = 0; i < counts->len; i++)
    {
      const CpxCount *count = &g_array_index (counts, CpxCount, i);

      g_string_append_printf (counted, "%s%s %u %u", i > 0 ? ", " : "", find_word (vocabulary, count->concept),
                              count->least, count->most);
    }
  g_assert_cmpstr (counted->str, ==, expected->counted);
}

static void
test_holds (void)
{
  CpxCount two_to_five = { .least = 2, .most = 5 };
  CpxCount one = { .least = 1, .most = 1 };
  CpxCount five = { .least = 5, .most = 5 };
  CpxCount several = { .least = 2, .most = CPX_COUNT_MANY };

  g_assert_true (cpx_count_holds (&two_to_five, &five));
  g_assert_true (cpx_count_holds (&two_to_five, &several));
  g_assert_false (cpx_count_holds (&two_to_five, &one));
  g_assert_false (cpx_count_holds (&one, &several));
}

static CpxNoteSide
read_side (const char *text)
{
  g_autoptr(CpxNoteText) note = cpx_note_text_new (text);
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (note, &n);
  CpxNoteSide side = CPX_NOTE_SIDE_NONE;

  for (guint i = 0; i < n; i++)
    side = MAX (side, cpx_note_side_read (tokens, n, i));

  return side;
}

static void
test_side (void)
{
  g_assert_cmpint (read_side ("genou"), ==, CPX_NOTE_SIDE_NONE);
  g_assert_cmpint (read_side ("genou gauche"), ==, CPX_NOTE_SIDE_ONE);
  g_assert_cmpint (read_side ("genoux droit et gauche"), ==, CPX_NOTE_SIDE_BOTH);
  g_assert_cmpint (read_side ("à gauche puis à droite"), ==, CPX_NOTE_SIDE_BOTH);
  g_assert_cmpint (read_side ("PTG droite, canal carpien gauche"), ==, CPX_NOTE_SIDE_ONE);
  g_assert_cmpint (read_side ("les deux genoux"), ==, CPX_NOTE_SIDE_BOTH);
  g_assert_cmpint (read_side ("2 mains"), ==, CPX_NOTE_SIDE_BOTH);
  g_assert_cmpint (read_side ("deux drains"), ==, CPX_NOTE_SIDE_NONE);
  g_assert_cmpint (read_side ("deux"), ==, CPX_NOTE_SIDE_NONE);
  g_assert_cmpint (read_side (""), ==, CPX_NOTE_SIDE_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (count_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/note-count/", count_cases[i].name, NULL);

      g_test_add_data_func (path, &count_cases[i], test_count);
    }
  g_test_add_func ("/note-count/holds", test_holds);
  g_test_add_func ("/note-count/side", test_side);

  return g_test_run ();
}
