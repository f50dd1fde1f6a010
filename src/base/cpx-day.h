/* cpx-day.h: a day of the calendar as one number, and a stretch of days.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-partial-date.h"

G_BEGIN_DECLS

/* 22 November 2026 is 20261122, so that days compare as numbers; 0 is no day. */
typedef guint32 CpxDay;

#define CPX_DAY_NONE ((CpxDay) 0)

/* Both ends belong to it. No first: since ever; no last: still open. All zeros is always. */
typedef struct
{
  CpxDay first;
  CpxDay last;
} CpxDaySpan;

CpxDay          cpx_day_new             (guint            year,
                                         guint            month,
                                         guint            day);
CpxDay          cpx_day_today           (void);
gboolean        cpx_day_is_valid        (CpxDay           day);

gboolean        cpx_day_parse           (const char      *text,
                                         CpxDay          *out_day);
char           *cpx_day_dup_fault       (const char      *label,
                                         const char      *text);
gboolean        cpx_day_parse_iso       (const char      *text,
                                         CpxDay          *out_day);
gboolean        cpx_day_parse_digits    (const char      *digits,
                                         CpxDay          *out_day);
char           *cpx_day_format_iso      (CpxDay           day);
char           *cpx_day_format_french   (CpxDay           day);

CpxDay          cpx_day_from_date       (const GDate     *date);
CpxDay          cpx_day_from_partial    (CpxPartialDate   date);
GDate           cpx_day_to_date         (CpxDay           day);
CpxPartialDate  cpx_day_to_partial      (CpxDay           day);

CpxDay          cpx_day_add             (CpxDay           day,
                                         int              n_days);
int             cpx_day_count_to        (CpxDay           from,
                                         CpxDay           to);
GDateWeekday    cpx_day_get_weekday     (CpxDay           day);

gboolean        cpx_day_span_contains   (CpxDaySpan       span,
                                         CpxDay           day);
gboolean        cpx_day_span_intersect  (CpxDaySpan       a,
                                         CpxDaySpan       b,
                                         CpxDaySpan      *out_span);

G_END_DECLS
