/* cpx-import-patients.h: the patients of another program, from a table: all of them, or none and the reasons.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

/* What became of one row. */
typedef struct
{
  guint       line;       /* in the file, from 1 */
  CpxReceipt *receipt;    /* (nullable): NULL once it was refused */
  char       *refusal;    /* (nullable): why */
  char       *duplicate;  /* (nullable): whom it looks like, and why */
} CpxImportedRow;

typedef struct
{
  gboolean    kept;        /* FALSE: a trial, or a row was refused: nothing was written */
  guint       n_rows;
  guint       n_refused;
  guint       n_duplicates;
  GPtrArray  *rows;        /* (element-type CpxImportedRow) */
  GPtrArray  *unused;      /* (element-type utf8): columns that fill nothing */
} CpxImportReport;

CpxImportReport *cpx_practice_import_patients (CpxPractice         *practice,
                                               GBytes              *table,
                                               const char * const  *wishes,
                                               gboolean             trial,
                                               GError             **error);
void             cpx_import_report_free       (CpxImportReport     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxImportReport, cpx_import_report_free)

G_END_DECLS
