/* cpx-coding-draft.h: acts about to be recorded, and all that the rules and the price must know. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-convention.h"

#include <cpx-day.h>
#include <glib-object.h>

G_BEGIN_DECLS

#define CPX_CODING_MAX_LINES       200
#define CPX_CODING_MAX_PERFORMERS  8
#define CPX_CODING_MAX_MODIFIERS   8  /* that a line can carry; how many are priced is in R_TB19 */
#define CPX_CODING_MAX_QUANTITY    99

#define CPX_CODING_ERROR (cpx_coding_error_quark ())

typedef enum
{
  CPX_CODING_ERROR_INVALID,  /* this is no draft: the sentence names the member */
} CpxCodingError;

GQuark cpx_coding_error_quark (void);

/* What a person has not said is not the same as what they denied. */
typedef enum
{
  CPX_FACT_UNKNOWN,
  CPX_FACT_NO,
  CPX_FACT_YES,
} CpxFact;

typedef enum
{
  CPX_SEX_UNKNOWN,
  CPX_SEX_MAN,    /* the numbers of SEXE in R_ACTE */
  CPX_SEX_WOMAN,
} CpxSex;

/* Article III-3 B tells limbs, trunk and head apart. */
typedef enum
{
  CPX_BODY_PART_UNKNOWN,
  CPX_BODY_PART_HEAD,
  CPX_BODY_PART_TRUNK,
  CPX_BODY_PART_RIGHT_ARM,
  CPX_BODY_PART_LEFT_ARM,
  CPX_BODY_PART_RIGHT_LEG,
  CPX_BODY_PART_LEFT_LEG,
} CpxBodyPart;

/* The three components of ENT cancer surgery, article III-3 B 2c. */
typedef enum
{
  CPX_ENT_PART_NONE,
  CPX_ENT_PART_EXCISION,
  CPX_ENT_PART_NECK_DISSECTION,
  CPX_ENT_PART_RECONSTRUCTION,
} CpxEntPart;

typedef enum
{
  CPX_ASSOCIATION_AUTO,      /* nobody chose: the rules do, at each look */
  CPX_ASSOCIATION_NONE,      /* no code is printed */
  CPX_ASSOCIATION_1,
  CPX_ASSOCIATION_2,
  CPX_ASSOCIATION_3,
  CPX_ASSOCIATION_4,
  CPX_ASSOCIATION_5,
  CPX_ASSOCIATION_UNPRICED,  /* coded, not charged: beyond the maximum */
} CpxAssociation;

typedef enum
{
  CPX_OVERCHARGE_REASON_NONE,
  CPX_OVERCHARGE_REASON_AGREEMENT,  /* entente directe */
  CPX_OVERCHARGE_REASON_DEMAND,     /* exigence du malade */
  CPX_OVERCHARGE_REASON_TRAVEL,     /* déplacement non prescrit */
  CPX_OVERCHARGE_REASON_NO_REFUND,  /* acte à ne pas rembourser en AMO */
  CPX_OVERCHARGE_REASON_PATHWAY,    /* hors du parcours de soins coordonnés */
} CpxOverchargeReason;

typedef struct
{
  CpxSpecialty  specialty;
  CpxConvention convention;
  int           grid;        /* chosen by hand, or 0: the table of cpx-convention.h says it */
} CpxPerformer;

/* Fixed size, owns nothing: copied by assignment. */
typedef struct
{
  CpxDay          day;                 /* of execution: decides versions and prices */
  int             minute;              /* since midnight, French time; -1: unknown */
  CpxDay          admission_day;       /* 0: unknown */
  int             admission_minute;    /* -1: unknown */
  char            zone[4];             /* "" in metropolitan France, else COD_DOM: "971" */
  gboolean        in_practice;         /* done in the practice, not in an establishment */

  CpxDay          birth_day;           /* 0: unknown */
  int             age_months;          /* when the birth date is unknown; -1: unknown */
  CpxSex          sex;
  gboolean        c2s;
  gboolean        ame;
  gboolean        ald;                 /* the acts are related to it */
  gboolean        work_injury;         /* accident du travail, maladie professionnelle */
  gboolean        maternity;

  CpxFact         emergency;           /* threat to life or to the integrity of the organism, means mobilised */
  CpxFact         unplanned;           /* not planned eight hours before */
  CpxFact         emergency_site;      /* establishment with an authorised emergency department */
  CpxFact         untransferable;
  CpxFact         anaesthesia;         /* general or regional */
  gboolean        consultation;        /* the same physician also charges a consultation */
  gboolean        out_of_pathway;      /* the patient came outside the coordinated care pathway */
  gint64          flat_share_cents;    /* the patient's flat share (TMF) as the practice knows it; -1: unknown */

  guint           n_performers;        /* at least one */
  CpxPerformer    performers[CPX_CODING_MAX_PERFORMERS];
} CpxCodingContext;

/* The same. */
typedef struct
{
  char                 code[8];              /* seven letters and digits */
  int                  activity;             /* 1 to 5 */
  int                  phase;                /* 0 to 3 */
  CpxAssociation       association;
  char                 modifiers[CPX_CODING_MAX_MODIFIERS + 1];  /* in order of preference */
  int                  quantity;
  gint64               overcharge_cents;
  CpxOverchargeReason  overcharge_reason;
  CpxFact              exceptional_refund;   /* for acts that are refunded under conditions */
  int                  moment;               /* 0: the first of the day; another: discontinuous from it */
  CpxBodyPart          body_part;
  gboolean             trauma;               /* a recent traumatic lesion among several */
  CpxEntPart           ent_part;
  int                  performer;            /* index among the context's */
  int                  gesture;              /* of the report, counted from 1: what it was proposed for; 0: unknown */
} CpxCodingLine;

#define CPX_TYPE_CODING_DRAFT (cpx_coding_draft_get_type ())
G_DECLARE_FINAL_TYPE (CpxCodingDraft, cpx_coding_draft, CPX, CODING_DRAFT, GObject)

void                    cpx_coding_context_init           (CpxCodingContext       *context,
                                                           CpxDay                  day);
int                     cpx_coding_context_get_age_months (const CpxCodingContext *context);
void                    cpx_coding_line_init              (CpxCodingLine          *line,
                                                           const char             *code);

CpxCodingDraft         *cpx_coding_draft_new              (const CpxCodingContext *context,
                                                           const CpxCodingLine    *lines,
                                                           guint                   n_lines);
const CpxCodingContext *cpx_coding_draft_get_context      (CpxCodingDraft         *self);
guint                   cpx_coding_draft_get_n_lines      (CpxCodingDraft         *self);
const CpxCodingLine    *cpx_coding_draft_get_line         (CpxCodingDraft         *self,
                                                           guint                   position);
gboolean                cpx_coding_draft_equal            (CpxCodingDraft         *a,
                                                           CpxCodingDraft         *b);

CpxCodingDraft         *cpx_coding_draft_with_context     (CpxCodingDraft         *self,
                                                           const CpxCodingContext *context);
CpxCodingDraft         *cpx_coding_draft_with_line        (CpxCodingDraft         *self,
                                                           guint                   position,
                                                           const CpxCodingLine    *line);
CpxCodingDraft         *cpx_coding_draft_with_new_line    (CpxCodingDraft         *self,
                                                           const CpxCodingLine    *line);
CpxCodingDraft         *cpx_coding_draft_without_line     (CpxCodingDraft         *self,
                                                           guint                   position);

G_END_DECLS
