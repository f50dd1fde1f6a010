/* cpx-attempts.h: failed unlocks of a vault on this machine, and how long the next one must wait.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* After so many failures in a row each further one doubles the wait, from one second to a quarter of an hour. */
#define CPX_ATTEMPTS_FREE       2
#define CPX_ATTEMPTS_MAX_WAIT_S 900

/* One failed unlock that the audit log does not know yet. */
typedef struct
{
  char   *login;
  gint64  time_us;
} CpxAttempt;

typedef struct _CpxAttempts CpxAttempts;

CpxAttempts *cpx_attempts_load           (const char   *vault_id);
void         cpx_attempts_free           (CpxAttempts  *self);
gint64       cpx_attempts_get_wait_us    (CpxAttempts  *self,
                                          const char   *login);
gboolean     cpx_attempts_add_failure    (CpxAttempts  *self,
                                          const char   *login,
                                          GError      **error);
gboolean     cpx_attempts_add_success    (CpxAttempts  *self,
                                          const char   *login,
                                          GError      **error);
GPtrArray   *cpx_attempts_get_unreported (CpxAttempts  *self);
gboolean     cpx_attempts_set_reported   (CpxAttempts  *self,
                                          GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxAttempts, cpx_attempts_free)

G_END_DECLS
