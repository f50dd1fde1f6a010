/* cpx-own-lexicon-private.h: the entries of a practice as a transaction sees them, for practice/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-own-lexicon.h"

#include <cpx-lexicon-check.h>
#include <cpx-txn.h>

G_BEGIN_DECLS

gboolean cpx_own_lexicon_read (CpxTxn       *txn,
                               const char   *specialty,
                               CpxLexicon  **out_lexicon,
                               char        **out_hash,
                               GError      **error);

GPtrArray       *cpx_own_lexicon_list       (CpxTxn           *txn,
                                             GError          **error);
char            *cpx_own_lexicon_make_line  (CpxRecord        *record);
void             cpx_own_lexicon_add_line   (GString          *text,
                                             CpxRecord        *record);
CpxLexiconCheck *cpx_own_lexicon_take_check (CpxTxn           *txn,
                                             GError          **error);
void             cpx_own_lexicon_keep_check (CpxLexiconCheck  *check);

G_END_DECLS
