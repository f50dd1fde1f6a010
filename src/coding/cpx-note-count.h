/* cpx-note-count.h: how many of what a text or a label counts: "6 tumeurs", "4e et 5e rayons", "2 à 5 zones".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-note-text.h"
#include "cpx-vocabulary.h"

G_BEGIN_DECLS

#define CPX_COUNT_MANY 99u   /* "ou plus", "plusieurs" */

/* So many of a thing. */
typedef struct
{
  guint32 concept;   /* the thing */
  guint32 token;     /* where it is counted */
  guint   least;
  guint   most;
} CpxCount;

GArray   *cpx_note_count_read     (const CpxNoteText   *text,
                                   const CpxVocabulary *vocabulary);
gboolean  cpx_count_holds         (const CpxCount      *counted,
                                   const CpxCount      *told);

G_END_DECLS
