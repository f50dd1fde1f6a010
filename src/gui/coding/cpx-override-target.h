/* cpx-override-target.h: what is overridden: a proposed code, a finding of a rule, an association, a modifier.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-request.h>
#include <cpx-rule-finding.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_OVERRIDE_CODE,         /* another code than the one proposed */
  CPX_OVERRIDE_FINDING,      /* the coding stands in spite of a rule */
  CPX_OVERRIDE_ASSOCIATION,  /* another association than the rules find */
  CPX_OVERRIDE_MODIFIER,     /* a modifier that the rules do not advise, or one less than they ask for */
} CpxOverrideKind;

/* What is overridden. */
typedef struct
{
  CpxOverrideKind       kind;
  int                   line;      /* of the draft; -1: CODE adds a line, FINDING is about the whole */
  const char           *proposed;  /* CODE (nullable): the code proposed; NULL: what the line says of it */
  const char           *kept;      /* CODE (nullable): the code kept, if it is chosen already */
  const CpxRuleFinding *finding;   /* FINDING (nullable) */
  const char           *rule;      /* FINDING without @finding: the id of a rule, for example "coding.empty" */
  int                   value;     /* ASSOCIATION: a CpxAssociation; MODIFIER: a letter, which is added or taken off */
} CpxOverrideTarget;

const CpxActChoice *cpx_override_target_get_choice   (const CpxOverrideTarget *self,
                                                      CpxCodingRequest        *request);
const char         *cpx_override_target_get_code     (const CpxOverrideTarget *self,
                                                      CpxCodingRequest        *request);
const char         *cpx_override_target_get_proposed (const CpxOverrideTarget *self,
                                                      CpxCodingRequest        *request);
const char         *cpx_override_target_get_rule     (const CpxOverrideTarget *self);
char               *cpx_override_target_dup_key      (const CpxOverrideTarget *self,
                                                      CpxCodingRequest        *request);

G_END_DECLS
