/* cpx-suggest-model.h: the numbers of the suggestion engine, fitted and kept as data. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is measured on a name of an act against a stretch of text. */
typedef enum {
  CPX_FEATURE_TEXT_EXPLAINED,    /* share of the text's weight that the name explains */
  CPX_FEATURE_NAME_SAID,         /* share of the name's weight that the text says */
  CPX_FEATURE_BOTH,              /* product of the two */
  CPX_FEATURE_MASS,              /* logarithm of what was matched */
  CPX_FEATURE_HEAD,              /* the first word of the name is said */
  CPX_FEATURE_ACCESS_AGREES,
  CPX_FEATURE_ACCESS_DIFFERS,
  CPX_FEATURE_CONFLICT,          /* said with, named without, or the reverse; below 0: both without */
  CPX_FEATURE_SIDE_DIFFERS,      /* two sides said, one named; or the reverse */
  CPX_FEATURE_SIDE_AGREES,
  CPX_FEATURE_VOLUME,            /* how common, from 0 to 1; 0 if no volumes are known */
  CPX_FEATURE_USUAL,             /* first of its nickname in the lexicon */
  CPX_FEATURE_NICKNAME,          /* the name is of the lexicon */
  CPX_FEATURE_OFFICIAL_NICKNAME, /* the name is a synonym of the nomenclature's notes */
  CPX_FEATURE_COMPLEMENT,        /* an act that never stands alone */
  CPX_FEATURE_SUPPLEMENT,        /* a supplement or an anaesthesia act */
  CPX_FEATURE_LOOKING,           /* a diagnostic act: the code's third letter is Q or H */
  CPX_FEATURE_SPECIALTY,         /* the organ is of the surgeon's specialty */
  CPX_FEATURE_DONE,              /* the sentence tells what was done */
  CPX_FEATURE_WHOLE_NICKNAME,    /* all words of a nickname are said */
  CPX_FEATURE_TOLD,              /* the sentence tells a history, a finding, what came after */
  CPX_FEATURE_ALSO,              /* the sentence tells a further gesture */
  CPX_FEATURE_TITLE,             /* the sentence is under a heading that announces the operation */
  CPX_FEATURE_ELSEWHERE,         /* share of the name's weight that only other sentences of the note say */
  CPX_FEATURE_PRICE,             /* in a note of several sentences: logarithm of what the act is paid, 0 to 1 */
  CPX_FEATURE_SEX_DIFFERS,       /* the act is for the other sex */
  CPX_FEATURE_AGE_DIFFERS,       /* the label names an age that is not the patient's */
  CPX_FEATURE_AGE_AGREES,
  CPX_FEATURE_PLANNED,           /* the act was planned for this intervention */
  CPX_N_FEATURES
} CpxFeature;

/* How a score becomes a probability. */
typedef struct
{
  float temperature;    /* of the softmax over the candidates */
  float constant;
  float log_odds;       /* of the first's share */
  float score;
  float text_explained;
  float name_said;
  float several;        /* sentences */
} CpxCalibration;

typedef struct
{
  float          weights[CPX_N_FEATURES];
  CpxCalibration calibration;
  GHashTable    *specialties;  /* (owned): folded beginning of a specialty's name → letters of its organs */
} CpxSuggestModel;

CpxSuggestModel *cpx_suggest_model_new          (GBytes                 *text,
                                                 GError                **error);
CpxSuggestModel *cpx_suggest_model_new_builtin  (void);
void             cpx_suggest_model_free         (CpxSuggestModel        *self);

const char      *cpx_suggest_model_get_organs   (const CpxSuggestModel  *self,
                                                 const char             *specialty);
const char      *cpx_feature_get_name           (CpxFeature              feature);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxSuggestModel, cpx_suggest_model_free)

G_END_DECLS
