/* cpx-log-row.h: one line of the journal on the screen, whose entry may still be on its way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-log-entry.h"

G_BEGIN_DECLS

#define CPX_TYPE_LOG_ROW (cpx_log_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxLogRow, cpx_log_row, CPX, LOG_ROW, GObject)

/* Properties: entry (NULL while it is read), begins-day. */
CpxLogRow    *cpx_log_row_new         (gint64        place);
const gint64 *cpx_log_row_get_place   (CpxLogRow    *self);
CpxLogEntry  *cpx_log_row_get_entry   (CpxLogRow    *self);
void          cpx_log_row_set_entry   (CpxLogRow    *self,
                                       CpxLogEntry  *entry);
gboolean      cpx_log_row_begins_day  (CpxLogRow    *self);
void          cpx_log_row_set_before  (CpxLogRow    *self,
                                       CpxLogEntry  *before);

G_END_DECLS
