/* cpx-unlock-wait.c: how long who failed has to wait before the next attempt at a vault on this machine.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-unlock.h"
#include "cpx-unlock-private.h"

#include "cpx-attempts.h"

#include <glib/gi18n-lib.h>

CpxAttempts *
cpx_unlock_load_attempts (const CpxVaultInfo *info)
{
  GString *hex = g_string_new (NULL);
  CpxAttempts *attempts;

  for (gsize i = 0; i < sizeof info->id; i++)
    g_string_append_printf (hex, "%02x", info->id[i]);
  attempts = cpx_attempts_load (hex->str);
  g_string_free (hex, TRUE);

  return attempts;
}

gboolean
cpx_unlock_check_wait (CpxAttempts  *attempts,
                       const char   *login,
                       GError      **error)
{
  gint64 wait_us = cpx_attempts_get_wait_us (attempts, login);
  int wait_s = (int) ((wait_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);

  if (wait_us <= 0)
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_TOO_SOON,
               g_dngettext (GETTEXT_PACKAGE, "Too many failed attempts: try again in %d second.",
                            "Too many failed attempts: try again in %d seconds.", (gulong) wait_s),
               wait_s);

  return FALSE;
}

/**
 * cpx_practice_get_wait_us:
 * @path: a vault
 * @login: who wants to unlock it
 *
 * Returns: microseconds until @login may try again on this machine; 0: now
 */
gint64
cpx_practice_get_wait_us (const char *path,
                          const char *login)
{
  g_autoptr(CpxVaultInfo) info = cpx_vault_probe (path, NULL);
  g_autoptr(CpxAttempts) attempts = info != NULL ? cpx_unlock_load_attempts (info) : NULL;
  g_autofree char *folded = g_ascii_strdown (login, -1);

  return attempts != NULL ? cpx_attempts_get_wait_us (attempts, folded) : 0;
}
