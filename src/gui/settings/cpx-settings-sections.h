/* cpx-settings-sections.h: the parts of the settings, and who sees which.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-access.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;        /* "users" */
  const char *title;       /* N_() */
  const char *icon_name;
  const char *permission;  /* (nullable): everyone has it */
} CpxSettingsSection;

const CpxSettingsSection *cpx_settings_sections_list     (guint                    *out_n_sections);
gboolean                  cpx_settings_section_is_shown  (const CpxSettingsSection *self,
                                                          CpxRoles                  roles);
const char               *cpx_settings_section_get_title (const CpxSettingsSection *self);

G_END_DECLS
