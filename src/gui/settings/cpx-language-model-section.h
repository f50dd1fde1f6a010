/* cpx-language-model-section.h: under the settings, the optional language model and what would leave for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_LANGUAGE_MODEL_SECTION (cpx_language_model_section_get_type ())
G_DECLARE_FINAL_TYPE (CpxLanguageModelSection, cpx_language_model_section, CPX, LANGUAGE_MODEL_SECTION,
                      AdwPreferencesPage)

GtkWidget *cpx_language_model_section_new (CpxPractice *practice);

G_END_DECLS
