/* cpx-note-side.c: "gauche", "droite et gauche", "les deux genoux".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-side.h"

#include <string.h>

#define MAX_BETWEEN 3    /* tokens between "droite" and "gauche" that belong together */

static gboolean
is_one_of (const char         *word,
           const char * const *words)
{
  return g_strv_contains (words, word);
}

static gboolean
is_right (const char *word)
{
  static const char * const words[] = { "droit", "droite", "droits", "droites", "drt", "dte", NULL };

  return *word == 'd' && is_one_of (word, words);
}

static gboolean
is_left (const char *word)
{
  static const char * const words[] = { "gauche", "gauches", "gche", "gch", NULL };

  return *word == 'g' && is_one_of (word, words);
}

/* "Droite et gauche", "droit puis gauche": the other side, with nothing between that names something else. */
static gboolean
is_joined (const CpxNoteToken *tokens,
           guint               n,
           guint               i)
{
  gboolean right = is_right (tokens[i].word);

  for (guint at = i + 1; at < MIN (n, i + 1 + MAX_BETWEEN) && tokens[at].sentence == tokens[i].sentence; at++)
    {
      if (right ? is_left (tokens[at].word) : is_right (tokens[at].word))
        return TRUE;
      if (!cpx_note_word_is_empty (tokens[at].word))
        return FALSE;
    }

  return FALSE;
}

/* Of what a body has two. */
static gboolean
is_paired (const char *word)
{
  static const char * const things[] = {
    "aines", "annexes", "amygdales", "avant", "bras", "chevilles", "cotes", "coudes", "cuisses", "epaules", "genoux",
    "hanches", "hernies", "jambes", "mains", "mollets", "oreilles", "ovaires", "paupieres", "pieds", "poignets",
    "reins", "seins", "sinus", "talons", "testicules", "trompes", "tympans", "ureteres", "yeux", NULL };

  return is_one_of (word, things);
}

static gboolean
is_two (const char *word)
{
  return g_str_equal (word, "deux") || g_str_equal (word, "2");
}

/**
 * cpx_note_side_read:
 * @tokens: (array length=n): a text
 * @n: how many
 * @i: one of them
 *
 * Returns: what side the words that begin there tell
 */
CpxNoteSide
cpx_note_side_read (const CpxNoteToken *tokens,
                    guint               n,
                    guint               i)
{
  const char *word = tokens[i].word;

  if (is_right (word) || is_left (word))
    return is_joined (tokens, n, i) ? CPX_NOTE_SIDE_BOTH : CPX_NOTE_SIDE_ONE;
  if (is_two (word) && i + 1 < n && tokens[i + 1].clause == tokens[i].clause && is_paired (tokens[i + 1].word))
    return CPX_NOTE_SIDE_BOTH;

  return CPX_NOTE_SIDE_NONE;
}
