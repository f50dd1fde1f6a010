/* cpx-checkpoint-table.h: the signed checkpoints of a device's log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

G_BEGIN_DECLS

typedef struct
{
  guint64  size;     /* how many entries it is of */
  gint64   made_us;  /* microseconds since the epoch, UTC */
  char    *note;     /* (owned): a signed note */
} CpxStoredCheckpoint;

void       cpx_stored_checkpoint_free (CpxStoredCheckpoint  *self);

gboolean   cpx_checkpoint_table_add   (CpxTxn               *txn,
                                       guint64               size,
                                       gint64                made_us,
                                       const char           *note,
                                       GError              **error);
GPtrArray *cpx_checkpoint_table_list  (CpxTxn               *txn,
                                       const CpxId          *device,
                                       guint64               before_size,
                                       guint                 limit,
                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxStoredCheckpoint, cpx_stored_checkpoint_free)

G_END_DECLS
