/* cpx-nir.h: the French social security number, its key, and what it says of its bearer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-partial-date.h>

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_NIR_OK,
  CPX_NIR_BAD_LENGTH,      /* not 13 or 15 characters */
  CPX_NIR_BAD_CHARACTER,
  CPX_NIR_BAD_SEX,
  CPX_NIR_BAD_MONTH,
  CPX_NIR_BAD_DEPARTMENT,
  CPX_NIR_BAD_KEY,
} CpxNirFault;

char        *cpx_nir_normalize       (const char     *text);
CpxNirFault  cpx_nir_check           (const char     *nir);
int          cpx_nir_compute_key     (const char     *nir);
char        *cpx_nir_format          (const char     *nir);
char         cpx_nir_get_sex         (const char     *nir);
gboolean     cpx_nir_matches_birth   (const char     *nir,
                                      CpxPartialDate  birth);

G_END_DECLS
