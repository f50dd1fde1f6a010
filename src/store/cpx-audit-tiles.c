/* cpx-audit-tiles.c: parts of the hash trees that were read for one proof, kept for the next.
 *
 * Half of what a proof reads and hashes is the same for every entry: the end of the tree, and the few tiles above the
 * entries. Nothing that is kept here vouches for anything: a proof is checked against the seal before it is given, and
 * who verifies a log reads what is on the disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-tiles.h"

#include <glib.h>

#define MAX_TILES 48   /* of 16 KiB; sixteen are above the first million entries */

typedef struct
{
  gint64        first_place;   /* of the log */
  guint         band;
  CpxAuditTile  tile;
} Kept;

struct _CpxAuditTiles
{
  GMutex     mutex;
  GPtrArray *kept;   /* (owned) (element-type Kept) */
  guint      next;   /* the one that makes room for another */
};

CpxAuditTiles *
cpx_audit_tiles_new (void)
{
  CpxAuditTiles *self = g_new0 (CpxAuditTiles, 1);

  g_mutex_init (&self->mutex);
  self->kept = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
cpx_audit_tiles_free (CpxAuditTiles *self)
{
  g_mutex_clear (&self->mutex);
  g_ptr_array_unref (self->kept);
  g_free (self);
}

static Kept *
find (CpxAuditTiles *self,
      gint64         first_place,
      guint          band,
      guint64        number)
{
  for (guint i = 0; i < self->kept->len; i++)
    {
      Kept *kept = g_ptr_array_index (self->kept, i);

      if (kept->tile.number == number && kept->band == band && kept->first_place == first_place)
        return kept;
    }

  return NULL;
}

/**
 * cpx_audit_tiles_find:
 * @self: what was kept
 * @first_place: where the log begins
 * @band: which of the levels that are kept
 * @number: which tile of it
 * @out_tile: (out caller-allocates): the tile, as far as the log went when it was read
 *
 * Returns: `FALSE` if it is not kept
 */
gboolean
cpx_audit_tiles_find (CpxAuditTiles *self,
                      gint64         first_place,
                      guint          band,
                      guint64        number,
                      CpxAuditTile  *out_tile)
{
  Kept *kept;

  g_mutex_lock (&self->mutex);
  kept = find (self, first_place, band, number);
  if (kept != NULL)
    *out_tile = kept->tile;
  g_mutex_unlock (&self->mutex);
  out_tile->is_kept = kept != NULL;

  return kept != NULL;
}

/* Room for one more: the oldest makes it. */
static Kept *
add (CpxAuditTiles *self)
{
  Kept *kept;

  if (self->kept->len < MAX_TILES)
    {
      kept = g_new0 (Kept, 1);
      g_ptr_array_add (self->kept, kept);
      return kept;
    }
  kept = g_ptr_array_index (self->kept, self->next);
  self->next = (self->next + 1) % MAX_TILES;

  return kept;
}

/**
 * cpx_audit_tiles_keep:
 * @self: what was kept
 * @first_place: where the log begins
 * @band: which of the levels that are kept
 * @tile: a tile that was committed, and its upper levels
 *
 * Keeps a tile in the place of an older state of it.
 */
void
cpx_audit_tiles_keep (CpxAuditTiles      *self,
                      gint64              first_place,
                      guint               band,
                      const CpxAuditTile *tile)
{
  Kept *kept;

  g_mutex_lock (&self->mutex);
  kept = find (self, first_place, band, tile->number);
  if (kept == NULL)
    kept = add (self);
  *kept = (Kept) { first_place, band, *tile };
  g_mutex_unlock (&self->mutex);
}

/**
 * cpx_audit_tiles_forget:
 * @self: what was kept
 *
 * Forgets it: a proof made with it does not hold.
 */
void
cpx_audit_tiles_forget (CpxAuditTiles *self)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_set_size (self->kept, 0);
  self->next = 0;
  g_mutex_unlock (&self->mutex);
}
