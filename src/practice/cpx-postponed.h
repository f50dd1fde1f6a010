/* cpx-postponed.h: openings of files that could not be noted when they happened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-journal.h"

G_BEGIN_DECLS

typedef struct _CpxPostponed CpxPostponed;

CpxPostponed *cpx_postponed_new   (void);
void          cpx_postponed_free  (CpxPostponed  *self);
void          cpx_postponed_add   (CpxPostponed  *self,
                                   const char    *patient_id);
guint         cpx_postponed_count (CpxPostponed  *self);
gboolean      cpx_postponed_write (CpxPostponed  *self,
                                   CpxJournal    *journal,
                                   GError       **error);

G_END_DECLS
