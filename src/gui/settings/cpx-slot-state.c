/* cpx-slot-state.c: how a key of the vault is shown, and whether it may be revoked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-slot-state.h"

#include <glib/gi18n-lib.h>

static gboolean
is_recovery (const CpxSlotInfo *slot)
{
  return slot->login == NULL;
}

static char *
make_title (const CpxSlotInfo *slot)
{
  if (is_recovery (slot))
    return g_strdup (_("Recovery code"));

  return g_strdup_printf (_("Passphrase of %s"), slot->login);
}

static char *
make_subtitle (const CpxSlotInfo *slot)
{
  g_autofree char *memory = cpx_slot_info_dup_memory (slot);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Each guess costs %s of memory, %u pass (Argon2id)",
                                       "Each guess costs %s of memory, %u passes (Argon2id)", slot->kdf_passes),
                          memory, (guint) slot->kdf_passes);
}

/**
 * cpx_slot_state_compute:
 * @slot: a key
 * @n_slots: how many there are
 * @own_login: who looks
 * @roles: the roles of who looks
 *
 * Tells how a key is shown. The last one, and one's own, stay: without them nobody, or not oneself, gets in again.
 *
 * Returns: the state, to clear with cpx_slot_state_clear()
 */
CpxSlotState
cpx_slot_state_compute (const CpxSlotInfo *slot,
                        guint              n_slots,
                        const char        *own_login,
                        CpxRoles           roles)
{
  CpxSlotState self = { 0 };

  self.title = make_title (slot);
  self.subtitle = make_subtitle (slot);
  self.can_revoke = FALSE;
  if (!cpx_access_may (roles, "slot:write"))
    self.hint = _("Only an administrator revokes keys");
  else if (n_slots <= 1)
    self.hint = _("The last key cannot be revoked: nothing would open the practice any more");
  else if (is_recovery (slot))
    self.hint = _("A new recovery code, below, takes the place of this one");
  else if (g_strcmp0 (slot->login, own_login) == 0)
    self.hint = _("This key is yours: another administrator can revoke it");
  else
    {
      self.can_revoke = TRUE;
      self.hint = _("This passphrase no longer opens the practice then");
    }

  return self;
}

/**
 * cpx_slot_state_clear:
 * @self: a state
 *
 * Frees what the state owns.
 */
void
cpx_slot_state_clear (CpxSlotState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
}
