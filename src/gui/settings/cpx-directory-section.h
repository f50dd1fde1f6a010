/* cpx-directory-section.h: the parts of the settings that are lists of records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-user-actions.h"

G_BEGIN_DECLS

GtkWidget *cpx_users_section_new         (CpxUserActions *actions);
GtkWidget *cpx_places_section_new        (CpxPractice    *practice);
GtkWidget *cpx_practitioners_section_new (CpxPractice    *practice);

G_END_DECLS
