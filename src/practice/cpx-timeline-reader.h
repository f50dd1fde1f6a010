/* cpx-timeline-reader.h: a page of the audit log about one patient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-txn.h>

G_BEGIN_DECLS

#define CPX_TIMELINE_PAGE 50

/* Which page. */
typedef struct
{
  char   *patient_id;
  gint64  before_place;  /* -1: the newest */
} CpxTimelinePage;

void     cpx_timeline_page_free (CpxTimelinePage  *self);

/* A CpxTxnFunc: a GPtrArray of CpxTimelineEntry, the newest first. */
gpointer cpx_timeline_page_read (CpxTxn           *txn,
                                 gpointer          page,
                                 GError          **error);

G_END_DECLS
