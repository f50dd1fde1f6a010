/* cpx-finding.h: what is wrong with something a person wrote, said so that they can act on it. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_FINDING_TO_KNOW,     /* shown, stops nothing */
  CPX_FINDING_TO_JUSTIFY,  /* may be kept with a reason */
  CPX_FINDING_BLOCKING,    /* cannot be kept */
} CpxFindingLevel;

#define CPX_TYPE_FINDING (cpx_finding_get_type ())

typedef struct
{
  CpxFindingLevel  level;
  char            *field;     /* (nullable): the JSON name of the field it is about */
  char            *rule;      /* stable id, for example "nir.key" */
  char            *sentence;  /* in the language of the screen; names the field */
} CpxFinding;

GType       cpx_finding_get_type      (void);
CpxFinding *cpx_finding_new           (CpxFindingLevel   level,
                                       const char       *field,
                                       const char       *rule,
                                       const char       *format,
                                       ...) G_GNUC_PRINTF (4, 5);
CpxFinding *cpx_finding_copy          (const CpxFinding *self);
void        cpx_finding_free          (CpxFinding       *self);

GPtrArray        *cpx_findings_new          (void);
gboolean          cpx_findings_are_blocking (GPtrArray *findings);
const CpxFinding *cpx_findings_find         (GPtrArray  *findings,
                                             const char *field);
gboolean          cpx_findings_to_error     (GPtrArray  *findings,
                                             GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxFinding, cpx_finding_free)

G_END_DECLS
