/* cpx-ccam-filter-button.h: what is asked of the acts that are searched, behind a button.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-ccam-search-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_CCAM_FILTER_BUTTON (cpx_ccam_filter_button_get_type ())
G_DECLARE_FINAL_TYPE (CpxCcamFilterButton, cpx_ccam_filter_button, CPX, CCAM_FILTER_BUTTON, GtkWidget)

/* Signal: changed. */
CpxCcamFilter cpx_ccam_filter_button_get_filter  (CpxCcamFilterButton   *self);
void          cpx_ccam_filter_button_set_choices (CpxCcamFilterButton   *self,
                                                  CpxCcamFilterChoices   choices);
void          cpx_ccam_filter_button_clear       (CpxCcamFilterButton   *self);

G_END_DECLS
