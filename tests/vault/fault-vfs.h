/* fault-vfs.h: a VFS below the vault's that fails, tears and forgets on demand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

typedef enum {
  FAULT_NONE,
  FAULT_ERROR_ONCE,   /* operation n fails; what follows works */
  FAULT_FULL_ONCE,    /* write n finds the disk full, half way */
  FAULT_FULL_FOREVER, /* so do all writes after it */
  FAULT_DEATH,        /* from operation n on nothing reaches the files: the process is dead */
  FAULT_TORN_DEATH,   /* the same, and of write n only the first half did */
  FAULT_POWER_CUT,    /* the same, and what was not synced is lost, all of it */
  FAULT_POWER_CUT_SOME, /* the same, each write lost or not by the toss of a coin */
} FaultKind;

/* Which operations are counted. */
typedef enum {
  FAULT_ON_WRITE = 1 << 0,  /* writes, cuts, deletions */
  FAULT_ON_SYNC  = 1 << 1,
  FAULT_ON_READ  = 1 << 2,
  FAULT_ON_OPEN  = 1 << 3,
} FaultClass;

const char *fault_vfs_install    (void);
/* The coins of FAULT_POWER_CUT_SOME fall by @at and @coins alone: what failed once fails again */
void        fault_vfs_arm        (FaultKind   kind,
                                  FaultClass  classes,
                                  guint       at,
                                  guint       coins);
/* Ends the fault; after a death or a power cut the files are left as the disk would have them */
void        fault_vfs_disarm     (void);
gboolean    fault_vfs_has_struck (void);
guint       fault_vfs_get_count  (void);
