/* cpx-former-posts.c: what the second place kept of other posts than this one, of those before a restore say.
 *
 * A restore makes a new post, whose seals go into files of their own: those of the post before stay where they are and
 * are still witnesses of its log. A seal of no more entries than that log has is expected of it like any seal from
 * outside. One of more is no fault by itself, for a backup is older than what it replaces: what is missing is told. So
 * is a post that the vault knows nothing of; several posts may share a place. A file that is no seal of the post whose
 * name it has is a fault of that log, as one of this post is (invariant 3 of cpx-second-place.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-post-log-private.h"

#include "cpx-seal-file.h"
#include "cpx-second-place.h"

#include <glib/gi18n-lib.h>

#define MAX_POSTS 1000   /* of a folder that several practices share: each has one file */

/* The first that is told stands. */
static void
take_remark (CpxLogReport *report,
             char         *remark)
{
  if (report->remark == NULL)
    report->remark = remark;
  else
    g_free (remark);
}

static void
tell_missing (CpxLogReport     *report,
              const CpxPostLog *log,
              guint64           sealed)
{
  g_autofree char *n_sealed = g_strdup_printf ("%" G_GUINT64_FORMAT, sealed);
  g_autofree char *n_there = g_strdup_printf ("%" G_GUINT64_FORMAT, log->n_total);

  take_remark (report, g_strdup_printf (_("The second place holds a seal of the post “%s” set on %s entries; %s of "
                                          "them are here. Those since are missing: they were younger than the backup "
                                          "that was restored, or were taken out."), log->name, n_sealed, n_there));
}

static void
tell_spoiled (CpxPostLog *log,
              const char *file_name)
{
  char *sentence = g_strdup_printf (_("The copy of its seal in the second place is spoiled or not of that post (%s): "
                                      "it can no longer show whether this log was cut short. Compare it with another "
                                      "seal kept outside, then put that file elsewhere."), file_name);

  cpx_post_log_take_sentence (log, sentence);
}

static void
expect (CpxPostLog    *log,
        CpxSignedNote *note,
        const char    *file_name,
        CpxLogReport  *report)
{
  CpxPostSeal seal = { .is_outside = TRUE };

  if (log->key == NULL)   /* which is told by itself */
    return;
  if (!cpx_post_log_read_seal (note, log->key, &seal.checkpoint, NULL))
    {
      tell_spoiled (log, file_name);
      return;
    }
  if (seal.checkpoint.size <= log->n_total)
    {
      g_array_append_val (log->seals, seal);
      return;
    }
  tell_missing (report, log, seal.checkpoint.size);
  cpx_checkpoint_clear (&seal.checkpoint);
}

static void
look_at (const char   *folder,
         const char   *name,
         const CpxId  *device,
         GPtrArray    *logs,
         CpxLogReport *report)
{
  g_autofree char *device_id = cpx_id_dup_text (device);
  g_autoptr(CpxSignedNote) note = NULL;
  g_autoptr(GError) failure = NULL;
  CpxPostLog *log = cpx_post_logs_find (logs, device);

  if (log == g_ptr_array_index (logs, 0))   /* cpx-second-place.c compares this post's */
    return;
  note = log != NULL ? cpx_second_place_read (folder, device_id, &failure) : NULL;
  if (note != NULL)
    expect (log, note, name, report);
  else if (failure != NULL && g_file_test (folder, G_FILE_TEST_IS_DIR))   /* not pulled out meanwhile */
    tell_spoiled (log, name);
  else if (log == NULL)
    take_remark (report, g_strdup_printf (_("The second place holds a seal of a post whose log is not in this "
                                            "database: it is of another database, or that log was taken out (%s)."),
                                          name));
}

/**
 * cpx_post_log_expect_former:
 * @practice: a practice
 * @logs: (element-type CpxPostLog): all that are to be verified, this post's first
 * @report: where what cannot be compared is told
 *
 * Expects of the logs what the second place kept of them. May wait for a slow medium; one that is away says nothing.
 */
void
cpx_post_log_expect_former (CpxPractice  *practice,
                            GPtrArray    *logs,
                            CpxLogReport *report)
{
  g_autofree char *folder = cpx_practice_load_second_place (practice, NULL);
  g_autoptr(GDir) dir = folder != NULL && *folder != '\0' ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;
  guint n_seals = 0;
  gboolean is_last;
  CpxId device;

  /* Whatever else lies there costs no more than its name. */
  while (dir != NULL && n_seals < MAX_POSTS && (name = g_dir_read_name (dir)) != NULL)
    {
      if (!cpx_seal_file_parse_name (name, &device, &is_last) || !is_last)
        continue;
      look_at (folder, name, &device, logs, report);
      n_seals++;
    }
}
