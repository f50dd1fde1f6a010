/* cpx-role.h: what a user is in the practice; one user may be several.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_ROLE_SURGEON   = 1 << 0,
  CPX_ROLE_LOCUM     = 1 << 1,
  CPX_ROLE_NURSE     = 1 << 2,
  CPX_ROLE_SECRETARY = 1 << 3,
  CPX_ROLE_ADMIN     = 1 << 4,
  CPX_ROLE_PATIENT   = 1 << 5,  /* for the server only: no user of a post has it */
  CPX_ROLE_CODER     = 1 << 6,  /* a secretary to whom the surgeons delegate the coding */
} CpxRole;

#define CPX_N_ROLES 7

/* A set of roles. */
typedef guint CpxRoles;

const char *cpx_role_get_token   (CpxRole      role);
const char *cpx_role_get_label   (CpxRole      role);
gboolean    cpx_roles_parse      (const char  *text,
                                  CpxRoles    *out_roles,
                                  GError     **error);
char       *cpx_roles_format     (CpxRoles     roles);
char       *cpx_roles_dup_label  (CpxRoles     roles);

G_END_DECLS
