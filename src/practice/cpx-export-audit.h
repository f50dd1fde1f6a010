/* cpx-export-audit.h: entries of the audit log leave: as a bundle that anyone verifies, as a table, as JSON lines.
 *
 * A bundle is of one post's log, for each post signs its own: of the post in the filter, else of this one. Tables
 * and JSON lines are for reading: they take the logs of all posts, and prove nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-log-filter.h"
#include "cpx-practice.h"

G_BEGIN_DECLS

typedef enum
{
  CPX_LOG_EXPORT_BUNDLE,
  CPX_LOG_EXPORT_CSV,
  CPX_LOG_EXPORT_JSONL,
} CpxLogExportFormat;

/* What is to leave; borrowed for the call, copied by the asynchronous one. */
typedef struct
{
  CpxLogExportFormat  format;
  const char         *path;          /* of the file; it appears once it is whole */
  gboolean            replace;       /* it may exist already */
  const CpxLogFilter *filter;        /* (nullable): everything */
  gboolean            open_details;  /* what was written in files too, in clear */
} CpxLogExport;

typedef struct
{
  guint64  n_entries;    /* that left */
  guint64  n_opened;     /* with their details */
  guint64  n_erased;     /* whose details nobody opens again */
  guint64  n_elsewhere;  /* of a bundle: others that the filter lets through, in other posts' logs */
  guint64  n_erasures;   /* of a selected bundle: entries that nobody asked for, which prove that others are erased */
  guint64  n_unsealed;   /* of a bundle of another post: others, younger than its last seal */
  guint64  size;         /* of a bundle: entries that it is sealed on */
  char    *code;         /* (owned) (nullable): of a bundle: the short code of that seal */
  char    *problem;      /* (owned) (nullable): what is wrong with the log, to be told loudly; it left as it is */
} CpxLogExportResult;

/* Told how far it got; @n_total is 0 if that is not known. */
typedef void (*CpxLogExportProgress) (guint64   n_done,
                                      guint64   n_total,
                                      gpointer  user_data);

void                cpx_log_export_result_free     (CpxLogExportResult    *self);

CpxLogExportResult *cpx_practice_export_log        (CpxPractice           *practice,
                                                    const CpxLogExport    *export,
                                                    CpxLogExportProgress   progress,
                                                    gpointer               progress_data,
                                                    GCancellable          *cancellable,
                                                    GError               **error);
void                cpx_practice_export_log_async  (CpxPractice           *practice,
                                                    const CpxLogExport    *export,
                                                    CpxLogExportProgress   progress,
                                                    gpointer               progress_data,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
CpxLogExportResult *cpx_practice_export_log_finish (CpxPractice           *practice,
                                                    GAsyncResult          *result,
                                                    GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLogExportResult, cpx_log_export_result_free)

G_END_DECLS
