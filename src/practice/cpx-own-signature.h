/* cpx-own-signature.h: who signs types their passphrase again, and a code: the hand on the keyboard is theirs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-journal.h"

#include <cpx-secret.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_OWN_SIGNATURE_FAILED,   /* with an error: too soon, or it could not be looked at */
  CPX_OWN_SIGNATURE_REFUSED,  /* not their passphrase: it is written down, and nothing else may be in the transaction */
  CPX_OWN_SIGNATURE_REFUSED_CODE,  /* not their one-time code, or one that was used: the same */
  CPX_OWN_SIGNATURE_GOOD,
} CpxOwnSignature;

CpxOwnSignature cpx_own_signature_check  (CpxJournal   *journal,
                                          CpxSecret    *passphrase,
                                          const char   *refused_action,
                                          CpxRecord    *about,
                                          GError      **error);
CpxOwnSignature cpx_own_signature_check_with_code (CpxJournal  *journal,
                                                   CpxSecret   *passphrase,
                                                   CpxSecret   *code,
                                                   const char  *refused_action,
                                                   CpxRecord   *about,
                                                   GError     **error);
void            cpx_own_signature_settle (CpxPractice  *practice);

G_END_DECLS
