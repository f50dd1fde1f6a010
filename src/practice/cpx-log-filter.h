/* cpx-log-filter.h: which entries of the audit log somebody wants to see.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_LOG_NOBODY ""   /* a user: nobody had unlocked, or the program itself */

/* All of it together; cpx_log_filter_init() asks for everything. The texts are owned. */
typedef struct
{
  char    *user_id;     /* (nullable): or CPX_LOG_NOBODY */
  char    *patient_id;  /* (nullable): with the files merged into theirs */
  char    *record_id;   /* (nullable): of any kind */
  char   **actions;     /* (nullable): any of them: "patient.edited"; "coding." is all that begin so */
  gint64   from_us;     /* microseconds since the epoch, UTC, inclusive; G_MININT64 */
  gint64   until_us;    /* the same, exclusive; G_MAXINT64 */
  char    *device_id;   /* (nullable) */
  char    *text;        /* (nullable): words, all of which the entry has to say: without case nor accents */
} CpxLogFilter;

void          cpx_log_filter_init     (CpxLogFilter       *self);
void          cpx_log_filter_clear    (CpxLogFilter       *self);
CpxLogFilter *cpx_log_filter_copy     (const CpxLogFilter *self);
void          cpx_log_filter_free     (CpxLogFilter       *self);
gboolean      cpx_log_filter_equal    (const CpxLogFilter *a,
                                       const CpxLogFilter *b);
gboolean      cpx_log_filter_is_empty (const CpxLogFilter *self);
gboolean      cpx_log_filter_has_text (const CpxLogFilter *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxLogFilter, cpx_log_filter_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLogFilter, cpx_log_filter_free)

G_END_DECLS
