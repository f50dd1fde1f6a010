/* cpx-glass-state.h: what the page "Break-glass" lets do, from what is typed; and what it says once a file is open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-break-glass.h>

G_BEGIN_DECLS

/* Everything is lent. */
typedef struct
{
  CpxGlassTarget  target;   /* as typed */
  const char     *reason;   /* as typed */
  gboolean        tried;    /* the button was pressed: what is missing is said */
  gboolean        busy;     /* the file is being opened */
} CpxGlassInput;

typedef struct
{
  gboolean  can_open;
  gboolean  wrong_reason;
  char     *missing;       /* (owned) (nullable): a sentence */
} CpxGlassState;

CpxGlassState cpx_glass_state_compute    (const CpxGlassInput *input);
void          cpx_glass_state_clear      (CpxGlassState       *self);
char         *cpx_glass_state_dup_banner (gint64               until_us);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxGlassState, cpx_glass_state_clear)

G_END_DECLS
