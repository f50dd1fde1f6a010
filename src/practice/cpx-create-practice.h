/* cpx-create-practice.h: a new vault with its practice, its first user and this post.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

typedef enum
{
  CPX_KDF_COST_USUAL = 0,    /* Argon2id at libsodium's MODERATE: half a second on purpose */
  CPX_KDF_COST_STRONG,       /* SENSITIVE: several seconds and 1 GiB */
  CPX_KDF_COST_FOR_TESTS,    /* no protection; no program offers it */
} CpxKdfCost;

#define CPX_PASSPHRASE_MIN_LENGTH 12  /* characters; one that was chosen when it was less still opens */

/* Strings belong to the caller. */
typedef struct
{
  const char *practice_name;
  const char *login;
  const char *user_name;      /* "Dr Claire Martin" */
  const char *rpps;           /* (nullable) */
  CpxRoles    roles;          /* 0: surgeon and administrator; an administrator in any case */
  const char *passphrase;
  CpxKdfCost  kdf_cost;
  gboolean    demonstration;
  const char *practice_id;    /* (nullable): of their records; NULL: new ones */
  const char *user_id;        /* (nullable) */
} CpxPracticeSetup;

gboolean      cpx_passphrase_check          (const char              *passphrase,
                                             const char              *login,
                                             GError                 **error);

CpxPractice  *cpx_practice_create           (const char              *path,
                                             const CpxPracticeSetup  *setup,
                                             char                   **out_recovery_code,
                                             GError                 **error);
void          cpx_practice_create_async     (const char              *path,
                                             const CpxPracticeSetup  *setup,
                                             GCancellable            *cancellable,
                                             GAsyncReadyCallback      callback,
                                             gpointer                 user_data);
CpxPractice  *cpx_practice_create_finish    (GAsyncResult            *result,
                                             char                   **out_recovery_code,
                                             GError                 **error);

G_END_DECLS
