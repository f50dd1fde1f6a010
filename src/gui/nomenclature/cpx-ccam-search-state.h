/* cpx-ccam-search-state.h: which acts answer what is typed and what is asked of them. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-nomenclature.h>
#include <cpx-suggester.h>

G_BEGIN_DECLS

#define CPX_CCAM_SEARCH_LIMIT 200  /* rows; nobody reads more, the count tells the rest */

/* What is asked of acts; 0 asks nothing. Values are those of the list shown, one more than the value. */
typedef struct
{
  char activity;   /* '1' to '5' */
  int  refund;     /* a CpxCcamRefund */
  char agreement;  /* 'O', 'N' */
  int  kind;       /* a CpxCcamKind + 1 */
} CpxCcamFilter;

/* Which questions a nomenclature can answer. */
typedef struct
{
  gboolean has_refund;
  gboolean has_agreement;
} CpxCcamFilterChoices;

typedef struct
{
  GArray *acts;       /* (owned) (element-type guint): those that fit best first */
  guint   n_found;    /* how many there are in all */
  guint   n_unknown;  /* left out because this version does not tell */
  char   *unheard;    /* (owned) (nullable): words typed that no act has, parted by commas */
} CpxCcamFound;

gboolean             cpx_ccam_filter_is_set      (const CpxCcamFilter  *self);
CpxCcamFilterChoices cpx_ccam_filter_get_choices (CpxNomenclature      *nomenclature,
                                                  CpxDay                day);
CpxCcamFound         cpx_ccam_search_compute     (CpxNomenclature      *nomenclature,
                                                  const CpxSuggester   *suggester,
                                                  const char           *typed,
                                                  CpxDay                day,
                                                  const CpxCcamFilter  *filter);
void                 cpx_ccam_found_clear        (CpxCcamFound         *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxCcamFound, cpx_ccam_found_clear)

G_END_DECLS
