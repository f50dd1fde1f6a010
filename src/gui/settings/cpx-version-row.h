/* cpx-version-row.h: a version of the CCAM as a line that opens into where it is from and what it changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-ccam-state.h"

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_VERSION_ROW (cpx_version_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxVersionRow, cpx_version_row, CPX, VERSION_ROW, AdwExpanderRow)

GtkWidget *cpx_version_row_new (CpxPractice        *practice,
                                CpxRecord          *version,
                                const CpxCcamState *state);

G_END_DECLS
