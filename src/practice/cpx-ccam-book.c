/* cpx-ccam-book.c: all that a page needs to show the CCAM, read in one go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-book.h"

#include "cpx-coding-context.h"
#include "cpx-nomenclatures-private.h"
#include "cpx-practice-private.h"
#include "cpx-suggesters-private.h"
#include "cpx-used-acts-private.h"

#include <cpx-convention.h>
#include <cpx-nomenclature-record.h>
#include <cpx-user.h>

/* A day, the version that a person chose, and who looks. */
typedef struct
{
  CpxDay     day;
  CpxRecord *version;          /* (owned) (nullable): the one in force on that day */
  char      *practitioner_id;  /* (owned) (nullable) */
} Request;

static void
request_free (Request *self)
{
  g_clear_object (&self->version);
  g_free (self->practitioner_id);
  g_free (self);
}

/**
 * cpx_ccam_book_free:
 * @self: (transfer full): a book
 */
void
cpx_ccam_book_free (CpxCcamBook *self)
{
  g_clear_pointer (&self->nomenclature, cpx_nomenclature_unref);
  g_clear_pointer (&self->suggester, cpx_suggester_unref);
  g_clear_pointer (&self->used, cpx_used_acts_free);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_clear_object (&self->version);
  g_free (self);
}

/* A version that came from another post or from an export may be without its content. */
static GPtrArray *
list_versions (CpxTxn  *txn,
               GError **error)
{
  GPtrArray *versions = cpx_nomenclatures_list (txn, error);

  for (guint i = versions != NULL ? versions->len : 0; i > 0; i--)
    {
      if (!cpx_nomenclatures_has_content (txn, g_ptr_array_index (versions, i - 1)))
        g_ptr_array_remove_index (versions, i - 1);
    }

  return versions;
}

/* The record of what is open: by its content, for one version may have been imported twice. */
static CpxRecord *
find_version (CpxCcamBook *book)
{
  const char *hash = cpx_nomenclatures_get_hash (book->nomenclature);

  for (guint i = 0; i < book->versions->len; i++)
    {
      CpxRecord *record = g_ptr_array_index (book->versions, i);

      if (g_strcmp0 (cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_HASH), hash) == 0)
        return g_object_ref (record);
    }

  return NULL;
}

/* A practitioner without a sector is no reason not to look. */
static guint
find_own_grid (CpxTxn        *txn,
               const Request *request)
{
  CpxPerformer performer = { 0 };
  const CpxGridRule *rule;

  if (request->practitioner_id == NULL ||
      !cpx_coding_context_read_performer (txn, request->practitioner_id, &performer, NULL))
    return CPX_CCAM_NONE;
  rule = cpx_grid_rule_find (performer.specialty, performer.convention, request->day);

  return rule != NULL ? (guint) rule->grid : CPX_CCAM_NONE;
}

/* A CpxTxnFunc. */
static gpointer
open_book (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  const Request *request = data;
  g_autoptr(CpxCcamBook) book = g_new0 (CpxCcamBook, 1);

  book->nomenclature = request->version != NULL ? cpx_nomenclatures_load (txn, request->version, error)
                                                : cpx_nomenclatures_find (txn, request->day, error);
  if (book->nomenclature == NULL)
    return NULL;
  book->versions = list_versions (txn, error);
  if (book->versions == NULL)
    return NULL;
  book->version = request->version != NULL ? g_object_ref (request->version) : find_version (book);
  book->own_grid = find_own_grid (txn, request);
  book->suggester = cpx_suggesters_find (txn, book->nomenclature, request->practitioner_id, error);
  if (book->suggester == NULL)
    return NULL;
  book->used = cpx_used_acts_find (txn, book->nomenclature, request->practitioner_id, CPX_CCAM_BOOK_USED, error);

  return book->used != NULL ? g_steal_pointer (&book) : NULL;
}

/**
 * cpx_practice_open_ccam_book_async:
 * @practice: a practice
 * @day: a day
 * @version: (nullable): the version wanted; `NULL` for the one in force on @day
 * @cancellable: (nullable): cancelled when nobody looks any more
 * @callback: called when it is open
 * @user_data: for @callback
 *
 * Opens the CCAM on the reader thread, to be looked through.
 */
void
cpx_practice_open_ccam_book_async (CpxPractice         *practice,
                                   CpxDay               day,
                                   CpxRecord           *version,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  Request *request;

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  request = g_new0 (Request, 1);
  request->day = day;
  g_set_object (&request->version, version);
  request->practitioner_id =
    g_strdup (cpx_record_get_text (cpx_practice_get_user (practice), CPX_USER_PRACTITIONER));
  cpx_practice_look_async (practice, NULL, open_book, request, (GDestroyNotify) request_free,
                           (GDestroyNotify) cpx_ccam_book_free, cancellable, callback, user_data);
}

/**
 * cpx_practice_open_ccam_book_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the book
 */
CpxCcamBook *
cpx_practice_open_ccam_book_finish (CpxPractice   *practice,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}
