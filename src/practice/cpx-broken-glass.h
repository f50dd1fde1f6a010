/* cpx-broken-glass.h: the files that were opened by break-glass since the practice was unlocked, and until when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long a file stays open: an emergency, not a working day. Locking ends it at once. */
#define CPX_BROKEN_GLASS_MINUTES 30

typedef struct _CpxBrokenGlass CpxBrokenGlass;

CpxBrokenGlass *cpx_broken_glass_new        (void);
void            cpx_broken_glass_free       (CpxBrokenGlass *self);
void            cpx_broken_glass_add        (CpxBrokenGlass *self,
                                             const char     *patient_id,
                                             gint64          until_us);
gboolean        cpx_broken_glass_allows     (CpxBrokenGlass *self,
                                             const char     *patient_id);

G_END_DECLS
