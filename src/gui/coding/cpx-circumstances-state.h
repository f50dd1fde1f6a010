/* cpx-circumstances-state.h: which circumstances of an operation are worth a row, and what each says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-circumstances.h>

G_BEGIN_DECLS

typedef struct
{
  const CpxCircumstance *what;
  guint                  line;   /* of the draft, if it is of an act */
  char                  *title;  /* (owned): names the act */
  char                  *value;  /* (owned): as cpx_circumstance_dup_value() gives it */
  char                  *text;   /* (owned): the same as a person types it */
  gboolean               shown;  /* the rules ask for it, or somebody stated it */
} CpxCircumstanceRow;

GPtrArray *cpx_circumstances_state_list       (CpxCodingRequest *request);
char      *cpx_circumstances_state_dup_shape  (GPtrArray        *rows);

G_END_DECLS
