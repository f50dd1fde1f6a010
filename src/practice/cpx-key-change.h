/* cpx-key-change.h: who may open the vault, changed once the journal has durably said so. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-journal.h"

#include <cpx-vault.h>

G_BEGIN_DECLS

/* What is said, and noted, of a change that the file refused. The text is borrowed for good: literals, or gettext's. */
typedef struct
{
  const char *action;    /* "user.passphrase-not-changed" */
  const char *sentence;  /* how things are then; what is wrong with the file is said after it */
} CpxKeyRefusal;

void cpx_key_change_follow (CpxJournal          *journal,
                            CpxVault            *vault,
                            CpxSlotChange       *taken_change,
                            CpxRecord           *user,
                            const CpxKeyRefusal *refusal);

G_END_DECLS
