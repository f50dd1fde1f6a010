/* cpx-modifier-chips.h: the modifiers of one act, each with what the rules say of it, put on and off by a click.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-request.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_MODIFIER_CHIPS (cpx_modifier_chips_get_type ())
G_DECLARE_FINAL_TYPE (CpxModifierChips, cpx_modifier_chips, CPX, MODIFIER_CHIPS, GtkWidget)

gboolean cpx_modifier_chips_show (CpxModifierChips *self,
                                  CpxCodingRequest *request,
                                  guint             position,
                                  gboolean          all,
                                  gboolean          may_change);

G_END_DECLS
