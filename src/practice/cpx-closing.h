/* cpx-closing.h: lets who works with the vault on a thread of their own be done with it before it is closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CpxClosing CpxClosing;

CpxClosing   *cpx_closing_new             (void);
void          cpx_closing_free            (CpxClosing  *self);

gboolean      cpx_closing_hold            (CpxClosing  *self,
                                           GError     **error);
void          cpx_closing_release         (CpxClosing  *self);
GCancellable *cpx_closing_get_cancellable (CpxClosing  *self);

gboolean      cpx_closing_begin           (CpxClosing  *self);
void          cpx_closing_end             (CpxClosing  *self);

G_END_DECLS
