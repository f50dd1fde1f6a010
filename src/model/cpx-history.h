/* cpx-history.h: one line of a patient's history.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_HISTORY (cpx_history_get_type ())
G_DECLARE_FINAL_TYPE (CpxHistory, cpx_history, CPX, HISTORY, CpxRecord)

extern const CpxKind cpx_history_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_HISTORY_PATIENT,
  CPX_HISTORY_TYPE,
  CPX_HISTORY_LABEL,
  CPX_HISTORY_DATE,
  CPX_HISTORY_SIDE,
  CPX_HISTORY_NOTES,
  CPX_N_HISTORY_FIELDS
};

G_END_DECLS
