/* cpx-seals-section.h: the part of the settings about the seals of the audit log: the last one, its second place, its
 * anchors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_SEALS_SECTION (cpx_seals_section_get_type ())
G_DECLARE_FINAL_TYPE (CpxSealsSection, cpx_seals_section, CPX, SEALS_SECTION, AdwPreferencesPage)

GtkWidget *cpx_seals_section_new (CpxPractice *practice);

G_END_DECLS
