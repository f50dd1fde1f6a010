/* cpx-export.c: one look on the reader thread for the whole archive: what it holds is of one moment.
 *
 * The same records give the same bytes in each entry, whatever the day and the machine.
 *
 * Where a page of the vault is damaged everything else leaves, and what does not is named (cpx-record-rescue.h); the
 * archive is then no longer of one moment.
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
#include <cpx-record-rescue.h>
#include <cpx-store.h>
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
  CpxExportGaps *gaps;         /* (nullable): a bad page is an error then */
  json_t       *missing;       /* lines of missing.jsonl */
} Export;

/**
 * cpx_export_gaps_free:
 * @self: (transfer full): what an export does not hold
 */
void
cpx_export_gaps_free (CpxExportGaps *self)
{
  g_ptr_array_unref (self->missing);
  g_free (self);
}

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

/* @id is NULL where only the row is known. */
static void
add_missing (Export         *export,
             const CpxKind  *kind,
             const CpxId    *id,
             gint64          row,
             const GError   *reason)
{
  g_autofree char *text = id != NULL ? cpx_id_dup_text (id) : NULL;

  g_ptr_array_add (export->gaps->missing,
                   g_strdup_printf ("%s %s", cpx_kind_get_label (kind), text != NULL ? text : "?"));
  json_array_append_new (export->missing, json_pack ("{s:s, s:s?, s:I, s:s}", "kind", kind->name, "id", text,
                                                     "row", (json_int_t) row, "reason", reason->message));
}

/* A list of what there is, and how each is read: by its id; where bad pages were met, by its place (@rescue). */
typedef struct
{
  Export        *export;
  CpxTxn        *txn;
  const CpxKind *kind;
  GArray        *ids;      /* (owned) */
  CpxRescue     *rescue;   /* (owned) (nullable) */
  gint64         n_put;
} KindPass;

static void
kind_pass_clear (KindPass *self)
{
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->rescue, cpx_rescue_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KindPass, kind_pass_clear)

static CpxRecord *
read_record (KindPass     *pass,
             const CpxId  *id,
             GError      **error)
{
  char text[CPX_ID_TEXT_LENGTH + 1];

  cpx_id_format (id, text);
  if (pass->export->gaps == NULL)
    return cpx_txn_get (pass->txn, pass->kind, text, error);

  return cpx_rescue_get (&pass->rescue, pass->txn, pass->kind, text, error);
}

/* What was deleted is not missing: a rescue finds its id, not its state. */
static gboolean
pass_over (KindPass     *pass,
           const CpxId  *id,
           GError       *failure,
           GError      **error)
{
  if (pass->export->gaps == NULL ||
      !(cpx_rescue_may (pass->txn, failure) || g_error_matches (failure, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND)))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (!g_error_matches (failure, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND))
    add_missing (pass->export, pass->kind, id, 0, failure);
  g_error_free (failure);

  return TRUE;
}

static gboolean
put_record (KindPass     *pass,
            const CpxId  *id,
            GError      **error)
{
  GError *failure = NULL;
  g_autoptr(CpxRecord) record = read_record (pass, id, &failure);
  g_autofree char *line = NULL;

  if (record == NULL)
    return pass_over (pass, id, failure, error);
  line = cpx_record_print_json (record, CPX_RECORD_WITH_ID);
  pass->n_put++;

  return put_line (pass->export, line, error);
}

/* Where no tree of the kind could be read whole there may be records of which not even the id is left. */
static void
add_nameless (KindPass *pass)
{
  g_autoptr(GPtrArray) traces = NULL;
  g_autoptr(GError) reason = g_error_new_literal (CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
                                                  _("the page is damaged, and that of the index as well"));

  if (pass->rescue == NULL)
    return;
  traces = cpx_rescue_list (pass->rescue, CPX_QUERY_ALL, FALSE);
  for (guint i = 0; i < traces->len; i++)
    {
      const CpxTrace *trace = g_ptr_array_index (traces, i);

      if (!trace->has_id)
        add_missing (pass->export, pass->kind, NULL, trace->row, reason);
    }
}

static gboolean
list_ids (KindPass  *pass,
          GError   **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (pass->kind);
  gboolean damaged = FALSE;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  pass->ids = pass->export->gaps != NULL ? cpx_txn_list_ids_anyhow (pass->txn, query, &damaged, error)
                                         : cpx_txn_list_ids (pass->txn, query, error);
  if (damaged)
    pass->rescue = cpx_rescue_new (pass->txn, pass->kind, NULL);
  if (pass->ids != NULL)
    g_array_sort (pass->ids, compare_ids);

  return pass->ids != NULL;
}

static gboolean
put_kind (Export         *export,
          CpxTxn         *txn,
          const CpxKind  *kind,
          GError        **error)
{
  g_auto(KindPass) pass = { .export = export, .txn = txn, .kind = kind };
  g_autofree char *name = g_strconcat (kind->name, ".jsonl", NULL);

  if (!list_ids (&pass, error) || !cpx_zip_writer_begin (export->zip, name, error))
    return FALSE;
  for (guint i = 0; i < pass.ids->len; i++)
    {
      if (!put_record (&pass, &g_array_index (pass.ids, CpxId, i), error))
        return FALSE;
    }
  add_nameless (&pass);
  json_object_set_new (export->counts, kind->name, json_integer (pass.n_put));
  export->n_records += pass.n_put;

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
put_missing (Export  *export,
             GError **error)
{
  gsize i;
  json_t *value;

  if (json_array_size (export->missing) == 0)
    return TRUE;
  if (!cpx_zip_writer_begin (export->zip, "missing.jsonl", error))
    return FALSE;
  json_array_foreach (export->missing, i, value)
    {
      g_autofree char *line = cpx_json_print (value);

      if (!put_line (export, line, error))
        return FALSE;
    }

  return TRUE;
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
  g_autofree char *text = NULL;

  if (json_array_size (export->missing) > 0)
    {
      json_object_set_new (manifest, "complete", json_false ());
      json_object_set_new (manifest, "missing", json_integer ((json_int_t) json_array_size (export->missing)));
    }
  text = cpx_json_print (manifest);

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

/* One entry of a log that cannot be read, among changes that can. */
static void
add_missing_change (Export       *export,
                    const CpxId  *device,
                    guint64       index,
                    const GError *reason)
{
  g_autofree char *text = cpx_id_dup_text (device);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, index + 1);

  g_ptr_array_add (export->gaps->missing, g_strdup_printf (_("entry %s of the log of the post %s"), number, text));
  json_array_append_new (export->missing, json_pack ("{s:s, s:s, s:I, s:s}", "kind", "change", "device", text,
                                                     "index", (json_int_t) index, "reason", reason->message));
}

/* What changed nothing may lie just before a bad page: it is not missing. */
static void
pass_over_entry (Export       *export,
                 CpxTxn       *txn,
                 const CpxId  *device,
                 guint64       index)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(GPtrArray) entry = cpx_audit_log_list (txn, device, index, 1, &reason);

  if (entry == NULL)
    add_missing_change (export, device, index, reason);
}

static gboolean
put_device_changes (Export       *export,
                    CpxTxn       *txn,
                    const CpxId  *device,
                    GError      **error)
{
  gint64 n_entries = cpx_audit_log_count (txn, device, NULL);   /* -1: not even its end can be read */
  guint limit = PAGE;
  guint64 next = 0;

  for (;;)
    {
      GError *failure = NULL;
      guint64 from = next;
      g_autoptr(GPtrArray) page = cpx_change_log_list (txn, device, from, limit, &next, &failure);

      if (page != NULL && !put_changes_page (export, page, error))
        return FALSE;
      if (page != NULL && page->len < limit)
        return TRUE;
      if (page != NULL)
        continue;
      if (export->gaps == NULL || !cpx_rescue_may (txn, failure))
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      g_error_free (failure);
      if (limit == 1)
        pass_over_entry (export, txn, device, from);
      next = limit > 1 ? from : from + 1;   /* nearer to the bad page one by one, and past it */
      if (limit == 1 && (gint64) next >= n_entries)
        return TRUE;
      limit = 1;
    }
}

/* Without the table of posts nobody knows where a log begins. */
static GArray *
list_devices (Export  *export,
              CpxTxn  *txn,
              GError **error)
{
  g_autoptr(GError) failure = NULL;
  GArray *devices = cpx_audit_log_list_devices (txn, &failure);

  if (devices != NULL)
    return devices;
  if (export->gaps == NULL || !cpx_rescue_may (txn, failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  g_ptr_array_add (export->gaps->missing, g_strdup (_("the changes")));
  json_array_append_new (export->missing, json_pack ("{s:s, s:s}", "kind", "change", "reason", failure->message));

  return g_array_new (FALSE, FALSE, sizeof (CpxId));
}

static gboolean
put_changes (Export  *export,
             CpxTxn  *txn,
             GError **error)
{
  g_autoptr(GArray) devices = list_devices (export, txn, error);

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
  if ((export->with_changes && !put_changes (export, txn, error)) || !put_missing (export, error) ||
      !put_manifest (export, error) || !cpx_zip_writer_finish (zip, error))
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

static CpxExportGaps *
gaps_new (void)
{
  CpxExportGaps *self = g_new0 (CpxExportGaps, 1);

  self->missing = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/* Is nothing noted because a page is damaged: of the log, or of what any writing needs? */
static gboolean
is_for_damage (const Export *export,
               const GError *failure)
{
  return g_error_matches (failure, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED) ||
         (g_error_matches (failure, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO) &&
          cpx_store_is_damaged (cpx_practice_get_store (export->practice)));
}

/* Where nothing can be noted, what can still be read leaves all the same: it may be the last time. */
static gboolean
note_or_go_on (Export  *export,
               GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxReceipt) noted = cpx_practice_perform (export->practice, note, NULL, g_object_unref, &failure);

  if (noted != NULL)
    return TRUE;
  if (export->gaps != NULL && is_for_damage (export, failure))
    {
      export->gaps->unnoted = TRUE;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/**
 * cpx_practice_export:
 * @practice: a practice
 * @path: the archive, a file that does not exist yet
 * @with_changes: whether every change ever made comes with the records
 * @out_gaps: (out) (optional) (nullable): what the archive does not hold; `NULL` if it is whole. Who does not ask gets
 *   no archive where a page is damaged
 * @cancellable: (nullable): to give up: no file is left then
 * @error: where the refusal goes
 *
 * Writes everything into an archive that is not encrypted, and notes that it left. It takes both `export:make` and
 * `patient:read`: an administrator alone, who runs the house without reading files, makes backups.
 *
 * Returns: how many records left, or -1
 */
gint64
cpx_practice_export (CpxPractice    *practice,
                     const char     *path,
                     gboolean        with_changes,
                     CpxExportGaps **out_gaps,
                     GCancellable   *cancellable,
                     GError        **error)
{
  g_autoptr(json_t) counts = json_object ();
  g_autoptr(json_t) missing = json_array ();
  g_autoptr(CpxExportGaps) gaps = out_gaps != NULL ? gaps_new () : NULL;
  Export export = { .practice = practice, .path = path, .with_changes = with_changes, .cancellable = cancellable,
                    .counts = counts, .gaps = gaps, .missing = missing };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), -1);

  if (!check_roles (cpx_practice_get_roles (practice), error) || !note_or_go_on (&export, error) ||
      cpx_practice_look (practice, "export:make", write_archive, &export, NULL, error) == NULL)
    return -1;
  if (out_gaps != NULL)
    *out_gaps = gaps->missing->len > 0 || gaps->unnoted ? g_steal_pointer (&gaps) : NULL;

  return export.n_records;
}
