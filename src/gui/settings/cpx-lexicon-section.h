/* cpx-lexicon-section.h: the part of the settings where a practice adds its words to the lexicon of the suggestions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_LEXICON_SECTION (cpx_lexicon_section_get_type ())
G_DECLARE_FINAL_TYPE (CpxLexiconSection, cpx_lexicon_section, CPX, LEXICON_SECTION, AdwPreferencesPage)

GtkWidget *cpx_lexicon_section_new    (CpxPractice       *practice);
void       cpx_lexicon_section_import (CpxLexiconSection *self,
                                       GFile             *file);
void       cpx_lexicon_section_export (CpxLexiconSection *self,
                                       GFile             *file);

G_END_DECLS
