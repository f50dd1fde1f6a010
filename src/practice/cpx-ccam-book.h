/* cpx-ccam-book.h: a version of the CCAM opened to be looked through: its acts, its search, the acts used most.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-used-acts.h"

#include <cpx-nomenclature.h>
#include <cpx-suggester.h>

G_BEGIN_DECLS

#define CPX_CCAM_BOOK_USED 50  /* how many of the acts used most it holds */

typedef struct
{
  CpxNomenclature *nomenclature;  /* (owned) */
  CpxSuggester    *suggester;     /* (owned): searches it */
  CpxUsedActs     *used;          /* (owned) */
  GPtrArray       *versions;      /* (owned) (element-type CpxRecord): those imported, the newest first */
  CpxRecord       *version;       /* (owned) (nullable): the one that was opened; NULL: the starter */
  guint            own_grid;      /* of the tariffs of who looks; CPX_CCAM_NONE: not known, or no practitioner */
} CpxCcamBook;

void         cpx_practice_open_ccam_book_async  (CpxPractice          *practice,
                                                 CpxDay                day,
                                                 CpxRecord            *version,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
CpxCcamBook *cpx_practice_open_ccam_book_finish (CpxPractice          *practice,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void         cpx_ccam_book_free                 (CpxCcamBook          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxCcamBook, cpx_ccam_book_free)

G_END_DECLS
