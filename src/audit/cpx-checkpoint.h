/* cpx-checkpoint.h: what a log was at one size: the text of a checkpoint (c2sp.org/tlog-checkpoint).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-merkle.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A value; the text is owned. */
typedef struct
{
  char          *origin;  /* which log */
  guint64        size;    /* entries */
  CpxMerkleHash  root;
} CpxCheckpoint;

char     *cpx_checkpoint_print     (const char           *origin,
                                    guint64               size,
                                    const CpxMerkleHash  *root);
gboolean  cpx_checkpoint_parse     (const char           *text,
                                    CpxCheckpoint        *out_checkpoint,
                                    GError              **error);
void      cpx_checkpoint_clear     (CpxCheckpoint        *self);
char     *cpx_checkpoint_dup_short_code (const CpxCheckpoint *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxCheckpoint, cpx_checkpoint_clear)

G_END_DECLS
