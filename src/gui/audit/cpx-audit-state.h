/* cpx-audit-state.h: what the journal says on the screen: lines, days, periods, what was verified. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-log-catch-up.h>
#include <cpx-log-check.h>
#include <cpx-log-entry.h>
#include <cpx-log-list.h>

G_BEGIN_DECLS

/* In the order of their list on the screen. */
typedef enum
{
  CPX_AUDIT_PERIOD_ALL,
  CPX_AUDIT_PERIOD_TODAY,
  CPX_AUDIT_PERIOD_WEEK,
  CPX_AUDIT_PERIOD_MONTH,
  CPX_AUDIT_PERIOD_YEAR,
  CPX_AUDIT_PERIOD_DAYS,   /* those that were typed */
} CpxAuditPeriod;

/* Actions that are asked for together. */
typedef struct
{
  const char        *label;    /* to be translated */
  const char *const *actions;  /* (nullable): as in CpxLogFilter; NULL: all */
} CpxAuditGroup;

/* The line across the top of the journal. */
typedef struct
{
  char       *sentence;   /* (owned) */
  const char *icon_name;
  const char *tone;       /* (nullable): a style class */
  const char *button;     /* what can be done about it */
} CpxAuditBanner;

const CpxAuditGroup *cpx_audit_state_list_groups   (guint              *out_n_groups);
guint                cpx_audit_state_find_group    (const CpxLogFilter *filter);
void                 cpx_audit_state_find_period   (CpxAuditPeriod      period,
                                                    GDateTime          *now,
                                                    gint64             *out_from_us,
                                                    gint64             *out_until_us);
gboolean             cpx_audit_state_read_days     (const char         *from,
                                                    const char         *until,
                                                    GTimeZone          *zone,
                                                    gint64             *out_from_us,
                                                    gint64             *out_until_us);
char                *cpx_audit_state_dup_days_fault (const char        *from,
                                                    const char         *until);
char                *cpx_audit_state_dup_day       (gint64              time_us,
                                                    GDateTime          *now);
char                *cpx_audit_state_dup_time      (const CpxLogFacts  *facts);
char                *cpx_audit_state_dup_about     (const CpxLogFacts  *facts);
char                *cpx_audit_state_dup_details   (const CpxLogFacts  *facts);
char                *cpx_audit_state_dup_count     (guint               n_shown,
                                                    gboolean            filtered,
                                                    const CpxLogSearch *search);
char                *cpx_audit_state_dup_index     (const CpxCatchUpState *index);
CpxAuditBanner       cpx_audit_state_make_banner   (const CpxLogCheck  *check,
                                                    gboolean            checking,
                                                    guint64             n_done,
                                                    guint64             n_entries);
char                *cpx_audit_state_dup_post   (const char         *name,
                                                 const char         *id);
char                *cpx_audit_state_dup_number    (guint64             number);

G_END_DECLS
