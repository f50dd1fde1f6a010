/* cpx-keys-section.h: what opens the vault: the keys, and the code for the day when all are forgotten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_KEYS_SECTION (cpx_keys_section_get_type ())
G_DECLARE_FINAL_TYPE (CpxKeysSection, cpx_keys_section, CPX, KEYS_SECTION, AdwPreferencesPage)

GtkWidget *cpx_keys_section_new (CpxPractice *practice);

G_END_DECLS
