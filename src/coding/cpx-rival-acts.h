/* cpx-rival-acts.h: whether two labels of the nomenclature tell one gesture, done in two ways. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_RIVALRY_NONE,
  CPX_RIVALRY_ACCESS,   /* the same words, but for the way in, or for one side or both */
  CPX_RIVALRY_VARIANT,  /* the same gesture, and what goes “avec” or “sans” with it differs */
} CpxRivalry;

CpxRivalry cpx_rival_acts_compare (const char *code,
                                   const char *label,
                                   const char *other_code,
                                   const char *other_label);

G_END_DECLS
