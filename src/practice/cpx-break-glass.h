/* cpx-break-glass.h: a role that does not open files opens one, for a reason, at once, and the audit log says so.
 *
 * French: « bris de glace ».
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-broken-glass.h"
#include "cpx-open-patient.h"

G_BEGIN_DECLS

/* Which file, as who is not allowed to look through the list can name it: its number or id, or name and birth date. */
typedef struct
{
  const char *number;      /* (nullable) */
  const char *name;        /* (nullable): the birth name or the name used */
  const char *birth_date;  /* (nullable): as typed, "12/03/1964" */
} CpxGlassTarget;

gboolean        cpx_practice_needs_glass        (CpxPractice           *practice);
CpxPatientFile *cpx_practice_break_glass        (CpxPractice           *practice,
                                                 const CpxGlassTarget  *target,
                                                 const char            *reason,
                                                 GError               **error);
void            cpx_practice_break_glass_async  (CpxPractice           *practice,
                                                 const CpxGlassTarget  *target,
                                                 const char            *reason,
                                                 GAsyncReadyCallback    callback,
                                                 gpointer               user_data);
CpxPatientFile *cpx_practice_break_glass_finish (CpxPractice           *practice,
                                                 GAsyncResult          *result,
                                                 GError               **error);

G_END_DECLS
