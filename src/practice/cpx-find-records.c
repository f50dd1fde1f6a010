/* cpx-find-records.c: one look on the reader thread for each question.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-find-records.h"

#include "cpx-patient-reader.h"
#include "cpx-practice-private.h"

#include <cpx-patient.h>
#include <cpx-record-rescue.h>
#include <cpx-search.h>

#include <glib/gi18n-lib.h>

/* Files told of under one number: two would do, but merged ones are among them. */
#define MAX_BEARERS 16

typedef struct
{
  const char    *text;
  CpxQueryScope  scope;
  guint          limit;
  guint         *out_n_unreadable;
} Search;

static const char *
get_read_permission (CpxPractice            *practice,
                     const CpxRecordsWanted *wanted)
{
  return wanted->kind->patient_field == CPX_KIND_NO_PATIENT
           ? NULL : cpx_practice_get_file_permission (practice, wanted->patient_id);
}

static CpxQuery *
make_query (const CpxRecordsWanted *wanted)
{
  CpxQuery *query = cpx_query_new (wanted->kind);

  cpx_query_set_scope (query, wanted->archived ? CPX_QUERY_ARCHIVED : CPX_QUERY_LIVE);
  if (wanted->kind == &cpx_patient_kind)
    cpx_query_set_order (query, CPX_PATIENT_BIRTH_NAME, FALSE);
  if (wanted->patient_id != NULL)
    cpx_query_where (query, wanted->kind->patient_field, wanted->patient_id);
  if (wanted->after != NULL)
    cpx_query_set_after (query, wanted->after);
  cpx_query_set_limit (query, wanted->limit);

  return query;
}

/* What list() is given. */
typedef struct
{
  const CpxRecordsWanted *wanted;
  guint                  *out_n_unreadable;  /* (nullable) */
} List;

/* A CpxTxnFunc. */
static gpointer
list (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  List *self = data;
  g_autoptr(CpxQuery) query = make_query (self->wanted);

  return self->out_n_unreadable != NULL ? cpx_txn_list_readable (txn, query, self->out_n_unreadable, error)
                                        : cpx_txn_list (txn, query, error);
}

static GPtrArray *
look_for (CpxPractice *practice,
          List         data,
          GError     **error)
{
  const CpxRecordsWanted *wanted = data.wanted;

  g_return_val_if_fail (wanted->patient_id == NULL || wanted->kind->patient_field >= 0, NULL);

  return cpx_practice_look (practice, get_read_permission (practice, wanted), list, &data,
                            (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * cpx_practice_list_records:
 * @practice: a practice
 * @wanted: which records
 * @error: where the fault goes
 *
 * Reads a page of records and waits.
 *
 * Returns: (transfer full) (element-type CpxRecord) (nullable): the records in order
 */
GPtrArray *
cpx_practice_list_records (CpxPractice             *practice,
                           const CpxRecordsWanted  *wanted,
                           GError                 **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return look_for (practice, (List) { wanted, NULL }, error);
}

/**
 * cpx_practice_list_readable_records:
 * @practice: a practice
 * @wanted: which records
 * @out_n_unreadable: (out): how many more there are, on damaged pages
 * @error: where the fault goes
 *
 * Does cpx_practice_list_records(); where a page is damaged it gives the records on the others.
 *
 * Returns: (transfer full) (element-type CpxRecord) (nullable): the records in order
 */
GPtrArray *
cpx_practice_list_readable_records (CpxPractice             *practice,
                                    const CpxRecordsWanted  *wanted,
                                    guint                   *out_n_unreadable,
                                    GError                 **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  *out_n_unreadable = 0;

  return look_for (practice, (List) { wanted, out_n_unreadable }, error);
}

static CpxQuery *
make_patient_query (CpxQueryScope scope)
{
  CpxQuery *query = cpx_query_new (&cpx_patient_kind);

  cpx_query_set_scope (query, scope);
  cpx_query_set_order (query, CPX_QUERY_BY_NAME, FALSE);

  return query;
}

/* What list_patients() is given. */
typedef struct
{
  CpxQueryScope  scope;
  CpxRecord     *after;  /* (nullable) */
} PatientsWanted;

/* Who follows @after; NULL if @after is not among them. */
static GArray *
cut_after (GArray    *ids,
           CpxRecord *after)
{
  CpxId id;

  if (!cpx_id_parse (cpx_record_get_id (after), &id))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      if (!cpx_id_equal (&g_array_index (ids, CpxId, i), &id))
        continue;
      g_array_remove_range (ids, 0, i + 1);
      return ids;
    }

  return NULL;
}

/* A CpxTxnFunc. */
static gpointer
list_patients (CpxTxn    *txn,
               gpointer   data,
               GError   **error)
{
  PatientsWanted *wanted = data;
  g_autoptr(CpxQuery) query = make_patient_query (wanted->scope);
  gboolean damaged;
  GArray *ids = cpx_txn_list_ids_anyhow (txn, query, &damaged, error);

  if (ids == NULL || wanted->after == NULL || cut_after (ids, wanted->after) != NULL)
    return ids;
  g_array_unref (ids);
  cpx_query_set_after (query, wanted->after);   /* by its name: it is in another list now */

  return cpx_txn_list_ids (txn, query, error);
}

/**
 * cpx_practice_list_patient_ids:
 * @practice: a practice
 * @archived: whether the archived ones are listed instead of the others
 * @after: (nullable): only who comes after this one
 * @error: where the fault goes
 *
 * Lists patients by name, and waits. Where a page is damaged all the others are there.
 *
 * Returns: (transfer full) (element-type CpxId) (nullable): who they are
 */
GArray *
cpx_practice_list_patient_ids (CpxPractice  *practice,
                               gboolean      archived,
                               CpxRecord    *after,
                               GError      **error)
{
  PatientsWanted wanted = { archived ? CPX_QUERY_ARCHIVED : CPX_QUERY_LIVE, after };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, "patient:read", list_patients, &wanted, (GDestroyNotify) g_array_unref, error);
}

/**
 * cpx_practice_load_patients:
 * @practice: a practice
 * @ids: (array length=n_ids): who
 * @n_ids: how many
 * @out_n_unreadable: (inout): raised by how many of them lie on damaged pages
 * @error: where the fault goes
 *
 * Reads patients, and waits. Who was removed meanwhile is left out.
 *
 * Returns: (transfer full) (element-type CpxRecord) (nullable): the others, in the same order
 */
GPtrArray *
cpx_practice_load_patients (CpxPractice  *practice,
                            const CpxId  *ids,
                            guint         n_ids,
                            guint        *out_n_unreadable,
                            GError      **error)
{
  g_autoptr(GArray) wanted = g_array_sized_new (FALSE, FALSE, sizeof (CpxId), n_ids);
  g_autoptr(CpxPatientPage) page = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  g_array_append_vals (wanted, ids, n_ids);
  page = cpx_practice_look (practice, "patient:read", cpx_patient_reader_load_page, wanted,
                            (GDestroyNotify) cpx_patient_page_free, error);
  if (page == NULL)
    return NULL;
  *out_n_unreadable += page->unreadable->len;

  return g_steal_pointer (&page->records);
}

/* A CpxTxnFunc. */
static gpointer
search (CpxTxn    *txn,
        gpointer   data,
        GError   **error)
{
  Search *wanted = data;
  g_autoptr(GArray) hits = cpx_search_patients (txn, wanted->text, wanted->scope, wanted->limit, error);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (CpxId));
  g_autoptr(CpxPatientPage) page = NULL;

  if (hits == NULL)
    return NULL;
  for (guint i = 0; i < hits->len; i++)
    g_array_append_val (ids, g_array_index (hits, CpxSearchHit, i).id);
  page = cpx_patient_reader_load_page (txn, ids, error);
  if (page == NULL)
    return NULL;
  *wanted->out_n_unreadable = page->unreadable->len;

  return g_steal_pointer (&page->records);
}

/**
 * cpx_practice_search_patients:
 * @practice: a practice
 * @text: what someone types: beginnings of names, a birth date, a NIR, a phone or file number
 * @archived: whether archived files are found too
 * @limit: how many at most
 * @out_n_unreadable: (out): how many more answer, and lie on damaged pages
 * @error: where the fault goes
 *
 * Searches as the list on the screen does, and waits.
 *
 * Returns: (transfer full) (element-type CpxRecord) (nullable): the patients, likeliest first
 */
GPtrArray *
cpx_practice_search_patients (CpxPractice  *practice,
                              const char   *text,
                              gboolean      archived,
                              guint         limit,
                              guint        *out_n_unreadable,
                              GError      **error)
{
  Search wanted = { text, archived ? CPX_QUERY_ALL : CPX_QUERY_LIVE, limit, out_n_unreadable };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  *out_n_unreadable = 0;

  return cpx_practice_look (practice, "patient:read", search, &wanted, (GDestroyNotify) g_ptr_array_unref, error);
}

/* Where a page is damaged: the files that search finds, and of these the readable ones that have the number. */
static GPtrArray *
search_number (CpxTxn     *txn,
               const char *number)
{
  guint n_unreadable;
  Search wanted = { number, CPX_QUERY_ALL, 0, &n_unreadable };
  g_autoptr(GPtrArray) found = search (txn, &wanted, NULL);

  for (guint i = found != NULL ? found->len : 0; i > 0; i--)
    {
      if (g_strcmp0 (cpx_record_get_text (g_ptr_array_index (found, i - 1), CPX_PATIENT_FILE_NUMBER), number) != 0)
        g_ptr_array_remove_index (found, i - 1);
    }

  return found != NULL && found->len > 0 ? g_steal_pointer (&found) : NULL;
}

/* Merged duplicates of one number are one patient: an alias counts only where no other file has the number. */
static void
forget_aliases (GPtrArray *found)
{
  guint n_aliases = 0;

  for (guint i = 0; i < found->len; i++)
    n_aliases += cpx_record_has (g_ptr_array_index (found, i), CPX_PATIENT_MERGED_INTO);
  if (n_aliases == found->len)
    return;

  for (guint i = found->len; i > 0; i--)
    {
      if (cpx_record_has (g_ptr_array_index (found, i - 1), CPX_PATIENT_MERGED_INTO))
        g_ptr_array_remove_index (found, i - 1);
    }
}

static GPtrArray *
list_number (CpxTxn      *txn,
             const char  *number,
             GError     **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);
  g_autoptr(GError) failure = NULL;
  GPtrArray *found;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, CPX_PATIENT_FILE_NUMBER, number);
  cpx_query_set_limit (query, MAX_BEARERS);
  found = cpx_txn_list (txn, query, &failure);
  if (found == NULL && cpx_rescue_may (txn, failure))
    found = search_number (txn, number);
  if (found != NULL)
    forget_aliases (found);
  else
    g_propagate_error (error, g_steal_pointer (&failure));

  return found;
}

/* A CpxTxnFunc. */
static gpointer
find_number (CpxTxn    *txn,
             gpointer   number,
             GError   **error)
{
  g_autoptr(GPtrArray) found = list_number (txn, number, error);

  if (found == NULL)
    return NULL;
  if (found->len == 1)
    return g_strdup (cpx_record_get_id (g_ptr_array_index (found, 0)));
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
               found->len == 0 ? _("No patient file has the identifier or number “%s”: search by name.")
                               : _("Several patient files have the number “%s”: give an identifier."),
               (const char *) number);

  return NULL;
}

/**
 * cpx_practice_find_patient_id:
 * @practice: a practice
 * @id_or_number: the id of a patient's file, or its number
 * @error: where the fault goes: %CPX_PRACTICE_ERROR_NOT_FOUND
 *
 * Makes an id of what people and programs call a file. An id is not looked up.
 *
 * Returns: (transfer full) (nullable): the id
 */
char *
cpx_practice_find_patient_id (CpxPractice  *practice,
                              const char   *id_or_number,
                              GError      **error)
{
  CpxId id;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (cpx_id_parse (id_or_number, &id))
    return cpx_id_dup_text (&id);

  return cpx_practice_look (practice, "patient:read", find_number, (gpointer) id_or_number, g_free, error);
}

/* A CpxTxnFunc. */
static gpointer
list_bearers (CpxTxn    *txn,
              gpointer   number,
              GError   **error)
{
  return list_number (txn, number, error);
}

/**
 * cpx_practice_find_number_async:
 * @practice: a practice
 * @number: the number of a file
 * @cancellable: (nullable): cancelled when more has been typed
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks which files bear a number, archived ones too; of more than two, two.
 */
void
cpx_practice_find_number_async (CpxPractice         *practice,
                                const char          *number,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, "patient:read", list_bearers, g_strdup (number), g_free,
                           (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * cpx_practice_find_number_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (element-type CpxRecord): the files that bear it
 */
GPtrArray *
cpx_practice_find_number_finish (CpxPractice   *practice,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}
