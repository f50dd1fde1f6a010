/* cpx-cover.h: who pays for a patient's care, and from when to when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_COVER (cpx_cover_get_type ())
G_DECLARE_FINAL_TYPE (CpxCover, cpx_cover, CPX, COVER, CpxRecord)

extern const CpxKind cpx_cover_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_COVER_PATIENT,
  CPX_COVER_REGIME,
  CPX_COVER_FUND,
  CPX_COVER_CENTRE,
  CPX_COVER_BENEFICIARY,
  CPX_COVER_INSURED_NAME,
  CPX_COVER_INSURED_NIR,
  CPX_COVER_C2S,
  CPX_COVER_AME,
  CPX_COVER_ALD,
  CPX_COVER_ALD_LABEL,
  CPX_COVER_AT_MP,
  CPX_COVER_AT_MP_ON,
  CPX_COVER_EXONERATION,
  CPX_COVER_MUTUAL,
  CPX_COVER_MUTUAL_NUMBER,
  CPX_COVER_THIRD_PARTY_PAYMENT,
  CPX_COVER_VALID_FROM,
  CPX_COVER_VALID_TO,
  CPX_COVER_NOTES,
  CPX_N_COVER_FIELDS
};

G_END_DECLS
