/* cpx-second-place.c: a folder of one's choice, and what the files in it (cpx-second-place-files.c) say of the log.
 *
 * Invariants, which the tests number alike:
 *   1. A file is written whole or not at all: a stick that is pulled out leaves the old one.
 *   2. A seal that the log does not bear out is never overwritten: it is the only witness. Whoever chooses the folder
 *      anew has it put aside, under another name, and that is noted in the log.
 *   3. A folder that is away is no error, and nothing waits for it. A copy that is there and is no seal of this post is
 *      a fault, as one that the log does not bear out: it was the witness, and somebody or something spoiled it.
 *   4. A copy that was there and is not any more is written anew, and that is said, and noted in the log: whoever puts
 *      an old file back has reason to take it away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-second-place-private.h"

#include "cpx-audit-seal-private.h"
#include "cpx-journal.h"
#include "cpx-outside-folder.h"
#include "cpx-practice-private.h"

#include <cpx-checkpoint.h>
#include <cpx-clock.h>
#include <cpx-setting-table.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define KEY        "second-place"
#define KEPT_KEY   "second-place-kept"        /* the folder that a copy was written to before */
#define AHEAD_DATA "cpx-second-place-ahead"   /* of the practice: what was seen last since the unlock */
#define PERMISSION "anchor:write"

void
cpx_second_place_report_free (CpxSecondPlaceReport *self)
{
  g_free (self->folder);
  g_free (self->sentence);
  g_free (self);
}

/* What the copy says of the log */

static char *
dup_day (const char *path)
{
  GStatBuf status;
  g_autoptr(GDateTime) local = g_stat (path, &status) == 0 ? g_date_time_new_from_unix_local (status.st_mtime) : NULL;

  return local != NULL ? g_date_time_format (local, _("%d/%m/%Y")) : g_strdup ("?");
}

static guint64
read_size (CpxSignedNote *note)
{
  g_auto(CpxCheckpoint) checkpoint = { 0 };

  return cpx_checkpoint_parse (cpx_signed_note_get_text (note), &checkpoint, NULL) ? checkpoint.size : 0;
}

static char *
dup_ahead_sentence (const char         *folder,
                    const char         *device_id,
                    CpxSignedNote      *note,
                    const CpxLogReport *report)
{
  g_autofree char *path = cpx_second_place_dup_seal_path (folder, device_id);
  g_autofree char *day = dup_day (path);
  g_autofree char *n_entries = g_strdup_printf ("%'" G_GUINT64_FORMAT, report->n_entries);
  g_autofree char *n_sealed = g_strdup_printf ("%'" G_GUINT64_FORMAT, read_size (note));

  if (report->verdict.fault == CPX_LOG_FAULT_TRUNCATED)
    /* Translators: how many entries there are, the day of the seal, how many it was set on. */
    return g_strdup_printf (_("The log of this post ends at entry %s, but the seal of %s kept in the second place was "
                              "set on %s: entries are missing, or an old file was put back."),
                            n_entries, day, n_sealed);

  /* Translators: how many entries the seal was set on, its day. */
  return g_strdup_printf (_("The first %s entries of the log are not those that the seal of %s, kept in the second "
                            "place, was set on."), n_sealed, day);
}

static CpxSecondPlaceReport *
report_new (const char          *folder,
            CpxSecondPlaceState  state,
            char                *sentence)
{
  CpxSecondPlaceReport *self = g_new0 (CpxSecondPlaceReport, 1);

  self->folder = g_strdup (folder);
  self->state = state;
  self->sentence = sentence;

  return self;
}

static CpxSecondPlaceReport *
report_unreadable (const char *folder,
                   const char *device_id)
{
  g_autofree char *path = cpx_second_place_dup_seal_path (folder, device_id);
  g_autofree char *shown = g_filename_display_name (path);

  return report_new (folder, CPX_SECOND_PLACE_UNREADABLE,
                     g_strdup_printf (_("The copy of the seal in the second place is spoiled or not of this post (%s): "
                                        "it can no longer show whether the log was cut short. It is left as it is. "
                                        "Compare the log with another seal kept outside, then choose the second place "
                                        "anew: this file is then put aside."), shown));
}

/* NULL: the log bears it out. */
static CpxSecondPlaceReport *
compare (CpxPractice    *practice,
         const char     *folder,
         CpxSignedNote  *note,
         GError        **error)
{
  const char *device_id = cpx_practice_get_device_id (practice);
  g_autoptr(GPtrArray) outside = g_ptr_array_new ();
  g_autoptr(CpxLogReport) report = NULL;
  g_autoptr(GError) failure = NULL;
  CpxSecondPlaceReport *ahead;

  g_ptr_array_add (outside, note);
  report = cpx_practice_verify_log_quickly (practice, outside, &failure);
  if (report != NULL)
    g_object_set_data (G_OBJECT (practice), AHEAD_DATA,
                       GINT_TO_POINTER (report->verdict.fault != CPX_LOG_FAULT_NONE));
  if (failure != NULL && failure->domain == CPX_SIGNED_NOTE_ERROR)
    return report_unreadable (folder, device_id);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  if (report == NULL || report->verdict.fault == CPX_LOG_FAULT_NONE)
    return NULL;

  ahead = report_new (folder, CPX_SECOND_PLACE_AHEAD, dup_ahead_sentence (folder, device_id, note, report));
  ahead->verdict = report->verdict;
  if (ahead->verdict.fault == CPX_LOG_FAULT_TRUNCATED)
    ahead->verdict.first = report->n_entries;

  return ahead;
}

/* A copy that is there now. */
typedef struct
{
  const char *folder;
  gboolean    was_kept;  /* one was there before */
  gboolean    is_anew;   /* and had gone */
} Kept;

/* A CpxTxnFunc. */
static gpointer
look_kept (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  Kept *kept = data;

  kept->was_kept = cpx_second_place_was_kept (txn, kept->folder);

  return kept;
}

/* A CpxDeedFunc. */
static gpointer
remember (CpxJournal  *journal,
          gpointer     data,
          GError     **error)
{
  const Kept *kept = data;
  g_autoptr(json_t) details = json_pack ("{s:s}", "folder", kept->folder);
  g_autoptr(CpxReceipt) noted = NULL;

  if (!cpx_setting_table_set_text (cpx_journal_get_txn (journal), KEPT_KEY, kept->folder, error))
    return NULL;
  if (kept->is_anew)
    noted = cpx_journal_note (journal, NULL, "second-place.rewritten", NULL, details, error);

  return !kept->is_anew || noted != NULL ? data : NULL;
}

/* 4. Where nothing can be written, it is said all the same. */
static char *
tell_kept (CpxPractice *practice,
           const char  *folder,
           gboolean     was_there)
{
  g_autofree char *shown = g_filename_display_name (folder);
  Kept kept = { .folder = folder };

  if (cpx_practice_look (practice, NULL, look_kept, &kept, NULL, NULL) == NULL)
    return g_strdup_printf (_("The last seal is kept in %s"), shown);
  kept.is_anew = kept.was_kept && !was_there;
  if (!kept.was_kept || kept.is_anew)
    cpx_practice_perform (practice, remember, &kept, NULL, NULL);

  return g_strdup_printf (kept.is_anew ? _("The copy of the seal had gone from %s. It was written anew, and this is "
                                           "noted in the log: if nobody here changed the medium, ask who took it.")
                                       : _("The last seal is kept in %s"), shown);
}

static CpxSecondPlaceReport *
write_last (CpxPractice        *practice,
            const char         *folder,
            CpxSignedNote      *there,
            const CpxAuditSeal *seal)
{
  g_autoptr(GError) failure = NULL;

  if ((there != NULL && g_str_equal (cpx_signed_note_get_bytes (there), seal->note)) ||
      cpx_second_place_write (folder, cpx_practice_get_device_id (practice), seal, &failure))
    return report_new (folder, CPX_SECOND_PLACE_KEPT, tell_kept (practice, folder, there != NULL));

  return report_new (folder, CPX_SECOND_PLACE_FULL,
                     g_strdup_printf (_("The second place cannot be written, it is tried again later: %s"),
                                      failure->message));
}

static CpxSecondPlaceReport *
report_away (const char *folder)
{
  g_autofree char *shown = g_filename_display_name (folder);

  return report_new (folder, CPX_SECOND_PLACE_AWAY,
                     g_strdup_printf (_("The second place is not there: the seal will be written once it is back (%s)"),
                                      shown));
}

/* NULL without an error: nothing there speaks against the log. */
static CpxSecondPlaceReport *
look_there (CpxPractice    *practice,
            const char     *folder,
            CpxSignedNote **out_note,
            GError        **error)
{
  const char *device_id = cpx_practice_get_device_id (practice);
  g_autoptr(GError) failure = NULL;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))   /* 3 */
    return report_away (folder);
  *out_note = cpx_second_place_read (folder, device_id, &failure);
  if (failure != NULL && !g_file_test (folder, G_FILE_TEST_IS_DIR))   /* pulled out meanwhile */
    return report_away (folder);
  if (failure != NULL)
    return report_unreadable (folder, device_id);

  return *out_note != NULL ? compare (practice, folder, *out_note, error) : NULL;
}

static CpxSecondPlaceReport *
keep (CpxPractice   *practice,
      const char    *folder,
      GError       **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxSignedNote) note = NULL;
  g_autoptr(CpxAuditSeal) last = NULL;
  CpxSecondPlaceReport *bad = look_there (practice, folder, &note, &failure);

  if (bad != NULL)
    return bad;   /* 2 */
  if (failure == NULL)
    last = cpx_audit_seal_find_last (practice, &failure);
  if (last != NULL)
    return write_last (practice, folder, note, last);
  if (failure == NULL)
    return report_new (folder, CPX_SECOND_PLACE_KEPT,
                       g_strdup (_("There is no seal yet: the first one is set tonight")));
  g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

/* The practice */

/* A CpxTxnFunc. */
static gpointer
look_folder (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  g_autoptr(GError) failure = NULL;
  char *folder = cpx_setting_table_get_text (txn, KEY, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL && folder == NULL ? g_strdup ("") : folder;
}

/**
 * cpx_second_place_read_setting:
 * @txn: a transaction
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the folder; `NULL` without an error if none was chosen
 */
char *
cpx_second_place_read_setting (CpxTxn  *txn,
                               GError **error)
{
  return cpx_setting_table_get_text (txn, KEY, error);
}

/**
 * cpx_second_place_was_kept:
 * @txn: a transaction
 * @folder: the second place
 *
 * Returns: whether a copy of a seal was written there before
 */
gboolean
cpx_second_place_was_kept (CpxTxn     *txn,
                           const char *folder)
{
  g_autofree char *kept = cpx_setting_table_get_text (txn, KEPT_KEY, NULL);

  return g_strcmp0 (kept, folder) == 0;
}

/**
 * cpx_second_place_is_known_ahead:
 * @practice: a practice
 *
 * Returns: whether the copy in the second place was ahead of the log when it was compared last, since the unlock
 */
gboolean
cpx_second_place_is_known_ahead (CpxPractice *practice)
{
  return g_object_get_data (G_OBJECT (practice), AHEAD_DATA) != NULL;
}

/**
 * cpx_practice_load_second_place:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Asks no permission: whoever works here has the seals written.
 *
 * Returns: (transfer full) (nullable): the folder; the empty text if none was chosen
 */
char *
cpx_practice_load_second_place (CpxPractice  *practice,
                                GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, look_folder, NULL, g_free, error);
}

/**
 * cpx_practice_keep_second_place:
 * @practice: a practice
 * @error: where the fault goes; that the folder is away is none
 *
 * Compares what is in the second place with the log, and puts the last seal there. May wait for a slow medium: not for
 * the main thread.
 *
 * Returns: (transfer full) (nullable): what came of it
 */
CpxSecondPlaceReport *
cpx_practice_keep_second_place (CpxPractice  *practice,
                                GError      **error)
{
  g_autofree char *folder = cpx_practice_load_second_place (practice, error);

  if (folder == NULL)
    return NULL;
  if (*folder == '\0')
    return report_new (NULL, CPX_SECOND_PLACE_NONE, g_strdup (_("No second place was chosen")));

  return keep (practice, folder, error);
}

/**
 * cpx_practice_compare_second_place:
 * @practice: a practice
 * @out_bad: (out) (transfer full) (nullable): that the seal there is ahead of the log, or cannot be read; `NULL` if it
 *   is neither, or there is none to compare with now
 * @error: where the fault goes
 *
 * Compares what is in the second place with the log, and writes nothing. May wait for a slow medium: not for the main
 * thread.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_practice_compare_second_place (CpxPractice           *practice,
                                   CpxSecondPlaceReport **out_bad,
                                   GError               **error)
{
  g_autofree char *folder = cpx_practice_load_second_place (practice, error);
  g_autoptr(CpxSignedNote) note = NULL;
  g_autoptr(GError) failure = NULL;

  *out_bad = NULL;
  if (folder == NULL)
    return FALSE;
  if (*folder == '\0')
    return TRUE;
  *out_bad = look_there (practice, folder, &note, &failure);
  if (*out_bad != NULL && (*out_bad)->state == CPX_SECOND_PLACE_AWAY)   /* 3 */
    g_clear_pointer (out_bad, cpx_second_place_report_free);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/**
 * cpx_second_place_look:
 * @practice: a practice
 * @out_bad: (out) (transfer full) (nullable): as of cpx_practice_compare_second_place()
 * @error: where the fault goes
 *
 * Does cpx_practice_compare_second_place() for a whole verification: what cannot be read of the log that comes upon by
 * itself, and is no error here.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_second_place_look (CpxPractice           *practice,
                       CpxSecondPlaceReport **out_bad,
                       GError               **error)
{
  g_autoptr(GError) failure = NULL;

  if (cpx_practice_compare_second_place (practice, out_bad, &failure) ||
      g_error_matches (failure, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/**
 * cpx_second_place_tell:
 * @bad: (nullable): what cpx_second_place_look() found
 * @practice: a practice
 * @report: (nullable): of the whole verification, unless it failed
 *
 * Adds to @report what the second place says: an old file that is put back brings its own old seals along, and is sound
 * by itself; and whoever does so has reason to spoil the copy. A fault that is there already names the entry better,
 * and stays.
 */
void
cpx_second_place_tell (const CpxSecondPlaceReport *bad,
                       CpxPractice                *practice,
                       CpxLogReport               *report)
{
  if (bad == NULL || report == NULL)
    return;
  if (!report->sound)
    {
      g_free (report->remark);
      report->remark = g_strdup (bad->sentence);
      return;
    }
  report->sound = FALSE;
  report->verdict = bad->verdict;
  report->device_id = g_strdup (cpx_practice_get_device_id (practice));
  report->sentence = g_strdup (bad->sentence);
}

static gboolean
refuse (const char  *sentence,
        GError     **error)
{
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, sentence);

  return FALSE;
}

/* 2: what the log does not bear out is put aside under another name. */
static gboolean
put_aside (CpxPractice  *practice,
           const char   *folder,
           char        **out_path,
           GError      **error)
{
  g_autofree char *path = cpx_second_place_dup_seal_path (folder, cpx_practice_get_device_id (practice));
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cpx_clock_now_us () / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *aside = g_strdup_printf ("%s.%s", path, stamp);

  if (g_rename (path, aside) != 0)
    return refuse (_("The copy that is there already could not be put aside: remove it, or choose another folder."),
                   error);
  *out_path = g_steal_pointer (&aside);
  g_object_set_data (G_OBJECT (practice), AHEAD_DATA, NULL);

  return TRUE;
}

static gboolean
clear_the_way (CpxPractice  *practice,
               const char   *folder,
               char        **out_aside,
               GError      **error)
{
  g_autoptr(CpxSecondPlaceReport) report = keep (practice, folder, error);

  if (report == NULL)
    return FALSE;
  if (report->state == CPX_SECOND_PLACE_FULL)
    return refuse (report->sentence, error);

  return (report->state != CPX_SECOND_PLACE_AHEAD && report->state != CPX_SECOND_PLACE_UNREADABLE) ||
         put_aside (practice, folder, out_aside, error);
}

/* What an administrator chose. */
typedef struct
{
  const char *folder;  /* (nullable) */
  const char *aside;   /* (nullable) */
} Choice;

/* A CpxDeedFunc. */
static gpointer
set_folder (CpxJournal  *journal,
            gpointer     data,
            GError     **error)
{
  const Choice *choice = data;
  g_autoptr(json_t) details = json_pack ("{s:s*, s:s*}", "folder", choice->folder, "put_aside", choice->aside);

  if (!cpx_journal_check (journal, PERMISSION, error) ||
      !cpx_setting_table_set_text (cpx_journal_get_txn (journal), KEY, choice->folder, error))
    return NULL;

  return cpx_journal_note (journal, PERMISSION, choice->folder != NULL ? "second-place.chosen" : "second-place.dropped",
                           NULL, details, error);
}

/**
 * cpx_practice_set_second_place:
 * @practice: a practice
 * @folder: (nullable): a folder that is there; `NULL`: none any more
 * @error: where the refusal goes
 *
 * Chooses where the seals are written a second time, and writes the last one there. May wait for a slow medium.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_set_second_place (CpxPractice  *practice,
                               const char   *folder,
                               GError      **error)
{
  g_autofree char *aside = NULL;
  Choice choice = { .folder = folder };
  CpxReceipt *receipt;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (!cpx_access_check (cpx_practice_get_roles (practice), PERMISSION, error) ||
      (folder != NULL &&
       (!cpx_outside_folder_check (practice, folder, error) || !clear_the_way (practice, folder, &aside, error))))
    return NULL;
  choice.aside = aside;
  receipt = cpx_practice_perform (practice, set_folder, &choice, g_object_unref, error);
  if (receipt != NULL && folder != NULL)
    cpx_second_place_report_free (keep (practice, folder, NULL));

  return receipt;
}
