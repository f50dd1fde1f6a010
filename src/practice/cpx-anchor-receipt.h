/* cpx-anchor-receipt.h: what an anchor gave for a seal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

/* A receipt and what it is of, as files. */
typedef struct
{
  GBytes  *receipt;      /* (owned) */
  char    *note;         /* (owned): the seal */
  char    *certificates; /* (owned) (nullable): what it is checked with */
  gint64   time_us;      /* that it states; 0: none */
  guint64  size;         /* how many entries the seal is of */
  char    *kind;         /* (owned): of its anchor */
  char    *target;       /* (owned): the same */
} CpxAnchorReceipt;

/* That there is one. */
typedef struct
{
  guint64  size;     /* how many entries the seal is of */
  gint64   time_us;  /* that it states */
} CpxAnchorReceiptLine;

void              cpx_anchor_receipt_free           (CpxAnchorReceipt     *self);

CpxAnchorReceipt *cpx_practice_load_anchor_receipt  (CpxPractice          *practice,
                                                     gint64                number,
                                                     GError              **error);
CpxAnchorReceipt *cpx_practice_load_older_receipt   (CpxPractice          *practice,
                                                     gint64                number,
                                                     guint64               size,
                                                     GError              **error);
GArray           *cpx_practice_list_anchor_receipts (CpxPractice          *practice,
                                                     gint64                number,
                                                     GError              **error);
const char       *cpx_anchor_receipt_get_suffix     (CpxAnchorReceipt     *self);
gboolean          cpx_anchor_receipt_save           (CpxAnchorReceipt     *self,
                                                     const char           *path,
                                                     GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxAnchorReceipt, cpx_anchor_receipt_free)

G_END_DECLS
