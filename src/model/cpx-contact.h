/* cpx-contact.h: a person near a patient: of trust, to be warned, guardian.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_CONTACT (cpx_contact_get_type ())
G_DECLARE_FINAL_TYPE (CpxContact, cpx_contact, CPX, CONTACT, CpxRecord)

extern const CpxKind cpx_contact_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_CONTACT_PATIENT,
  CPX_CONTACT_ROLE,
  CPX_CONTACT_NAME,
  CPX_CONTACT_RELATION,
  CPX_CONTACT_PHONE,
  CPX_CONTACT_MOBILE,
  CPX_CONTACT_EMAIL,
  CPX_CONTACT_ADDRESS_LINE_1,
  CPX_CONTACT_ADDRESS_LINE_2,
  CPX_CONTACT_POSTAL_CODE,
  CPX_CONTACT_CITY,
  CPX_CONTACT_NOTES,
  CPX_N_CONTACT_FIELDS
};

G_END_DECLS
