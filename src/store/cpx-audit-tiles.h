/* cpx-audit-tiles.h: parts of the hash trees that were read for one proof, kept for the next. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-merkle.h>

G_BEGIN_DECLS

#define CPX_AUDIT_TILE_SIZE 256

/* The nodes of one kept level under one node of the next: see cpx-audit-tree.c. */
typedef struct
{
  gboolean       is_loaded;
  gboolean       is_kept;            /* from an earlier proof: the log may have grown since */
  guint64        number;             /* among the tiles of its band */
  guint          n;                  /* how many of its nodes there are */
  gboolean       is_joined;          /* the levels above them are reckoned */
  CpxMerkleHash  nodes[2 * CPX_AUDIT_TILE_SIZE];  /* they, then those of each level above */
} CpxAuditTile;

typedef struct _CpxAuditTiles CpxAuditTiles;

CpxAuditTiles *cpx_audit_tiles_new    (void);
void           cpx_audit_tiles_free   (CpxAuditTiles       *self);

gboolean       cpx_audit_tiles_find   (CpxAuditTiles       *self,
                                       gint64               first_place,
                                       guint                band,
                                       guint64              number,
                                       CpxAuditTile        *out_tile);
void           cpx_audit_tiles_keep   (CpxAuditTiles       *self,
                                       gint64               first_place,
                                       guint                band,
                                       const CpxAuditTile  *tile);
void           cpx_audit_tiles_forget (CpxAuditTiles       *self);

G_END_DECLS
