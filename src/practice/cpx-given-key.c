/* cpx-given-key.c: a key that was given, and that no log of the vault is verified with, would say nothing and look as
 * if it did.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-post-log-private.h"

#include "cpx-device-identity.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
report_key (CpxLogReport *report,
            const char   *format,
            CpxNoteKey   *key)
{
  g_autofree char *fingerprint = cpx_note_key_dup_fingerprint (key);
  g_auto(GStrv) parts = g_strsplit (format, "%s", 2);

  if (report->sentence != NULL)
    return;
  report->sound = FALSE;
  report->sentence = g_strjoinv (fingerprint, parts);
}

/**
 * cpx_post_log_check_given_key:
 * @logs: (element-type CpxPostLog): all that were verified, this post's first
 * @key: the key that was given
 * @own: that of this post in the vault
 * @report: what was found
 *
 * Sees that the key that was given verified something.
 */
void
cpx_post_log_check_given_key (GPtrArray    *logs,
                              CpxNoteKey   *key,
                              CpxNoteKey   *own,
                              CpxLogReport *report)
{
  for (guint i = 0; i < logs->len; i++)
    {
      const CpxPostLog *log = g_ptr_array_index (logs, i);
      g_autofree char *device_id = cpx_id_dup_text (&log->device);
      g_autofree char *name = g_strconcat (CPX_LOG_ORIGIN_PREFIX, device_id, NULL);

      if (!g_str_equal (cpx_note_key_get_name (key), name))
        continue;
      if (i == 0 && memcmp (cpx_note_key_get_public_key (key), cpx_note_key_get_public_key (own),
                            CPX_SIGNATURE_PUBLIC_KEY_SIZE) != 0)
        report_key (report, _("The key that you gave (%s) is not the one that this post seals its log with."), key);
      else if (i > 0 && report->remark == NULL)
        report->remark = g_strdup_printf (_("The key that you gave is of the post “%s”: the log of this post was "
                                            "verified with the key of the vault, which cannot vouch for itself."),
                                          log->name);
      return;
    }
  report_key (report, _("The key that you gave (%s) is of no log of this vault: it is of another practice, or the log "
                        "was begun anew without it."), key);
}
