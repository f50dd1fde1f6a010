/* cpx-log-reserve.c: room on the disk that the log of a vault has before it needs it.
 *
 *                  ┌──cpx_log_reserve()───────────▶ of the log, while the vault is open
 *   free blocks ◀──┤                                 cpx_log_reserve_free(), when it is opened
 *                  └──cpx_log_reserve_for_later()──▶ of the closed vault's main file, behind its end
 *
 * Who opened which file has to be noted on a disk that something else filled up. All that is written goes into the log
 * first, which SQLite copies into the main file at 1,000 pages, some 4 MiB: with 6 MiB of blocks that are the log's
 * from the beginning, the openings of hours still find room. The log goes when the vault is closed, and its blocks with
 * it. So that a vault opened on a full disk has room too, even that someone came in being an entry, a closed one
 * keeps as many blocks behind the end of its main file and gives them back when it is opened, just before its log asks
 * for them. The sizes of both files stay what they are.
 *
 * A file system that cannot do it is no fault, and a vault that was copied to a full disk has none: whoever unlocks it
 * is told then that nothing can be noted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-reserve.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* POSIX locks are lost when any descriptor of a file is closed. Neither the log nor a closed vault has any. */
static void
reserve_behind (const char *path,
                gboolean    at_end)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  int saved_errno = errno;
  struct stat status;

  if (fd >= 0 && fstat (fd, &status) == 0)
    (void) fallocate (fd, FALLOC_FL_KEEP_SIZE, at_end ? status.st_size : 0, CPX_LOG_RESERVE_BYTES);
  if (fd >= 0)
    close (fd);
  errno = saved_errno;
}

/**
 * cpx_log_reserve:
 * @path: the log of a vault that is open to be written
 *
 * Asks the file system to give the log its blocks now.
 */
void
cpx_log_reserve (const char *path)
{
  reserve_behind (path, FALSE);
}

/**
 * cpx_log_reserve_free:
 * @main_file: the main file of a vault that nobody writes yet, in the VFS below
 *
 * Gives the disk back what was kept for the log, which is about to be opened.
 */
void
cpx_log_reserve_free (sqlite3_file *main_file)
{
  sqlite3_int64 n_bytes;

  /* Cut to the size that it has, a file gives up what it has behind its end. Nobody may be lengthening it. */
  if (main_file->pMethods->xFileSize (main_file, &n_bytes) == SQLITE_OK)
    (void) main_file->pMethods->xTruncate (main_file, n_bytes);
}

/**
 * cpx_log_reserve_for_later:
 * @path: the main file of a vault that was open to be written, and that nobody has open any more
 *
 * Has it keep the blocks that its log will need the next time.
 */
void
cpx_log_reserve_for_later (const char *path)
{
  reserve_behind (path, TRUE);
}
