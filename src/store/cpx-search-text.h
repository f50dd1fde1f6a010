/* cpx-search-text.h: what a person typed to find a patient, and whether a word answers it. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_SEARCH_NUMBER_DIGITS 15

/* One thing typed: all of its words, or else the number they make when written without spaces. */
typedef struct
{
  GPtrArray *words;   /* (owned) (element-type utf8): folded */
  char      *joined;  /* (owned) (nullable): "06 12" also means 0612…, 14031958 also 19580314 */
} CpxSearchGroup;

typedef enum
{
  CPX_SEARCH_EXACT,      /* the word begins with what was typed */
  CPX_SEARCH_NEAR_WORD,  /* or is what was typed, after one letter is changed, added, left out, or two are exchanged */
  CPX_SEARCH_NEAR,       /* or begins with it, after the same */
} CpxSearchMatch;        /* from the nearest; each takes in those before it */

GPtrArray *cpx_search_text_parse       (const char     *text);
gboolean   cpx_search_text_number      (const char     *text,
                                        guint64        *out_first,
                                        guint64        *out_last);
gboolean   cpx_search_text_matches     (const char     *typed,
                                        const char     *word,
                                        CpxSearchMatch  match);
gboolean   cpx_search_text_allows_typo (const char     *typed);

G_END_DECLS
