/* cpx-import.h: takes in what cpx-export.h let out: all of it, or nothing and the line that is wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

typedef struct
{
  guint64    n_added;
  guint64    n_same;    /* here already, and equal */
  GPtrArray *notices;   /* (element-type utf8): what is not as it was, and why */
} CpxImportSummary;

CpxImportSummary *cpx_practice_import      (CpxPractice       *practice,
                                            const char        *path,
                                            GCancellable      *cancellable,
                                            GError           **error);
void              cpx_import_summary_free  (CpxImportSummary  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxImportSummary, cpx_import_summary_free)

G_END_DECLS
