/* cpx-bundle-report.c: what was found, in a sentence. Entries are shown from 1.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-bundle-private.h"

#include <glib/gi18n-lib.h>

void
cpx_bundle_report_free (CpxBundleReport *self)
{
  g_clear_pointer (&self->key, cpx_note_key_unref);
  g_free (self->code);
  g_free (self->sentence);
  g_free (self->remark);
  g_free (self);
}

/**
 * cpx_bundle_report_take:
 * @self: a report
 * @sentence: (transfer full): what is wrong; the first that is said stands
 */
void
cpx_bundle_report_take (CpxBundleReport *self,
                        char            *sentence)
{
  if (self->sentence == NULL)
    self->sentence = sentence;
  else
    g_free (sentence);
}

static const char *
get_what (CpxLogFault fault,
          gboolean    outside)
{
  switch (fault)
    {
    case CPX_LOG_FAULT_CHANGED: return _("not what was sealed: changed in the log, or in the bundle");
    case CPX_LOG_FAULT_REMOVED: return _("sealed, but removed: missing from the log or from the bundle");
    case CPX_LOG_FAULT_INSERTED: return _("inserted, nothing like it was sealed");
    case CPX_LOG_FAULT_REORDERED: return _("in another order than what was sealed");
    case CPX_LOG_FAULT_UNPROVED:
      return _("the bundle lacks its proof: the proof was taken out, or the entry put in. This says nothing of the "
               "log: ask for the bundle again");
    case CPX_LOG_FAULT_MISSING:
      return _("the bundle has its proof, but lacks the entry itself: its line was taken out. This says nothing of "
               "the log: ask for the bundle again");
    case CPX_LOG_FAULT_TRUNCATED:
      return outside ? _("seen by the seal kept outside, and missing: the end was cut off, or the bundle was made "
                         "before that seal")
                     : _("missing at the end, though it was sealed: the log or the bundle was cut off");
    case CPX_LOG_FAULT_ALTERED:
      return outside ? _("not what the seal kept outside saw: the log was rewritten since")
                     : _("somewhere here the log was changed, removed from, added to or put in another order");
    case CPX_LOG_FAULT_FOREIGN:
      return _("in the log of a post that did not write it: the entry says that another one did. It was copied there "
               "before the log was sealed; ask for the log of that post");
    case CPX_LOG_FAULT_HASHES:
    case CPX_LOG_FAULT_UNREADABLE:   /* these four are of a vault */
    case CPX_LOG_FAULT_MISFILED:
    case CPX_LOG_FAULT_MISTIMED:
    case CPX_LOG_FAULT_UNINDEXED:
    case CPX_LOG_FAULT_NONE:
    default:
      g_assert_not_reached ();
    }
}

static char *
dup_place (guint64 first,
           guint64 last)
{
  g_autofree char *from = g_strdup_printf ("%" G_GUINT64_FORMAT, first + 1);
  g_autofree char *to = g_strdup_printf ("%" G_GUINT64_FORMAT, last + 1);

  if (first == last)
    return g_strdup_printf (_("Entry %s"), from);

  return g_strdup_printf (_("Entries %s to %s"), from, to);
}

/**
 * cpx_bundle_report_fault:
 * @self: a report
 * @fault: what was done to the log
 * @first: the first entry it was done to, from 0
 * @last: the last
 * @outside: whether a seal from outside told
 *
 * Names a fault; the first that is named stands.
 */
void
cpx_bundle_report_fault (CpxBundleReport *self,
                         CpxLogFault      fault,
                         guint64          first,
                         guint64          last,
                         gboolean         outside)
{
  g_autofree char *place = dup_place (first, last);

  if (self->sentence != NULL)
    return;
  self->verdict = (CpxLogVerdict) { fault, first, last };
  /* Translators: which entries, then what became of them. */
  self->sentence = g_strdup_printf (_("%s: %s."), place, get_what (fault, outside));
}

/**
 * cpx_bundle_report_gap:
 * @self: a report
 * @first: the first entry that is missing, from 0
 * @last: the last
 *
 * Says what is missing of a bundle that has neither hashes nor proofs: a whole log that lost lines looks like a
 * selection that lost its proofs.
 */
void
cpx_bundle_report_gap (CpxBundleReport *self,
                       guint64          first,
                       guint64          last)
{
  g_autofree char *place = dup_place (first, last);

  if (self->sentence != NULL)
    return;
  self->verdict = (CpxLogVerdict) { CPX_LOG_FAULT_REMOVED, first, last };
  /* Translators: which entries. */
  self->sentence = g_strdup_printf (_("%s: missing from the bundle, which has no proofs either: lines were taken out "
                                      "of a whole log, or all proofs out of a selection."), place);
}
