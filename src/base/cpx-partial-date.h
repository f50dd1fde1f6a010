/* cpx-partial-date.h: a date of which the day, or the day and the month, may be unknown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All zeros: no date at all. An unknown month has an unknown day. */
typedef struct
{
  guint16 year;   /* 1 to 9999 */
  guint8  month;  /* 1 to 12, or 0 when unknown */
  guint8  day;    /* 1 to 31, or 0 when unknown */
} CpxPartialDate;

gboolean        cpx_partial_date_parse          (const char     *text,
                                                 CpxPartialDate *out_date);
gboolean        cpx_partial_date_parse_iso      (const char     *text,
                                                 CpxPartialDate *out_date);
char           *cpx_partial_date_dup_absence    (const char     *label,
                                                 const char     *text);
char           *cpx_partial_date_dup_fault      (const char     *label,
                                                 const char     *text);
gboolean        cpx_partial_date_is_valid       (CpxPartialDate  date);
gboolean        cpx_partial_date_is_full        (CpxPartialDate  date);
char           *cpx_partial_date_format_iso     (CpxPartialDate  date);
char           *cpx_partial_date_format_french  (CpxPartialDate  date);
int             cpx_partial_date_compare        (CpxPartialDate  a,
                                                 CpxPartialDate  b);
int             cpx_partial_date_get_age        (CpxPartialDate  birth,
                                                 CpxPartialDate  on);
int             cpx_partial_date_get_age_months (CpxPartialDate  birth,
                                                 CpxPartialDate  on);
CpxPartialDate  cpx_partial_date_today          (void);

G_END_DECLS
