/* cpx-act-index-private.h: what the index holds, for those who search it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-act-ages.h"
#include "cpx-act-index.h"
#include "cpx-note-count.h"
#include "cpx-note-text.h"
#include "cpx-phrase-book.h"
#include "cpx-vocabulary.h"

G_BEGIN_DECLS

typedef enum {
  CPX_TERM_NEGATED = 1 << 0,
  CPX_TERM_SOFT = 1 << 1,     /* explains the text, is not asked for */
  CPX_TERM_ACCESS = 1 << 2,
  CPX_TERM_CHOICE = 1 << 3,   /* one of several parted by "ou" */
} CpxTermFlags;

/* One concept of a form. */
typedef struct
{
  guint32 concept;
  float   match;   /* what its presence is worth */
  float   need;    /* what its absence costs */
  guint8  flags;
} CpxTerm;

typedef enum {
  CPX_FORM_LABEL,
  CPX_FORM_SYNONYM,   /* official note */
  CPX_FORM_LEXICON,
} CpxFormKind;

/* What a word is worth by itself. */
typedef enum {
  CPX_WORD_KNOWN,     /* of a label, or a nickname alone */
  CPX_WORD_LENT,      /* only nicknames of several words have it */
  CPX_WORD_GENERAL,   /* the lexicon says that it names nothing */
} CpxWordWorth;

#define CPX_FORM_SYNONYM_LINE 1000000u

/* One way to name an act. */
typedef struct
{
  guint32     act;
  guint32     first_term;
  guint32     n_terms;
  float       need;      /* sum over its terms */
  CpxFormKind kind;
  guint       rank;      /* among the codes of a lexicon entry, from 0 */
  guint       line;      /* of the lexicon entry; CPX_FORM_SYNONYM_LINE and the act for a synonym; 0 for a label */
} CpxForm;

typedef struct
{
  char        code[8];
  const char *label;
  const char *path;
  guint       type;
  guint32     label_form;
  CpxDay      end;
  guint       access;      /* CpxAccess flags */
  guint       access_also; /* the same: asked for besides, "par coelioscopie et par abord vaginal" */
  gboolean    unilateral;  /* the label says so */
  gboolean    bilateral;
  CpxSex      sex;         /* CPX_SEX_UNKNOWN: any */
  guint       price_cents; /* 0 if unknown */
  gboolean    anaesthesia; /* it has an activity of anaesthesia */
  CpxActAges  ages;        /* that the label names */
  CpxCount    count;       /* the first thing that the label counts; most is 0 if it counts none */
} CpxActEntry;

typedef struct
{
  guint32 form;
  guint32 term;   /* index among all terms */
} CpxPosting;

struct _CpxActIndex
{
  gatomicrefcount ref_count;
  CpxVocabulary *vocabulary;   /* (owned) */
  CpxPhraseBook *phrases;      /* (owned) */
  GStringChunk  *strings;      /* (owned) */
  GHashTable    *paths;        /* (owned): path (kept once, by address) → GArray of concepts (owned) */
  GHashTable    *by_code;      /* (owned): code (entry's) → number + 1 */
  GArray        *acts;         /* (owned): CpxActEntry */
  GArray        *forms;        /* (owned): CpxForm */
  GArray        *terms;        /* (owned): CpxTerm */
  float         *weights;      /* (owned): by concept: how much it tells */
  guint8        *lent;         /* (owned): by concept: CpxWordWorth */
  guint8        *gestures;     /* (owned): by concept: labels name gestures by it */
  guint32       *eithers;      /* (owned): by concept: a bit for each set of words that exclude one another */
  guint32       *postings_at;  /* (owned): by concept, one more than concepts: where its postings begin */
  CpxPosting    *postings;     /* (owned) */
  guint          n_concepts;
  guint          unilateral;   /* concepts that have a part of their own */
  guint          bilateral;
};

#define cpx_act_index_act(self, i)  (&g_array_index ((self)->acts, CpxActEntry, (i)))
#define cpx_act_index_form(self, i) (&g_array_index ((self)->forms, CpxForm, (i)))
#define cpx_act_index_term(self, i) (&g_array_index ((self)->terms, CpxTerm, (i)))

G_END_DECLS
