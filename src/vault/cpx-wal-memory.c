/* cpx-wal-memory.c: the pages that went into the write-ahead log last, plain.
 *
 * They are sealed from here when they are written, and are here for the checkpoint that asks for them: SQLite reads
 * each page back from the log although its cache may hold it.  Plain SQLite pays a copy for that, the vault would pay a
 * cipher run as well.  The writer's log therefore remembers as many of its last frames as its share of the page cache
 * allows, and no fewer than its buffer holds; a frame that is no longer here is read from the file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-wal-memory.h"

#include <string.h>

struct _CpxWalMemory
{
  guint32  page_size;
  guint    n_slots;  /* frame n is in slot n modulo this, until another takes its place */
  guint32 *frames;   /* (owned) (nullable) which is in each; 0: none.  With the pages, from the first one on */
  guint8  *pages;    /* (owned) (nullable) */
};

/**
 * cpx_wal_memory_new:
 * @page_size: the vault's
 * @n_pages: how many it holds, of frames that follow each other; at least one
 *
 * Returns: (transfer full): a memory of nothing, which takes memory with its first page
 */
CpxWalMemory *
cpx_wal_memory_new (guint32 page_size,
                    guint   n_pages)
{
  CpxWalMemory *self = g_new0 (CpxWalMemory, 1);

  self->page_size = page_size;
  self->n_slots = n_pages;

  return self;
}

/**
 * cpx_wal_memory_free:
 * @self: (nullable) (transfer full): a memory
 */
void
cpx_wal_memory_free (CpxWalMemory *self)
{
  if (self == NULL)
    return;

  g_free (self->frames);
  g_free (self->pages);
  g_free (self);
}

/**
 * cpx_wal_memory_put:
 * @self: a memory
 * @frame: a frame's number
 * @page: its page, plain
 */
void
cpx_wal_memory_put (CpxWalMemory *self,
                    guint32       frame,
                    const guint8 *page)
{
  guint slot = frame % self->n_slots;

  if (self->pages == NULL)
    {
      self->frames = g_new0 (guint32, self->n_slots);
      self->pages = g_malloc ((gsize) self->n_slots * self->page_size);
    }

  self->frames[slot] = frame;
  memcpy (self->pages + (gsize) slot * self->page_size, page, self->page_size);
}

/**
 * cpx_wal_memory_lookup:
 * @self: a memory
 * @frame: a frame's number
 *
 * Returns: (nullable) (transfer none): its page, or `NULL` if it was forgotten
 */
const guint8 *
cpx_wal_memory_lookup (CpxWalMemory *self,
                       guint32       frame)
{
  guint slot;

  if (self->pages == NULL)
    return NULL;
  slot = frame % self->n_slots;

  return self->frames[slot] == frame ? self->pages + (gsize) slot * self->page_size : NULL;
}

/**
 * cpx_wal_memory_forget:
 * @self: a memory
 *
 * Forgets all frames; the log begins again, or what it holds is in doubt.
 */
void
cpx_wal_memory_forget (CpxWalMemory *self)
{
  if (self->frames != NULL)
    memset (self->frames, 0, self->n_slots * sizeof *self->frames);
}
