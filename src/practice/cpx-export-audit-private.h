/* cpx-export-audit-private.h: an export of the audit log under way, for the files that write its formats.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-export-audit.h"

G_BEGIN_DECLS

typedef struct
{
  CpxPractice          *practice;       /* (unowned) */
  const CpxLogExport   *export;
  const CpxLogFilter   *filter;         /* what leaves; never NULL */
  CpxLogExportProgress  progress;       /* (nullable) */
  gpointer              progress_data;
  GCancellable         *cancellable;    /* (nullable) */
  GArray               *places;         /* (owned) (nullable) (gint64): of a bundle, in its order; NULL: all */
  CpxLogExportResult   *result;         /* (owned) */
} CpxLogExportJob;

void     cpx_log_export_tell         (CpxLogExportJob  *job,
                                      const char       *problem);
gboolean cpx_log_export_write_bundle (CpxLogExportJob  *job,
                                      GError          **error);
gboolean cpx_log_export_write_table  (CpxLogExportJob  *job,
                                      GError          **error);

G_END_DECLS
