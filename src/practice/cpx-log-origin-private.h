/* cpx-log-origin-private.h: how a log began, and which one it follows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-merkle.h>
#include <cpx-txn.h>

G_BEGIN_DECLS

/* What a log says of the one that it follows. */
typedef struct
{
  char          *device_id;  /* (owned): the post that wrote it */
  guint64        size;       /* how many entries it had */
  gboolean       has_last;   /* the hash of the last of them is known */
  CpxMerkleHash  last;
  guint64        root_size;  /* of how many entries the root is; 0: none is known */
  CpxMerkleHash  root;
} CpxLogOrigin;

gboolean  cpx_log_origin_find  (CpxTxn        *txn,
                                const CpxId   *device,
                                gboolean      *out_found,
                                char         **out_followed,
                                GError       **error);
gboolean  cpx_log_origin_parse (const char    *text,
                                CpxLogOrigin  *out_origin);
void      cpx_log_origin_clear (CpxLogOrigin  *self);
char     *cpx_log_origin_print (CpxTxn        *txn,
                                const char    *device_id,
                                guint64        n_entries);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxLogOrigin, cpx_log_origin_clear)

G_END_DECLS
