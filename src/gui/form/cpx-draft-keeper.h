/* cpx-draft-keeper.h: what is being typed, written down every second for who types it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-draft.h"

#include <cpx-drafts.h>

G_BEGIN_DECLS

#define CPX_DRAFT_KEEPER_WAIT_MS 1000   /* the most that a power failure costs */

#define CPX_TYPE_DRAFT_KEEPER (cpx_draft_keeper_get_type ())
G_DECLARE_FINAL_TYPE (CpxDraftKeeper, cpx_draft_keeper, CPX, DRAFT_KEEPER, GObject)

CpxDraftKeeper *cpx_draft_keeper_new          (CpxPractice          *practice);
void            cpx_draft_keeper_touch        (CpxDraftKeeper       *self,
                                               CpxDraft             *draft);
void            cpx_draft_keeper_forget       (CpxDraftKeeper       *self,
                                               CpxDraft             *draft);
void            cpx_draft_keeper_recall       (CpxDraftKeeper       *self,
                                               const CpxFormDraft   *stored);
void            cpx_draft_keeper_stop         (CpxDraftKeeper       *self);
void            cpx_draft_keeper_write_async  (CpxDraftKeeper       *self,
                                               CpxDraft             *draft,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean        cpx_draft_keeper_write_finish (CpxDraftKeeper       *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
