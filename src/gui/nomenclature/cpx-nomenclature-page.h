/* cpx-nomenclature-page.h: the CCAM: search, chapters, favourites, acts used most, and the page of an act.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_NOMENCLATURE_PAGE (cpx_nomenclature_page_get_type ())
G_DECLARE_FINAL_TYPE (CpxNomenclaturePage, cpx_nomenclature_page, CPX, NOMENCLATURE_PAGE, GtkWidget)

GtkWidget *cpx_nomenclature_page_new     (CpxPractice         *practice);
void       cpx_nomenclature_page_find    (CpxNomenclaturePage *self);
void       cpx_nomenclature_page_open    (CpxNomenclaturePage *self,
                                          const char          *code);
void       cpx_nomenclature_page_go_back (CpxNomenclaturePage *self);

G_END_DECLS
