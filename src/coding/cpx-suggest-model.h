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
  CPX_FEATURE_AWAKE,             /* in a note of several sentences: an act that has no activity of anaesthesia */
  CPX_FEATURE_BACKED,            /* in such a note: logarithm of what all of it says of the name */
  CPX_FEATURE_NOTE_EXPLAINED,    /* text-explained once more, in such a note: it weighs otherwise there */
  CPX_FEATURE_NOTE_NAMED,        /* the same of name-said */
  CPX_FEATURE_NOTE_MASS,         /* the same of mass */
  CPX_FEATURE_GESTURE_LEFT,      /* share of the gesture words of the stretch that the name does not explain */
  CPX_FEATURE_GESTURE_UNSAID,    /* the name says a gesture, the stretch none of those that it says */
  CPX_FEATURE_BARE,              /* the stretch says no gesture that the name explains */
  CPX_FEATURE_OPENING,           /* in such a note: the first sentences say its gesture, and tell no history */
  CPX_FEATURE_OPPOSED,           /* the name says the opposite of a word of the stretch, and not that word */
  CPX_FEATURE_AWAY,              /* what speaks for it is told of another day or another person, 0 to 1 */
  CPX_FEATURE_LONE,              /* the text is one word, of a name of several */
  CPX_FEATURE_NUMBER_AGREES,     /* the label counts as many as the text */
  CPX_FEATURE_NUMBER_DIFFERS,    /* it counts more, or less */
  CPX_FEATURE_SEX_DIFFERS,       /* the act is for the other sex */
  CPX_FEATURE_AGE_DIFFERS,       /* the label names an age that is not the patient's */
  CPX_FEATURE_AGE_AGREES,
  CPX_FEATURE_PLANNED,           /* the act was planned for this intervention */
  CPX_N_FEATURES
} CpxFeature;

/* What makes a probability of the score of a gesture's first answer: of the gesture with the best score ... */
typedef enum {
  CPX_LOOK_CONSTANT,
  CPX_LOOK_LOG_ODDS,        /* of its share among the answers to its gesture */
  CPX_LOOK_SCORE,
  CPX_LOOK_TEXT_EXPLAINED,
  CPX_LOOK_NAME_SAID,
  CPX_LOOK_SEVERAL,         /* the text has several sentences */
  CPX_LOOK_NICKNAME,        /* the name is of the lexicon */
  CPX_LOOK_ACTION,          /* the text says the first word of the name, or all of a nickname */
  CPX_LOOK_UNNAMED,         /* it says neither a gesture nor half of the name */
  CPX_LOOK_AWAY,            /* it tells of another day or another person */
  CPX_LOOK_LONE,            /* it is one word, of a name of several */

  /* ... and of a further one, which may be none. */
  CPX_LOOK_FURTHER,
  CPX_LOOK_FURTHER_LOG_ODDS,
  CPX_LOOK_FURTHER_SCORE,
  CPX_LOOK_FURTHER_TEXT_EXPLAINED,
  CPX_LOOK_FURTHER_NAME_SAID,
  CPX_LOOK_FURTHER_BEHIND,  /* how much better the best one is */
  CPX_LOOK_FURTHER_ALSO,    /* the sentence tells a further gesture */
  CPX_LOOK_FURTHER_DONE,    /* the sentence tells what was done */
  CPX_LOOK_FURTHER_BARE,    /* it says no gesture, only what the gesture was for */
  CPX_LOOK_FURTHER_BESIDE,  /* in a note: named in one breath with the best one */
  CPX_LOOK_FURTHER_CLAIMED, /* logarithm of the words that no gesture before it explains */
  CPX_LOOK_FURTHER_SAME,    /* on the same organ and with the same action as a better one */
  CPX_LOOK_FURTHER_RULES,   /* their share of their sentences */
  CPX_LOOK_FURTHER_TITLE,   /* the text is one sentence */
  CPX_LOOK_FURTHER_APART,   /* ... and names it after a comma, "et", "+" */
  CPX_N_LOOKS
} CpxLook;

typedef struct
{
  float          weights[CPX_N_FEATURES];
  float          calibration[CPX_N_LOOKS];
  float          temperature;      /* of the softmax over the answers to a gesture */
  float          principal_share;  /* of the surest gesture's probability: as sure as that, another may be principal */
  GHashTable    *specialties;  /* (owned): folded beginning of a specialty's name → letters of its organs */
} CpxSuggestModel;

CpxSuggestModel *cpx_suggest_model_new          (GBytes                 *text,
                                                 GError                **error);
CpxSuggestModel *cpx_suggest_model_new_builtin  (void);
void             cpx_suggest_model_free         (CpxSuggestModel        *self);

const char      *cpx_suggest_model_get_organs   (const CpxSuggestModel  *self,
                                                 const char             *specialty);
const char      *cpx_feature_get_name           (CpxFeature              feature);
const char      *cpx_look_get_name              (CpxLook                 look);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxSuggestModel, cpx_suggest_model_free)

G_END_DECLS
