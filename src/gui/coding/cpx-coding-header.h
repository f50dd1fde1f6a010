/* cpx-coding-header.h: whose operation it is, where its coding stands, planned acts against coded acts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_CODING_HEADER (cpx_coding_header_get_type ())
G_DECLARE_FINAL_TYPE (CpxCodingHeader, cpx_coding_header, CPX, CODING_HEADER, GtkWidget)

void cpx_coding_header_show (CpxCodingHeader      *self,
                             const CpxCodingState *state);

G_END_DECLS
