/* cpx-import-patients.h: the patients of another program, from a table: all of them, or none and the reasons.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

/* What became of one row, or of several empty lines. */
typedef struct _CpxImportedRow CpxImportedRow;

struct _CpxImportedRow
{
  guint                 line;        /* in the file, from 1 */
  guint                 last_line;   /* of a stretch of empty lines; 0: a row that holds something */
  CpxRecord            *patient;     /* (owned) (nullable): as it is kept, or would be; NULL if none could be read */
  CpxReceipt           *receipt;     /* (owned) (nullable): NULL once it was refused */
  GPtrArray            *findings;    /* (owned) (nullable) (element-type CpxFinding): what validation said */
  char                 *refusal;     /* (nullable): why, one reason a line */
  char                 *duplicate;   /* (nullable): whom it looks like, and why */
  CpxRecord            *like_kept;   /* (owned) (nullable): the file it looks like */
  const CpxImportedRow *like_row;    /* (nullable): the earlier row it looks like */
};

typedef struct
{
  gboolean    kept;        /* FALSE: a trial, or a row was refused: nothing was written */
  guint       n_rows;      /* that hold something */
  guint       n_empty;     /* lines passed over */
  guint       n_refused;
  guint       n_duplicates;
  guint       n_warned;
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
