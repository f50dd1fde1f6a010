/* cpx-own-lexicon.h: the words that a practice adds to the program's lexicon: checked, imported, exported.
 *
 * Each is a record of kind "lexicon_entry", added and edited by cpx-save-record.h, which asks here whether what it
 * points to exists in the nomenclature in force today.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

/* An entry that points to what the nomenclature does not have, or not any more. */
typedef struct
{
  CpxRecord *record;    /* (owned) */
  char      *sentence;  /* (owned) */
} CpxLexiconFault;

gboolean   cpx_own_lexicon_check                (CpxJournal           *journal,
                                                 CpxRecord            *record,
                                                 GError              **error);

GPtrArray *cpx_practice_check_lexicon           (CpxPractice          *practice,
                                                 GError              **error);
void       cpx_practice_check_lexicon_async     (CpxPractice          *practice,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GPtrArray *cpx_practice_check_lexicon_finish    (CpxPractice          *practice,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void       cpx_lexicon_fault_free               (CpxLexiconFault      *self);

GPtrArray *cpx_practice_import_lexicon          (CpxPractice          *practice,
                                                 GBytes               *text,
                                                 GError              **error);
void       cpx_practice_import_lexicon_async    (CpxPractice          *practice,
                                                 GBytes               *text,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GPtrArray *cpx_practice_import_lexicon_finish   (CpxPractice          *practice,
                                                 GAsyncResult         *result,
                                                 GError              **error);

GBytes    *cpx_practice_export_lexicon          (CpxPractice          *practice,
                                                 GError              **error);
void       cpx_practice_export_lexicon_async    (CpxPractice          *practice,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GBytes    *cpx_practice_export_lexicon_finish   (CpxPractice          *practice,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLexiconFault, cpx_lexicon_fault_free)

G_END_DECLS
