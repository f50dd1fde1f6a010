/* cpx-page-state.h: what stands at the right of the CCAM: an act, a chapter, or why there is none. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-nomenclature.h>
#include <cpx-record.h>

G_BEGIN_DECLS

typedef struct
{
  CpxNomenclature *nomenclature;  /* (nullable): while it is being opened */
  const char      *place;         /* (nullable): "act:HMFC004", "menu:412" */
  CpxDay           day;
} CpxPageInput;

typedef struct
{
  const char *page;         /* "sheet" or "nothing" */
  guint       act;          /* CPX_CCAM_NONE: no act */
  guint       menu;         /* CPX_CCAM_NONE: no chapter */
  char       *title;        /* (owned) (nullable): of "nothing" */
  char       *description;  /* (owned) (nullable) */
  char       *version;      /* (owned) (nullable): which version is open */
  char       *starter;      /* (owned) (nullable): that it is the starter, and what to do */
} CpxPageState;

CpxPageState  cpx_page_state_compute     (const CpxPageInput *input);
void          cpx_page_state_clear       (CpxPageState       *self);
guint         cpx_page_state_find_menu   (CpxNomenclature    *nomenclature,
                                          const char         *place);
gboolean      cpx_page_state_parse_day   (const char         *uri,
                                          CpxDay             *out_day);
char         *cpx_page_state_dup_version (CpxRecord          *version);
char         *cpx_page_state_dup_count   (guint64             n);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxPageState, cpx_page_state_clear)

G_END_DECLS
