/* cpx-convention.c: sectors and options, and the table from them to a grid.
 *
 * The table is read from the labels of R_TB23 (V78.10); a test holds it against those of an imported nomenclature.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-convention.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *token;
  const char *label;
  char        sector;
  gboolean    permanent_right;
  const char *optam;
} Contract;

static const Contract contracts[CPX_N_CONVENTIONS] = {
  [CPX_CONVENTION_SECTOR_1] = { "sector_1", N_("Sector 1"), '1', FALSE, "none" },
  [CPX_CONVENTION_SECTOR_1_OPTAM] = { "sector_1_optam", N_("Sector 1, OPTAM"), '1', FALSE, "optam" },
  [CPX_CONVENTION_SECTOR_1_OPTAM_ACO] = { "sector_1_optam_aco", N_("Sector 1, OPTAM-ACO"), '1', FALSE, "optam_aco" },
  [CPX_CONVENTION_SECTOR_1_DP] = { "sector_1_dp", N_("Sector 1 with a permanent right to overcharge"), '1', TRUE,
                                   "none" },
  [CPX_CONVENTION_SECTOR_1_DP_OPTAM] = { "sector_1_dp_optam",
                                         N_("Sector 1 with a permanent right to overcharge, OPTAM"), '1', TRUE,
                                         "optam" },
  [CPX_CONVENTION_SECTOR_1_DP_OPTAM_ACO] = { "sector_1_dp_optam_aco",
                                             N_("Sector 1 with a permanent right to overcharge, OPTAM-ACO"), '1', TRUE,
                                             "optam_aco" },
  [CPX_CONVENTION_SECTOR_2] = { "sector_2", N_("Sector 2"), '2', FALSE, "none" },
  [CPX_CONVENTION_SECTOR_2_OPTAM] = { "sector_2_optam", N_("Sector 2, OPTAM"), '2', FALSE, "optam" },
  [CPX_CONVENTION_SECTOR_2_OPTAM_ACO] = { "sector_2_optam_aco", N_("Sector 2, OPTAM-ACO"), '2', FALSE, "optam_aco" },
  [CPX_CONVENTION_NONE] = { "none", N_("Outside the convention (sector 3)"), '3', FALSE, "none" },
};

#define BIT(name) (1u << CPX_CONVENTION_ ## name)
#define S1        BIT (SECTOR_1)
#define S2_OR_DP  (BIT (SECTOR_2) | BIT (SECTOR_1_DP))
#define S1_OPTAM  (BIT (SECTOR_1_OPTAM) | BIT (SECTOR_1_OPTAM_ACO))
#define DP_2_OPTAM (BIT (SECTOR_1_DP_OPTAM) | BIT (SECTOR_2_OPTAM))
#define DP_2_ACO  (BIT (SECTOR_1_DP_OPTAM_ACO) | BIT (SECTOR_2_OPTAM_ACO))
#define ALL_OPTAM (S1_OPTAM | DP_2_OPTAM | DP_2_ACO)
#define NONE      BIT (NONE)
#define ALL       ((1u << CPX_N_CONVENTIONS) - 1)

/* Anaesthetists: grid 7 closed on 31/12/2024, 17 to 19 opened the next day (R_TB23, RULES 5). */
static const CpxGridRule grid_rules[] = {
  { CPX_SPECIALTY_SURGEON, S1 | S1_OPTAM | DP_2_ACO, 0, 0, 3, TRUE },
  { CPX_SPECIALTY_SURGEON, S2_OR_DP, 0, 0, 4, TRUE },
  { CPX_SPECIALTY_SURGEON, DP_2_OPTAM, 0, 0, 5, TRUE },
  { CPX_SPECIALTY_SURGEON, NONE, 0, 0, 6, TRUE },
  { CPX_SPECIALTY_ANAESTHETIST, S1 | ALL_OPTAM, 0, 20241231, 7, TRUE },
  { CPX_SPECIALTY_ANAESTHETIST, S2_OR_DP, 0, 20241231, 14, FALSE },
  { CPX_SPECIALTY_ANAESTHETIST, ALL_OPTAM, 20250101, 0, 17, TRUE },
  { CPX_SPECIALTY_ANAESTHETIST, S1, 20250101, 0, 18, TRUE },
  { CPX_SPECIALTY_ANAESTHETIST, S2_OR_DP, 20250101, 0, 19, TRUE },
  { CPX_SPECIALTY_ANAESTHETIST, NONE, 0, 0, 8, TRUE },
  { CPX_SPECIALTY_GENERAL_PRACTITIONER, S1 | S1_OPTAM | DP_2_OPTAM, 0, 0, 9, TRUE },
  { CPX_SPECIALTY_GENERAL_PRACTITIONER, DP_2_ACO, 0, 0, 9, FALSE },
  { CPX_SPECIALTY_GENERAL_PRACTITIONER, S2_OR_DP | NONE, 0, 0, 10, TRUE },
  { CPX_SPECIALTY_PAEDIATRICIAN, S1 | S1_OPTAM | DP_2_OPTAM, 0, 0, 11, TRUE },
  { CPX_SPECIALTY_PAEDIATRICIAN, DP_2_ACO, 0, 0, 11, FALSE },
  { CPX_SPECIALTY_PAEDIATRICIAN, S2_OR_DP | NONE, 0, 0, 12, TRUE },
  { CPX_SPECIALTY_DENTIST, ALL, 0, 0, 13, TRUE },
  { CPX_SPECIALTY_MIDWIFE, ALL, 0, 0, 15, TRUE },
  { CPX_SPECIALTY_OTHER, S1 | S1_OPTAM | DP_2_OPTAM, 0, 0, 16, TRUE },
  { CPX_SPECIALTY_OTHER, DP_2_ACO, 0, 0, 16, FALSE },
  { CPX_SPECIALTY_OTHER, S2_OR_DP | NONE, 0, 0, 14, TRUE },
};

/**
 * cpx_convention_get_token:
 * @self: a contract
 *
 * Returns: (transfer none): what records and the wire call it
 */
const char *
cpx_convention_get_token (CpxConvention self)
{
  g_return_val_if_fail ((guint) self < CPX_N_CONVENTIONS, "none");

  return contracts[self].token;
}

/**
 * cpx_convention_get_label:
 * @self: a contract
 *
 * Returns: (transfer none): what the screen calls it
 */
const char *
cpx_convention_get_label (CpxConvention self)
{
  g_return_val_if_fail ((guint) self < CPX_N_CONVENTIONS, "");

  return _(contracts[self].label);
}

/**
 * cpx_convention_from_token:
 * @token: what cpx_convention_get_token() gives
 * @out_convention: (out): the contract
 *
 * Returns: `FALSE` if no contract has that token
 */
gboolean
cpx_convention_from_token (const char    *token,
                           CpxConvention *out_convention)
{
  for (guint i = 0; i < CPX_N_CONVENTIONS; i++)
    {
      if (strcmp (contracts[i].token, token) == 0)
        {
          *out_convention = (CpxConvention) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * cpx_convention_from_record:
 * @sector: (nullable): the practitioner's record: "1", "2" or "3"
 * @optam: (nullable): "none", "optam" or "optam_aco"
 * @has_permanent_right: whether a practitioner of sector 1 has the old right to overcharge
 * @out_convention: (out): the contract
 *
 * Returns: `FALSE` if the record does not say the sector, or says what cannot be
 */
gboolean
cpx_convention_from_record (const char    *sector,
                            const char    *optam,
                            gboolean       has_permanent_right,
                            CpxConvention *out_convention)
{
  for (guint i = 0; i < CPX_N_CONVENTIONS; i++)
    {
      const Contract *contract = &contracts[i];

      if (sector != NULL && *sector == contract->sector && sector[1] == '\0'
          && strcmp (optam != NULL ? optam : "none", contract->optam) == 0
          && (contract->sector != '1' || contract->permanent_right == (has_permanent_right != FALSE)))
        {
          *out_convention = (CpxConvention) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * cpx_convention_is_sector_1:
 * @self: a contract
 *
 * Returns: `TRUE` for fees without supplement but by exception (sector 1), with or without OPTAM
 */
gboolean
cpx_convention_is_sector_1 (CpxConvention self)
{
  return self <= CPX_CONVENTION_SECTOR_1_DP_OPTAM_ACO;
}

/**
 * cpx_convention_may_overcharge:
 * @self: a contract
 *
 * Returns: `TRUE` if it lets one charge more than the tariff without a demand of the patient
 */
gboolean
cpx_convention_may_overcharge (CpxConvention self)
{
  return self >= CPX_CONVENTION_SECTOR_1_DP;
}

/**
 * cpx_convention_has_optam:
 * @self: a contract
 *
 * Returns: `TRUE` if fees are held down by contract (OPTAM or OPTAM-ACO)
 */
gboolean
cpx_convention_has_optam (CpxConvention self)
{
  return ((1u << self) & ALL_OPTAM) != 0;
}

/**
 * cpx_convention_has_optam_aco:
 * @self: a contract
 *
 * Returns: `TRUE` if that contract is the one of surgeons and obstetricians (OPTAM-ACO)
 */
gboolean
cpx_convention_has_optam_aco (CpxConvention self)
{
  return ((1u << self) & (DP_2_ACO | BIT (SECTOR_1_OPTAM_ACO))) != 0;
}

/* What the labels of R_TB23 call by one name. */
static CpxSpecialty
group_of (CpxSpecialty specialty)
{
  if (cpx_specialty_is_surgical (specialty))
    return CPX_SPECIALTY_SURGEON;

  return specialty == CPX_SPECIALTY_RADIOLOGIST ? CPX_SPECIALTY_OTHER : specialty;
}

/**
 * cpx_grid_rule_find:
 * @specialty: a specialty
 * @convention: a contract
 * @day: the day of execution
 *
 * Returns: (nullable): the line of the table that says the grid; `NULL` for an unknown specialty
 */
const CpxGridRule *
cpx_grid_rule_find (CpxSpecialty  specialty,
                    CpxConvention convention,
                    CpxDay        day)
{
  CpxSpecialty group = group_of (specialty);

  for (gsize i = 0; i < G_N_ELEMENTS (grid_rules); i++)
    {
      const CpxGridRule *rule = &grid_rules[i];

      if (rule->specialty == group && (rule->conventions & (1u << convention)) != 0 && day >= rule->from
          && (rule->until == 0 || day <= rule->until))
        return rule;
    }

  return NULL;
}

/**
 * cpx_grid_rule_list:
 * @out_n_rules: (out): how many there are
 *
 * Returns: (transfer none) (array length=out_n_rules): the whole table, for the screen to show
 */
const CpxGridRule *
cpx_grid_rule_list (gsize *out_n_rules)
{
  *out_n_rules = G_N_ELEMENTS (grid_rules);

  return grid_rules;
}
