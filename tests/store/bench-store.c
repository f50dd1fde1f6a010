/* bench-store.c: times what the store does with N patients: bench-store N [VAULT]
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store-fixture.h"

#include "cpx-search.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define BATCH 1000
#define N_COMMITS 2000

static const char *const syllables[] = {
  "ma", "ri", "du", "pon", "le", "roux", "ber", "nar", "fon", "tai", "mo", "reau", "gi", "rard", "lau", "rent",
  "si", "mon", "mi", "chel", "gar", "cia", "da", "vid", "ro", "bin", "cle", "ment", "gau", "thier", "per", "rin",
};

static double
in_us (struct timeval now,
       struct timeval before)
{
  return (double) (now.tv_sec - before.tv_sec) * 1e6 + (double) (now.tv_usec - before.tv_usec);
}

/* What each of @n things cost since the last call. */
static void
print_cost (const char *what,
            int         n)
{
  static struct rusage before;
  struct rusage now;

  getrusage (RUSAGE_SELF, &now);
  if (what != NULL)
    {
      double user = in_us (now.ru_utime, before.ru_utime) / n, system = in_us (now.ru_stime, before.ru_stime) / n;

      printf ("%-26s %8.1f us CPU (user %.1f, system %.1f)\n", what, user + system, user, system);
    }
  before = now;
}

static double
cpu_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static char *
make_name (GRand *rand,
           int    n_syllables)
{
  GString *name = g_string_new (NULL);

  for (int i = 0; i < n_syllables; i++)
    {
      /* Two draws, the lesser kept: some names are common, most are not. */
      int a = g_rand_int_range (rand, 0, G_N_ELEMENTS (syllables));
      int b = g_rand_int_range (rand, 0, G_N_ELEMENTS (syllables));

      g_string_append (name, syllables[MIN (a, b)]);
    }
  name->str[0] = g_ascii_toupper (name->str[0]);

  return g_string_free (name, FALSE);
}

static CpxRecord *
make_patient (GRand *rand)
{
  g_autofree char *name = make_name (rand, g_rand_int_range (rand, 2, 4));
  g_autofree char *first = make_name (rand, 2);
  g_autofree char *second = make_name (rand, 2);
  g_autofree char *firsts = g_strdup_printf ("%s %s", first, second);
  int year = g_rand_int_range (rand, 1930, 2020), month = g_rand_int_range (rand, 1, 13);
  g_autofree char *birth = g_strdup_printf ("%d-%02d-%02d", year, month, g_rand_int_range (rand, 1, 29));
  g_autofree char *nir = g_strdup_printf ("1%02d%02d%02d%03d%03d%02d", year % 100, month,
                                          g_rand_int_range (rand, 1, 96), g_rand_int_range (rand, 1, 999),
                                          g_rand_int_range (rand, 1, 999), g_rand_int_range (rand, 1, 98));
  g_autofree char *phone = g_strdup_printf ("06%08d", g_rand_int_range (rand, 0, 99999999));
  g_autofree char *number = g_strdup_printf ("2026-%05d", g_rand_int_range (rand, 0, 99999));

  return cpx_record_new_with_texts (&cpx_patient_kind, NULL, CPX_PATIENT_BIRTH_NAME, name,
                                    CPX_PATIENT_BIRTH_FIRST_NAMES, firsts, CPX_PATIENT_FIRST_BIRTH_FIRST_NAME, first,
                                    CPX_PATIENT_SEX, "M", CPX_PATIENT_BIRTH_DATE, birth,
                                    CPX_PATIENT_BIRTH_PLACE_INSEE, "69123", CPX_PATIENT_BIRTH_PLACE, "Lyon",
                                    CPX_PATIENT_NIR, nir, CPX_PATIENT_MOBILE, phone, CPX_PATIENT_FILE_NUMBER, number,
                                    CPX_PATIENT_ADDRESS_LINE_1, "12 rue de la République",
                                    CPX_PATIENT_POSTAL_CODE, "69002", CPX_PATIENT_CITY, "Lyon", -1);
}

typedef struct
{
  GRand *rand;
  int    n;
} Load;

static gpointer
load_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  Load *load = data;

  for (int i = 0; i < load->n; i++)
    {
      g_autoptr(CpxRecord) patient = make_patient (load->rand);
      CpxWrite write = { .actor = { STORE_FIXTURE_USER, CPX_ROLE_SECRETARY }, .after = patient,
                         .action = "patient.created" };

      if (!cpx_txn_write (txn, &write, NULL, NULL, error))
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

static void
load_patients (StoreFixture *fixture,
               GRand        *rand,
               int           n,
               int           per_commit)
{
  g_autoptr(GError) error = NULL;

  for (int done = 0; done < n; done += per_commit)
    {
      Load load = { rand, MIN (per_commit, n - done) };

      cpx_store_run_sync (fixture->store, load_func, &load, NULL, &error);
      g_assert_no_error (error);
    }
}

typedef struct
{
  const char *text;
  guint       limit;
  guint       n_hits;
  double      seconds;
  CpxId       first;
} Find;

static gpointer
find_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  Find *find = data;
  double before = cpu_now ();
  g_autoptr(GArray) hits = cpx_search_patients (txn, find->text, CPX_QUERY_LIVE, find->limit, error);

  if (hits == NULL)
    return NULL;
  find->seconds = cpu_now () - before;
  find->n_hits = hits->len;
  if (hits->len > 0)
    find->first = g_array_index (hits, CpxSearchHit, 0).id;

  return GINT_TO_POINTER (TRUE);
}

static Find
run_find (StoreFixture *fixture,
          const char   *text,
          guint         limit)
{
  Find find = { text, limit };
  g_autoptr(GError) error = NULL;

  cpx_store_look_sync (fixture->store, find_func, &find, NULL, &error);
  g_assert_no_error (error);

  return find;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

static char *
make_query (GRand *rand,
            int    kind)
{
  g_autoptr(CpxRecord) patient = make_patient (rand);
  g_autofree char *name = g_strdup (cpx_record_get_text (patient, CPX_PATIENT_BIRTH_NAME));
  g_autofree char *first = g_strdup (cpx_record_get_text (patient, CPX_PATIENT_FIRST_BIRTH_FIRST_NAME));

  switch (kind)
    {
    case 0: return g_strndup (name, (gsize) g_rand_int_range (rand, 1, 4));
    case 1: return g_strdup (name);
    case 2: name[2] = 'x'; return g_strdup (name);
    case 3: return g_strdup_printf ("%s %s", name, first);
    case 4: name[1] = 'z'; return g_strdup_printf ("%s %.3s 19", name, first);
    case 5: return g_strdup (cpx_record_get_text (patient, CPX_PATIENT_BIRTH_DATE));
    case 6: return g_strndup (cpx_record_get_text (patient, CPX_PATIENT_NIR), 9);
    default: return g_strndup (cpx_record_get_text (patient, CPX_PATIENT_MOBILE), 6);
    }
}

static void
bench_search (StoreFixture *fixture,
              GRand        *rand)
{
  static const char *const kinds[] = { "prefix", "name", "typo", "two words", "typo+2", "date", "nir", "phone" };
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (double));
  Find first = run_find (fixture, "", 0);

  printf ("first search (reads all)   %8.3f ms CPU, %u patients\n", first.seconds * 1e3, first.n_hits);
  for (int kind = 0; kind < 8; kind++)
    {
      double worst = 0, sum = 0;
      guint n_hits = 0;

      for (int i = 0; i < 50; i++)
        {
          g_autofree char *text = make_query (rand, kind);
          Find find = run_find (fixture, text, 50);

          worst = MAX (worst, find.seconds);
          sum += find.seconds;
          n_hits += find.n_hits;
          g_array_append_val (all, find.seconds);
        }
      printf ("search, %-12s       %8.3f ms mean, %8.3f ms worst, %u hits\n", kinds[kind], sum / 50 * 1e3, worst * 1e3,
              n_hits);
    }
  qsort (all->data, all->len, sizeof (double), compare_doubles);
  printf ("search, 95th percentile    %8.3f ms\n", g_array_index (all, double, all->len * 95 / 100) * 1e3);
}

static gpointer
nothing_func (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  return GINT_TO_POINTER (TRUE);
}

typedef struct
{
  CpxRecord *current;
  int        i;
} Edit;

static gpointer
edit_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  Edit *edit = data;
  g_autofree char *city = g_strdup_printf ("Ville %d", edit->i++);
  g_autoptr(CpxRecord) after = cpx_record_with_text (edit->current, CPX_PATIENT_CITY, city);
  CpxWrite write = { .actor = { STORE_FIXTURE_USER, CPX_ROLE_SECRETARY }, .before = edit->current, .after = after,
                     .action = "patient.edited" };
  CpxRecord *stored = NULL;

  if (!cpx_txn_write (txn, &write, &stored, NULL, error))
    return NULL;
  g_object_unref (edit->current);
  edit->current = stored;

  return GINT_TO_POINTER (TRUE);
}

static gpointer
edits_func (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  for (int i = 0; i < N_COMMITS; i++)
    {
      if (edit_func (txn, data, error) == NULL)
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

static void
bench_commits (StoreFixture *fixture,
               GRand        *rand)
{
  g_autoptr(CpxRecord) patient = make_patient (rand);
  Edit edit = { store_fixture_write (fixture, NULL, patient) };
  const int N = N_COMMITS;

  print_cost (NULL, 0);
  for (int i = 0; i < N; i++)
    cpx_store_run_sync (fixture->store, nothing_func, NULL, NULL, NULL);
  print_cost ("nothing, no commit", N);
  for (int i = 0; i < N; i++)
    cpx_store_run_sync (fixture->store, edit_func, &edit, NULL, NULL);
  print_cost ("commit, an edit", N);
  load_patients (fixture, rand, N, 1);
  print_cost ("commit, a new patient", N);
  cpx_store_run_sync (fixture->store, edits_func, &edit, NULL, NULL);
  print_cost ("one commit, an edit", N);
  load_patients (fixture, rand, N, N);
  print_cost ("one commit, a new patient", N);
  g_object_unref (edit.current);
}

int
main (int    argc,
      char **argv)
{
  StoreFixture fixture = { NULL };
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  int n = argc > 1 ? atoi (argv[1]) : 100000;
  double before, wall;

  store_fixture_set_up (&fixture, NULL);
  before = cpu_now ();
  wall = (double) g_get_monotonic_time ();
  load_patients (&fixture, rand, n, BATCH);
  printf ("%d patients, %d a commit: %.1f s CPU, %.1f s wall, %.0f a second\n", n, BATCH, cpu_now () - before,
          ((double) g_get_monotonic_time () - wall) / 1e6, n / (((double) g_get_monotonic_time () - wall) / 1e6));
  bench_commits (&fixture, rand);
  bench_search (&fixture, rand);
  store_fixture_tear_down (&fixture, NULL);

  return 0;
}
