/* cpx-practice-prior.c: counts by surgeon and by kind of text, and how they move a probability.
 *
 * A tally belongs to one surgeon and one key: the words of a title, or the code that the engine proposes. With p the
 * engine's probability of a code, n the tally's cases and k those where the code was kept, the answer is the mean of
 * a beta-binomial that starts at p:  (strength × p + Σ weight × k) / (strength + Σ weight × n).
 *
 * Invariants, which the tests carry by number:
 *  1. With no cases the probability does not change.
 *  2. Each case kept moves it up, each case not kept down, never beyond 0 and 1.
 *  3. One case never turns over a code that the text supports well: strength grows with the first probability.
 *  4. Other surgeons' cases together weigh at most OTHERS_LIMIT cases.
 *  5. The order of cases does not matter.
 *  6. A key holds no name of the case's people and no word that the nomenclature and the lexicon do not know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-practice-prior.h"

#include "cpx-note-text.h"

#include <cpx-ccam-code.h>

#include <string.h>

#define STRENGTH 3.0            /* cases that the engine's opinion is worth */
#define STRENGTH_WHEN_SURE 5.0  /* added, times the probability of its first code */
#define TEXT_WEIGHT 1.0         /* a case with the same words */
#define PROPOSED_WEIGHT 0.35    /* a case where the same code was proposed, whatever the words */
#define OTHERS_LIMIT 0.8
#define MAX_KEY_WORDS 24        /* a longer text does not come again word for word */
#define EVERYBODY ""

/* Cases of one surgeon with one key. */
typedef struct
{
  guint       n_shown;
  GHashTable *kept;   /* (owned): code (owned) → count */
} Tally;

struct _CpxPracticePrior
{
  gatomicrefcount  ref_count;
  GHashTable      *tallies;   /* (owned): "surgeon TAB key" (owned) → Tally */
  GHashTable      *n_cases_of; /* (owned): surgeon (owned) → count */
  guint            n_cases;
  CpxTitleWords   *words;      /* (owned) (nullable): what keys are made of */
};

struct _CpxPracticePriorBuilder
{
  CpxPracticePrior *prior;   /* (owned) */
};

static void
tally_free (gpointer data)
{
  Tally *tally = data;

  g_hash_table_unref (tally->kept);
  g_free (tally);
}

CpxPracticePriorBuilder *
cpx_practice_prior_builder_new (void)
{
  CpxPracticePriorBuilder *self = g_new0 (CpxPracticePriorBuilder, 1);

  self->prior = g_new0 (CpxPracticePrior, 1);
  g_atomic_ref_count_init (&self->prior->ref_count);
  self->prior->tallies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, tally_free);

  self->prior->n_cases_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
cpx_practice_prior_builder_free (CpxPracticePriorBuilder *self)
{
  g_clear_pointer (&self->prior, cpx_practice_prior_unref);
  g_free (self);
}

/**
 * cpx_practice_prior_builder_set_words:
 * @self: a builder without cases
 * @words: the words of gestures that titles are reduced to; without them, those of the lexicon and the starter alone
 */
void
cpx_practice_prior_builder_set_words (CpxPracticePriorBuilder *self,
                                      CpxTitleWords           *words)
{
  g_return_if_fail (self->prior->n_cases == 0 && self->prior->words == NULL);

  self->prior->words = cpx_title_words_ref (words);
}

static void
count (CpxPracticePrior *prior,
       const char       *practitioner,
       const char       *key,
       const char       *kept)
{
  char *name = g_strconcat (practitioner, "\t", key, NULL);
  Tally *tally = g_hash_table_lookup (prior->tallies, name);
  guint n;

  if (tally == NULL)
    {
      tally = g_new0 (Tally, 1);
      tally->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (prior->tallies, g_strdup (name), tally);
    }
  n = GPOINTER_TO_UINT (g_hash_table_lookup (tally->kept, kept));
  g_hash_table_replace (tally->kept, g_strdup (kept), GUINT_TO_POINTER (n + 1));
  tally->n_shown++;
  g_free (name);
}

/* Who counts, and the practice as a whole. */
static void
count_for (CpxPracticePrior *prior,
           const char       *practitioner,
           const char       *key,
           const char       *kept)
{
  count (prior, practitioner, key, kept);
  count (prior, EVERYBODY, key, kept);
}

static void
count_case (CpxPracticePrior *prior,
            const char       *practitioner)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (prior->n_cases_of, practitioner));

  g_hash_table_replace (prior->n_cases_of, g_strdup (practitioner), GUINT_TO_POINTER (n + 1));
  prior->n_cases++;
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static gboolean
is_side (const char *word)
{
  static const char * const sides[] = { "droit", "droite", "gauche", "d", "g", "dt", "dte", "gche", NULL };

  return g_strv_contains (sides, word);
}

/* The words of a gesture in @text, none of @names. */
static char *
make_key (const CpxPracticePrior *self,
          const char             *text,
          GHashTable             *names)
{
  g_autofree char *picked = cpx_title_words_pick (self->words, text, names, MAX_KEY_WORDS);
  g_auto(GStrv) parts = picked != NULL ? g_strsplit (picked, " ", -1) : NULL;
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      if (!cpx_note_word_is_empty (parts[i]) && !is_side (parts[i]))
        g_ptr_array_add (words, parts[i]);
    }
  if (words->len == 0)
    return NULL;
  g_ptr_array_sort (words, compare_words);
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" ", (char **) words->pdata);
}

/**
 * cpx_practice_prior_builder_add:
 * @self: a builder
 * @one: a case
 *
 * Counts one validated code.
 */
void
cpx_practice_prior_builder_add (CpxPracticePriorBuilder *self,
                                const CpxPriorCase      *one)
{
  const char *title = one->operation != NULL && *one->operation != '\0' ? one->operation : one->text;
  const char *proposed = one->proposed != NULL ? one->proposed : one->shown != NULL ? one->shown[0] : NULL;
  g_autofree char *text_key = title != NULL ? make_key (self->prior, title, one->names) : NULL;

  g_return_if_fail (one->practitioner != NULL && one->kept != NULL);

  if (!cpx_ccam_code_is_valid (one->kept))
    return;
  if (text_key != NULL)
    count_for (self->prior, one->practitioner, text_key, one->kept);
  if (proposed != NULL && cpx_ccam_code_is_valid (proposed))
    count_for (self->prior, one->practitioner, proposed, one->kept);
  count_case (self->prior, one->practitioner);
}

/**
 * cpx_practice_prior_builder_end:
 * @self: a builder, empty afterwards
 *
 * Returns: (transfer full): the prior of all cases added
 */
CpxPracticePrior *
cpx_practice_prior_builder_end (CpxPracticePriorBuilder *self)
{
  return g_steal_pointer (&self->prior);
}

CpxPracticePrior *
cpx_practice_prior_ref (CpxPracticePrior *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_practice_prior_unref (CpxPracticePrior *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->tallies);
  g_hash_table_unref (self->n_cases_of);
  g_clear_pointer (&self->words, cpx_title_words_unref);
  g_free (self);
}

/**
 * cpx_practice_prior_n_cases:
 * @self: what a practice taught
 *
 * Returns: how many validated acts it was folded from
 */
guint
cpx_practice_prior_n_cases (const CpxPracticePrior *self)
{
  return self->n_cases;
}

/**
 * cpx_practice_prior_list_practitioners:
 * @self: a prior
 *
 * Returns: (transfer container) (element-type utf8): who taught it something, in the order of their ids
 */
GPtrArray *
cpx_practice_prior_list_practitioners (const CpxPracticePrior *self)
{
  GPtrArray *practitioners = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer practitioner;

  g_hash_table_iter_init (&iter, self->n_cases_of);
  while (g_hash_table_iter_next (&iter, &practitioner, NULL))
    g_ptr_array_add (practitioners, practitioner);
  g_ptr_array_sort (practitioners, compare_words);

  return practitioners;
}

/**
 * cpx_practice_prior_n_cases_of:
 * @self: a prior
 * @practitioner: a surgeon
 *
 * Returns: how many cases are theirs
 */
guint
cpx_practice_prior_n_cases_of (const CpxPracticePrior *self,
                               const char             *practitioner)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->n_cases_of, practitioner));
}

/* The code kept most in a tally; of two, the first of the alphabet. */
static CpxPriorHabit
read_habit (const char  *key,
            const Tally *tally)
{
  CpxPriorHabit habit = { .key = key, .n_shown = tally->n_shown };
  GHashTableIter iter;
  gpointer code, n;

  g_hash_table_iter_init (&iter, tally->kept);
  while (g_hash_table_iter_next (&iter, &code, &n))
    {
      guint kept = GPOINTER_TO_UINT (n);

      if (kept > habit.n_kept || (kept == habit.n_kept && strcmp (code, habit.code) < 0))
        {
          habit.code = code;
          habit.n_kept = kept;
        }
    }

  return habit;
}

static int
compare_habits (gconstpointer a,
                gconstpointer b)
{
  const CpxPriorHabit *first = a;
  const CpxPriorHabit *second = b;

  if (first->n_shown != second->n_shown)
    return first->n_shown < second->n_shown ? 1 : -1;

  return strcmp (first->key, second->key);
}

/**
 * cpx_practice_prior_list_habits:
 * @self: a prior
 * @practitioner: a surgeon
 * @limit: how many at most
 *
 * Returns: (transfer full) (element-type CpxPriorHabit): what they kept, the most frequent first; the texts are @self's
 */
GArray *
cpx_practice_prior_list_habits (const CpxPracticePrior *self,
                                const char             *practitioner,
                                guint                   limit)
{
  GArray *habits = g_array_new (FALSE, FALSE, sizeof (CpxPriorHabit));
  gsize length = strlen (practitioner);
  GHashTableIter iter;
  gpointer name, tally;

  g_hash_table_iter_init (&iter, self->tallies);
  while (g_hash_table_iter_next (&iter, &name, &tally))
    {
      const char *key = (const char *) name + length;
      CpxPriorHabit habit;

      if (strncmp (name, practitioner, length) != 0 || *key != '\t')
        continue;
      habit = read_habit (key + 1, tally);
      g_array_append_val (habits, habit);
    }
  g_array_sort (habits, compare_habits);
  if (habits->len > limit)
    g_array_set_size (habits, limit);

  return habits;
}

/**
 * cpx_practice_prior_make_key:
 * @self: a prior
 * @text: a title
 *
 * Gives what titles of the same gesture share: the known words in alphabetical order, small words and sides left out.
 *
 * Returns: (transfer full) (nullable): the key; `NULL` if @text is too long, or says nothing that is known
 */
char *
cpx_practice_prior_make_key (const CpxPracticePrior *self,
                             const char             *text)
{
  return make_key (self, text, NULL);
}

static const Tally *
find_tally (const CpxPracticePrior *self,
            const char             *practitioner,
            const char             *key)
{
  g_autofree char *name = NULL;

  if (practitioner == NULL || key == NULL)
    return NULL;
  name = g_strconcat (practitioner, "\t", key, NULL);

  return g_hash_table_lookup (self->tallies, name);
}

static guint
get_kept (const Tally *tally,
          const char  *code)
{
  return tally != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (tally->kept, code)) : 0;
}

/* Sum of weighted cases, and of those where the code was kept. */
typedef struct
{
  double shown;
  double kept;
} Weighed;

static void
add_own (Weighed     *sum,
         const Tally *tally,
         const char  *code,
         double       weight)
{
  if (tally == NULL)
    return;
  sum->shown += weight * tally->n_shown;
  sum->kept += weight * get_kept (tally, code);
}

/* What the others did, held down so that no habit of theirs turns anything over. */
static void
add_others (Weighed     *sum,
            const Tally *all,
            const Tally *own,
            const char  *code)
{
  guint shown = all != NULL ? all->n_shown - (own != NULL ? own->n_shown : 0) : 0;
  guint kept = get_kept (all, code) - get_kept (own, code);
  double weight = shown > 0 ? MIN (1, OTHERS_LIMIT / shown) : 0;

  sum->shown += weight * shown;
  sum->kept += weight * kept;
}

/**
 * cpx_practice_prior_weigh:
 * @self: a prior
 * @question: who asks, about which text
 * @code: an act
 * @probability: the engine's, from 0 to 1
 * @first_probability: that of the engine's first code
 * @out_kept: (out): how often the surgeon kept @code ...
 * @out_shown: (out): ... among how many such texts; 0 if none
 *
 * Returns: the probability of @code once the practice's cases are counted
 */
double
cpx_practice_prior_weigh (const CpxPracticePrior *self,
                          const CpxPriorQuestion *question,
                          const char             *code,
                          double                  probability,
                          double                  first_probability,
                          guint                  *out_kept,
                          guint                  *out_shown)
{
  const Tally *own_text = find_tally (self, question->practitioner, question->text_key);
  const Tally *own_code = find_tally (self, question->practitioner, question->proposed);
  const Tally *told = own_text != NULL ? own_text : own_code;
  double strength = STRENGTH + STRENGTH_WHEN_SURE * first_probability;
  Weighed sum = { 0, 0 };

  add_own (&sum, own_text, code, TEXT_WEIGHT);
  add_own (&sum, own_code, code, PROPOSED_WEIGHT);
  add_others (&sum, find_tally (self, EVERYBODY, question->text_key), own_text, code);
  *out_shown = told != NULL ? told->n_shown : 0;
  *out_kept = get_kept (told, code);

  return (strength * probability + sum.kept) / (strength + sum.shown);
}

static void
list_tally (GPtrArray   *codes,
            const Tally *tally)
{
  GHashTableIter iter;
  gpointer code;

  if (tally == NULL)
    return;
  g_hash_table_iter_init (&iter, tally->kept);
  while (g_hash_table_iter_next (&iter, &code, NULL))
    g_ptr_array_add (codes, code);
}

/**
 * cpx_practice_prior_list_codes:
 * @self: a prior
 * @question: who asks, about which text
 *
 * Returns: (transfer container): codes that were kept in such cases, some perhaps twice; they belong to @self
 */
GPtrArray *
cpx_practice_prior_list_codes (const CpxPracticePrior *self,
                               const CpxPriorQuestion *question)
{
  GPtrArray *codes = g_ptr_array_new ();

  list_tally (codes, find_tally (self, question->practitioner, question->text_key));
  list_tally (codes, find_tally (self, question->practitioner, question->proposed));
  list_tally (codes, find_tally (self, EVERYBODY, question->text_key));

  return codes;
}

static json_t *
tally_to_json (const char  *name,
               const Tally *tally)
{
  const char *key = strchr (name, '\t') + 1;
  g_autofree char *practitioner = g_strndup (name, key - 1 - name);
  json_t *kept = json_object ();
  GHashTableIter iter;
  gpointer code;
  gpointer n;

  g_hash_table_iter_init (&iter, tally->kept);
  while (g_hash_table_iter_next (&iter, &code, &n))
    json_object_set_new (kept, code, json_integer (GPOINTER_TO_UINT (n)));

  return json_pack ("{s:s,s:s,s:i,s:o}", "practitioner", practitioner, "key", key,
                    "shown", (int) tally->n_shown, "kept", kept);
}

/**
 * cpx_practice_prior_to_json:
 * @self: a prior
 *
 * Returns: (transfer full): all counts, a tally a surgeon and key, in the order of the alphabet
 */
json_t *
cpx_practice_prior_to_json (const CpxPracticePrior *self)
{
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (self->tallies), (GCompareFunc) strcmp);
  json_t *tallies = json_array ();

  for (GList *at = names; at != NULL; at = at->next)
    {
      if (*(const char *) at->data != '\t')
        json_array_append_new (tallies, tally_to_json (at->data, g_hash_table_lookup (self->tallies, at->data)));
    }

  return json_pack ("{s:i,s:i,s:o}", "format", 1, "cases", (int) self->n_cases, "tallies", tallies);
}
