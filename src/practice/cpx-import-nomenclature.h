/* cpx-import-nomenclature.h: a version of the CCAM from the official files, beside the others: all or nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

#include <cpx-nomenclature.h>

G_BEGIN_DECLS

/* How far an import is: between 0 and 1, and the records read. */
typedef void (* CpxImportProgress) (double    fraction,
                                    guint64   n_records,
                                    gpointer  data);

typedef struct
{
  gboolean          is_new;      /* FALSE: this very content was there, nothing was written */
  gboolean          is_smaller;  /* far smaller than @before, and nobody said that it may be: nothing was written */
  CpxRecord        *record;      /* of kind nomenclature; NULL if it is too small */
  CpxReceipt       *receipt;     /* (nullable): if it is new */
  CpxNomenclature  *imported;
  CpxNomenclature  *before;      /* the one that served today until now; the starter if none was imported */
  guint64           n_records;
} CpxImportedNomenclature;

CpxImportedNomenclature *cpx_practice_import_nomenclature        (CpxPractice              *practice,
                                                                  const char * const       *paths,
                                                                  const char               *version,
                                                                  gboolean                  accepts_smaller,
                                                                  CpxImportProgress         progress,
                                                                  gpointer                  data,
                                                                  GCancellable             *cancellable,
                                                                  GError                  **error);
void                     cpx_practice_import_nomenclature_async  (CpxPractice              *practice,
                                                                  const char * const       *paths,
                                                                  const char               *version,
                                                                  gboolean                  accepts_smaller,
                                                                  CpxImportProgress         progress,
                                                                  gpointer                  data,
                                                                  GCancellable             *cancellable,
                                                                  GAsyncReadyCallback       callback,
                                                                  gpointer                  user_data);
char                    *cpx_imported_nomenclature_dup_warning   (const CpxImportedNomenclature *self);
CpxImportedNomenclature *cpx_practice_import_nomenclature_finish (CpxPractice              *practice,
                                                                  GAsyncResult             *result,
                                                                  GError                  **error);
void                     cpx_imported_nomenclature_free          (CpxImportedNomenclature  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxImportedNomenclature, cpx_imported_nomenclature_free)

G_END_DECLS
