/* cpx-ccam-state.h: what the settings say of the versions of the CCAM and of an import under way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-nomenclature.h>

G_BEGIN_DECLS

/* What is told of one version. */
typedef struct
{
  const char *version;
  CpxDay      effect;
  guint       n_acts;
  gboolean    is_starter;
} CpxCcamFacts;

typedef struct
{
  char       *title;      /* (owned) */
  char       *subtitle;   /* (owned) */
  const char *icon_name;
} CpxCcamState;

CpxCcamFacts  cpx_ccam_facts_of         (CpxNomenclature    *nomenclature);
CpxCcamState  cpx_ccam_state_compute    (const CpxCcamFacts *facts);
CpxCcamState  cpx_ccam_state_of_kept    (const CpxCcamFacts *facts,
                                         gboolean            is_in_force,
                                         CpxDay              today);
CpxCcamState  cpx_ccam_state_of_starter (gboolean            is_in_force);
void          cpx_ccam_state_clear      (CpxCcamState       *self);
char         *cpx_ccam_state_dup_result (const CpxCcamFacts *facts,
                                         gboolean            is_new);
char         *cpx_ccam_state_dup_pace   (double              fraction,
                                         guint64             n_records);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxCcamState, cpx_ccam_state_clear)

G_END_DECLS
