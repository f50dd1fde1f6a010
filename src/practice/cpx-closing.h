/* cpx-closing.h: lets who works with the vault on a thread of their own be done with it before it is closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CpxClosing CpxClosing;

/* Who is at work, on the stack. */
typedef struct
{
  GCancellable *cancellable;  /* (owned): to give up: the caller wants it, or someone wants to close */
  GCancellable *own;          /* (owned) (nullable): the caller's */
  gulong        handlers[2];
} CpxHold;

CpxClosing *cpx_closing_new     (void);
void        cpx_closing_free    (CpxClosing    *self);

gboolean    cpx_closing_hold    (CpxClosing    *self,
                                 GCancellable  *own,
                                 CpxHold       *out_hold,
                                 GError       **error);
void        cpx_closing_release (CpxClosing    *self,
                                 CpxHold       *hold);

gboolean    cpx_closing_begin   (CpxClosing    *self);
void        cpx_closing_end     (CpxClosing    *self);

G_END_DECLS
