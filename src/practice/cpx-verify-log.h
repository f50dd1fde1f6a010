/* cpx-verify-log.h: are the logs of this vault what they were? Quickly, against the last seal; or whole.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

#include <cpx-log-verifier.h>
#include <cpx-signed-note.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean       sound;
  guint64        n_entries;       /* gone through, of all logs */
  guint          n_seals;         /* of the vault and from outside, that the log came to */
  guint64        sealed_size;     /* how many entries of this post's log the last of them is of; 0 if there is none */
  CpxLogVerdict  verdict;
  char          *device_id;       /* (owned) (nullable): whose log it is that is not sound */
  char          *sentence;        /* (owned) (nullable): what is wrong, NULL if the log is sound */
  char          *remark;          /* (owned) (nullable): what could not be compared with; no fault of the log */
} CpxLogReport;

/* Called from time to time on the thread that verifies. */
typedef void (*CpxLogProgress) (guint64   n_done,
                                guint64   n_entries,
                                gpointer  user_data);

void          cpx_log_report_free         (CpxLogReport    *self);

char         *cpx_log_verdict_dup_sentence (const CpxLogVerdict *verdict);

CpxLogReport *cpx_practice_verify_log     (CpxPractice     *practice,
                                           CpxNoteKey      *key,
                                           GPtrArray       *outside,
                                           CpxLogProgress   progress,
                                           gpointer         user_data,
                                           GCancellable    *cancellable,
                                           GError         **error);
CpxLogReport *cpx_practice_verify_log_end (CpxPractice     *practice,
                                           GError         **error);
CpxLogReport *cpx_practice_verify_log_quickly (CpxPractice  *practice,
                                               GPtrArray    *outside,
                                               GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLogReport, cpx_log_report_free)

G_END_DECLS
