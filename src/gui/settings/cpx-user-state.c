/* cpx-user-state.c: how a user is shown in the settings, and what may be done with them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-user-state.h"

#include <cpx-access.h>

#include <glib/gi18n-lib.h>

static char *
make_subtitle (CpxRecord *user,
               gboolean   disabled)
{
  const char *login = cpx_record_get_text (user, CPX_USER_LOGIN);
  g_autofree char *roles = cpx_roles_dup_label (cpx_user_get_roles (user));

  return g_strjoin (" · ", login != NULL ? login : "", roles, disabled ? _("disabled") : NULL, NULL);
}

/**
 * cpx_user_state_compute:
 * @user: who is shown
 * @viewer: who looks
 * @has_code: whether a one-time code is asked of @user
 *
 * Tells how @user is shown to @viewer. Everyone does as they like with their own passphrase and code; nobody disables
 * themselves, which would leave them outside by a slip of the hand.
 *
 * Returns: the state, to clear with cpx_user_state_clear()
 */
CpxUserState
cpx_user_state_compute (CpxRecord *user,
                        CpxRecord *viewer,
                        gboolean   has_code)
{
  CpxRoles roles = cpx_user_get_roles (viewer);
  gboolean disabled = cpx_record_get_boolean (user, CPX_USER_DISABLED);
  gboolean own = g_str_equal (cpx_record_get_id (user), cpx_record_get_id (viewer));
  gboolean manages = cpx_access_may (roles, "user:write");
  CpxUserState self = { 0 };

  self.subtitle = make_subtitle (user, disabled);
  self.passphrase_label = disabled ? _("_Let in again…") : _("_Change passphrase…");
  self.code_label = has_code ? _("Asked at each unlock, after the passphrase") : _("Not asked");
  self.can_set_passphrase = manages || (own && cpx_access_may (roles, "own-passphrase:write"));
  self.can_enrol = !disabled && !has_code && (manages || (own && cpx_access_may (roles, "own-totp:write")));
  self.can_remove_code = has_code && (manages || (own && cpx_access_may (roles, "own-totp:write")));
  self.can_disable = manages && !own && !disabled;
  if (manages && own)
    self.disable_hint = _("Another administrator can disable you");

  return self;
}

/**
 * cpx_user_state_clear:
 * @self: a state
 *
 * Frees what the state owns.
 */
void
cpx_user_state_clear (CpxUserState *self)
{
  g_clear_pointer (&self->subtitle, g_free);
}
