/* cpx-page-map.c: the sealed pages of a main file, looked at where the system keeps them.
 *
 * A page that is read costs plain SQLite a system call and a copy.  The vault would pay both and the cipher on top;
 * instead the cipher takes the sealed bytes from a mapping, read-only, and writes the plain ones where SQLite wants
 * them: the copy is the cipher's own.  The mapping is the one that the system's VFS offers (xFetch); where it offers
 * none, as a VFS of a test or a file system, pages are read.
 *
 * Invariants
 *   G1  The mapping never says no: whatever it cannot give, or gives and does not verify, is read from the file
 *       instead, and only that reading is believed when it fails.
 *   G2  A mapped page that the system cannot bring (the file was cut by another program, the disk fails) is a signal,
 *       SIGBUS.  It ends no process: the handler puts a page of zeros there, which verifies for no key, and G1 does
 *       the rest.  Signals that are not ours go where they went before.
 *   G3  After such an end the connection maps no more.  Its handle below must not either: its xRead() would copy from
 *       the mapping too.
 *   G4  A page is not written while it is looked at: SQLite's locks see to that for its own connections.  The cipher
 *       reads mapped bytes twice (tag and text); who could change them in between is a program of the same user that
 *       writes into a file that is held, and could as well read this one's memory.
 *   G5  Mapped pages count as resident: a connection at rest gives them back (cpx_db_rest()).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-page-map.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#define CACHE_LINE 64
#define N_LINES_AHEAD 8
#define N_BYTES_MAX (sizeof (void *) >= 8 ? G_MAXINT64 : 0)  /* an address space of 32 bits has no room to spare */

struct _CpxPageMap
{
  sqlite3_file  *below;       /* (unowned) */
  gboolean       usable;
  sqlite3_int64  n_bytes;     /* the file's size when it was mapped last; 0: not mapped */
  void          *page;        /* (nullable) what is looked at */
  sqlite3_int64  offset;      /* of it */
};

/* What this thread looks at; the handler compares addresses with it. */
static _Thread_local volatile guintptr looked_at;
static _Thread_local volatile gsize n_looked_at;

static struct sigaction action_before;

static void
pass_on (int        number,
         siginfo_t *info,
         void      *context)
{
  if ((action_before.sa_flags & SA_SIGINFO) != 0)
    action_before.sa_sigaction (number, info, context);
  else if (action_before.sa_handler != SIG_DFL && action_before.sa_handler != SIG_IGN)
    action_before.sa_handler (number);
  else if (sigaction (number, &action_before, NULL) == 0)
    raise (number);  /* ends what it would have ended without us */
}

/* G2.  mmap() is a plain system call, safe here. */
static void
bus_error_cb (int        number,
              siginfo_t *info,
              void      *context)
{
  guintptr address = (guintptr) info->si_addr;
  guintptr system_page = (guintptr) sysconf (_SC_PAGESIZE);
  int saved_errno = errno;
  void *zeros = MAP_FAILED;

  if (info->si_code > 0 && address - looked_at < n_looked_at)
    zeros = mmap ((void *) (address / system_page * system_page), system_page, PROT_READ,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  errno = saved_errno;
  if (zeros == MAP_FAILED)
    pass_on (number, info, context);
}

static void
handle_bus_errors (void)
{
  static gsize handled;

  if (g_once_init_enter (&handled))
    {
      struct sigaction action = { .sa_sigaction = bus_error_cb, .sa_flags = SA_SIGINFO };

      sigaction (SIGBUS, &action, &action_before);
      g_once_init_leave (&handled, 1);
    }
}

static gboolean
allow (CpxPageMap    *self,
       sqlite3_int64  n_bytes)
{
  return self->below->pMethods->xFileControl (self->below, SQLITE_FCNTL_MMAP_SIZE, &n_bytes) == SQLITE_OK;
}

/**
 * cpx_page_map_new:
 * @below: a connection's handle of the main file in the VFS below
 *
 * Returns: (transfer full): its mapping, which is made when it is first of use
 */
CpxPageMap *
cpx_page_map_new (sqlite3_file *below)
{
  CpxPageMap *self = g_new0 (CpxPageMap, 1);

  self->below = below;
  self->usable = N_BYTES_MAX > 0 && below->pMethods->iVersion >= 3 && allow (self, N_BYTES_MAX);
  if (self->usable)
    handle_bus_errors ();

  return self;
}

/**
 * cpx_page_map_free:
 * @self: (nullable) (transfer full): a mapping; the handle below, who closes it, unmaps
 */
void
cpx_page_map_free (CpxPageMap *self)
{
  g_free (self);
}

/* The cipher needs the end of a page (its trailer) before it begins at the start; both are far from the processor. */
static void
bring_near (const guint8 *page,
            guint32       n_bytes)
{
  __builtin_prefetch (page + n_bytes - CACHE_LINE);
  for (guint i = 0; i < N_LINES_AHEAD; i++)
    __builtin_prefetch (page + i * CACHE_LINE);
}

/**
 * cpx_page_map_open:
 * @self: a mapping
 * @offset: of a page, in the file
 * @n_bytes: its size
 *
 * Looks at a page; when something comes of it, cpx_page_map_close() must follow.
 *
 * Returns: (nullable): the sealed page; `NULL`: it is to be read (G1), or asked for again after cpx_page_map_grow()
 */
const guint8 *
cpx_page_map_open (CpxPageMap    *self,
                   sqlite3_int64  offset,
                   guint32        n_bytes)
{
  if (!self->usable || self->below->pMethods->xFetch (self->below, offset, (int) n_bytes, &self->page) != SQLITE_OK)
    self->page = NULL;
  if (self->page == NULL)
    return NULL;

  self->offset = offset;
  looked_at = (guintptr) self->page;
  n_looked_at = n_bytes;
  bring_near (self->page, n_bytes);

  return self->page;
}

/**
 * cpx_page_map_close:
 * @self: a mapping with a page that is looked at
 * @good: whether it verified
 *
 * Looks away; after a page that did not verify, everything is read from the file (G1, G3).
 */
void
cpx_page_map_close (CpxPageMap *self,
                    gboolean    good)
{
  n_looked_at = 0;
  self->below->pMethods->xUnfetch (self->below, self->offset, self->page);
  self->page = NULL;
  if (good)
    return;

  self->usable = FALSE;
  allow (self, 0);
}

/**
 * cpx_page_map_grow:
 * @self: a mapping that had not what was asked for
 * @n_file_bytes: the size of the whole file now
 *
 * Maps more of a file that has grown: not for each page, only once it is larger by a quarter.
 *
 * Returns: `TRUE` if it is worth asking again
 */
gboolean
cpx_page_map_grow (CpxPageMap    *self,
                   sqlite3_int64  n_file_bytes)
{
  if (!self->usable || n_file_bytes - n_file_bytes / 5 <= self->n_bytes)
    return FALSE;

  cpx_page_map_rest (self);
  self->n_bytes = n_file_bytes;

  return TRUE;
}

/**
 * cpx_page_map_rest:
 * @self: a mapping
 *
 * Gives the mapped pages back to the system; the next page maps again (G5).
 */
void
cpx_page_map_rest (CpxPageMap *self)
{
  if (self->usable)
    self->below->pMethods->xUnfetch (self->below, 0, NULL);
  self->n_bytes = 0;
}
