/* cpx-practice-section.h: the name and the address of the practice, as printed on what it sends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_PRACTICE_SECTION (cpx_practice_section_get_type ())
G_DECLARE_FINAL_TYPE (CpxPracticeSection, cpx_practice_section, CPX, PRACTICE_SECTION, AdwPreferencesPage)

GtkWidget *cpx_practice_section_new (CpxPractice *practice);

G_END_DECLS
