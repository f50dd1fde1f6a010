/* cpx-export.c: one look on the reader thread for the whole archive: what it holds is of one moment.
 *
 * The same records give the same bytes in each entry, whatever the day and the machine.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-export.h"

#include "cpx-journal.h"
#include "cpx-practice-private.h"
#include "cpx-zip.h"

#include <cpx-audit-log.h>
#include <cpx-change-log.h>
#include <cpx-device.h>
#include <glib/gi18n-lib.h>

#include <string.h>

#define PAGE 1000

/* One export under way. */
typedef struct
{
  CpxPractice  *practice;
  const char   *path;
  gboolean      with_changes;
  GCancellable *cancellable;   /* (nullable) */
  CpxZipWriter *zip;
  json_t       *counts;
  gint64        n_records;
} Export;

/**
 * cpx_export_covers:
 * @kind: a kind of record
 *
 * Returns: `TRUE` if records of @kind leave with an export: all but the posts, which are this vault's own
 */
gboolean
cpx_export_covers (const CpxKind *kind)
{
  return kind != &cpx_device_kind;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return memcmp (((const CpxId *) a)->bytes, ((const CpxId *) b)->bytes, sizeof (((const CpxId *) a)->bytes));
}

static gboolean
put_line (Export      *export,
          const char  *text,
          GError     **error)
{
  return !g_cancellable_set_error_if_cancelled (export->cancellable, error) &&
         cpx_zip_writer_put (export->zip, text, strlen (text), error) &&
         cpx_zip_writer_put (export->zip, "\n", 1, error);
}

static gboolean
put_record (Export         *export,
            CpxTxn         *txn,
            const CpxKind  *kind,
            const CpxId    *id,
            GError        **error)
{
  char text[CPX_ID_TEXT_LENGTH + 1];
  g_autoptr(CpxRecord) record = NULL;
  g_autofree char *line = NULL;

  cpx_id_format (id, text);
  record = cpx_txn_get (txn, kind, text, error);
  if (record == NULL)
    return FALSE;
  line = cpx_record_print_json (record, CPX_RECORD_WITH_ID);

  return put_line (export, line, error);
}

static gboolean
put_kind (Export         *export,
          CpxTxn         *txn,
          const CpxKind  *kind,
          GError        **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (kind);
  g_autofree char *name = g_strconcat (kind->name, ".jsonl", NULL);
  g_autoptr(GArray) ids = NULL;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  ids = cpx_txn_list_ids (txn, query, error);
  if (ids == NULL || !cpx_zip_writer_begin (export->zip, name, error))
    return FALSE;
  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    {
      if (!put_record (export, txn, kind, &g_array_index (ids, CpxId, i), error))
        return FALSE;
    }
  json_object_set_new (export->counts, kind->name, json_integer (ids->len));
  export->n_records += ids->len;

  return TRUE;
}

static gboolean
put_text (Export      *export,
          const char  *name,
          const char  *text,
          GError     **error)
{
  return cpx_zip_writer_begin (export->zip, name, error) && put_line (export, text, error);
}

static gboolean
put_manifest (Export  *export,
              GError **error)
{
  g_autoptr(json_t) manifest = json_pack ("{s:s, s:i, s:s, s:b, s:O}", "format", CPX_EXPORT_FORMAT, "version",
                                          CPX_EXPORT_VERSION,
                                          "practice", cpx_practice_get_name (export->practice),
                                          "demonstration", cpx_practice_is_demonstration (export->practice),
                                          "records", export->counts);
  g_autofree char *text = cpx_json_print (manifest);

  return put_text (export, "manifest.json", text, error);
}

static gboolean
put_changes_page (Export     *export,
                  GPtrArray  *page,
                  GError    **error)
{
  for (guint i = 0; i < page->len; i++)
    {
      g_autoptr(json_t) change = cpx_change_to_json (g_ptr_array_index (page, i));
      g_autofree char *line = cpx_json_print (change);

      if (!put_line (export, line, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
put_device_changes (Export       *export,
                    CpxTxn       *txn,
                    const CpxId  *device,
                    GError      **error)
{
  guint64 next = 0;
  guint n_page;

  do
    {
      g_autoptr(GPtrArray) page = cpx_change_log_list (txn, device, next, PAGE, &next, error);

      if (page == NULL || !put_changes_page (export, page, error))
        return FALSE;
      n_page = page->len;
    }
  while (n_page == PAGE);

  return TRUE;
}

static gboolean
put_changes (Export  *export,
             CpxTxn  *txn,
             GError **error)
{
  g_autoptr(GArray) devices = cpx_audit_log_list_devices (txn, error);

  if (devices == NULL || !cpx_zip_writer_begin (export->zip, "changes.jsonl", error))
    return FALSE;
  for (guint i = 0; i < devices->len; i++)
    {
      if (!put_device_changes (export, txn, &g_array_index (devices, CpxId, i), error))
        return FALSE;
    }

  return TRUE;
}

/* A CpxTxnFunc. */
static gpointer
write_archive (CpxTxn    *txn,
               gpointer   data,
               GError   **error)
{
  Export *export = data;
  guint n_kinds;
  const CpxKind * const *kinds = cpx_kinds_list (&n_kinds);
  g_autofree char *schema = cpx_export_make_schema ();
  g_autoptr(CpxZipWriter) zip = cpx_zip_writer_new (export->path, FALSE, error);

  export->zip = zip;
  if (zip == NULL || !put_text (export, "schema.json", schema, error))
    return NULL;
  for (guint i = 0; i < n_kinds; i++)
    {
      if (cpx_export_covers (kinds[i]) && !put_kind (export, txn, kinds[i], error))
        return NULL;
    }
  if ((export->with_changes && !put_changes (export, txn, error)) || !put_manifest (export, error) ||
      !cpx_zip_writer_finish (zip, error))
    return NULL;

  return export;
}

/* A CpxDeedFunc: noted before anything leaves. */
static gpointer
note (CpxJournal  *journal,
      gpointer     data,
      GError     **error)
{
  return cpx_journal_note (journal, "export:make", "practice.exported", NULL, NULL, error);
}

/* What leaves is every file in clear: who may not open one may not take them all. */
static gboolean
check_roles (CpxRoles   roles,
             GError   **error)
{
  g_autofree char *label = NULL;

  if (!cpx_access_check (roles, "export:make", error))
    return FALSE;
  if (cpx_access_may (roles, "patient:read"))
    return TRUE;

  label = cpx_roles_dup_label (roles);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED,
               _("Your role (%s) does not open files (patient:read), and an export holds them all in clear: let an "
                 "administrator who is also a surgeon do it. A backup you may make."),
               label);

  return FALSE;
}

/**
 * cpx_practice_export:
 * @practice: a practice
 * @path: the archive, a file that does not exist yet
 * @with_changes: whether every change ever made comes with the records
 * @cancellable: (nullable): to give up: no file is left then
 * @error: where the refusal goes
 *
 * Writes everything into an archive that is not encrypted, and notes that it left. It takes both `export:make` and
 * `patient:read`: an administrator alone, who runs the house without reading files, makes backups.
 *
 * Returns: how many records left, or -1
 */
gint64
cpx_practice_export (CpxPractice   *practice,
                     const char    *path,
                     gboolean       with_changes,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(json_t) counts = json_object ();
  g_autoptr(CpxReceipt) noted = NULL;
  Export export = { .practice = practice, .path = path, .with_changes = with_changes, .cancellable = cancellable,
                    .counts = counts };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), -1);

  if (!check_roles (cpx_practice_get_roles (practice), error))
    return -1;
  noted = cpx_practice_perform (practice, note, NULL, g_object_unref, error);
  if (noted == NULL || cpx_practice_look (practice, "export:make", write_archive, &export, NULL, error) == NULL)
    return -1;

  return export.n_records;
}
