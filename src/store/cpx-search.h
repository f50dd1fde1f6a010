/* cpx-search.h: finds patients as one types, and records by the words of their texts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-query.h"
#include "cpx-txn.h"

G_BEGIN_DECLS

typedef struct
{
  CpxId    id;
  gboolean exact;     /* FALSE: found by forgiving a typo */
  gboolean is_alias;  /* of the index alone: the file was merged into another */
} CpxSearchHit;

typedef struct
{
  const CpxKind *kind;
  char          *id;
  char          *patient_id;  /* (nullable) */
} CpxTextHit;

GArray    *cpx_search_patients   (CpxTxn         *txn,
                                  const char     *text,
                                  CpxQueryScope   scope,
                                  guint           limit,
                                  GError        **error);
GPtrArray *cpx_search_duplicates (CpxTxn         *txn,
                                  CpxRecord      *patient,
                                  guint           limit,
                                  GError        **error);
GArray    *cpx_search_duplicate_pairs (CpxTxn    *txn,
                                  guint           limit,
                                  GError        **error);
GPtrArray *cpx_search_texts      (CpxTxn         *txn,
                                  const char     *text,
                                  const char     *patient_id,
                                  guint           limit,
                                  GError        **error);
void       cpx_text_hit_free     (CpxTextHit     *self);

G_END_DECLS
