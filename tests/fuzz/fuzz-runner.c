/* fuzz-runner.c: PROGRAM [FILE…]: a fuzz target over mutations of its seed, or over the files named.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz-target.h"

#include <string.h>

#define N_RUNS 1500

static guint8 *
mutate (GRand        *rand,
        const guint8 *seed,
        gsize         n_seed,
        gsize        *out_n_bytes)
{
  guint8 *bytes = g_memdup2 (seed, n_seed);
  int n_changes = g_rand_int_range (rand, 0, 8);

  *out_n_bytes = n_seed;
  for (int i = 0; i < n_changes; i++)
    {
      gsize at = (gsize) g_rand_double_range (rand, 0, (double) n_seed);
      gsize from = (gsize) g_rand_double_range (rand, 0, (double) n_seed);
      gsize wanted = (gsize) g_rand_int_range (rand, 1, 400);
      gsize n = MIN (wanted, n_seed - MAX (at, from));

      switch (g_rand_int_range (rand, 0, 5))
        {
        case 0: bytes[at] = (guint8) g_rand_int (rand); break;
        case 1: memmove (bytes + at, bytes + from, n); break;
        case 2: memset (bytes + at, g_rand_boolean (rand) ? 0xff : 0, n); break;
        case 3: bytes[at] ^= (guint8) (1 << g_rand_int_range (rand, 0, 8)); break;
        default: *out_n_bytes = at; break;
        }
    }

  return bytes;
}

static void
test_mutations (void)
{
  gsize n_seed;
  g_autofree guint8 *seed = fuzz_target_make_seed (&n_seed);
  g_autofree guint8 *blank = g_malloc0 (n_seed);
  g_autoptr(GRand) rand = g_rand_new_with_seed (1895);

  LLVMFuzzerTestOneInput (seed, n_seed);
  LLVMFuzzerTestOneInput (seed, 0);
  for (int i = 0; i < N_RUNS; i++)
    {
      gsize n_bytes;
      g_autofree guint8 *bytes = mutate (rand, i % 2 == 0 ? seed : blank, n_seed, &n_bytes);
      /* exactly as long as it says, so that the sanitizers see one byte too far */
      g_autofree guint8 *exact = g_memdup2 (bytes, n_bytes);

      if (i % 2 != 0 && exact != NULL)
        exact[0] = (guint8) g_rand_int (rand);
      LLVMFuzzerTestOneInput (exact != NULL ? exact : (const guint8 *) "", n_bytes);
    }
}

static void
test_file (gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize n_bytes;

  g_file_get_contents (data, &bytes, &n_bytes, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const guint8 *) bytes, n_bytes);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  if (argc < 2)
    g_test_add_func ("/fuzz/mutations", test_mutations);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *path = g_strdup_printf ("/fuzz/file/%d", i);

      g_test_add_data_func (path, argv[i], test_file);
    }

  return g_test_run ();
}
