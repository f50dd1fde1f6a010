/* cpx-suggestions-section.h: the part of the settings that tells from what the suggestions know what is usual.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_SUGGESTIONS_SECTION (cpx_suggestions_section_get_type ())
G_DECLARE_FINAL_TYPE (CpxSuggestionsSection, cpx_suggestions_section, CPX, SUGGESTIONS_SECTION, AdwPreferencesPage)

GtkWidget *cpx_suggestions_section_new            (CpxPractice           *practice);
void       cpx_suggestions_section_import_volumes (CpxSuggestionsSection *self,
                                                   GFile                 *file);
void       cpx_suggestions_section_export         (CpxSuggestionsSection *self,
                                                   GFile                 *file);

G_END_DECLS
