/* cpx-log-catch-up.h: completes the index of a log that is older than it, in the background, while someone works.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

/* How far it is; main thread only. */
typedef struct
{
  gboolean is_known;
  gboolean is_running;
  gboolean is_whole;   /* what is asked of the journal is found at once */
  guint    percent;    /* of the index that is there */
} CpxCatchUpState;

#define CPX_TYPE_LOG_CATCH_UP (cpx_log_catch_up_get_type ())
G_DECLARE_FINAL_TYPE (CpxLogCatchUp, cpx_log_catch_up, CPX, LOG_CATCH_UP, GObject)

/* Signal: "changed", when what get_state() says did. */
CpxLogCatchUp   *cpx_log_catch_up_get       (CpxPractice   *practice);
void             cpx_log_catch_up_begin     (CpxLogCatchUp *self);
CpxCatchUpState  cpx_log_catch_up_get_state (CpxLogCatchUp *self);

G_END_DECLS
