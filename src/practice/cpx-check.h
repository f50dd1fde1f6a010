/* cpx-check.h: reads the whole vault and says what it finds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean   sound;           /* nothing was found */
  guint64    n_records;
  guint64    n_changes;
  guint64    n_audit_entries;  /* of all posts: also of this one's log as it was before a restore */
  GPtrArray *problems;        /* (element-type utf8): one sentence each, the page or record named */
  char      *not_noted;       /* (nullable): why the audit log has no entry of this check */
} CpxCheckReport;

CpxCheckReport *cpx_practice_check         (CpxPractice          *practice,
                                            GCancellable         *cancellable,
                                            GError              **error);
void            cpx_practice_check_async   (CpxPractice          *practice,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
CpxCheckReport *cpx_practice_check_finish  (CpxPractice          *practice,
                                            GAsyncResult         *result,
                                            GError              **error);
void            cpx_practice_note_check    (CpxPractice          *practice,
                                            CpxCheckReport       *report);
void            cpx_check_report_free      (CpxCheckReport       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxCheckReport, cpx_check_report_free)

G_END_DECLS
