/* cpx-unsaved.h: every text that is typed and not yet kept: it outlives its page, and the lock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-draft.h"

#include <cpx-practice.h>

G_BEGIN_DECLS

#define CPX_TYPE_UNSAVED (cpx_unsaved_get_type ())
G_DECLARE_FINAL_TYPE (CpxUnsaved, cpx_unsaved, CPX, UNSAVED, GObject)

CpxUnsaved *cpx_unsaved_get          (CpxPractice          *practice);
CpxDraft   *cpx_unsaved_begin        (CpxUnsaved           *self,
                                      CpxRecord            *kept);
CpxDraft   *cpx_unsaved_begin_new    (CpxUnsaved           *self,
                                      const CpxKind        *kind,
                                      const char           *patient_id);
CpxDraft   *cpx_unsaved_begin_new_from (CpxUnsaved         *self,
                                      CpxRecord            *empty,
                                      int                   about_field);
guint       cpx_unsaved_count        (CpxUnsaved           *self);
const char *cpx_unsaved_get_place    (CpxUnsaved           *self);
gboolean    cpx_unsaved_has_new      (CpxUnsaved           *self,
                                      const CpxKind        *kind);
void        cpx_unsaved_ask_to_save  (CpxUnsaved           *self);
void        cpx_unsaved_ask_to_create (CpxUnsaved          *self);
gboolean    cpx_unsaved_is_saving    (CpxUnsaved           *self);
void        cpx_unsaved_save_began   (CpxUnsaved           *self);
void        cpx_unsaved_save_ended   (CpxUnsaved           *self);
void        cpx_unsaved_save_failed  (CpxUnsaved           *self,
                                      const GError         *error);
void        cpx_unsaved_keep_async   (CpxUnsaved           *self,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean    cpx_unsaved_keep_finish  (CpxUnsaved           *self,
                                      GAsyncResult         *result,
                                      GError              **error);
void        cpx_unsaved_load_async   (CpxUnsaved           *self,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean    cpx_unsaved_load_finish  (CpxUnsaved           *self,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
