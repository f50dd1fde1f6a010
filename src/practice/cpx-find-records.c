/* cpx-find-records.c: one look on the reader thread for each question.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-find-records.h"

#include "cpx-practice-private.h"

#include <cpx-patient.h>
#include <cpx-record-rescue.h>
#include <cpx-search.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  const char    *text;
  CpxQueryScope  scope;
  guint          limit;
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

/* A CpxTxnFunc. */
static gpointer
search (CpxTxn    *txn,
        gpointer   data,
        GError   **error)
{
  Search *wanted = data;
  g_autoptr(GArray) hits = cpx_search_patients (txn, wanted->text, wanted->scope, wanted->limit, error);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  if (hits == NULL)
    return NULL;
  for (guint i = 0; i < hits->len; i++)
    {
      char id[CPX_ID_TEXT_LENGTH + 1];
      CpxRecord *record;

      cpx_id_format (&g_array_index (hits, CpxSearchHit, i).id, id);
      record = cpx_txn_get (txn, &cpx_patient_kind, id, error);
      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }

  return g_steal_pointer (&records);
}

/**
 * cpx_practice_search_patients:
 * @practice: a practice
 * @text: what someone types: beginnings of names, a birth date, a NIR, a phone or file number
 * @archived: whether archived files are found too
 * @limit: how many at most
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
                              GError      **error)
{
  Search wanted = { text, archived ? CPX_QUERY_ALL : CPX_QUERY_LIVE, limit };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, "patient:read", search, &wanted, (GDestroyNotify) g_ptr_array_unref, error);
}

/* A CpxTxnFunc. */
static gpointer
find_number (CpxTxn    *txn,
             gpointer   number,
             GError   **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);
  g_autoptr(GPtrArray) found = NULL;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, CPX_PATIENT_FILE_NUMBER, number);
  cpx_query_set_limit (query, 2);
  found = cpx_txn_list (txn, query, error);
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
