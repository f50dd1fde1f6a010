/* test-search.c: search finds what looking at every patient would find.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store-fixture.h"

#include "cpx-fold.h"
#include "cpx-patient-index.h"
#include "cpx-record-name.h"
#include "cpx-search.h"
#include "cpx-search-text.h"

#include <string.h>

#define N_PATIENTS 600

typedef StoreFixture Fixture;

/* One slip between what is typed and a word, or the beginning of one. */
static const struct
{
  const char *name;
  const char *typed;
  const char *word;
  int         nearest;  /* the strictest CpxSearchMatch, or NO_MATCH */
} match_cases[] = {
#define NO_MATCH (CPX_SEARCH_NEAR + 1)
  { "same", "dupont", "dupont", CPX_SEARCH_EXACT },
  { "beginning", "dup", "dupont", CPX_SEARCH_EXACT },
  { "nothing", "", "dupont", CPX_SEARCH_EXACT },
  { "longer", "duponts", "dupont", CPX_SEARCH_NEAR_WORD },
  { "changed", "dupomt", "dupont", CPX_SEARCH_NEAR_WORD },
  { "changed-first", "bupont", "dupont", CPX_SEARCH_NEAR_WORD },
  { "changed-last", "duponx", "dupont", CPX_SEARCH_NEAR_WORD },
  { "left-out", "duont", "dupont", CPX_SEARCH_NEAR_WORD },
  { "left-out-first", "upont", "dupont", CPX_SEARCH_NEAR_WORD },
  { "left-out-beginning", "martn", "martinez", CPX_SEARCH_NEAR },
  { "added", "dupoont", "dupont", CPX_SEARCH_NEAR_WORD },
  { "added-first", "adupont", "dupont", CPX_SEARCH_NEAR_WORD },
  { "added-beginning", "duppo", "dupont", CPX_SEARCH_NEAR },
  { "exchanged", "duopnt", "dupont", CPX_SEARCH_NEAR_WORD },
  { "exchanged-first", "udpont", "dupont", CPX_SEARCH_NEAR_WORD },
  { "exchanged-last", "dupotn", "dupont", CPX_SEARCH_NEAR_WORD },
  { "exchanged-beginning", "matri", "martinez", CPX_SEARCH_NEAR },
  { "changed-beginning", "dux", "dupont", CPX_SEARCH_NEAR },
  { "two-changed", "duxxnt", "dupont", NO_MATCH },
  { "two-left-out", "dunt", "dupont", NO_MATCH },
  { "two-added", "dupoxxnt", "dupont", NO_MATCH },
  { "two-longer", "dupontss", "dupont", NO_MATCH },
  { "other", "martin", "dupont", NO_MATCH },
};

static void
test_match (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  for (CpxSearchMatch match = CPX_SEARCH_EXACT; match <= CPX_SEARCH_NEAR; match++)
    g_assert_cmpint (cpx_search_text_matches (match_cases[i].typed, match_cases[i].word, match), ==,
                     (int) match >= match_cases[i].nearest);
}

/* Optimal string alignment, by the book. */
static guint
distance (const char *a,
          gsize       n_a,
          const char *b,
          gsize       n_b)
{
  guint d[16][16];

  for (gsize i = 0; i <= n_a; i++)
    d[i][0] = (guint) i;
  for (gsize j = 0; j <= n_b; j++)
    d[0][j] = (guint) j;
  for (gsize i = 1; i <= n_a; i++)
    {
      for (gsize j = 1; j <= n_b; j++)
        {
          d[i][j] = MIN (MIN (d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            d[i][j] = MIN (d[i][j], d[i - 2][j - 2] + 1);
        }
    }

  return d[n_a][n_b];
}

static gboolean
matches_by_the_book (const char     *typed,
                     const char     *word,
                     CpxSearchMatch  match)
{
  if (g_str_has_prefix (word, typed))
    return TRUE;
  if (match == CPX_SEARCH_EXACT)
    return FALSE;
  if (match == CPX_SEARCH_NEAR_WORD)
    return distance (typed, strlen (typed), word, strlen (word)) <= 1;
  for (gsize n = 0; n <= strlen (word); n++)
    {
      if (distance (typed, strlen (typed), word, n) <= 1)
        return TRUE;
    }

  return FALSE;
}

static void
make_word (GRand *rand,
           gsize  max,
           char  *out)
{
  gsize n = (gsize) g_rand_int_range (rand, 0, (gint32) max);

  for (gsize i = 0; i < n; i++)
    out[i] = (char) ('a' + g_rand_int_range (rand, 0, 3));
  out[n] = '\0';
}

static void
test_match_oracle (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 200000; i++)
    {
      char typed[8], word[10];

      make_word (rand, sizeof typed, typed);
      make_word (rand, sizeof word, word);
      for (CpxSearchMatch match = CPX_SEARCH_EXACT; match <= CPX_SEARCH_NEAR; match++)
        {
          if (cpx_search_text_matches (typed, word, match) != matches_by_the_book (typed, word, match))
            g_error ("“%s” and “%s”, %d", typed, word, match);
        }
    }
}

/* Things typed, one from the next by |, their words by spaces, what they make together after =. */
static const struct
{
  const char *name;
  const char *text;
  const char *parsed;
} parse_cases[] = {
  { "nothing", "  ", "" },
  { "words", "Dupon  JEAN", "dupon|jean" },
  { "accents", "Œuvré-L'Éçole", "oeuvre|l|ecole" },
  { "date", "14/03/1958", "19580314" },
  { "date-dots", "14.03.1958", "19580314" },
  { "date-iso", "1958-03-14", "19580314" },
  { "month", "03/1958", "195803" },
  { "date-and-name", "dupont 14/03/1958", "dupont|19580314" },
  { "date-run-together", "14031958", "14031958=19580314" },
  { "no-date", "99991958", "99991958" },
  { "phone", "06 12 34", "06 12 34=061234" },
  { "phone-dots", "06.12.34.56.78", "06 12 34 56 78=0612345678" },
  { "phone-abroad", "+33 6 12 34 56 78", "0 6 12 34 56 78=0612345678" },
  { "nir", "1 58 03 2A 004", "1 58 03 2a 004=158032a004" },
  { "number-name-number", "1958 dupont 06", "1958|dupont|06" },
};

static void
test_parse (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(GPtrArray) groups = cpx_search_text_parse (parse_cases[i].text);
  GString *told = g_string_new (NULL);

  for (guint g = 0; g < groups->len; g++)
    {
      const CpxSearchGroup *group = g_ptr_array_index (groups, g);

      g_string_append (told, g > 0 ? "|" : "");
      for (guint w = 0; w < group->words->len; w++)
        g_string_append_printf (told, "%s%s", w > 0 ? " " : "", (char *) g_ptr_array_index (group->words, w));
      if (group->joined != NULL)
        g_string_append_printf (told, "=%s", group->joined);
    }
  g_assert_cmpstr (told->str, ==, parse_cases[i].parsed);
  g_string_free (told, TRUE);
}

static const char *const family[] = { "Martin", "Martinez", "Dupont", "Dupond", "Durand", "Lefèvre", "Lefebvre",
                                      "Œuvrard", "N'Guyen", "de La Tour", "Le Goff", "Roy" };
static const char *const given[] = { "Jean", "Jeanne", "Jean-Pierre", "Élise", "Zoé", "Paul", "Marie Claire" };

static CpxRecord *
make_patient (GRand *rand)
{
  g_autofree char *birth = g_strdup_printf ("%d-%02d-%02d", g_rand_int_range (rand, 1950, 1960),
                                            g_rand_int_range (rand, 1, 13), g_rand_int_range (rand, 1, 29));
  g_autofree char *phone = g_strdup_printf ("06 %02d %02d %02d %02d", g_rand_int_range (rand, 0, 5),
                                            g_rand_int_range (rand, 0, 99), g_rand_int_range (rand, 0, 99),
                                            g_rand_int_range (rand, 0, 99));

  return cpx_record_new_with_texts (&cpx_patient_kind, NULL,
                                    CPX_PATIENT_BIRTH_NAME, family[g_rand_int_range (rand, 0, G_N_ELEMENTS (family))],
                                    CPX_PATIENT_USED_NAME, g_rand_boolean (rand) ? NULL :
                                      family[g_rand_int_range (rand, 0, G_N_ELEMENTS (family))],
                                    CPX_PATIENT_BIRTH_FIRST_NAMES,
                                    given[g_rand_int_range (rand, 0, G_N_ELEMENTS (given))],
                                    CPX_PATIENT_BIRTH_DATE, birth, CPX_PATIENT_MOBILE, phone, -1);
}

static gpointer
fill_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  GPtrArray *patients = data;

  for (guint i = 0; i < patients->len; i++)
    {
      CpxWrite write = { .after = g_ptr_array_index (patients, i), .action = "test.created" };

      if (!cpx_txn_write (txn, &write, NULL, NULL, error))
        return NULL;
    }

  return patients;
}

typedef struct
{
  const char *text;
  guint       limit;
} Find;

static gpointer
find_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  Find *find = data;

  return cpx_search_patients (txn, find->text, CPX_QUERY_LIVE, find->limit, error);
}

static GArray *
find (Fixture    *fixture,
      const char *text,
      guint       limit)
{
  Find wanted = { text, limit };
  g_autoptr(GError) error = NULL;
  GArray *hits = cpx_store_look_sync (fixture->store, find_func, &wanted, NULL, &error);

  g_assert_no_error (error);

  return hits;
}

static gboolean
is_number (const char *word)
{
  guint64 first, last;

  return cpx_search_text_number (word, &first, &last);
}

static gboolean
may_slip (const char *typed)
{
  return strlen (typed) >= 3 && !is_number (typed);
}

static gboolean
word_answers (char           **terms,
              const char      *typed,
              CpxSearchMatch   match)
{
  for (guint i = 0; terms[i] != NULL; i++)
    {
      if (matches_by_the_book (typed, terms[i], may_slip (typed) && !is_number (terms[i]) ? match : CPX_SEARCH_EXACT))
        return TRUE;
    }

  return FALSE;
}

/* By what the parser says was typed, which has a test of its own. */
static gboolean
patient_answers (CpxRecord      *patient,
                 const char     *text,
                 CpxSearchMatch  match)
{
  g_auto(GStrv) terms = cpx_record_list_terms (patient);
  g_autoptr(GPtrArray) groups = cpx_search_text_parse (text);

  for (guint g = 0; g < groups->len; g++)
    {
      const CpxSearchGroup *group = g_ptr_array_index (groups, g);
      gboolean all = TRUE;

      for (guint w = 0; w < group->words->len; w++)
        all = all && word_answers (terms, g_ptr_array_index (group->words, w), match);
      if (!all && (group->joined == NULL || !word_answers (terms, group->joined, CPX_SEARCH_EXACT)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
name_leads (const char     *name,
            const char     *text,
            CpxSearchMatch  match)
{
  g_autoptr(GPtrArray) groups = cpx_search_text_parse (text);
  g_auto(GStrv) words = g_strsplit (name, " ", -1);

  for (guint g = 0; g < groups->len; g++)
    {
      const CpxSearchGroup *group = g_ptr_array_index (groups, g);

      for (guint w = 0; w < group->words->len; w++)
        {
          const char *typed = g_ptr_array_index (group->words, w);

          if (matches_by_the_book (typed, words[0], may_slip (typed) ? match : CPX_SEARCH_EXACT))
            return TRUE;
        }
    }

  return FALSE;
}

/* How far from what was typed: the nearest first, of each those whose name begins with it, then by name. */
static char *
dup_place (CpxRecord  *patient,
           const char *text)
{
  g_autofree char *name = cpx_patient_dup_name (patient);
  g_autofree char *folded = cpx_fold (name);
  CpxSearchMatch match = CPX_SEARCH_EXACT;

  while (!patient_answers (patient, text, match))
    match++;
  g_assert_cmpint (match, <=, CPX_SEARCH_NEAR);

  return g_strdup_printf ("%d%d %s", match, !name_leads (folded, text, match), folded);
}

static void
assert_order (GHashTable *patients,
              GArray     *hits,
              const char *text)
{
  g_autofree char *last = g_strdup ("");

  for (guint i = 0; i < hits->len; i++)
    {
      g_autofree char *id = cpx_id_dup_text (&g_array_index (hits, CpxSearchHit, i).id);
      char *place = dup_place (g_hash_table_lookup (patients, id), text);

      g_assert_cmpstr (last, <=, place);
      g_free (last);
      last = place;
    }
}

static void
assert_search (Fixture    *fixture,
               GPtrArray  *patients,
               const char *text)
{
  g_autoptr(GArray) hits = find (fixture, text, 0);
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_exact = 0;

  for (guint i = 0; i < patients->len; i++)
    g_hash_table_insert (by_id, (gpointer) cpx_record_get_id (g_ptr_array_index (patients, i)), patients->pdata[i]);
  assert_order (by_id, hits, text);
  for (guint i = 0; i < hits->len; i++)
    {
      const CpxSearchHit *hit = &g_array_index (hits, CpxSearchHit, i);

      g_hash_table_insert (found, cpx_id_dup_text (&hit->id), GINT_TO_POINTER (hit->exact ? 2 : 1));
      n_exact += hit->exact;
      g_assert_true (i == 0 || hit->exact <= g_array_index (hits, CpxSearchHit, i - 1).exact);
    }
  g_assert_cmpuint (g_hash_table_size (found), ==, hits->len);

  for (guint i = 0; i < patients->len; i++)
    {
      CpxRecord *patient = g_ptr_array_index (patients, i);
      int expected = patient_answers (patient, text, CPX_SEARCH_EXACT) ? 2 :
                     n_exact < 20 && patient_answers (patient, text, CPX_SEARCH_NEAR) ? 1 : 0;

      if (GPOINTER_TO_INT (g_hash_table_lookup (found, cpx_record_get_id (patient))) != expected)
        g_error ("“%s” and %s: expected %d", text, cpx_record_get_id (patient), expected);
    }
}

static void
assert_name_order (Fixture   *fixture,
                   GPtrArray *patients)
{
  g_autoptr(GArray) hits = find (fixture, "", 0);
  g_autofree char *last = g_strdup ("");

  g_assert_cmpuint (hits->len, ==, patients->len);
  for (guint i = 0; i < hits->len; i++)
    {
      g_autofree char *id = cpx_id_dup_text (&g_array_index (hits, CpxSearchHit, i).id);
      g_autoptr(CpxRecord) patient = store_fixture_get (fixture, &cpx_patient_kind, id, NULL);
      g_autofree char *name = cpx_patient_dup_name (patient);
      char *folded = cpx_fold (name);

      g_assert_cmpstr (last, <=, folded);
      g_free (last);
      last = folded;
    }
}

static const char *const searches[] = {
  "", "m", "mart", "martin", "MARTIN", "matrin", "martim", "artin", "dupont", "dupon jean", "jean dupon", "oeuv",
  "œuvrard", "lefevre", "lefebre", "nguyen", "n'guyen", "tour", "de la tour", "goff", "roy", "ryo", "jean-pierre",
  "zoe 195", "1953", "1953-0", "03/1955", "06 01", "0601", "06.02.", "+33 6 03", "dupont 1951 06", "marie claire",
  "xyzzy", "martin durand", "14/03/1958", "jeam dupomt", "*", "%", "\"", "' OR 1=1",
};

static void
test_oracle (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  g_autoptr(GPtrArray) patients = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < N_PATIENTS; i++)
    g_ptr_array_add (patients, make_patient (rand));
  g_assert_nonnull (cpx_store_run_sync (fixture->store, fill_func, patients, NULL, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    assert_search (fixture, patients, searches[i]);
  assert_name_order (fixture, patients);

  /* The same with a third of them changed since they were read, and others new. */
  for (guint i = 0; i < patients->len; i += 3)
    {
      g_autoptr(CpxRecord) before = g_object_ref (g_ptr_array_index (patients, i));
      g_autoptr(CpxRecord) other = make_patient (rand);
      CpxRecord *after = cpx_record_with_id (other, cpx_record_get_id (before));

      g_object_unref (store_fixture_write (fixture, before, after));
      g_object_unref (patients->pdata[i]);
      patients->pdata[i] = after;
    }
  for (int i = 0; i < 20; i++)
    {
      g_autoptr(CpxRecord) added = make_patient (rand);

      g_ptr_array_add (patients, store_fixture_write (fixture, NULL, added));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    assert_search (fixture, patients, searches[i]);
  assert_name_order (fixture, patients);

  /* And read anew. */
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    assert_search (fixture, patients, searches[i]);
}

/* A few people, and the order in which what is typed finds them. */
static const struct
{
  const char *birth_name;
  const char *used_name;
  const char *first_name;
} near_people[] = {
  { "Martinez", "Adam", "Rose" },   /* a */
  { "Martin", "Bernard", "Lucie" }, /* b */
  { "Martinez", NULL, "Paul" },     /* c */
  { "Martin", NULL, "Zoé" },        /* d */
  { "Cohen", NULL, "Martin" },      /* e */
  { "Marin", NULL, "Luc" },         /* f */
  { "Dubois", NULL, "Martine" },    /* g */
  { "Petit", NULL, "Jean" },        /* h */
  { "de La Tour", NULL, "Anne" },   /* i */
};

static const struct
{
  const char *name;
  const char *text;
  const char *order;
} near_cases[] = {
  { "as-typed", "martin", "dcabegf" }, /* MARTIN and MARTINEZ, who is so otherwise, then MARIN by a slip */
  { "left-out", "martn", "fdbecag" },  /* whole words before beginnings, of each the name before the rest */
  { "exchanged", "matrin", "fdbecag" },
  { "changed", "msrtin", "dbecag" },
  { "added", "marttin", "dbecag" },
  { "beginning", "msrti", "dcabeg" },
  { "two-words", "martn zoe", "d" },
  { "both-slip", "martn zo", "d" },
  { "in-any-order", "luc martn", "fb" },
  { "two-slips", "mrtn", "" },
  { "short", "mx", "" },
  { "inner-word", "toud", "i" },
  { "hostile", "m%tin_*", "" },
};

static void
assert_near (Fixture    *fixture,
             GPtrArray  *people,
             const char *text,
             const char *order,
             guint       limit)
{
  g_autoptr(GArray) hits = find (fixture, text, limit);
  g_autoptr(GString) found = g_string_new (NULL);
  g_autofree char *expected = g_strndup (order, limit > 0 ? limit : strlen (order));

  for (guint i = 0; i < hits->len; i++)
    {
      g_autofree char *id = cpx_id_dup_text (&g_array_index (hits, CpxSearchHit, i).id);

      for (guint j = 0; j < people->len; j++)
        {
          if (strcmp (id, cpx_record_get_id (g_ptr_array_index (people, j))) == 0)
            g_string_append_c (found, (char) ('a' + j));
        }
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static GPtrArray *
add_people (Fixture *fixture)
{
  GPtrArray *people = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (near_people); i++)
    {
      g_autoptr(CpxRecord) person =
        cpx_record_new_with_texts (&cpx_patient_kind, NULL, CPX_PATIENT_BIRTH_NAME, near_people[i].birth_name,
                                   CPX_PATIENT_USED_NAME, near_people[i].used_name,
                                   CPX_PATIENT_BIRTH_FIRST_NAMES, near_people[i].first_name,
                                   CPX_PATIENT_BIRTH_DATE, "1970-01-01", -1);

      g_ptr_array_add (people, store_fixture_write (fixture, NULL, person));
    }

  return people;
}

/* The same whether they were read from the vault or came since. */
static void
test_near (Fixture       *fixture,
           gconstpointer  data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(GArray) none = find (fixture, "", 0);   /* reads all patients: those added stand beside them */
  g_autoptr(GPtrArray) people = add_people (fixture);

  g_assert_cmpuint (none->len, ==, 0);
  for (guint limit = 0; limit <= people->len; limit++)
    assert_near (fixture, people, near_cases[i].text, near_cases[i].order, limit);
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  for (guint limit = 0; limit <= people->len; limit++)
    assert_near (fixture, people, near_cases[i].text, near_cases[i].order, limit);
}

static void
test_limit (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  g_autoptr(GPtrArray) patients = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < 100; i++)
    g_ptr_array_add (patients, make_patient (rand));
  g_assert_nonnull (cpx_store_run_sync (fixture->store, fill_func, patients, NULL, NULL));
  for (guint limit = 1; limit < 40; limit++)
    {
      g_autoptr(GArray) all = find (fixture, "j", 0);
      g_autoptr(GArray) hits = find (fixture, "j", limit);

      g_assert_cmpuint (hits->len, ==, MIN (limit, all->len));
      g_assert_cmpmem (hits->data, hits->len * sizeof (CpxSearchHit), all->data, hits->len * sizeof (CpxSearchHit));
    }
}

static gpointer
write_then_fail_func (CpxTxn    *txn,
                      gpointer   data,
                      GError   **error)
{
  CpxWrite write = { .after = data, .action = "test.created" };
  g_autoptr(GPtrArray) duplicates = NULL;

  g_assert_true (cpx_txn_write (txn, &write, NULL, NULL, error));
  duplicates = cpx_search_duplicates (txn, data, 10, error);   /* reads all patients, this one among them */
  g_assert_nonnull (duplicates);
  g_set_error_literal (error, CPX_STORE_ERROR, CPX_STORE_ERROR_STALE, "given up");

  return NULL;
}

/* What was read inside a transaction that failed does not stay. */
static void
test_rollback (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(CpxRecord) ghost = store_fixture_patient ("Fantôme", "Jean", "1958");
  g_autoptr(GArray) hits = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_store_run_sync (fixture->store, write_then_fail_func, ghost, NULL, &error));
  hits = find (fixture, "fantome", 0);
  g_assert_cmpuint (hits->len, ==, 0);
}

static gpointer
duplicates_func (CpxTxn    *txn,
                 gpointer   data,
                 GError   **error)
{
  return cpx_search_duplicates (txn, data, 10, error);
}

static gpointer
pairs_func (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  return cpx_search_duplicate_pairs (txn, 100, error);
}

static void
test_duplicates (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(CpxRecord) a = store_fixture_patient ("Dupont", "Jean", "1958-03-14");
  g_autoptr(CpxRecord) twin = store_fixture_patient ("DUPONT", "Jean", "1958-03-14");
  g_autoptr(CpxRecord) other = store_fixture_patient ("Lefèvre", "Zoé", "1990-01-01");
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GArray) pairs = NULL;

  g_object_unref (store_fixture_write (fixture, NULL, other));
  none = cpx_store_look_sync (fixture->store, duplicates_func, a, NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_object_unref (store_fixture_write (fixture, NULL, a));   /* now the index is in memory: a stands beside it */
  found = cpx_store_look_sync (fixture->store, duplicates_func, twin, NULL, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (cpx_record_get_id (g_ptr_array_index (found, 0)), ==, cpx_record_get_id (a));

  g_object_unref (store_fixture_write (fixture, NULL, twin));
  pairs = cpx_store_look_sync (fixture->store, pairs_func, NULL, NULL, NULL);
  g_assert_cmpuint (pairs->len, ==, 2);
}

/* cpx_record_name_is_affected() must not forget a field, nor cpx_record_name_remake() keep what changed. */
static void
test_name_fields (void)
{
  g_autoptr(CpxRecord) patient = store_fixture_patient ("Dupont", "Jean", "1958-03-14");
  g_autofree char *name = cpx_record_name_make (patient);

  for (int field = 0; field < CPX_N_PATIENT_FIELDS; field++)
    {
      const CpxField *declared = &cpx_patient_kind.fields[field];
      const char *text = declared->tokens != NULL ? declared->tokens[0].token : "0612345678";
      g_autoptr(CpxRecord) after = NULL;
      g_autofree char *after_name = NULL;
      g_autofree char *remade_name = NULL;

      if (declared->type == CPX_FIELD_BOOLEAN)
        after = cpx_record_with_boolean (patient, field, TRUE);
      else if (declared->type == CPX_FIELD_INTEGER)
        after = cpx_record_with_integer (patient, field, 150);
      else if (declared->type == CPX_FIELD_DATE)
        after = cpx_record_with_text (patient, field, "1999-12-31");
      else
        after = cpx_record_with_text (patient, field, text);
      after_name = cpx_record_name_make (after);
      if (strcmp (name, after_name) != 0 && !cpx_record_name_is_affected (patient, after))
        g_error ("“%s” changes the name and is not known to", declared->name);
      remade_name = cpx_record_name_remake (name, patient, after);
      g_assert_cmpstr (remade_name, ==, after_name);
    }
}

#define add(path, func) \
  g_test_add (path, Fixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (match_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/search/match/", match_cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_match);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/search/parse/", parse_cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_parse);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (near_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/search/near/", near_cases[i].name, NULL);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), store_fixture_set_up, test_near, store_fixture_tear_down);
    }
  g_test_add_func ("/search/match-oracle", test_match_oracle);
  g_test_add_func ("/search/name-fields", test_name_fields);
  add ("/search/oracle", test_oracle);
  add ("/search/limit", test_limit);
  add ("/search/rollback", test_rollback);
  add ("/search/duplicates", test_duplicates);

  return g_test_run ();
}
