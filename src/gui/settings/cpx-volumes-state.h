/* cpx-volumes-state.h: what the settings say of the volumes of acts, with and without a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

G_BEGIN_DECLS

typedef struct
{
  char       *title;         /* (owned) */
  char       *subtitle;      /* (owned) */
  const char *icon_name;
  const char *import_label;
  gboolean    can_remove;
} CpxVolumesState;

CpxVolumesState  cpx_volumes_state_compute   (CpxRecord       *served,
                                              gboolean         busy);
void             cpx_volumes_state_clear     (CpxVolumesState *self);
CpxRecord       *cpx_volumes_state_find      (GListModel      *records);
char            *cpx_volumes_state_dup_result (CpxRecord      *imported,
                                               CpxRecord      *before);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxVolumesState, cpx_volumes_state_clear)

G_END_DECLS
