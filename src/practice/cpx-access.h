/* cpx-access.h: who may do what: one table of permissions by role.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-kind.h>
#include <cpx-role.h>

G_BEGIN_DECLS

/* One line of the table. */
typedef struct
{
  const char *name;   /* "patient:write" */
  CpxRoles    roles;  /* who has it */
} CpxPermission;

const CpxPermission *cpx_access_list           (guint         *out_n_permissions);
gboolean             cpx_access_may            (CpxRoles       roles,
                                                const char    *permission);
gboolean             cpx_access_may_write      (CpxRoles       roles,
                                                const CpxKind *kind);
const char          *cpx_access_get_noun       (const CpxKind *kind);
gboolean             cpx_access_check          (CpxRoles       roles,
                                                const char    *permission,
                                                GError       **error);

G_END_DECLS
