/* cpx-draft-table.h: text not saved yet, kept through a lock or a crash; its author's alone, never synced.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

G_BEGIN_DECLS

typedef struct
{
  char   *place;     /* what was being edited: "patient/<id>", "patient/new" */
  char   *text;      /* what the caller put there, usually JSON */
  gint64  saved_us;
} CpxDraft;

void       cpx_draft_free         (CpxDraft    *self);

gboolean   cpx_draft_table_save   (CpxTxn      *txn,
                                   const char  *author_id,
                                   const char  *place,
                                   const char  *text,
                                   GError     **error);
CpxDraft  *cpx_draft_table_load   (CpxTxn      *txn,
                                   const char  *author_id,
                                   const char  *place,
                                   GError     **error);
GPtrArray *cpx_draft_table_list   (CpxTxn      *txn,
                                   const char  *author_id,
                                   GError     **error);
gboolean   cpx_draft_table_remove (CpxTxn      *txn,
                                   const char  *author_id,
                                   const char  *place,
                                   GError     **error);
gboolean   cpx_draft_table_remove_about (CpxTxn *txn,
                                   const char  *id,
                                   GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxDraft, cpx_draft_free)

G_END_DECLS
