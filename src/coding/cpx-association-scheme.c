/* cpx-association-scheme.c: the cases of article III-3 B by name, rule and label.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-association.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *token;
  const char *rule;
  const char *label;
} SchemeName;

static const SchemeName names[] = {
  [CPX_SCHEME_SINGLE] = { "single", "ccam.3.code", N_("A single act") },
  [CPX_SCHEME_FORESEEN] = { "foreseen", "ccam.3.code", N_("Foreseen association") },
  [CPX_SCHEME_ADDITIONS] = { "additions", "ccam.3.code", N_("An act with complementary acts and supplements") },
  [CPX_SCHEME_GENERAL] = { "general", "ccam.3.1", N_("General rule: the second act at 50 %") },
  [CPX_SCHEME_LIMBS] = { "limbs", "ccam.3.EA",
                         N_("Different limbs, or trunk or head and limb: the second act at 75 %") },
  [CPX_SCHEME_TRAUMA] = { "trauma", "ccam.3.EB", N_("Multiple recent traumatic lesions: 100, 75 and 50 %") },
  [CPX_SCHEME_ENT] = { "ent_cancer", "ccam.3.EC", N_("ENT cancer surgery: 100, 50 and 50 %") },
  [CPX_SCHEME_FULL] = { "full", "ccam.3.EG", N_("Specific acts, all in full") },
  [CPX_SCHEME_FULL_MIXED] = { "full_mixed", "ccam.3.EG", N_("Specific acts in full, beside others at 50 %") },
  [CPX_SCHEME_SCANS] = { "scans", "ccam.3.EE", N_("Scans of joint regions, all in full") },
  [CPX_SCHEME_RADIOLOGY] = { "radiology", "ccam.3.EI", N_("Conventional radiology: the others at 50 %") },
  [CPX_SCHEME_ONE_ONLY] = { "one_only", "ccam.3.ED", N_("One act alone is charged") },
};

const char *
cpx_association_scheme_get_token (CpxAssociationScheme scheme)
{
  g_return_val_if_fail ((guint) scheme < G_N_ELEMENTS (names), "");

  return names[scheme].token;
}

const char *
cpx_association_scheme_get_rule (CpxAssociationScheme scheme)
{
  g_return_val_if_fail ((guint) scheme < G_N_ELEMENTS (names), "ccam.3.code");

  return names[scheme].rule;
}

const char *
cpx_association_scheme_get_label (CpxAssociationScheme scheme)
{
  g_return_val_if_fail ((guint) scheme < G_N_ELEMENTS (names), "");

  return _(names[scheme].label);
}
