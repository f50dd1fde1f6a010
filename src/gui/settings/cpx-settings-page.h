/* cpx-settings-page.h: the page « Réglages »: its parts on the left, one of them on the right.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_SETTINGS_PAGE (cpx_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (CpxSettingsPage, cpx_settings_page, CPX, SETTINGS_PAGE, GtkWidget)

GtkWidget  *cpx_settings_page_new         (CpxPractice     *practice);
void        cpx_settings_page_show        (CpxSettingsPage *self,
                                           const char      *section);
gboolean    cpx_settings_page_go_back     (CpxSettingsPage *self);
const char *cpx_settings_page_get_section (CpxSettingsPage *self);

G_END_DECLS
