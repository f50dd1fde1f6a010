/* cpx-trait-text.h: a text as it is searched for what tells who somebody is: one form, cut into words. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CPX_LETTERS_SMALL,
  CPX_LETTERS_CAPITAL,   /* "Dupont" */
  CPX_LETTERS_CAPITALS,  /* "DUPONT", and a capital alone */
  CPX_LETTERS_NONE,      /* digits */
} CpxLetters;

/* A run of letters or of digits; "MmeDupont75" is three. */
typedef struct
{
  char       *word;     /* folded */
  guint       start;    /* byte of the text, inclusive */
  guint       end;      /* the same, exclusive */
  CpxLetters  letters;
} CpxTraitToken;

/* What a stretch of a text tells. */
typedef enum {
  CPX_TRAIT_MARK_NAME,
  CPX_TRAIT_MARK_DATE,
  CPX_TRAIT_MARK_PHONE,
  CPX_TRAIT_MARK_NIR,
  CPX_TRAIT_MARK_NUMBER,
  CPX_TRAIT_MARK_EMAIL,
  CPX_TRAIT_MARK_ADDRESS,
  CPX_TRAIT_MARK_PLACE,
} CpxTraitMark;

/* Bytes of the text, end exclusive. */
typedef struct
{
  guint        start;
  guint        end;
  CpxTraitMark mark;
} CpxTraitSpan;

typedef struct _CpxTraitText CpxTraitText;

CpxTraitText        *cpx_trait_text_new          (const char          *text);
void                 cpx_trait_text_free         (CpxTraitText        *self);

const char          *cpx_trait_text_get_text     (const CpxTraitText  *self);
const CpxTraitToken *cpx_trait_text_get_tokens   (const CpxTraitText  *self,
                                                  guint               *out_n);
gboolean             cpx_trait_text_gap_is       (const CpxTraitText  *self,
                                                  guint                token,
                                                  const char          *allowed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxTraitText, cpx_trait_text_free)

G_END_DECLS
