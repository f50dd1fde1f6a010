/* cpx-vocabulary.c: stems by Snowball (libstemmer), numbered; a near miss finds the stem that was meant.
 *
 * Filled while an index is built, then only read: reading is safe from any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-vocabulary.h"

#include <libstemmer.h>
#include <string.h>

#define MAX_STEM 48
#define N_LETTERS 26
#define MAX_SHORT 4        /* letters of an abbreviation */

struct _CpxVocabulary
{
  GHashTable *by_word;              /* (owned): folded word (owned) → concept */
  GHashTable *by_stem;              /* (owned): stem (owned) → concept */
  GPtrArray  *by_letter[N_LETTERS]; /* (owned): stems (not owned) by first letter */
  guint       n_concepts;           /* the last number given; 0 is none */
};

static void
drop_stemmer (gpointer stemmer)
{
  sb_stemmer_delete (stemmer);
}

/* A stemmer keeps its last word: one a thread. */
static GPrivate own_stemmer = G_PRIVATE_INIT (drop_stemmer);

static struct sb_stemmer *
get_stemmer (void)
{
  struct sb_stemmer *stemmer = g_private_get (&own_stemmer);

  if (stemmer == NULL)
    {
      stemmer = sb_stemmer_new ("french", "UTF_8");
      g_assert (stemmer != NULL);
      g_private_set (&own_stemmer, stemmer);
    }

  return stemmer;
}

/* The stemmer knows "vaisseaux" and "canaux"; the x of "genoux", "noyaux" and "cheveux" it leaves, or takes for -al. */
static int
count_letters_of_singular (const char *word)
{
  static const char * const plurals[] = { "noux", "loux", "yaux", "cheveux", "lieux" };
  int length = (int) strlen (word);

  for (gsize i = 0; i < G_N_ELEMENTS (plurals); i++)
    {
      if (g_str_has_suffix (word, plurals[i]))
        return length - 1;
    }

  return length;
}

static const char *
stem (const char *word,
      char       *out)
{
  struct sb_stemmer *stemmer = get_stemmer ();
  const sb_symbol *root = sb_stemmer_stem (stemmer, (const sb_symbol *) word, count_letters_of_singular (word));
  int length = root != NULL ? sb_stemmer_length (stemmer) : 0;

  if (length == 0 || length >= MAX_STEM)
    {
      g_strlcpy (out, word, MAX_STEM);
      return out;
    }
  memcpy (out, root, length);
  out[length] = '\0';

  return out;
}

CpxVocabulary *
cpx_vocabulary_new (void)
{
  CpxVocabulary *self = g_new0 (CpxVocabulary, 1);

  self->by_word = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_stem = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < N_LETTERS; i++)
    self->by_letter[i] = g_ptr_array_new ();

  return self;
}

void
cpx_vocabulary_free (CpxVocabulary *self)
{
  g_hash_table_unref (self->by_word);
  g_hash_table_unref (self->by_stem);
  for (guint i = 0; i < N_LETTERS; i++)
    g_ptr_array_unref (self->by_letter[i]);
  g_free (self);
}

static guint
lookup (GHashTable *table,
        const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (table, key));
}

static void
insert_stem (CpxVocabulary *self,
             const char    *root,
             guint          concept)
{
  char *kept = g_strdup (root);

  g_hash_table_insert (self->by_stem, kept, GUINT_TO_POINTER (concept));
  if (g_ascii_islower (*kept))
    g_ptr_array_add (self->by_letter[*kept - 'a'], kept);
}

/**
 * cpx_vocabulary_add:
 * @self: a vocabulary being filled
 * @word: a folded word
 *
 * Returns: the concept of @word, a new one if no word had its stem
 */
guint
cpx_vocabulary_add (CpxVocabulary *self,
                    const char    *word)
{
  char root[MAX_STEM];
  guint concept = lookup (self->by_word, word);

  if (concept != CPX_NO_CONCEPT)
    return concept;

  stem (word, root);
  concept = lookup (self->by_stem, root);
  if (concept == CPX_NO_CONCEPT)
    {
      concept = ++self->n_concepts;
      insert_stem (self, root, concept);
    }
  g_hash_table_insert (self->by_word, g_strdup (word), GUINT_TO_POINTER (concept));

  return concept;
}

/**
 * cpx_vocabulary_join:
 * @self: a vocabulary being filled, to which @word was not yet added
 * @word: a folded word
 * @means: another
 *
 * Makes @word, in all its forms, name what @means names.
 */
void
cpx_vocabulary_join (CpxVocabulary *self,
                     const char    *word,
                     const char    *means)
{
  char root[MAX_STEM];
  guint concept = cpx_vocabulary_add (self, means);

  stem (word, root);
  if (lookup (self->by_stem, root) == CPX_NO_CONCEPT)
    insert_stem (self, root, concept);
  g_hash_table_insert (self->by_word, g_strdup (word), GUINT_TO_POINTER (concept));
}

/* What the stemmer takes off a short word is often no ending: "aaaa" is not "aaa", nor is "eva" "evar". */
static guint
find_short (const CpxVocabulary *self,
            const char          *word)
{
  static const char * const endings[] = { "s", "e", "es", "x" };
  char other[MAX_SHORT + 3];
  guint concept = CPX_NO_CONCEPT;

  for (guint i = 0; i < G_N_ELEMENTS (endings) && concept == CPX_NO_CONCEPT; i++)
    {
      gsize length = g_strlcpy (other, word, sizeof other);

      if (g_str_has_suffix (word, endings[i]))
        other[length - strlen (endings[i])] = '\0';
      else
        g_strlcat (other, endings[i], sizeof other);
      concept = lookup (self->by_word, other);
    }

  return concept;
}

/**
 * cpx_vocabulary_find:
 * @self: a vocabulary
 * @word: a folded word
 *
 * A word of four letters or fewer, often an abbreviation, is known as it is or in another gender or number only.
 *
 * Returns: the concept of @word, `CPX_NO_CONCEPT` if it has none
 */
guint
cpx_vocabulary_find (const CpxVocabulary *self,
                     const char          *word)
{
  char root[MAX_STEM];
  guint concept = lookup (self->by_word, word);

  if (concept != CPX_NO_CONCEPT)
    return concept;

  return strlen (word) <= MAX_SHORT ? find_short (self, word) : lookup (self->by_stem, stem (word, root));
}

/* Whether a and b differ by at most `limit` letters put in, left out, changed or swapped. */
static gboolean
is_near (const char *a,
         gsize       n_a,
         const char *b,
         gsize       n_b,
         guint       limit)
{
  guint rows[3][MAX_STEM + 1];

  for (gsize j = 0; j <= n_b; j++)
    rows[0][j] = j;
  for (gsize i = 1; i <= n_a; i++)
    {
      guint *row = rows[i % 3];
      guint *above = rows[(i + 2) % 3];
      guint best = row[0] = i;

      for (gsize j = 1; j <= n_b; j++)
        {
          guint cost = above[j - 1] + (a[i - 1] != b[j - 1]);

          row[j] = MIN (cost, MIN (above[j], row[j - 1]) + 1);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], rows[(i + 1) % 3][j - 2] + 1);
          best = MIN (best, row[j]);
        }
      if (best > limit)
        return FALSE;
    }

  return rows[n_a % 3][n_b] <= limit;
}

/**
 * cpx_vocabulary_find_near:
 * @self: a vocabulary
 * @word: a folded word that has no concept
 *
 * Forgives one letter in words of five letters and more, two from nine on; the first letter must be right.
 *
 * Returns: the concept of the nearest stem, `CPX_NO_CONCEPT` if none is near or the word holds digits
 */
guint
cpx_vocabulary_find_near (const CpxVocabulary *self,
                          const char          *word)
{
  char root[MAX_STEM];
  gsize length = strlen (stem (word, root));
  guint limit = length >= 9 ? 2 : 1;
  const GPtrArray *near;

  if (length < 5 || strpbrk (word, "0123456789") != NULL || !g_ascii_islower (*root))
    return CPX_NO_CONCEPT;

  near = self->by_letter[*root - 'a'];
  for (guint distance = 1; distance <= limit; distance++)
    {
      for (guint i = 0; i < near->len; i++)
        {
          const char *other = g_ptr_array_index (near, i);
          gsize other_length = strlen (other);

          if (other_length >= 5 && other_length + distance >= length && length + distance >= other_length &&
              is_near (root, length, other, other_length, distance))
            return lookup (self->by_stem, other);
        }
    }

  return CPX_NO_CONCEPT;
}

/**
 * cpx_vocabulary_list_begun:
 * @self: a vocabulary
 * @beginning: the folded beginning of a word
 *
 * Returns: (transfer full) (element-type guint): the concepts of the words that begin so, some perhaps twice
 */
GArray *
cpx_vocabulary_list_begun (const CpxVocabulary *self,
                           const char          *beginning)
{
  GArray *concepts = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer word;
  gpointer concept;

  g_hash_table_iter_init (&iter, self->by_word);
  while (g_hash_table_iter_next (&iter, &word, &concept))
    {
      guint number = GPOINTER_TO_UINT (concept);

      if (g_str_has_prefix (word, beginning))
        g_array_append_val (concepts, number);
    }

  return concepts;
}

/**
 * cpx_vocabulary_n_concepts:
 * @self: a vocabulary
 *
 * Returns: how many concepts it has
 */
guint
cpx_vocabulary_n_concepts (const CpxVocabulary *self)
{
  return self->n_concepts;
}
