/* test-bundle.c: bundles as they are made, and what is said of those that somebody altered (B1 to B6).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bundle-fixture.h"

#include <cpx-json.h>
#include <string.h>

#define N_LEAVES 40

/* What somebody does to a bundle. */
typedef void (*Alter) (BundleArchive *archive);

typedef struct
{
  const char  *name;
  BundleFlags  flags;
  guint        every;     /* 0: the whole log; else a selection of each so many */
  Alter        alter;
  CpxLogFault  fault;
  guint64      first;     /* from 0 */
  guint64      last;
  const char  *sentence;  /* (nullable): a pattern, where the fault is none of the entries */
} AlteredCase;

typedef struct
{
  const char *name;
  Alter       alter;
  const char *message;  /* a pattern */
} BadCase;

static CpxBundleReport *
verify_with (BundleArchive  *archive,
             CpxNoteKey     *key,
             CpxSignedNote  *outside,
             GError        **error)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new ();

  if (outside != NULL)
    g_ptr_array_add (notes, outside);

  return cpx_bundle_verify (&bundle_archive_source, archive, key, notes, NULL, NULL, NULL, error);
}

static CpxBundleReport *
verify (BundleArchive *archive,
        CpxNoteKey    *key)
{
  g_autoptr(GError) error = NULL;
  CpxBundleReport *report = verify_with (archive, key, NULL, &error);

  g_assert_no_error (error);

  return report;
}

static void
assert_sound (CpxBundleReport *report)
{
  g_assert_cmpstr (report->sentence, ==, NULL);
  g_assert_true (report->sound);
  g_assert_cmpint (report->verdict.fault, ==, CPX_LOG_FAULT_NONE);
}

static void
test_whole (void)
{
  for (guint n = 1; n <= 300; n += n < 20 ? 1 : 93)
    {
      g_autoptr(BundleLog) log = bundle_log_new (n);
      g_autoptr(BundleArchive) archive = bundle_log_export (log, BUNDLE_OPENED);
      g_autoptr(CpxBundleReport) report = verify (archive, log->key);

      assert_sound (report);
      g_assert_true (report->whole);
      g_assert_true (report->trusted);
      g_assert_cmpuint (report->n_entries, ==, n);
      g_assert_cmpuint (report->size, ==, n);
      g_assert_cmpuint (report->n_opened, ==, (n + 2) / 3);
      g_assert_nonnull (report->code);
    }
}

static void
test_selection (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) archive = bundle_log_select (log, 4);
  g_autoptr(CpxBundleReport) report = verify (archive, log->key);

  assert_sound (report);
  g_assert_false (report->whole);
  g_assert_cmpuint (report->n_entries, ==, 10);
  g_assert_cmpuint (report->n_proofs, ==, 10);
  g_assert_cmpuint (report->n_opened, ==, 4);
}

/* B8: it was sealed with the rest, so that every root is reached. */
static void
test_copied_in (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);

  bundle_log_copy_in (log, 8);
  bundle_log_copy_in (log, 16);
  for (guint every = 0; every <= 4; every += 4)
    {
      g_autoptr(BundleArchive) archive = every > 0 ? bundle_log_select (log, every) : bundle_log_export (log, 0);
      g_autoptr(CpxBundleReport) report = verify (archive, log->key);

      g_assert_false (report->sound);
      g_assert_cmpint (report->verdict.fault, ==, CPX_LOG_FAULT_FOREIGN);
      g_assert_cmpuint (report->verdict.first, ==, 8);
      g_assert_nonnull (strstr (report->sentence, "Entry 9"));
      g_assert_nonnull (strstr (report->sentence, "did not write it"));
    }
}

/* What proves nothing can be taken out or rewritten without a fault, and is told. */
static void
test_remarks (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) archive = NULL, bare = NULL;
  g_autoptr(CpxBundleReport) whole = NULL, altered = NULL, lacking = NULL;

  bundle_log_tell_seal (log, N_LEAVES / 2 - 1);
  archive = bundle_log_export (log, BUNDLE_OPENED);
  whole = verify (archive, log->key);
  assert_sound (whole);
  g_assert_cmpstr (whole->remark, ==, NULL);
  bundle_archive_set (archive, "LISEZMOI.txt", "Téléphonez au 06 00 00 00 00.\n");
  altered = verify (archive, log->key);
  assert_sound (altered);
  g_assert_true (g_str_has_prefix (altered->remark, "“LISEZMOI.txt” is not the one"));
  bare = bundle_log_export (log, BUNDLE_BARE);
  lacking = verify (bare, log->key);
  assert_sound (lacking);
  g_test_message ("%s", lacking->remark);
  g_assert_nonnull (strstr (lacking->remark, "no “hashes”"));
  g_assert_nonnull (strstr (lacking->remark, "1 seal that the entries tell of"));
}

/* A member may stand anywhere: who unpacks and packs again changes nothing. */
static void
test_other_order (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);

  for (guint every = 0; every <= 4; every += 4)
    {
      g_autoptr(BundleArchive) archive = every > 0 ? bundle_log_select (log, every) : bundle_log_export (log, 0);
      g_autoptr(CpxBundleReport) report = NULL;

      for (guint i = 0; i < archive->members->len; i++)
        {
          gpointer last = g_ptr_array_steal_index (archive->members, archive->members->len - 1);

          g_ptr_array_insert (archive->members, (int) i, last);
        }
      report = verify (archive, log->key);
      assert_sound (report);
    }
}

/* B4 */
static void
test_own_key (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) archive = bundle_log_export (log, 0);
  g_autoptr(CpxBundleReport) report = verify (archive, NULL);

  assert_sound (report);
  g_assert_false (report->trusted);
  g_assert_cmpuint (cpx_note_key_get_id (report->key), ==, cpx_note_key_get_id (log->key));
}

static CpxNoteKey *
make_other_key (const char *name)
{
  g_autoptr(CpxSecret) seed = cpx_signature_seed_new ();
  guint8 public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE];

  cpx_signature_get_public_key (seed, public_key);

  return cpx_note_key_new (name, CPX_NOTE_KEY_SIGNATURE, public_key);
}

static void
test_other_key (void)
{
  const char *const names[] = { BUNDLE_ORIGIN, "chirurgieprox/journal/autre" };
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) archive = bundle_log_export (log, 0);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(CpxNoteKey) other = make_other_key (names[i]);
      g_autoptr(CpxBundleReport) report = verify (archive, other);
      g_autofree char *fingerprint = cpx_note_key_dup_fingerprint (other);

      g_assert_false (report->sound);
      g_assert_nonnull (strstr (report->sentence, fingerprint));
    }
}

/* The key of the log under another name signs another log. */
static void
test_other_origin (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) archive = bundle_log_export (log, 0);
  g_autoptr(CpxNoteKey) renamed = cpx_note_key_new ("chirurgieprox/journal/autre", CPX_NOTE_KEY_SIGNATURE,
                                                    cpx_note_key_get_public_key (log->key));
  g_autofree char *keys = cpx_note_key_print (renamed);
  g_autoptr(CpxBundleReport) report = NULL;

  bundle_archive_set (archive, "keys", keys);
  report = verify (archive, NULL);
  g_assert_false (report->sound);
}

static char **
split_lines (BundleArchive *archive)
{
  BundleMember *entries = bundle_archive_find (archive, "entries.jsonl");
  g_autofree char *text = g_strndup ((const char *) entries->bytes->data, entries->bytes->len);

  return g_strsplit (text, "\n", -1);
}

static void
join_lines (BundleArchive *archive,
            char         **lines)
{
  g_autofree char *text = g_strjoinv ("\n", lines);

  bundle_archive_set (archive, "entries.jsonl", text);
}

/* Lines say "index" after what is their place, as a careful forger writes them. */
static void
renumber (char **lines)
{
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autofree char *line = lines[i];

      lines[i] = g_strdup_printf ("{\"index\":%u%s", i, strchr (line, ','));
    }
}

/* Line @to of the log is that of another entry, or one that nobody sealed. */
static void
forge_line (BundleArchive *archive,
            guint          at)
{
  g_auto(GStrv) lines = split_lines (archive);
  char *leaf = strstr (lines[at], "\"leaf\":\"") + strlen ("\"leaf\":\"");

  leaf[40] = leaf[40] == 'A' ? 'B' : 'A';
  join_lines (archive, lines);
}

static void
change_first (BundleArchive *archive)
{
  forge_line (archive, 0);
}

static void
change_one (BundleArchive *archive)
{
  forge_line (archive, 11);
}

static void
change_last (BundleArchive *archive)
{
  forge_line (archive, N_LEAVES - 1);
}

static void
drop_line (BundleArchive *archive,
           guint          at,
           gboolean       careful)
{
  g_auto(GStrv) lines = split_lines (archive);

  g_free (lines[at]);
  memmove (lines + at, lines + at + 1, (g_strv_length (lines + at + 1) + 1) * sizeof *lines);
  if (careful)
    renumber (lines);
  join_lines (archive, lines);
}

static void
remove_one (BundleArchive *archive)
{
  drop_line (archive, 11, FALSE);
}

static void
remove_one_renumbered (BundleArchive *archive)
{
  drop_line (archive, 11, TRUE);
}

static void
remove_two (BundleArchive *archive)
{
  drop_line (archive, 11, TRUE);
  drop_line (archive, 11, TRUE);
}

static void
remove_first (BundleArchive *archive)
{
  drop_line (archive, 0, TRUE);
}

static void
insert_line (BundleArchive *archive,
             guint          at,
             gboolean       careful)
{
  g_auto(GStrv) lines = split_lines (archive);
  g_auto(GStrv) more = g_new0 (char *, g_strv_length (lines) + 2);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i == at)
        more[n++] = g_strdup ("{\"index\":11,\"leaf\":\"AAAA\"}");
      more[n++] = g_strdup (lines[i]);
    }
  if (careful)
    renumber (more);
  join_lines (archive, more);
}

static void
insert_one (BundleArchive *archive)
{
  insert_line (archive, 11, FALSE);
}

static void
insert_one_renumbered (BundleArchive *archive)
{
  insert_line (archive, 11, TRUE);
}

static void
insert_last (BundleArchive *archive)
{
  insert_line (archive, N_LEAVES, TRUE);
}

static void
swap_lines (BundleArchive *archive,
            guint          a,
            guint          b,
            gboolean       careful)
{
  g_auto(GStrv) lines = split_lines (archive);
  char *kept = lines[a];

  lines[a] = lines[b];
  lines[b] = kept;
  if (careful)
    renumber (lines);
  join_lines (archive, lines);
}

static void
swap_two (BundleArchive *archive)
{
  swap_lines (archive, 11, 30, FALSE);
}

static void
swap_renumbered (BundleArchive *archive)
{
  swap_lines (archive, 11, 30, TRUE);
}

static void
cut_end (BundleArchive *archive)
{
  for (guint i = 0; i < 5; i++)
    drop_line (archive, N_LEAVES - 5, FALSE);
}

static void
misnumber (BundleArchive *archive)
{
  g_auto(GStrv) lines = split_lines (archive);
  g_autofree char *line = lines[11];

  lines[11] = g_strdup_printf ("{\"index\":99%s", strchr (line, ','));
  join_lines (archive, lines);
}

/* Whoever changes the hash with the leaf leaves the roots that were signed. */
static void
change_with_hash (BundleArchive *archive)
{
  BundleMember *hashes = bundle_archive_find (archive, "hashes");

  change_one (archive);
  hashes->bytes->data[11 * 32] ^= 1;
}

static void
change_hash (BundleArchive *archive)
{
  bundle_archive_find (archive, "hashes")->bytes->data[11 * 32] ^= 1;
}

static void
add_hash (BundleArchive *archive)
{
  guint8 more[32] = { 0 };

  g_byte_array_append (bundle_archive_find (archive, "hashes")->bytes, more, sizeof more);
}

static void
drop_proof (BundleArchive *archive)
{
  bundle_archive_drop (archive, "proofs/8.tlog-proof");
}

static void
change_selected (BundleArchive *archive)
{
  forge_line (archive, 2);
}

static void
drop_selected (BundleArchive *archive)
{
  drop_line (archive, 2, FALSE);
}

static void
swap_selected (BundleArchive *archive)
{
  swap_lines (archive, 2, 5, FALSE);
}

/* The leaf of one under the number of the other. */
static void
exchange_selected (BundleArchive *archive)
{
  g_auto(GStrv) lines = split_lines (archive);
  g_autofree char *one = lines[2], *other = lines[5];

  lines[2] = g_strdup_printf ("{\"index\":8%s", strchr (other, ','));
  lines[5] = g_strdup_printf ("{\"index\":20%s", strchr (one, ','));
  join_lines (archive, lines);
}

static void
repeat_selected (BundleArchive *archive)
{
  g_auto(GStrv) lines = split_lines (archive);

  g_free (lines[3]);
  lines[3] = g_strdup (lines[2]);
  join_lines (archive, lines);
}

static void
change_proof (BundleArchive *archive)
{
  GByteArray *proof = bundle_archive_find (archive, "proofs/8.tlog-proof")->bytes;

  proof->data[40] = proof->data[40] == 'A' ? 'B' : 'A';
}

static void
rename_proof (BundleArchive *archive)
{
  g_autofree char *name = bundle_archive_find (archive, "proofs/8.tlog-proof")->name;

  bundle_archive_find (archive, "proofs/8.tlog-proof")->name = g_strdup ("proofs/9.tlog-proof");
}

static void
copy_proof (BundleArchive *archive)
{
  g_autofree char *text = NULL;
  GByteArray *other = bundle_archive_find (archive, "proofs/12.tlog-proof")->bytes;

  text = g_strndup ((const char *) other->data, other->len);
  bundle_archive_set (archive, "proofs/8.tlog-proof", text);
}

static void
change_opening (BundleArchive *archive)
{
  g_auto(GStrv) lines = split_lines (archive);
  char *details = strstr (lines[3], "NOM 3");

  memcpy (details, "NOM 4", strlen ("NOM 4"));
  join_lines (archive, lines);
}

static void
drop_proofs (BundleArchive *archive)
{
  for (guint i = archive->members->len; i > 0; i--)
    {
      BundleMember *member = g_ptr_array_index (archive->members, i - 1);

      if (g_str_has_prefix (member->name, "proofs/"))
        g_ptr_array_remove_index (archive->members, i - 1);
    }
}

/* Line @at says that it is erased. */
static void
say_erased (BundleArchive *archive,
            guint          at,
            const char    *basis)
{
  g_auto(GStrv) lines = split_lines (archive);
  g_autofree char *line = lines[at];

  line[strlen (line) - 1] = '\0';
  lines[at] = g_strdup_printf ("%s,\"erased_on\":\"" BUNDLE_ERASED_ON "\",\"erased_basis\":\"%s\"}", line, basis);
  join_lines (archive, lines);
}

static void
erase_opened (BundleArchive *archive)
{
  say_erased (archive, 3, BUNDLE_BASIS);
}

static void
erase_otherwise (BundleArchive *archive)
{
  say_erased (archive, 4, "RGPD, article 18");
}

static void
change_checkpoint (BundleArchive *archive)
{
  GByteArray *note = bundle_archive_find (archive, "checkpoint")->bytes;
  char *size = memchr (note->data, '\n', note->len);

  size[1] = '3';
}

static void
change_seal (BundleArchive *archive)
{
  GByteArray *note = bundle_archive_find (archive, "seals/20")->bytes;
  char *size = memchr (note->data, '\n', note->len);

  size[1] = '3';
}

static const AlteredCase altered_cases[] = {
  { "changed", 0, 0, change_one, CPX_LOG_FAULT_CHANGED, 11, 11, NULL },
  { "changed-first", 0, 0, change_first, CPX_LOG_FAULT_CHANGED, 0, 0, NULL },
  { "changed-last", 0, 0, change_last, CPX_LOG_FAULT_CHANGED, 39, 39, NULL },
  { "changed-opened", BUNDLE_OPENED, 0, change_one, CPX_LOG_FAULT_CHANGED, 11, 11, NULL },
  { "changed-with-its-hash", 0, 0, change_with_hash, CPX_LOG_FAULT_ALTERED, 0, 19, NULL },
  { "changed-bare", BUNDLE_BARE, 0, change_one, CPX_LOG_FAULT_ALTERED, 0, 39, NULL },
  { "removed", 0, 0, remove_one, CPX_LOG_FAULT_REMOVED, 11, 11, NULL },
  { "removed-renumbered", 0, 0, remove_one_renumbered, CPX_LOG_FAULT_REMOVED, 11, 11, NULL },
  { "removed-two", 0, 0, remove_two, CPX_LOG_FAULT_REMOVED, 11, 12, NULL },
  { "removed-first", 0, 0, remove_first, CPX_LOG_FAULT_REMOVED, 0, 0, NULL },
  { "removed-bare", BUNDLE_BARE, 0, remove_one, CPX_LOG_FAULT_REMOVED, 11, 11, NULL },
  { "inserted", 0, 0, insert_one, CPX_LOG_FAULT_INSERTED, 11, 11, NULL },
  { "inserted-renumbered", 0, 0, insert_one_renumbered, CPX_LOG_FAULT_INSERTED, 11, 11, NULL },
  { "inserted-last", 0, 0, insert_last, CPX_LOG_FAULT_INSERTED, 40, 40, NULL },
  { "inserted-last-bare", BUNDLE_BARE, 0, insert_last, CPX_LOG_FAULT_INSERTED, 40, 40, NULL },
  { "reordered", 0, 0, swap_two, CPX_LOG_FAULT_REORDERED, 11, 30, NULL },
  { "reordered-renumbered", 0, 0, swap_renumbered, CPX_LOG_FAULT_REORDERED, 11, 30, NULL },
  { "reordered-bare", BUNDLE_BARE, 0, swap_two, CPX_LOG_FAULT_REORDERED, 11, 30, NULL },
  { "truncated", 0, 0, cut_end, CPX_LOG_FAULT_TRUNCATED, 35, 39, NULL },
  { "truncated-bare", BUNDLE_BARE, 0, cut_end, CPX_LOG_FAULT_TRUNCATED, 35, 39, NULL },
  { "misnumbered", 0, 0, misnumber, CPX_LOG_FAULT_CHANGED, 11, 11, NULL },
  { "misnumbered-bare", BUNDLE_BARE, 0, misnumber, CPX_LOG_FAULT_CHANGED, 11, 11, NULL },
  { "hash-changed", 0, 0, change_hash, CPX_LOG_FAULT_NONE, 0, 0, "“hashes” is not of them" },
  { "hash-added", 0, 0, add_hash, CPX_LOG_FAULT_NONE, 0, 0, "“hashes” is not of them" },
  { "opening-changed", BUNDLE_OPENED, 0, change_opening, CPX_LOG_FAULT_NONE, 0, 0, "Entry 4: the details" },
  { "checkpoint-changed", 0, 0, change_checkpoint, CPX_LOG_FAULT_NONE, 0, 0, "did not sign" },
  { "seal-changed", 0, 0, change_seal, CPX_LOG_FAULT_NONE, 0, 0, "A seal in “seals/” is false" },
  { "selected-changed", 0, 4, change_selected, CPX_LOG_FAULT_CHANGED, 8, 8, NULL },
  { "selected-removed", 0, 4, drop_selected, CPX_LOG_FAULT_MISSING, 8, 8, "lacks the entry itself" },
  { "selected-reordered", 0, 4, swap_selected, CPX_LOG_FAULT_REORDERED, 12, 20, NULL },
  { "selected-exchanged", 0, 4, exchange_selected, CPX_LOG_FAULT_REORDERED, 8, 20, NULL },
  { "selected-repeated", 0, 4, repeat_selected, CPX_LOG_FAULT_INSERTED, 8, 8, NULL },
  { "selected-without-proof", 0, 4, drop_proof, CPX_LOG_FAULT_UNPROVED, 8, 8, "lacks its proof" },
  { "proof-changed", 0, 4, change_proof, CPX_LOG_FAULT_CHANGED, 8, 8, NULL },
  { "proof-renamed", 0, 4, rename_proof, CPX_LOG_FAULT_UNPROVED, 8, 8, NULL },
  { "proofs-dropped", 0, 4, drop_proofs, CPX_LOG_FAULT_REMOVED, 1, 3, "all proofs out of a selection" },
  { "erased-and-opened", BUNDLE_OPENED, 0, erase_opened, CPX_LOG_FAULT_NONE, 0, 0, "one of the two is false" },
  { "erased-in-two-ways", BUNDLE_OPENED, 0, erase_otherwise, CPX_LOG_FAULT_NONE, 0, 0, "another line says" },
  { "proof-of-another", 0, 4, copy_proof, CPX_LOG_FAULT_NONE, 0, 0, "proof of another entry" },
};

static void
test_altered (gconstpointer data)
{
  const AlteredCase *alteration = data;
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) archive = alteration->every > 0 ? bundle_log_select (log, alteration->every)
                                                           : bundle_log_export (log, alteration->flags);
  g_autoptr(CpxBundleReport) report = NULL;

  alteration->alter (archive);
  report = verify (archive, log->key);
  g_test_message ("%s", report->sentence);
  g_assert_false (report->sound);
  g_assert_nonnull (report->sentence);
  g_assert_cmpint (report->verdict.fault, ==, alteration->fault);
  g_assert_cmpuint (report->verdict.first, ==, alteration->first);
  g_assert_cmpuint (report->verdict.last, ==, alteration->last);
  if (alteration->sentence != NULL)
    g_assert_nonnull (strstr (report->sentence, alteration->sentence));
}

/* B7: that details are erased is proved by the entry of the erasure, and only said without it. */
static void
test_erased (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);

  for (guint with_entry = 0; with_entry < 2; with_entry++)
    {
      g_autoptr(BundleArchive) archive = NULL;
      g_autoptr(CpxBundleReport) report = NULL;

      if (with_entry)
        bundle_log_erase (log, 20, BUNDLE_BASIS);
      archive = bundle_log_export (log, BUNDLE_OPENED);
      say_erased (archive, 4, BUNDLE_BASIS);
      report = verify (archive, log->key);
      assert_sound (report);
      g_assert_cmpuint (report->n_erased, ==, with_entry ? 2 : 0);
      g_assert_cmpuint (report->n_said_erased, ==, with_entry ? 0 : 2);
      g_assert_cmpuint (report->n_opened, ==, 14);
      g_assert_cmpuint (report->n_sealed, ==, N_LEAVES - 14 - 2 - with_entry);
    }
}

/* The entry of the erasure says another thing than the lines, or has nothing to say of them. */
static void
test_erased_falsely (void)
{
  const struct
  {
    guint       at;
    const char *basis;
  } erasures[] = { { 20, "Autre motif" }, { 199, BUNDLE_BASIS } };

  for (guint i = 0; i < G_N_ELEMENTS (erasures); i++)
    {
      g_autoptr(BundleLog) log = bundle_log_new (200);
      g_autoptr(BundleArchive) archive = NULL;
      g_autoptr(CpxBundleReport) report = NULL;

      bundle_log_erase (log, erasures[i].at, erasures[i].basis);
      archive = bundle_log_export (log, BUNDLE_OPENED);
      report = verify (archive, log->key);
      g_assert_false (report->sound);
      g_assert_nonnull (strstr (report->sentence, "Entry 2: the entry of the erasure says another day"));
    }
}

/* Nothing of a patient is sealed in the entry: there is nothing to erase. */
static void
test_erased_without_details (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) archive = NULL;
  g_autoptr(CpxBundleReport) report = NULL;

  bundle_log_erase (log, 20, BUNDLE_BASIS);
  archive = bundle_log_export (log, 0);
  say_erased (archive, 20, BUNDLE_BASIS);
  report = verify (archive, log->key);
  g_assert_false (report->sound);
  g_assert_nonnull (strstr (report->sentence, "no patient’s are sealed in it"));
}

/* The log went on after the seal that was kept outside, or was rewritten, or cut off and sealed anew. */
static void
test_outside (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES), other = bundle_log_new (N_LEAVES);
  g_autoptr(BundleLog) shorter = bundle_log_new (30);
  g_autoptr(CpxSignedNote) kept = bundle_log_seal (log, 35), younger = bundle_log_seal (log, N_LEAVES);
  g_autoptr(BundleArchive) archive = bundle_log_export (log, 0), cut = bundle_log_export (shorter, 0), rewritten = NULL;
  g_autoptr(CpxBundleReport) sound = verify_with (archive, log->key, kept, NULL), truncated = NULL, altered = NULL;

  assert_sound (sound);
  g_assert_cmpuint (sound->n_outside, ==, 1);

  truncated = verify_with (cut, log->key, younger, NULL);
  g_assert_false (truncated->sound);
  g_assert_cmpint (truncated->verdict.fault, ==, CPX_LOG_FAULT_TRUNCATED);
  g_assert_cmpuint (truncated->verdict.first, ==, 30);
  g_assert_cmpuint (truncated->verdict.last, ==, 39);

  g_bytes_unref (other->leaves->pdata[11]);
  other->leaves->pdata[11] = g_bytes_ref (other->leaves->pdata[12]);
  rewritten = bundle_log_export (other, 0);
  altered = verify_with (rewritten, log->key, kept, NULL);
  g_assert_false (altered->sound);
  g_assert_cmpint (altered->verdict.fault, ==, CPX_LOG_FAULT_ALTERED);
  g_assert_cmpuint (altered->verdict.last, ==, 34);
}

static void
test_outside_of_selection (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES), other = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) archive = bundle_log_select (log, 4);
  g_autoptr(CpxSignedNote) same = bundle_log_seal (log, N_LEAVES), older = bundle_log_seal (log, 20), split = NULL;
  g_autoptr(CpxBundleReport) sound = verify_with (archive, log->key, same, NULL), altered = NULL, none = NULL;
  g_autoptr(GError) error = NULL;

  assert_sound (sound);
  none = verify_with (archive, log->key, older, &error);
  g_assert_null (none);
  g_assert_error (error, CPX_BUNDLE_ERROR, CPX_BUNDLE_ERROR_COMPARE);

  g_ptr_array_set_size (other->leaves, N_LEAVES - 1);
  g_ptr_array_add (other->leaves, g_bytes_new_static ("x", 1));
  split = bundle_log_seal (other, N_LEAVES);
  altered = verify_with (archive, log->key, split, NULL);
  g_assert_false (altered->sound);
  g_assert_cmpint (altered->verdict.fault, ==, CPX_LOG_FAULT_ALTERED);
}

static void
test_outside_of_another (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) archive = bundle_log_export (log, 0);
  g_autoptr(CpxNoteKey) key = make_other_key (BUNDLE_ORIGIN);
  g_autoptr(CpxSecret) seed = cpx_signature_seed_new ();
  g_autoptr(CpxSignedNote) mine = bundle_log_seal (log, 20);
  g_autoptr(CpxSignedNote) theirs = cpx_signed_note_new (cpx_signed_note_get_text (mine), key, seed);
  g_autoptr(CpxBundleReport) report = verify_with (archive, NULL, theirs, NULL);

  g_assert_false (report->sound);
  g_assert_nonnull (strstr (report->sentence, "kept outside"));
}

static void
lack_checkpoint (BundleArchive *archive)
{
  bundle_archive_drop (archive, "checkpoint");
}

static void
lack_keys (BundleArchive *archive)
{
  bundle_archive_drop (archive, "keys");
}

static void
lack_entries (BundleArchive *archive)
{
  bundle_archive_drop (archive, "entries.jsonl");
}

static void
lack_all (BundleArchive *archive)
{
  g_ptr_array_set_size (archive->members, 0);
}

static void
double_entries (BundleArchive *archive)
{
  bundle_archive_add (archive, "entries.jsonl", "", 0);
}

static void
climb_out (BundleArchive *archive)
{
  bundle_archive_add (archive, "../../.profile", "", 0);
}

static void
climb_out_of_proofs (BundleArchive *archive)
{
  bundle_archive_add (archive, "proofs/../../x.tlog-proof", "", 0);
}

static void
name_badly (BundleArchive *archive)
{
  bundle_archive_add (archive, "\xff\n\t", "", 0);
}

static void
double_proof (BundleArchive *archive)
{
  bundle_archive_add (archive, "proofs/8.tlog-proof", "", 0);
  bundle_archive_add (archive, "proofs/8.tlog-proof", "", 0);
}

static void
number_twice (BundleArchive *archive)
{
  bundle_archive_add (archive, "proofs/08.tlog-proof", "", 0);
}

static void
fill_member (BundleArchive *archive,
             const char    *name,
             gsize          size)
{
  g_autofree char *text = g_malloc (size + 1);

  memset (text, 'a', size);
  text[size] = '\0';
  bundle_archive_set (archive, name, text);
}

static void
bloat_keys (BundleArchive *archive)
{
  fill_member (archive, "keys", 1024 * 1024);
}

static void
bloat_checkpoint (BundleArchive *archive)
{
  fill_member (archive, "checkpoint", 1024 * 1024);
}

static void
bloat_line (BundleArchive *archive)
{
  fill_member (archive, "entries.jsonl", 40 * 1024 * 1024);
}

static void
empty_keys (BundleArchive *archive)
{
  bundle_archive_set (archive, "keys", "\n");
}

static void
spoil_keys (BundleArchive *archive)
{
  bundle_archive_set (archive, "keys", "chirurgieprox+00000000+AAAA\n");
}

static void
spoil_checkpoint (BundleArchive *archive)
{
  bundle_archive_set (archive, "checkpoint", "bonjour\n");
}

static void
spoil_json (BundleArchive *archive)
{
  bundle_archive_set (archive, "entries.jsonl", "{\"index\":0,\"leaf\":\"AA==\"}\n{\"index\":1,");
}

static void
spoil_utf8 (BundleArchive *archive)
{
  bundle_archive_set (archive, "entries.jsonl", "{\"index\":0,\"leaf\":\"\xff\"}\n");
}

static void
spoil_base64 (BundleArchive *archive)
{
  bundle_archive_set (archive, "entries.jsonl", "{\"index\":0,\"leaf\":\"AA\"}\n");
}

static void
lack_leaf (BundleArchive *archive)
{
  bundle_archive_set (archive, "entries.jsonl", "{\"index\":0}\n");
}

static void
lack_index (BundleArchive *archive)
{
  bundle_archive_set (archive, "entries.jsonl", "{\"leaf\":\"AAAA\"}\n");
}

static void
say_more (BundleArchive *archive)
{
  bundle_archive_set (archive, "entries.jsonl", "{\"index\":0,\"leaf\":\"AAAA\",\"comment\":\"prouvé\"}\n");
}

static void
lack_opening_key (BundleArchive *archive)
{
  bundle_archive_set (archive, "entries.jsonl", "{\"index\":0,\"leaf\":\"AAAA\",\"details\":\"{}\"}\n");
}

static void
number_below_zero (BundleArchive *archive)
{
  bundle_archive_set (archive, "entries.jsonl", "{\"index\":-1,\"leaf\":\"AAAA\"}\n");
}

static void
list_lines (BundleArchive *archive)
{
  bundle_archive_set (archive, "entries.jsonl", "[0,1]\n");
}

static void
cut_hashes (BundleArchive *archive)
{
  g_byte_array_set_size (bundle_archive_find (archive, "hashes")->bytes, 11 * 32 + 5);
}

static const BadCase bad_cases[] = {
  { "no-checkpoint", lack_checkpoint, "The bundle has no “checkpoint”" },
  { "no-keys", lack_keys, "The bundle has no “keys”" },
  { "no-entries", lack_entries, "The bundle has no “entries.jsonl”" },
  { "empty", lack_all, "The bundle has no" },
  { "twice", double_entries, "“entries.jsonl” is twice" },
  { "proof-twice", double_proof, "“proofs/8.tlog-proof” is twice" },
  { "path-traversal", climb_out, "“../../.profile” has no place" },
  { "path-traversal-of-proof", climb_out_of_proofs, "has no place" },
  { "bad-name", name_badly, "has no place" },
  { "leading-zero", number_twice, "“proofs/08.tlog-proof” has no place" },
  { "large-keys", bloat_keys, "“keys” is larger than it can be" },
  { "large-checkpoint", bloat_checkpoint, "“checkpoint” is larger than it can be" },
  { "large-line", bloat_line, "Line 1 of the file is larger than 16 MiB" },
  { "no-key-in-keys", empty_keys, "holds no keys" },
  { "bad-key", spoil_keys, "Line 1 of “keys” is no key" },
  { "bad-checkpoint", spoil_checkpoint, "“checkpoint” of the bundle is no signed checkpoint" },
  { "bad-json", spoil_json, "“entries.jsonl”: Line 2, column" },
  { "bad-utf8", spoil_utf8, "no UTF-8 text" },
  { "bad-base64", spoil_base64, "Line 1 of “entries.jsonl” is no entry" },
  { "no-leaf", lack_leaf, "Line 1 of “entries.jsonl” is no entry" },
  { "no-index", lack_index, "Line 1 of “entries.jsonl” is no entry" },
  { "unknown-member", say_more, "Line 1 of “entries.jsonl” is no entry" },
  { "details-without-key", lack_opening_key, "Line 1 of “entries.jsonl” is no entry" },
  { "negative-index", number_below_zero, "Line 1 of “entries.jsonl” is no entry" },
  { "no-object", list_lines, "Line 1 of “entries.jsonl” is no entry" },
  { "cut-hashes", cut_hashes, "“hashes” of the bundle ends in the middle" },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *bad = data;
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) archive = bundle_log_export (log, 0);
  g_autoptr(CpxBundleReport) report = NULL;
  g_autoptr(GError) error = NULL;

  bad->alter (archive);
  report = verify_with (archive, log->key, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, CPX_BUNDLE_ERROR, CPX_BUNDLE_ERROR_FORMAT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, bad->message));
  g_assert_null (strchr (error->message, '\n'));
}

/* Each bit of a small bundle matters, but for what only explains. */
static void
test_each_bit (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (3);

  for (guint every = 0; every <= 2; every += 2)
    {
      g_autoptr(BundleArchive) archive = every > 0 ? bundle_log_select (log, every) : bundle_log_export (log, 0);

      for (guint m = 0; m < archive->members->len; m++)
        {
          BundleMember *member = g_ptr_array_index (archive->members, m);

          for (guint bit = 0; bit < 8 * member->bytes->len && !g_str_equal (member->name, "LISEZMOI.txt"); bit += 5)
            {
              g_autoptr(CpxBundleReport) report = NULL;
              /* keys are what the trusted key stands in for; a line may end with a space, or a blank line follow */
              gboolean matters = !g_str_equal (member->name, "keys");

              member->bytes->data[bit / 8] ^= (guint8) (1 << bit % 8);
              report = verify_with (archive, log->key, NULL, NULL);
              if (matters && report != NULL && report->sound)
                g_error ("%s: bit %u may be changed", member->name, bit);
              member->bytes->data[bit / 8] ^= (guint8) (1 << bit % 8);
            }
        }
    }
}

static void
test_readme (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) whole = bundle_log_export (log, BUNDLE_OPENED), part = bundle_log_select (log, 4);
  GByteArray *texts[] = { bundle_archive_find (whole, "LISEZMOI.txt")->bytes,
                          bundle_archive_find (part, "LISEZMOI.txt")->bytes };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strndup ((const char *) texts[i]->data, texts[i]->len);

      g_assert_false (g_regex_match_simple ("@[A-Z]+@", text, 0, 0));
      g_assert_nonnull (strstr (text, BUNDLE_ORIGIN));
      g_assert_true ((strstr (text, "\nhashes ") != NULL) == (i == 0));
      g_assert_true ((strstr (text, "\nproofs/ ") != NULL) == (i == 1));
    }
}

static void
test_cancelled (void)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) archive = bundle_log_export (log, 0);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (cpx_bundle_verify (&bundle_archive_source, archive, log->key, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A line, and whether it is plain. What is plain the whole reader takes alike; what is not is left to it. */
static const struct
{
  const char *text;
  gboolean    is_plain;
} lines[] = {
  { "{\"index\":0,\"leaf\":\"AA==\"}", TRUE },
  { "{\"index\":12345,\"leaf\":\"e30=\"}", TRUE },
  { "{\"index\":99999999999999999,\"leaf\":\"AAAA\"}", TRUE },
  { "{\"index\":0,\"leaf\":\"\"}", TRUE },
  { "{\"index\":9999999999999999999,\"leaf\":\"AAAA\"}", FALSE },
  { "{\"index\":00,\"leaf\":\"AAAA\"}", FALSE },
  { "{\"index\":-1,\"leaf\":\"AAAA\"}", FALSE },
  { "{\"index\":,\"leaf\":\"AAAA\"}", FALSE },
  { "{\"index\":1.0,\"leaf\":\"AAAA\"}", FALSE },
  { "{\"index\": 1,\"leaf\":\"AAAA\"}", FALSE },
  { "{\"leaf\":\"AAAA\",\"index\":1}", FALSE },
  { "{\"index\":1,\"leaf\":\"AAAA\"} ", FALSE },
  { "{\"index\":1,\"leaf\":\"AAA\"}", FALSE },
  { "{\"index\":1,\"leaf\":\"AB==\"}", FALSE },
  { "{\"index\":1,\"leaf\":\"AAAA\",\"leaf\":\"AAAA\"}", FALSE },
  { "{\"index\":1,\"leaf\":\"AAAA\",\"key\":\"AAAA\"}", FALSE },
  { "{\"index\":1,\"leaf\":\"AA\\u0041A\"}", FALSE },
  { "{\"index\":1,\"leaf\":\"}", FALSE },
  { "{\"index\":1", FALSE },
  { "{\"index\":", FALSE },
  { "", FALSE },
};

static void
test_plain_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      /* No NUL after it: whoever reads too far reads what is not his. */
      g_autofree char *text = g_memdup2 (lines[i].text, strlen (lines[i].text));
      g_auto(CpxBundleLine) plain = { 0 }, line = { 0 };
      g_autoptr(json_t) value = NULL;

      g_assert_cmpint (cpx_bundle_read_plain_line (text, strlen (lines[i].text), &plain), ==, lines[i].is_plain);
      if (!lines[i].is_plain)
        continue;
      value = cpx_json_parse (lines[i].text, -1, NULL);
      g_assert_true (cpx_bundle_read_line (value, &line));
      g_assert_cmpuint (plain.index, ==, line.index);
      g_assert_true (g_bytes_equal (plain.leaf, line.leaf));
      g_assert_null (plain.details);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bundle/plain-lines", test_plain_lines);
  g_test_add_func ("/bundle/whole", test_whole);
  g_test_add_func ("/bundle/selection", test_selection);
  g_test_add_func ("/bundle/copied-in", test_copied_in);
  g_test_add_func ("/bundle/remarks", test_remarks);
  g_test_add_func ("/bundle/other-order", test_other_order);
  g_test_add_func ("/bundle/own-key", test_own_key);
  g_test_add_func ("/bundle/other-key", test_other_key);
  g_test_add_func ("/bundle/other-origin", test_other_origin);
  for (gsize i = 0; i < G_N_ELEMENTS (altered_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/bundle/altered/", altered_cases[i].name, NULL);

      g_test_add_data_func (path, &altered_cases[i], test_altered);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/bundle/bad/", bad_cases[i].name, NULL);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/bundle/each-bit", test_each_bit);
  g_test_add_func ("/bundle/erased", test_erased);
  g_test_add_func ("/bundle/erased/falsely", test_erased_falsely);
  g_test_add_func ("/bundle/erased/without-details", test_erased_without_details);
  g_test_add_func ("/bundle/outside", test_outside);
  g_test_add_func ("/bundle/outside-of-selection", test_outside_of_selection);
  g_test_add_func ("/bundle/outside-of-another", test_outside_of_another);
  g_test_add_func ("/bundle/readme", test_readme);
  g_test_add_func ("/bundle/cancelled", test_cancelled);

  return g_test_run ();
}
