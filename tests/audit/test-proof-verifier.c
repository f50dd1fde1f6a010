/* test-proof-verifier.c: proofs of one entry and of growth, as they are made, altered, and beside seals (P1 to P3).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bundle-fixture.h"

#include "cpx-proof-verifier.h"

#include <cpx-json.h>

#include <string.h>

#define N_LEAVES 40

static CpxProofReport *
verify_with (const char     *text,
             GBytes         *leaf,
             CpxNoteKey     *key,
             CpxSignedNote  *outside,
             GError        **error)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new ();

  if (outside != NULL)
    g_ptr_array_add (notes, outside);

  return cpx_proof_verify (text, strlen (text), leaf, key, notes, error);
}

static CpxProofReport *
verify (const char    *text,
        CpxNoteKey    *key,
        CpxSignedNote *outside)
{
  g_autoptr(GError) error = NULL;
  CpxProofReport *report = verify_with (text, NULL, key, outside, &error);

  g_assert_no_error (error);

  return report;
}

static void
assert_sound (const CpxProofReport *report,
              gboolean              trusted)
{
  g_assert_cmpstr (report->sentence, ==, NULL);
  g_assert_true (report->sound);
  g_assert_cmpint (report->trusted, ==, trusted);
}

static char *
print_growth (BundleLog *log,
              guint      old_size,
              guint      size,
              gboolean   sealed)
{
  g_autoptr(json_t) object = bundle_log_grow (log, old_size, size, sealed);

  return cpx_json_print (object);
}

static void
test_entry (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);

  for (guint i = 0; i < N_LEAVES; i += 3)
    {
      g_autofree char *text = bundle_log_prove (log, i, TRUE), *bare = bundle_log_prove (log, i, FALSE);
      g_autoptr(CpxProofReport) report = verify (text, log->key, NULL), own = verify (text, NULL, NULL), given = NULL;
      g_autoptr(GError) error = NULL;

      assert_sound (report, TRUE);
      assert_sound (own, FALSE);
      g_assert_cmpuint (report->index, ==, i);
      g_assert_cmpuint (report->sealed_size, ==, N_LEAVES);
      g_assert_true (g_bytes_equal (report->leaf, g_ptr_array_index (log->leaves, i)));
      g_assert_null (verify_with (bare, NULL, log->key, NULL, &error));
      g_assert_error (error, CPX_BUNDLE_ERROR, CPX_BUNDLE_ERROR_FORMAT);
      given = verify_with (bare, g_ptr_array_index (log->leaves, i), log->key, NULL, NULL);
      assert_sound (given, TRUE);
    }
}

/* P1: another leaf beside the proof is not what is proved. */
static void
test_other_leaf (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autofree char *text = bundle_log_prove (log, 11, TRUE);
  g_autoptr(CpxProofReport) report = verify_with (text, g_ptr_array_index (log->leaves, 12), log->key, NULL, NULL);

  g_assert_false (report->sound);
  g_assert_null (report->leaf);
  g_assert_nonnull (strstr (report->sentence, "Entry 12 is not proved"));
}

/* P1: nor is an entry that another post wrote, though it was sealed here. */
static void
test_copied_in (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autofree char *text = NULL;
  g_autoptr(CpxProofReport) report = NULL;

  bundle_log_copy_in (log, 11);
  text = bundle_log_prove (log, 11, TRUE);
  report = verify (text, log->key, NULL);
  g_assert_false (report->sound);
  g_assert_nonnull (strstr (report->sentence, "Entry 12 is in the log of a post that did not write it"));
}

static void
test_growth (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);

  for (guint from = 1; from <= N_LEAVES; from += 3)
    {
      for (guint to = from; to <= N_LEAVES; to += 2)
        {
          g_autofree char *text = print_growth (log, from, to, TRUE), *bare = print_growth (log, from, to, FALSE);
          g_autoptr(CpxSignedNote) old = bundle_log_seal (log, from), younger = bundle_log_seal (log, to);
          g_autoptr(CpxProofReport) report = verify (text, log->key, old), own = verify (bare, log->key, NULL);
          g_autoptr(CpxProofReport) between = verify (bare, log->key, younger);

          assert_sound (report, TRUE);
          g_assert_cmpuint (report->old_size, ==, from);
          g_assert_cmpuint (report->size, ==, to);
          g_assert_cmpuint (report->sealed_size, ==, N_LEAVES);
          g_assert_cmpuint (report->n_outside, ==, 1);
          assert_sound (own, FALSE);
          assert_sound (between, TRUE);
        }
    }
}

/* P3 */
static void
test_outside (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES), other = bundle_log_new (N_LEAVES);
  g_autofree char *text = print_growth (log, 20, 30, TRUE);
  g_autoptr(CpxSignedNote) elsewhere = bundle_log_seal (log, 25), rewritten = NULL;
  g_autoptr(CpxProofReport) altered = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (verify_with (text, NULL, log->key, elsewhere, &error));
  g_assert_error (error, CPX_BUNDLE_ERROR, CPX_BUNDLE_ERROR_COMPARE);
  g_bytes_unref (other->leaves->pdata[11]);
  other->leaves->pdata[11] = g_bytes_ref (other->leaves->pdata[12]);
  rewritten = bundle_log_seal (other, 20);
  altered = verify (text, log->key, rewritten);
  g_assert_false (altered->sound);
  g_assert_nonnull (strstr (altered->sentence, "rewritten"));
}

/* Of another log, and of whoever has another key. */
static void
test_other_key (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autofree char *entry = bundle_log_prove (log, 3, TRUE), *growth = print_growth (log, 20, 30, TRUE);
  const char *const texts[] = { entry, growth };
  g_autoptr(CpxSecret) seed = cpx_signature_seed_new ();
  guint8 public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE];
  g_autoptr(CpxNoteKey) stranger = NULL, renamed = NULL;
  g_autoptr(CpxSignedNote) mine = bundle_log_seal (log, 20), theirs = NULL;
  g_autoptr(CpxProofReport) foreign = NULL;

  cpx_signature_get_public_key (seed, public_key);
  stranger = cpx_note_key_new (BUNDLE_ORIGIN, CPX_NOTE_KEY_SIGNATURE, public_key);
  renamed = cpx_note_key_new ("chirurgieprox/journal/autre", CPX_NOTE_KEY_SIGNATURE,
                              cpx_note_key_get_public_key (log->key));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(CpxProofReport) one = verify (texts[i], stranger, NULL), other = verify (texts[i], renamed, NULL);

      g_assert_false (one->sound || one->trusted || other->sound || other->trusted);
      g_assert_nonnull (strstr (one->sentence, "did not sign"));
    }
  theirs = cpx_signed_note_new (cpx_signed_note_get_text (mine), stranger, seed);
  foreign = verify (texts[1], log->key, theirs);
  g_assert_false (foreign->sound);
  g_assert_nonnull (strstr (foreign->sentence, "kept outside"));
}

/* A file altered by one bit proves nothing, or says what it said: another way to write it is no forgery. */
static void
assert_each_bit (const char *text,
                 CpxNoteKey *key)
{
  g_autoptr(CpxProofReport) sound = verify (text, key, NULL);
  gsize size = strlen (text);

  assert_sound (sound, TRUE);
  for (gsize bit = 0; bit < 8 * size; bit++)
    {
      g_autofree char *altered = g_strndup (text, size);
      g_autoptr(CpxProofReport) report = NULL;

      altered[bit / 8] ^= (char) (1 << bit % 8);
      report = cpx_proof_verify (altered, size, NULL, key, NULL, NULL);
      if (report != NULL && report->sound && report->trusted)
        g_error ("bit %" G_GSIZE_FORMAT " may be changed: %s", bit, altered);
    }
}

static void
test_each_bit (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (7);
  g_autofree char *entry = bundle_log_prove (log, 4, TRUE), *growth = print_growth (log, 3, 6, TRUE);

  assert_each_bit (entry, log->key);
  assert_each_bit (growth, log->key);
}

typedef struct
{
  const char *name;
  const char *text;
} BadCase;

#define ROOT "\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\""
#define ROOTS "\"old_root\":" ROOT ",\"root\":" ROOT

static const BadCase bad_cases[] = {
  { "empty", "" },
  { "text", "bonjour" },
  { "only-a-head", "c2sp.org/tlog-proof@v1" },
  { "other-version", "c2sp.org/tlog-proof@v2\nindex 0\n\n" },
  { "list", "[]" },
  { "no-sizes", "{" ROOTS ",\"proof\":[]}" },
  { "zero", "{\"old_size\":0,\"size\":1," ROOTS ",\"proof\":[]}" },
  { "negative", "{\"old_size\":-1,\"size\":1," ROOTS ",\"proof\":[]}" },
  { "fraction", "{\"old_size\":1.5,\"size\":2," ROOTS ",\"proof\":[]}" },
  { "no-proof", "{\"old_size\":1,\"size\":1," ROOTS "}" },
  { "short-root", "{\"old_size\":1,\"size\":1,\"old_root\":\"AA==\",\"root\":" ROOT ",\"proof\":[]}" },
  { "number-for-hash", "{\"old_size\":1,\"size\":1," ROOTS ",\"proof\":[1]}" },
  { "unknown-member", "{\"old_size\":1,\"size\":1," ROOTS ",\"proof\":[],\"comment\":\"x\"}" },
  { "no-note", "{\"old_size\":1,\"size\":1," ROOTS ",\"proof\":[],\"checkpoint\":\"x\",\"checkpoint_proof\":[]}" },
  { "half-a-seal", "{\"old_size\":1,\"size\":1," ROOTS ",\"proof\":[],\"checkpoint_proof\":[]}" },
  { "twice", "{\"old_size\":1,\"old_size\":1,\"size\":1," ROOTS ",\"proof\":[]}" },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *bad = data;
  g_autoptr(GError) error = NULL;

  g_assert_null (verify_with (bad->text, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_null (strchr (error->message, '\n'));
}

/* Sizes that no log has come to no root. */
static void
test_backwards (void)
{
  const char *const texts[] = {
    "{\"old_size\":2,\"size\":1," ROOTS ",\"proof\":[]}",
    "{\"old_size\":1,\"size\":9223372036854775807," ROOTS ",\"proof\":[" ROOT "]}",
    "{\"old_size\":1,\"size\":2," ROOTS ",\"proof\":[]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(CpxProofReport) report = verify (texts[i], NULL, NULL);

      g_assert_false (report->sound);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/proof/entry", test_entry);
  g_test_add_func ("/proof/other-leaf", test_other_leaf);
  g_test_add_func ("/proof/copied-in", test_copied_in);
  g_test_add_func ("/proof/growth", test_growth);
  g_test_add_func ("/proof/outside", test_outside);
  g_test_add_func ("/proof/other-key", test_other_key);
  g_test_add_func ("/proof/each-bit", test_each_bit);
  g_test_add_func ("/proof/backwards", test_backwards);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/proof/bad/", bad_cases[i].name, NULL);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }

  return g_test_run ();
}
