/* cpx-coding-edit.h: one thing that a person changed in the coding of an operation. Pure, and done again at will.
 *
 * What is chosen and not yet kept is a list of these: it is laid anew over what the records say after each reading.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-request.h>
#include <cpx-rule-finding.h>

G_BEGIN_DECLS

typedef struct _CpxCodingEdit CpxCodingEdit;

CpxCodingEdit *cpx_coding_edit_new_add      (CpxNomenclature        *nomenclature,
                                             const char             *code,
                                             const char             *source,
                                             const char             *proposed_code);
CpxCodingEdit *cpx_coding_edit_new_add_line (const CpxCodingLine   *line,
                                             const char             *source);
CpxCodingEdit *cpx_coding_edit_new_set      (guint                   position,
                                             const CpxCodingLine    *line);
CpxCodingEdit *cpx_coding_edit_new_remove   (guint                   position);
CpxCodingEdit *cpx_coding_edit_new_arrange  (void);
CpxCodingEdit *cpx_coding_edit_new_remedy   (const CpxRemedy        *remedy);
CpxCodingEdit *cpx_coding_edit_new_take     (CpxCodingRequest       *changed);
CpxCodingEdit *cpx_coding_edit_new_restore  (CpxCodingRequest       *begun);
void           cpx_coding_edit_free         (CpxCodingEdit          *self);

gboolean       cpx_coding_edit_needs_lines  (const CpxCodingEdit    *self);
gboolean       cpx_coding_edit_apply        (const CpxCodingEdit    *self,
                                             CpxCodingRequest       *request);
CpxCodingRequest *cpx_coding_edits_lay      (GPtrArray              *edits,
                                             CpxCodingRequest       *before,
                                             CpxCodingRequest       *base);
void           cpx_coding_edit_set_back     (CpxCodingEdit         **place,
                                             const CpxCodingEdit    *edit,
                                             CpxCodingRequest       *request);
gboolean       cpx_coding_edits_drop_removal (GPtrArray             *edits,
                                              guint                  n_fixed);
GArray        *cpx_coding_edit_find_order   (CpxCodingRequest       *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxCodingEdit, cpx_coding_edit_free)

G_END_DECLS
