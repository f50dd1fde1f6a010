/* cpx-draft.h: what a person is typing into a record, beside the record as it is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

G_BEGIN_DECLS

#define CPX_TYPE_DRAFT (cpx_draft_get_type ())
G_DECLARE_FINAL_TYPE (CpxDraft, cpx_draft, CPX, DRAFT, GObject)

/* How one field is shown. */
typedef struct
{
  const char      *text;      /* as typed, or as the kept record is read; booleans are "true" or "" */
  const char      *sentence;  /* (nullable): what is wrong with it; valid until the draft changes */
  CpxFindingLevel  level;     /* of the sentence */
  gboolean         changed;   /* differs from what is kept */
} CpxFieldState;

CpxDraft      *cpx_draft_new         (CpxRecord  *kept,
                                      gboolean    is_new);
const CpxKind *cpx_draft_get_kind    (CpxDraft   *self);
CpxRecord     *cpx_draft_get_kept    (CpxDraft   *self);
gboolean       cpx_draft_is_new      (CpxDraft   *self);
gboolean       cpx_draft_is_changed  (CpxDraft   *self);
CpxFieldState  cpx_draft_get_state   (CpxDraft   *self,
                                      int         field);

void           cpx_draft_set_text    (CpxDraft   *self,
                                      int         field,
                                      const char *text);
void           cpx_draft_settle      (CpxDraft   *self,
                                      int         field);
void           cpx_draft_settle_all  (CpxDraft   *self);
void           cpx_draft_set_remark  (CpxDraft   *self,
                                      int         field,
                                      const char *text,
                                      const char *sentence);
void           cpx_draft_set_kept    (CpxDraft   *self,
                                      CpxRecord  *kept);
void           cpx_draft_revert      (CpxDraft   *self);

CpxRecord     *cpx_draft_make_record (CpxDraft   *self,
                                      GPtrArray **out_findings);

CpxRecord     *cpx_draft_make_unfinished (CpxDraft  *self);
gboolean       cpx_draft_restore         (CpxDraft  *self,
                                          CpxRecord *base,
                                          CpxRecord *unfinished);

G_END_DECLS
