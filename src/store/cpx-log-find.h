/* cpx-log-find.h: which entries of the logs a person asks for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

G_BEGIN_DECLS

/* What is asked, all of it together. Everything is borrowed; zeros and the widest period ask for all. */
typedef struct
{
  const char         *user_id;   /* (nullable); "": nobody had unlocked */
  const char *const  *actions;   /* (nullable): any of them; "coding." is all that begin so */
  const CpxId        *owners;    /* (nullable) (array length=n_owners): patients, or records that are not about one */
  guint               n_owners;
  const CpxId        *record;    /* (nullable) */
  const CpxId        *device;    /* (nullable) */
  gint64              from_us;   /* inclusive; G_MININT64 */
  gint64              until_us;  /* exclusive; G_MAXINT64 */
} CpxLogWanted;

GArray *cpx_log_find (CpxTxn              *txn,
                      const CpxLogWanted  *wanted,
                      GCancellable        *cancellable,
                      GError             **error);

G_END_DECLS
