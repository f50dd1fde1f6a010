/* cpx-house.h: the unlocked practice on the screen: header bar, sidebar, the pages one may open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-place.h"

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_HOUSE (cpx_house_get_type ())
G_DECLARE_FINAL_TYPE (CpxHouse, cpx_house, CPX, HOUSE, GtkWidget)

CpxHouse   *cpx_house_new          (CpxPractice *practice);
void        cpx_house_begin        (CpxHouse    *self,
                                    CpxPlace    *place);
void        cpx_house_reopen       (CpxHouse    *self);
CpxPlace   *cpx_house_dup_place    (CpxHouse    *self);
void        cpx_house_perform      (CpxHouse    *self,
                                    const char  *intent,
                                    GVariant    *parameter);
void        cpx_house_show_unsaved (CpxHouse    *self);
const char *cpx_house_get_page     (CpxHouse    *self);
const char *cpx_house_get_help     (CpxHouse    *self);

G_END_DECLS
