/* cpx-settings-sections.c: the parts of the settings, and who sees which.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-settings-sections.h"

#include <glib/gi18n-lib.h>

static const CpxSettingsSection sections[] = {
  { "account", N_("My account"), "avatar-default-symbolic", NULL },
  { "practice", N_("Practice"), "user-home-symbolic", "practice:write" },
  { "users", N_("Users"), "system-users-symbolic", "user:write" },
  { "places", N_("Establishments and rooms"), "mark-location-symbolic", "room:write" },
  { "practitioners", N_("Practitioners"), "x-office-address-book-symbolic", "directory:write" },
  { "ccam", N_("CCAM nomenclature"), "accessories-dictionary-symbolic", "nomenclature:import" },
  { "lexicon", N_("Lexicon"), "font-x-generic-symbolic", "lexicon:write" },
  { "suggestions", N_("Suggestions"), "starred-symbolic", "learning:write" },
  { "language-model", N_("Language model"), "network-server-symbolic", "language-model:write" },
  { "keys", N_("Keys"), "dialog-password-symbolic", "slot:read" },
  { "seals", N_("Audit log and seals"), "security-high-symbolic", "anchor:write" },
  { "backups", N_("Backups"), "drive-harddisk-symbolic", "backup:make" },
  { "post", N_("This workstation"), "computer-symbolic", NULL },
};

/**
 * cpx_settings_sections_list:
 * @out_n_sections: (out): how many
 *
 * Returns: (array length=out_n_sections) (transfer none): all parts, in the order they are shown
 */
const CpxSettingsSection *
cpx_settings_sections_list (guint *out_n_sections)
{
  *out_n_sections = G_N_ELEMENTS (sections);

  return sections;
}

/**
 * cpx_settings_section_is_shown:
 * @self: a part
 * @roles: the roles of who looks
 *
 * Returns: whether they may do something there
 */
gboolean
cpx_settings_section_is_shown (const CpxSettingsSection *self,
                               CpxRoles                  roles)
{
  return self->permission == NULL || cpx_access_may (roles, self->permission);
}

/**
 * cpx_settings_section_get_title:
 * @self: a part
 *
 * Returns: what it is called on the screen
 */
const char *
cpx_settings_section_get_title (const CpxSettingsSection *self)
{
  return _(self->title);
}
