/* cpx-import.c: one transaction: records with the ids they had, through the journal like any other.
 *
 *   1. A record that is here and equal is passed over, so that an import can be repeated.
 *   2. A record that is here and differs ends the import: which of the two is right is for a person to say.
 *   3. Who is here is not locked out: a login that is taken stays whose it is.
 *   4. What is pointed to is written before what points to it: kinds in their order, merged files after the others.
 *   5. The favourites of a user who is here already under their login become theirs.
 *   6. An export that says it has gaps is taken in as far as it goes, and said so: what belongs to a record that is
 *      missing from it, and is not here either, is left out and counted.
 *   7. An allergy takes back the statement of its file that none is known, and the report names its line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-import.h"

#include "cpx-allergy-rules.h"
#include "cpx-export.h"
#include "cpx-journal.h"
#include "cpx-zip.h"

#include <cpx-favourite-act.h>
#include <cpx-patient.h>
#include <cpx-practice-record.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>

/* One import under way. */
typedef struct
{
  CpxPractice      *practice;
  CpxJournal       *journal;
  const char       *path;
  GCancellable     *cancellable;   /* (nullable) */
  const CpxKind    *kind;      /* whose lines are read */
  guint64           line;      /* the one that is read */
  GPtrArray        *waiting;   /* (element-type CpxRecord): files merged into one that may not be here yet */
  CpxImportSummary *summary;
  guint             n_shared_numbers;   /* of files: here already, or twice in the archive */
  GHashTable       *same_users;  /* (element-type utf8 utf8): id in the archive → id of who has that login here */
  GHashTable       *missing;     /* (element-type utf8): ids that the archive lacks, and of what was left out for it */
  guint             n_missing;   /* lines of missing.jsonl */
  guint             n_left_out;
} Import;

static gboolean
check_manifest (const char  *path,
                GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(json_t) manifest = NULL;

  if (!cpx_zip_read (path, "manifest.json", &bytes, error))
    return FALSE;
  if (bytes != NULL)
    manifest = cpx_json_parse (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL);
  if (g_strcmp0 (json_string_value (json_object_get (manifest, "format")), CPX_EXPORT_FORMAT) != 0)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   _("“%s” is no export of a practice: its manifest.json is missing or says something else."), path);
      return FALSE;
    }
  if (json_integer_value (json_object_get (manifest, "version")) <= CPX_EXPORT_VERSION)
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NEWER_FORMAT,
               _("“%s” was written by a newer program: update this one to read it."), path);

  return FALSE;
}

/* NULL without an error: it is not here. */
static CpxRecord *
find_present (Import     *import,
              CpxRecord  *record,
              GError    **error)
{
  g_autoptr(GError) local_error = NULL;
  CpxRecord *present = cpx_journal_read (import->journal, cpx_record_get_kind (record), cpx_record_get_id (record),
                                         &local_error);

  if (present == NULL && !g_error_matches (local_error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));

  return present;
}

/* 1, 7: what an import before this one took out of a file makes no difference. */
static gboolean
is_same (Import     *import,
         CpxRecord  *present,
         CpxRecord  *record,
         GError    **error)
{
  g_autoptr(CpxRecord) settled = NULL;

  if (cpx_record_equal (present, record))
    return TRUE;
  if (import->kind == &cpx_patient_kind)
    settled = cpx_allergy_rules_settle (import->journal, record, cpx_record_get_id (record), error);

  return settled != NULL && cpx_record_equal (present, settled);
}

static gboolean
compare_present (Import     *import,
                 CpxRecord  *present,
                 CpxRecord  *record,
                 GError    **error)
{
  GError *local_error = NULL;

  if (is_same (import, present, record, &local_error))
    {
      import->summary->n_same++;
      return TRUE;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_CONFLICT,
               _("the record %s is here already and differs: import into a new practice, or take the line out."),
               cpx_record_get_id (record));

  return FALSE;
}

/* 7 */
static gboolean
take_statement_back (Import     *import,
                     CpxRecord  *record,
                     GError    **error)
{
  gboolean done;

  if (!cpx_allergy_rules_take_statement_back (import->journal, record, "import:make", &done, error))
    return FALSE;
  if (done)
    g_ptr_array_add (import->summary->notices,
                     g_strdup_printf (_("%s.jsonl, line %lu: an allergy is noted, so that its file no longer says that "
                                        "none is known: ask the patient."), import->kind->name, (gulong) import->line));

  return TRUE;
}

static gboolean
write_new (Import     *import,
           CpxRecord  *record,
           GError    **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!take_statement_back (import, record, error))
    return FALSE;
  receipt = cpx_journal_save (import->journal, NULL, record, "import:make", "record.imported", NULL, error);
  if (receipt != NULL)
    import->summary->n_added++;

  return receipt != NULL;
}

/* Nobody is refused for a number: the two files are on two shelves until someone renumbers one. */
static gboolean
count_shared_number (Import     *import,
                     CpxRecord  *record,
                     GError    **error)
{
  g_autoptr(CpxQuery) query = NULL;
  gint64 n_bearers;

  if (cpx_record_get_kind (record) != &cpx_patient_kind || !cpx_record_has (record, CPX_PATIENT_FILE_NUMBER))
    return TRUE;
  query = cpx_query_new (&cpx_patient_kind);
  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, CPX_PATIENT_FILE_NUMBER, cpx_record_get_text (record, CPX_PATIENT_FILE_NUMBER));
  n_bearers = cpx_txn_count (cpx_journal_get_txn (import->journal), query, error);
  if (n_bearers == 1)
    import->n_shared_numbers++;

  return n_bearers >= 0;
}

static gboolean
write_record (Import     *import,
              CpxRecord  *record,
              GError    **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(CpxRecord) present = find_present (import, record, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (present != NULL)
    return compare_present (import, present, record, error);

  return count_shared_number (import, record, error) && write_new (import, record, error);
}

/* The practice as this transaction sees it: an import before this one may have put another in its place, of which who
 * unlocked is not told. */
static CpxRecord *
read_present (Import  *import,
              GError **error)
{
  const char *id = cpx_record_get_id (cpx_practice_get_record (import->practice));
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_practice_record_kind);
  g_autoptr(GPtrArray) found = NULL;

  cpx_query_set_limit (query, 1);
  found = cpx_txn_list (cpx_journal_get_txn (import->journal), query, error);
  if (found == NULL)
    return NULL;

  return found->len > 0 ? g_object_ref (g_ptr_array_index (found, 0))
                        : cpx_journal_read (import->journal, &cpx_practice_record_kind, id, error);
}

/* 6 */
static gboolean
needs_missing (Import    *import,
               CpxRecord *record)
{
  const CpxKind *kind = cpx_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields && g_hash_table_size (import->missing) > 0; i++)
    {
      const char *id = kind->fields[i].type == CPX_FIELD_REFERENCE ? cpx_record_get_text (record, (int) i) : NULL;
      g_autoptr(CpxRecord) here = NULL;

      if (id == NULL || !g_hash_table_contains (import->missing, id))
        continue;
      here = cpx_journal_read (import->journal, cpx_kinds_find (kind->fields[i].target), id, NULL);
      if (here == NULL)
        return TRUE;
    }

  return FALSE;
}

static void
leave_out (Import    *import,
           CpxRecord *record)
{
  g_hash_table_add (import->missing, g_strdup (cpx_record_get_id (record)));
  import->n_left_out++;
}

/* There is one practice a vault: the imported one takes the place of the one that was made with the file. Invented
 * patients make it a demonstration. */
static gboolean
write_practice (Import     *import,
                CpxRecord  *record,
                GError    **error)
{
  g_autoptr(CpxRecord) present = read_present (import, error);
  g_autoptr(CpxRecord) wanted = NULL;
  g_autoptr(CpxReceipt) removed = NULL;

  if (present == NULL)
    return FALSE;
  if (g_str_equal (cpx_record_get_id (present), cpx_record_get_id (record)))
    return write_record (import, record, error);
  wanted = cpx_record_with_boolean (record, CPX_PRACTICE_RECORD_DEMONSTRATION,
                                    cpx_record_get_boolean (present, CPX_PRACTICE_RECORD_DEMONSTRATION) ||
                                      cpx_record_get_boolean (record, CPX_PRACTICE_RECORD_DEMONSTRATION));
  removed = cpx_journal_remove (import->journal, present, "import:make", "practice.replaced", error);

  return removed != NULL && write_record (import, wanted, error);
}

static gboolean
find_login (Import      *import,
            CpxRecord   *user,
            CpxRecord  **out_bearer,
            GError     **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_user_kind);
  g_autoptr(GPtrArray) found = NULL;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, CPX_USER_LOGIN, cpx_record_get_text (user, CPX_USER_LOGIN));
  found = cpx_txn_list (cpx_journal_get_txn (import->journal), query, error);
  *out_bearer = found != NULL && found->len > 0 ? g_object_ref (g_ptr_array_index (found, 0)) : NULL;

  return found != NULL;
}

static gboolean
write_user (Import     *import,
            CpxRecord  *user,
            GError    **error)
{
  const char *login = cpx_record_get_text (user, CPX_USER_LOGIN);
  guint64 n_before = import->summary->n_added;
  g_autoptr(CpxRecord) bearer = NULL;

  if (login == NULL)
    return write_record (import, user, error);
  if (!find_login (import, user, &bearer, error))
    return FALSE;
  if (bearer != NULL && !g_str_equal (cpx_record_get_id (bearer), cpx_record_get_id (user)))
    {
      g_hash_table_insert (import->same_users, g_strdup (cpx_record_get_id (user)),
                           g_strdup (cpx_record_get_id (bearer)));
      g_ptr_array_add (import->summary->notices,
                       g_strdup_printf (_("The user “%s” is here already and stays as they are."), login));
      return TRUE;
    }
  if (!write_record (import, user, error))
    return FALSE;
  if (import->summary->n_added > n_before)
    g_ptr_array_add (import->summary->notices,
                     g_strdup_printf (_("The user “%s” has no passphrase here: an administrator sets one before they "
                                        "can unlock."), login));

  return TRUE;
}

/* 5 */
static gboolean
write_favourite (Import     *import,
                 CpxRecord  *favourite,
                 GError    **error)
{
  const char *user_id = cpx_record_get_text (favourite, CPX_FAVOURITE_ACT_USER);
  const char *here = user_id != NULL ? g_hash_table_lookup (import->same_users, user_id) : NULL;
  g_autoptr(CpxRecord) theirs = here != NULL ? cpx_record_with_text (favourite, CPX_FAVOURITE_ACT_USER, here) : NULL;

  return write_record (import, theirs != NULL ? theirs : favourite, error);
}

static gboolean
take_record (Import     *import,
             CpxRecord  *record,
             GError    **error)
{
  if (needs_missing (import, record))
    {
      leave_out (import, record);
      return TRUE;
    }
  if (import->kind == &cpx_practice_record_kind)
    return write_practice (import, record, error);
  if (import->kind == &cpx_user_kind)
    return write_user (import, record, error);
  if (import->kind == &cpx_favourite_act_kind)
    return write_favourite (import, record, error);
  if (import->kind == &cpx_patient_kind && cpx_record_has (record, CPX_PATIENT_MERGED_INTO))
    {
      g_ptr_array_add (import->waiting, g_object_ref (record));
      return TRUE;
    }

  return write_record (import, record, error);
}

/* A CpxJsonLineFunc. */
static gboolean
take_line (guint64    line,
           json_t    *value,
           gpointer   data,
           GError   **error)
{
  Import *import = data;
  g_autoptr(CpxRecord) record = NULL;

  import->line = line;
  if (g_cancellable_set_error_if_cancelled (import->cancellable, error))
    return FALSE;
  if (json_object_get (value, "id") == NULL)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, _("a record of an export has an “id”."));
  else
    record = cpx_record_from_json (import->kind, NULL, value, CPX_RECORD_FROM_INPUT, error);
  if (record != NULL && take_record (import, record, error))
    return TRUE;
  g_prefix_error (error, _("%s, %s.jsonl, line %lu: "), import->path, import->kind->name, (gulong) line);

  return FALSE;
}

static gboolean
is_here (Import     *import,
         CpxRecord  *merged)
{
  g_autoptr(CpxRecord) target = cpx_journal_read (import->journal, &cpx_patient_kind,
                                                  cpx_record_get_text (merged, CPX_PATIENT_MERGED_INTO), NULL);

  return target != NULL;
}

/* A file may be merged into one that was merged itself: as many rounds as the longest such chain. */
static gboolean
write_waiting (Import  *import,
               GError **error)
{
  while (import->waiting->len > 0)
    {
      guint n_before = import->waiting->len;

      for (guint i = import->waiting->len; i > 0; i--)
        {
          g_autoptr(CpxRecord) merged = g_object_ref (g_ptr_array_index (import->waiting, i - 1));

          if (!is_here (import, merged))
            continue;
          if (!write_record (import, merged, error))
            return FALSE;
          g_ptr_array_remove_index_fast (import->waiting, i - 1);
        }
      if (import->waiting->len == n_before)
        return write_record (import, g_ptr_array_index (import->waiting, 0), error);   /* says what is missing */
    }

  return TRUE;
}

static gboolean
take_kind (Import         *import,
           const CpxKind  *kind,
           GError        **error)
{
  g_autofree char *name = g_strconcat (kind->name, ".jsonl", NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GInputStream) stream = NULL;

  import->kind = kind;
  if (!cpx_zip_read (import->path, name, &bytes, error))
    return FALSE;
  if (bytes == NULL)
    return TRUE;
  stream = g_memory_input_stream_new_from_bytes (bytes);

  return cpx_json_read_lines (stream, take_line, import, NULL, error) && write_waiting (import, error);
}

/* A CpxJsonLineFunc. */
static gboolean
take_missing (guint64    line,
              json_t    *value,
              gpointer   data,
              GError   **error)
{
  Import *import = data;
  const char *id = json_string_value (json_object_get (value, "id"));

  if (id != NULL)
    g_hash_table_add (import->missing, g_strdup (id));
  import->n_missing++;

  return TRUE;
}

static gboolean
read_missing (Import  *import,
              GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GInputStream) stream = NULL;

  if (!cpx_zip_read (import->path, "missing.jsonl", &bytes, error))
    return FALSE;
  if (bytes == NULL)
    return TRUE;
  stream = g_memory_input_stream_new_from_bytes (bytes);

  return cpx_json_read_lines (stream, take_missing, import, NULL, error);
}

/* 6 */
static void
tell_missing (Import *import)
{
  if (import->n_missing > 0)
    g_ptr_array_add (import->summary->notices,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                   "This export is incomplete: %u record lay on a damaged page when "
                                                   "it was made; “missing.jsonl” in it names what is missing.",
                                                   "This export is incomplete: %u records lay on damaged pages when "
                                                   "it was made; “missing.jsonl” in it names what is missing.",
                                                   import->n_missing), import->n_missing));
  if (import->n_left_out > 0)
    g_ptr_array_add (import->summary->notices,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                   "%u record that belongs to a missing one was left out: it is "
                                                   "still in the export.",
                                                   "%u records that belong to missing ones were left out: they are "
                                                   "still in the export.", import->n_left_out), import->n_left_out));
}

/* A CpxDeedFunc. */
static gpointer
take_all (CpxJournal  *journal,
          gpointer     data,
          GError     **error)
{
  Import *import = data;
  g_autoptr(CpxReceipt) noted = NULL;
  guint n_kinds;
  const CpxKind * const *kinds = cpx_kinds_list (&n_kinds);

  import->journal = journal;
  noted = cpx_journal_note (journal, "import:make", "practice.imported", NULL, NULL, error);
  if (noted == NULL)
    return NULL;
  for (guint i = 0; i < n_kinds; i++)
    {
      if (cpx_export_covers (kinds[i]) && !take_kind (import, kinds[i], error))
        return NULL;
    }

  return import;
}

/**
 * cpx_practice_import:
 * @practice: a practice
 * @path: an archive of cpx_practice_export()
 * @cancellable: (nullable): to give up: nothing came in then
 * @error: where the refusal goes; it names the line
 *
 * Takes in every record of an export in one transaction.
 *
 * Returns: (transfer full) (nullable): what came in
 */
CpxImportSummary *
cpx_practice_import (CpxPractice   *practice,
                     const char    *path,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(CpxImportSummary) summary = g_new0 (CpxImportSummary, 1);
  g_autoptr(GPtrArray) waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) same_users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Import import = { .practice = practice, .path = path, .cancellable = cancellable, .waiting = waiting,
                    .summary = summary, .same_users = same_users, .missing = missing };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  summary->notices = g_ptr_array_new_with_free_func (g_free);
  if (!check_manifest (path, error) || !read_missing (&import, error) ||
      cpx_practice_perform (practice, take_all, &import, NULL, error) == NULL)
    return NULL;
  tell_missing (&import);
  if (import.n_shared_numbers > 0)
    g_ptr_array_add (summary->notices,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file number is now borne by two files.",
                                                   "%u file numbers are now borne by two files each.",
                                                   import.n_shared_numbers), import.n_shared_numbers));

  return g_steal_pointer (&summary);
}

/**
 * cpx_import_summary_free:
 * @self: (transfer full): a summary
 */
void
cpx_import_summary_free (CpxImportSummary *self)
{
  if (self->notices != NULL)
    g_ptr_array_unref (self->notices);
  g_free (self);
}
