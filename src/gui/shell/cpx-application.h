/* cpx-application.h: one process, one vault, one window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_APPLICATION (cpx_application_get_type ())
G_DECLARE_FINAL_TYPE (CpxApplication, cpx_application, CPX, APPLICATION, AdwApplication)

CpxApplication *cpx_application_new (void);

G_END_DECLS
