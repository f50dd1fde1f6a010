/* cpx-nomenclature-changes.h: what a version of the CCAM changes for the acts done most, against the version before it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-used-acts.h"

#include <cpx-nomenclature-diff.h>

G_BEGIN_DECLS

#define CPX_NOMENCLATURE_CHANGES_N_ACTS 30

/* Immutable once made. */
typedef struct
{
  CpxNomenclature   *before;   /* (owned): the version before; the starter if there was none */
  CpxNomenclature   *after;    /* (owned) */
  CpxUsedActsSource  source;   /* who says which acts are done most */
  guint              n_acts;   /* how many were compared */
  GPtrArray         *changes;  /* (owned) (element-type CpxCcamChange) */
} CpxNomenclatureChanges;

CpxNomenclatureChanges *cpx_practice_find_changes        (CpxPractice             *practice,
                                                          CpxRecord               *version,
                                                          GError                 **error);
void                    cpx_practice_find_changes_async  (CpxPractice             *practice,
                                                          CpxRecord               *version,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
CpxNomenclatureChanges *cpx_practice_find_changes_finish (CpxPractice             *practice,
                                                          GAsyncResult            *result,
                                                          GError                 **error);
void                    cpx_nomenclature_changes_free    (CpxNomenclatureChanges  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxNomenclatureChanges, cpx_nomenclature_changes_free)

G_END_DECLS
