/* cpx-ccam-section.h: the version of the CCAM that serves, those kept beside it, and the import of another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_CCAM_SECTION (cpx_ccam_section_get_type ())
G_DECLARE_FINAL_TYPE (CpxCcamSection, cpx_ccam_section, CPX, CCAM_SECTION, AdwPreferencesPage)

GtkWidget *cpx_ccam_section_new    (CpxPractice        *practice);
void       cpx_ccam_section_import (CpxCcamSection     *self,
                                    const char * const *paths);

G_END_DECLS
