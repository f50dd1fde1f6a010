/* cpx-circumstances.h: what no file tells of an operation and the rules ask for: stated by a person, by name.
 *
 * The names are those of a draft as JSON, see cpx-coding-draft-json.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-request.h"

#include <cpx-coding-check.h>
#include <cpx-kind.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_CIRCUMSTANCE_FACT,     /* "yes", "no", "": nobody said */
  CPX_CIRCUMSTANCE_BOOLEAN,  /* "yes", "" */
  CPX_CIRCUMSTANCE_DAY,      /* "2026-03-09", "" */
  CPX_CIRCUMSTANCE_TIME,     /* "14:30", "" */
  CPX_CIRCUMSTANCE_TOKEN,    /* one of the tokens, "" */
} CpxCircumstanceType;

typedef struct
{
  const char          *name;
  const char          *label;    /* N_() */
  CpxCircumstanceType  type;
  gboolean             of_line;  /* of one act, not of the operation */
  const char          *object;   /* (nullable): the object of the draft that holds it, for example "patient" */
  int                  field;    /* TOKEN: of the act's kind, whose tokens it has */
} CpxCircumstance;

const CpxCircumstance *cpx_circumstances_list      (guint                  *out_n);
const CpxCircumstance *cpx_circumstance_find       (const char             *name);
const char            *cpx_circumstance_get_label  (const CpxCircumstance  *self);
char                  *cpx_circumstance_dup_value  (const CpxCircumstance  *self,
                                                    CpxCodingRequest       *request,
                                                    guint                   line);
gboolean               cpx_circumstance_set        (const CpxCircumstance  *self,
                                                    CpxCodingRequest       *request,
                                                    guint                   line,
                                                    const char             *typed,
                                                    GError                **error);
gboolean               cpx_circumstance_is_wanted  (const CpxCircumstance  *self,
                                                    CpxCodingRequest       *request,
                                                    CpxCodingResult        *result,
                                                    guint                   line);

G_END_DECLS
