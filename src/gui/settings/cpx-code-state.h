/* cpx-code-state.h: what a screen says while a one-time code is set up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_CODE_LENGTH 6

typedef struct
{
  char        digits[CPX_CODE_LENGTH + 1];  /* the code without the spaces some phones show */
  const char *hint;                         /* (nullable): what is wrong with it */
  gboolean    can_confirm;
} CpxCodeState;

CpxCodeState  cpx_code_state_compute    (const char *typed);
char         *cpx_code_state_dup_groups (const char *secret);

G_END_DECLS
