/* cpx-changes-state.h: what a version of the CCAM changes for the acts done most, an act a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-nomenclature-changes.h>

G_BEGIN_DECLS

/* What changes of one act. */
typedef struct
{
  char *title;    /* (owned): « HHFA016 · Appendicectomie… » */
  char *changes;  /* (owned): a change a line */
} CpxChangedAct;

typedef struct
{
  char      *title;     /* (owned) */
  char      *subtitle;  /* (owned) */
  GPtrArray *acts;      /* (owned) (element-type CpxChangedAct): in the order of the acts done most */
} CpxChangesState;

CpxChangesState  cpx_changes_state_compute (const CpxNomenclatureChanges *found);
void             cpx_changes_state_clear   (CpxChangesState              *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxChangesState, cpx_changes_state_clear)

G_END_DECLS
