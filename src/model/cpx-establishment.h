/* cpx-establishment.h: a clinic or a hospital where the practice operates or consults.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_ESTABLISHMENT (cpx_establishment_get_type ())
G_DECLARE_FINAL_TYPE (CpxEstablishment, cpx_establishment, CPX, ESTABLISHMENT, CpxRecord)

extern const CpxKind cpx_establishment_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_ESTABLISHMENT_NAME,
  CPX_ESTABLISHMENT_FINESS,
  CPX_ESTABLISHMENT_ADDRESS_LINE_1,
  CPX_ESTABLISHMENT_ADDRESS_LINE_2,
  CPX_ESTABLISHMENT_POSTAL_CODE,
  CPX_ESTABLISHMENT_CITY,
  CPX_ESTABLISHMENT_PHONE,
  CPX_ESTABLISHMENT_EMAIL,
  CPX_ESTABLISHMENT_NOTES,
  CPX_ESTABLISHMENT_ARCHIVED,
  CPX_N_ESTABLISHMENT_FIELDS
};

G_END_DECLS
