/* cpx-act-index.h: the acts of one nomenclature, ready to be found by what a text says. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-draft.h"
#include "cpx-lexicon.h"

#include <cpx-day.h>

G_BEGIN_DECLS

/* How the surgeon comes in: the third axis of the code, as people say it. */
typedef enum {
  CPX_ACCESS_OPEN = 1 << 0,      /* incision, laparotomy, open fracture site */
  CPX_ACCESS_SCOPE = 1 << 1,     /* video surgery through the wall */
  CPX_ACCESS_ENDO = 1 << 2,      /* endoscope through a natural orifice */
  CPX_ACCESS_SKIN = 1 << 3,      /* needle through the skin */
  CPX_ACCESS_VESSEL = 1 << 4,    /* inside vessels */
  CPX_ACCESS_ORIFICE = 1 << 5,   /* natural orifice, without optics */
  CPX_ACCESS_CLOSED = 1 << 6,    /* nothing is opened */
} CpxAccess;

/* What the index wants to know of an act; the strings are copied. */
typedef struct
{
  const char *code;
  const char *label;
  const char *path;      /* (nullable): titles of the menu, from the chapter down, parted by " > " */
  const char *synonyms;  /* (nullable): official everyday names (notes of type 09), a line each */
  guint       type;      /* 0 isolated, 1 procedure, 2 complementary */
  CpxDay      end;       /* closed from that day on; 0 if not */
  CpxSex      sex;       /* of the patients it is for; CPX_SEX_UNKNOWN: any */
  guint       price_cents;  /* of its first activity, in some grid; 0 if unknown */
  gboolean    anaesthesia;  /* it has an activity of anaesthesia: it is done in a theatre */
} CpxActText;

typedef struct _CpxActIndex CpxActIndex;

CpxActIndex *cpx_act_index_new         (const CpxActText  *acts,
                                        guint              n_acts,
                                        const CpxLexicon  *lexicon);
CpxActIndex *cpx_act_index_ref         (CpxActIndex       *self);
void         cpx_act_index_unref       (CpxActIndex       *self);

guint        cpx_act_index_n_acts      (const CpxActIndex *self);
const char  *cpx_act_index_get_code    (const CpxActIndex *self,
                                        guint              act);
const char  *cpx_act_index_get_label   (const CpxActIndex *self,
                                        guint              act);
gboolean     cpx_act_index_find        (const CpxActIndex *self,
                                        const char        *code,
                                        guint             *out_act);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxActIndex, cpx_act_index_unref)

G_END_DECLS
