/* cpx-circumstances-group.h: what no file tells of an operation and the rules ask for, to be stated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>
#include <cpx-coding-request.h>

G_BEGIN_DECLS

#define CPX_TYPE_CIRCUMSTANCES_GROUP (cpx_circumstances_group_get_type ())
G_DECLARE_FINAL_TYPE (CpxCircumstancesGroup, cpx_circumstances_group, CPX, CIRCUMSTANCES_GROUP, AdwPreferencesGroup)

GtkWidget        *cpx_circumstances_group_new         (void);
void              cpx_circumstances_group_show        (CpxCircumstancesGroup *self,
                                                       CpxCodingRequest      *request);
CpxCodingRequest *cpx_circumstances_group_get_request (CpxCircumstancesGroup *self);

G_END_DECLS
