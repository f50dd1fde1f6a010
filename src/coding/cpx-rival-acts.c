/* cpx-rival-acts.c: a label is read as its gesture and as what goes with it; the way in and the sides are left out.
 *
 *   "Cure unilatérale d'une hernie de l'aine avec pose de prothèse, par abord inguinal"
 *      gesture "cure hernie aine", extent "avec pose prothese", left out: "unilatérale", "par abord inguinal"
 *
 * Letters 1 to 3 of a code tell the site and the action: acts that differ there are never rivals.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rival-acts.h"

#include <cpx-fold.h>
#include <string.h>

#define N_LETTERS 3  /* site and action */

typedef struct
{
  GString  *gesture;
  GString  *extent;
  gboolean  in_extent;
  gboolean  has_many;  /* of this there may be several at one site */
} Reading;

static gboolean
is_one_of (const char         *word,
           const char * const *words)
{
  return g_strv_contains (words, word);
}

/* “et” and “ou” are silent too: who takes out one of two has not taken out both. */
static gboolean
is_silent (const char *word)
{
  static const char * const words[] = {
    "de", "du", "des", "d", "la", "le", "les", "l", "un", "une", "et", "ou", "a", "au", "aux", "en", "sur", "chez",
    "unilateral", "unilaterale", "bilateral", "bilaterale", NULL };

  return is_one_of (word, words);
}

/* Laparotomie, cœlioscopie, néphrostomie; an -ectomie is a gesture. */
static gboolean
is_access (const char *word)
{
  static const char * const words[] = { "abord", "voie", "videochirurgie", NULL };

  return is_one_of (word, words)
         || ((g_str_has_suffix (word, "tomie") || g_str_has_suffix (word, "tomi")) && strstr (word, "ectomi") == NULL)
         || g_str_has_suffix (word, "scopie") || g_str_has_suffix (word, "scopi");
}

/* What a body has several of at one site: two variants may well be two of them. */
static gboolean
is_of_many (const char *word)
{
  static const char * const beginnings[] = {
    "lesion", "tumeur", "plaie", "kyste", "polype", "nerf", "doigt", "orteil", "rayon", "dent", "phalange",
    "metacarp", "metatars", "peau", "cutane", "souscutane", "tendon", "muscle", "vaisseau", "artere", "veine",
    "vertebre", "cote", "main", "pied" };

  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      gsize length = strlen (beginnings[i]);

      if (strncmp (word, beginnings[i], length) == 0 && (length > 4 || word[length] == '\0'))
        return TRUE;
    }

  return FALSE;
}

/* Labels write one or several as the gesture is: "méniscectomie latérale ou médiale", "méniscectomies … et …". */
static void
strip_plural (char *word)
{
  gsize length = strlen (word);

  if (length > 3 && (word[length - 1] == 's' || word[length - 1] == 'x'))
    word[length - 1] = '\0';
}

static void
keep (Reading    *self,
      const char *word)
{
  g_string_append (self->in_extent ? self->extent : self->gesture, word);
  g_string_append_c (self->in_extent ? self->extent : self->gesture, ' ');
  self->has_many |= !self->in_extent && is_of_many (word);
}

static gboolean
opens_access (char **words)
{
  return g_str_equal (words[0], "par") && words[1] != NULL
         && (is_access (words[1]) || (words[2] != NULL && is_access (words[2])));
}

/* A way in is told up to the end of its clause, or up to what goes with it. */
static void
read_clause (Reading    *self,
             const char *clause)
{
  g_auto(GStrv) words = cpx_fold_tokens (clause);
  gboolean skips = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      strip_plural (words[i]);
      if (g_str_equal (words[i], "avec") || g_str_equal (words[i], "san"))
        {
          self->in_extent = TRUE;
          skips = FALSE;
        }
      skips |= opens_access (words + i);
      if (!skips && !is_silent (words[i]))
        keep (self, words[i]);
    }
}

static void
read_label (Reading    *self,
            const char *label)
{
  g_auto(GStrv) clauses = g_strsplit (label, ",", -1);

  *self = (Reading) { g_string_new (NULL), g_string_new (NULL), FALSE, FALSE };
  for (guint i = 0; clauses[i] != NULL; i++)
    read_clause (self, clauses[i]);
}

static void
clear (Reading *self)
{
  g_string_free (self->gesture, TRUE);
  g_string_free (self->extent, TRUE);
}

static CpxRivalry
compare_readings (const Reading *a,
                  const Reading *b)
{
  if (a->gesture->len == 0 || !g_string_equal (a->gesture, b->gesture))
    return CPX_RIVALRY_NONE;
  if (g_string_equal (a->extent, b->extent))
    return CPX_RIVALRY_ACCESS;

  return a->has_many ? CPX_RIVALRY_NONE : CPX_RIVALRY_VARIANT;
}

/**
 * cpx_rival_acts_compare:
 * @code: of an act
 * @label: its long label
 * @other_code: of another act
 * @other_label: its long label
 *
 * One label covers a gesture as a whole (Livre I, article I-6): two acts whose labels tell the same gesture are not
 * done together on one organ. Where a site has several of what is treated (lesions, fingers, vessels), two variants may
 * be two of them, and are no rivals.
 *
 * Returns: how the two acts are ways of one gesture; %CPX_RIVALRY_NONE if they are two gestures
 */
CpxRivalry
cpx_rival_acts_compare (const char *code,
                        const char *label,
                        const char *other_code,
                        const char *other_label)
{
  Reading reading, other;
  CpxRivalry rivalry;

  if (strncmp (code, other_code, N_LETTERS) != 0 || strcmp (code, other_code) == 0)
    return CPX_RIVALRY_NONE;
  read_label (&reading, label);
  read_label (&other, other_label);
  rivalry = compare_readings (&reading, &other);
  clear (&reading);
  clear (&other);

  return rivalry;
}
