/* cpx-log-reserve.c: room on the disk that the log of an open vault has before it needs it.
 *
 * Who opened which file has to be noted on a disk that something else filled up meanwhile. All that is written goes
 * into the log first, which SQLite copies into the main file at 1,000 pages, some 4 MiB: with 6 MiB of blocks that are
 * the log's from the beginning, the openings of hours still find room. The size of the file stays what it is, and the
 * room goes with the file when the vault is closed.
 *
 * It helps a vault that was open before the disk was full. A file system that cannot do it, or has no room any more, is
 * no fault: openings are then kept in memory until they can be noted, as before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-reserve.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/**
 * cpx_log_reserve:
 * @path: the log of a vault that is open to be written
 *
 * Asks the file system to give the log its blocks now. POSIX locks are lost when any descriptor of a file is closed;
 * the log has none.
 */
void
cpx_log_reserve (const char *path)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  int saved_errno = errno;

  if (fd >= 0)
    {
      (void) fallocate (fd, FALLOC_FL_KEEP_SIZE, 0, CPX_LOG_RESERVE_BYTES);
      close (fd);
    }
  errno = saved_errno;
}
