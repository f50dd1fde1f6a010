/* cpx-restore-state.c: whether a restore may begin, and how a backup is called.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-restore-state.h"

#include "cpx-unlock-state.h"

#include <glib/gi18n-lib.h>

/**
 * cpx_restore_state_can_restore:
 * @input: what was chosen and typed
 *
 * Returns: whether enough was given to try
 */
gboolean
cpx_restore_state_can_restore (const CpxRestoreInput *input)
{
  if (input->busy || input->backup == NULL || input->login == NULL || *input->passphrase == '\0')
    return FALSE;

  return !input->asks_code || cpx_unlock_state_is_code (input->code);
}

/**
 * cpx_restore_state_dup_label:
 * @made_us: when a backup was made, UTC
 * @size_bytes: its size
 *
 * Returns: (transfer full): `22/11/2026 at 07:41 · 12.3 MB`
 */
char *
cpx_restore_state_dup_label (gint64  made_us,
                             guint64 size_bytes)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (made_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *time = g_date_time_format (local, _("%d/%m/%Y at %H:%M"));
  g_autofree char *size = g_format_size (size_bytes);

  return g_strdup_printf ("%s · %s", time, size);
}
