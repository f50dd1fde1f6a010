/* cpx-convention.h: the contract between a practitioner and the fund, and the grid of tariffs that follows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-specialty.h"

#include <cpx-day.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_CONVENTION_SECTOR_1,
  CPX_CONVENTION_SECTOR_1_OPTAM,
  CPX_CONVENTION_SECTOR_1_OPTAM_ACO,
  CPX_CONVENTION_SECTOR_1_DP,            /* sector 1 with a permanent right to overcharge */
  CPX_CONVENTION_SECTOR_1_DP_OPTAM,
  CPX_CONVENTION_SECTOR_1_DP_OPTAM_ACO,
  CPX_CONVENTION_SECTOR_2,
  CPX_CONVENTION_SECTOR_2_OPTAM,
  CPX_CONVENTION_SECTOR_2_OPTAM_ACO,
  CPX_CONVENTION_NONE,                   /* outside the convention, "sector 3" */
  CPX_N_CONVENTIONS,
} CpxConvention;

/* One line of the product's own table: R_TB22, which should say it, is empty in the supplied distribution. */
typedef struct
{
  CpxSpecialty  specialty;    /* %CPX_SPECIALTY_SURGEON stands for all surgical ones */
  guint32       conventions;  /* a bit for each #CpxConvention: 1u << convention */
  CpxDay        from;         /* inclusive; 0: always so */
  CpxDay        until;        /* inclusive; 0: open */
  int           grid;         /* COD_GRILLE of R_TB23 */
  gboolean      sure;         /* FALSE: no label of R_TB23 names this case; the nearest is taken, and said */
} CpxGridRule;

const char        *cpx_convention_get_token      (CpxConvention  self);
const char        *cpx_convention_get_label      (CpxConvention  self);
gboolean           cpx_convention_from_token     (const char    *token,
                                                  CpxConvention *out_convention);
gboolean           cpx_convention_from_record    (const char    *sector,
                                                  const char    *optam,
                                                  gboolean       has_permanent_right,
                                                  CpxConvention *out_convention);
gboolean           cpx_convention_is_sector_1    (CpxConvention  self);
gboolean           cpx_convention_may_overcharge (CpxConvention  self);
gboolean           cpx_convention_has_optam      (CpxConvention  self);
gboolean           cpx_convention_has_optam_aco  (CpxConvention  self);

const CpxGridRule *cpx_grid_rule_find            (CpxSpecialty   specialty,
                                                  CpxConvention  convention,
                                                  CpxDay         day);
const CpxGridRule *cpx_grid_rule_list            (gsize         *out_n_rules);

G_END_DECLS
