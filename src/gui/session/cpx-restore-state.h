/* cpx-restore-state.h: whether a restore may begin, and how a backup is called.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *backup;      /* (nullable): its path */
  const char *login;       /* (nullable): one of those of the backup */
  const char *passphrase;
  const char *code;
  gboolean    asks_code;
  gboolean    busy;
} CpxRestoreInput;

gboolean  cpx_restore_state_can_restore (const CpxRestoreInput *input);
char     *cpx_restore_state_dup_label   (gint64                 made_us,
                                         guint64                size_bytes);

G_END_DECLS
