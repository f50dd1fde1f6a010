/* cpx-association.h: which acts of a draft are charged together, in which order and at which rate (article III-3 B).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-draft.h"

G_BEGIN_DECLS

/* A case of the table of RULES 3. */
typedef enum
{
  CPX_SCHEME_SINGLE,      /* one act: no code */
  CPX_SCHEME_FORESEEN,    /* an act and one complementary act, supplement or imaging 19.01.09.02: no code */
  CPX_SCHEME_ADDITIONS,   /* an act and several of those: 1 everywhere */
  CPX_SCHEME_GENERAL,     /* 1, 2 */
  CPX_SCHEME_LIMBS,       /* 1, 3: different limbs, trunk or head and limb */
  CPX_SCHEME_TRAUMA,      /* 1, 3, 2: multiple recent traumatic lesions */
  CPX_SCHEME_ENT,         /* 1, 2, 2: excision, neck dissection, reconstruction */
  CPX_SCHEME_FULL,        /* 4 everywhere: acts that are charged in full together */
  CPX_SCHEME_FULL_MIXED,  /* such acts with others at 50 %: 1 in place of 4 */
  CPX_SCHEME_SCANS,       /* 4 everywhere: scans of joint regions */
  CPX_SCHEME_RADIOLOGY,   /* 1, 2, 2, … */
  CPX_SCHEME_ONE_ONLY,    /* ultrasound, MRI: the dearest alone */
} CpxAssociationScheme;

/* Acts of one performer, one activity and one moment: article I-11. */
typedef struct
{
  int                   performer;
  int                   activity;
  int                   moment;
  gboolean              is_later;     /* there is an earlier moment: code 5 takes the place of 1 */
  CpxAssociationScheme  scheme;
  guint                *lines;        /* main acts from the dearest, what adds to them, what a person left out */
  guint                 n_main;
  guint                 n_charged;    /* main acts and what adds to them */
  guint                 n_lines;
  guint                 max_priced;   /* main acts that may be charged; 0: no limit */
  gboolean              is_sure;      /* FALSE: a tariff is unknown, so that the order is not established */
  guint                 n_additions_read;  /* rule 3.3: complementary acts that the other reading counts */
} CpxAssociationGroup;

/* Immutable once made. */
typedef struct
{
  GPtrArray      *groups;  /* (element-type CpxAssociationGroup) */
  CpxAssociation *best;    /* a line: what the rules say when nobody chose */
  CpxAssociation *used;    /* a line: what the draft says, or else the best */
  guint           n_lines;
} CpxAssociationPlan;

/* What one line is, for the associations. */
typedef enum
{
  CPX_ACT_FAMILY_SURGERY,
  CPX_ACT_FAMILY_TECHNICAL,
  CPX_ACT_FAMILY_PATHOLOGY,
  CPX_ACT_FAMILY_EMG,
  CPX_ACT_FAMILY_RADIOTHERAPY,
  CPX_ACT_FAMILY_DENTAL,
  CPX_ACT_FAMILY_NUCLEAR,
  CPX_ACT_FAMILY_RADIOGRAPHY,
  CPX_ACT_FAMILY_ULTRASOUND,
  CPX_ACT_FAMILY_CT,
  CPX_ACT_FAMILY_MRI,
} CpxActFamily;

typedef struct
{
  CpxActFamily  family;
  gboolean      adds;          /* a complementary act, a supplement, imaging 19.01.09.02: never reduced */
  gboolean      is_supplement; /* chapter 19.02 */
  gint64        tariff_cents;  /* without modifiers; -1: unknown */
  guint         coefficient;   /* of its percentage modifiers, in thousandths: between equal tariffs */
} CpxAssociationFact;

/* The rate of a code in thousandths, 0 when the nomenclature does not hold it. */
typedef guint (*CpxAssociationRateFunc) (CpxAssociation code,
                                         guint          line,
                                         gpointer       user_data);

CpxAssociationPlan        *cpx_association_plan_new        (CpxCodingDraft            *draft,
                                                            const CpxAssociationFact  *facts,
                                                            CpxAssociationRateFunc     rate,
                                                            gpointer                   user_data);
void                       cpx_association_plan_free       (CpxAssociationPlan        *self);
const CpxAssociationGroup *cpx_association_plan_find_group (const CpxAssociationPlan  *self,
                                                            guint                      line);
const char                *cpx_association_scheme_get_token (CpxAssociationScheme      scheme);
const char                *cpx_association_scheme_get_rule (CpxAssociationScheme       scheme);
const char                *cpx_association_scheme_get_label (CpxAssociationScheme      scheme);
gboolean                   cpx_body_parts_are_apart        (CpxBodyPart                a,
                                                            CpxBodyPart                b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxAssociationPlan, cpx_association_plan_free)

G_END_DECLS
