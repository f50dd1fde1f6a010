/* cpx-user.h: someone who unlocks the practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"
#include "cpx-role.h"

G_BEGIN_DECLS

#define CPX_TYPE_USER (cpx_user_get_type ())
G_DECLARE_FINAL_TYPE (CpxUser, cpx_user, CPX, USER, CpxRecord)

extern const CpxKind cpx_user_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_USER_LOGIN,
  CPX_USER_NAME,
  CPX_USER_ROLE_SURGEON,
  CPX_USER_ROLE_LOCUM,
  CPX_USER_ROLE_NURSE,
  CPX_USER_ROLE_SECRETARY,
  CPX_USER_ROLE_ADMIN,
  CPX_USER_ROLE_CODER,
  CPX_USER_RPPS,
  CPX_USER_PRACTITIONER,
  CPX_USER_LOCALE,
  CPX_USER_DISABLED,
  CPX_N_USER_FIELDS
};

CpxRoles   cpx_user_get_roles  (CpxRecord *self);
CpxRecord *cpx_user_with_roles (CpxRecord *self,
                                CpxRoles   roles);

G_END_DECLS
