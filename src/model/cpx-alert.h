/* cpx-alert.h: what whoever opens a patient's file must see first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_ALERT (cpx_alert_get_type ())
G_DECLARE_FINAL_TYPE (CpxAlert, cpx_alert, CPX, ALERT, CpxRecord)

extern const CpxKind cpx_alert_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_ALERT_PATIENT,
  CPX_ALERT_TEXT,
  CPX_ALERT_LEVEL,
  CPX_ALERT_UNTIL,
  CPX_N_ALERT_FIELDS
};

G_END_DECLS
