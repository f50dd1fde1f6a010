/* cpx-anchor-kind.h: the plug by which a seal is anchored outside. A new kind, a smart contract say, is one more of
 * these in the table: the queue, the delays, the receipts, the command line and the screen know nothing else of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

/* One seal for one anchor. Everything is borrowed. */
typedef struct
{
  const char *target;     /* where: what the person typed or chose */
  const char *proof;      /* (nullable): what receipts are checked with */
  const char *device_id;
  const char *note;       /* the seal: a signed note */
  guint64     size;       /* how many entries it is of */
} CpxAnchorOrder;

typedef struct
{
  const char  *name;       /* in the vault and on the command line */
  const char  *label;      /* N_() */
  const char  *suffix;     /* of a receipt in a file */
  gboolean     has_proof;  /* receipts are checked with something that is chosen with the target */

  /* May it be added? A sentence with the remedy if not. */
  gboolean   (*check)  (CpxPractice           *practice,
                        const char            *target,
                        const char            *proof,
                        GError               **error);

  /* Brings a seal there and gives the receipt, checked; may wait, on a thread of its own. */
  GBytes    *(*anchor) (const CpxAnchorOrder  *order,
                        gint64                *out_time_us,
                        GCancellable          *cancellable,
                        GError               **error);

  /* Does a kept receipt still prove that the seal existed at @out_time_us? */
  gboolean   (*verify) (const CpxAnchorOrder  *order,
                        GBytes                *receipt,
                        gint64                *out_time_us,
                        GError               **error);
} CpxAnchorKind;

extern const CpxAnchorKind cpx_anchor_timestamp;
extern const CpxAnchorKind cpx_anchor_folder;

const CpxAnchorKind *const *cpx_anchor_kinds_list (guint       *out_n_kinds);
const CpxAnchorKind        *cpx_anchor_kinds_find (const char  *name);

gint64                      cpx_anchor_delay_us   (guint        n_failures);

G_END_DECLS
