/* cpx-act-volumes.h: how often each act is done, as public statistics count it. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_ACT_VOLUMES_ERROR (cpx_act_volumes_error_quark ())

typedef enum {
  CPX_ACT_VOLUMES_ERROR_HEADER,   /* no columns "code" and "nb_acts" */
  CPX_ACT_VOLUMES_ERROR_LINE,     /* a line that is none; the message names it */
} CpxActVolumesError;

GQuark cpx_act_volumes_error_quark (void);

typedef struct _CpxActVolumes CpxActVolumes;

CpxActVolumes *cpx_act_volumes_new     (GBytes               *text,
                                        GError              **error);
CpxActVolumes *cpx_act_volumes_ref     (CpxActVolumes        *self);
void           cpx_act_volumes_unref   (CpxActVolumes        *self);

guint          cpx_act_volumes_n_codes (const CpxActVolumes  *self);
guint64        cpx_act_volumes_get     (const CpxActVolumes  *self,
                                        const char           *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxActVolumes, cpx_act_volumes_unref)

G_END_DECLS
