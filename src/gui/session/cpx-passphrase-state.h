/* cpx-passphrase-state.h: whether a new passphrase, typed twice, will do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean  good;
  char     *sentence;   /* (owned) (nullable): what is missing; NULL while nothing was typed */
} CpxPassphraseState;

CpxPassphraseState cpx_passphrase_state_compute (const char         *login,
                                                 const char         *first,
                                                 const char         *second);
void               cpx_passphrase_state_clear   (CpxPassphraseState *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxPassphraseState, cpx_passphrase_state_clear)

G_END_DECLS
