/* cpx-coding-autosave.h: when what is chosen is kept although nobody asks: a second after the last change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_CODING_AUTOSAVE_IDLE_MS 1000
#define CPX_CODING_AUTOSAVE_MOST_MS 5000

typedef struct _CpxCodingAutosave CpxCodingAutosave;

typedef void (*CpxCodingAutosaveFunc) (gpointer data);

CpxCodingAutosave *cpx_coding_autosave_new   (CpxCodingAutosaveFunc  due,
                                              gpointer               data);
void               cpx_coding_autosave_free  (CpxCodingAutosave     *self);

void               cpx_coding_autosave_touch (CpxCodingAutosave     *self);
void               cpx_coding_autosave_stop  (CpxCodingAutosave     *self);
gboolean           cpx_coding_autosave_is_pending (CpxCodingAutosave *self);
void               cpx_coding_autosave_tell  (CpxCodingAutosave     *self,
                                              gboolean               saved);

guint              cpx_coding_autosave_find_wait (gint64 first_ms,
                                                  gint64 now_ms);

G_END_DECLS
