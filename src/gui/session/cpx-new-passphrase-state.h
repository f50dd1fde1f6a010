/* cpx-new-passphrase-state.h: what a screen says of a passphrase while it is typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_STRENGTH_NONE,     /* nothing typed */
  CPX_STRENGTH_REFUSED,  /* too short, or too close to the login */
  CPX_STRENGTH_WEAK,     /* taken, with regret */
  CPX_STRENGTH_FAIR,
  CPX_STRENGTH_GOOD,
  CPX_STRENGTH_STRONG,
} CpxStrength;

#define CPX_STRENGTH_LEVELS 5

/* What is in the fields. Strings belong to the caller; NULL is empty. */
typedef struct
{
  gboolean    asks_old;  /* one's own passphrase is changed by who knows it */
  const char *login;     /* (nullable): whose passphrase it is to be */
  const char *old;
  const char *fresh;
  const char *again;
} CpxNewPassphraseTyped;

typedef struct
{
  CpxStrength  strength;
  char        *hint;        /* (owned): about the passphrase itself */
  gboolean     differs;     /* the second typing is not the first */
  gboolean     can_accept;
} CpxNewPassphraseState;

CpxNewPassphraseState cpx_new_passphrase_state_compute (const CpxNewPassphraseTyped *typed);
void               cpx_new_passphrase_state_clear   (CpxNewPassphraseState       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxNewPassphraseState, cpx_new_passphrase_state_clear)

G_END_DECLS
