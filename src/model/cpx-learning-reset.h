/* cpx-learning-reset.h: from here on, what was learnt before counts no more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_LEARNING_RESET (cpx_learning_reset_get_type ())
G_DECLARE_FINAL_TYPE (CpxLearningReset, cpx_learning_reset, CPX, LEARNING_RESET, CpxRecord)

extern const CpxKind cpx_learning_reset_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_LEARNING_RESET_PRACTITIONER,
  CPX_LEARNING_RESET_REASON,
  CPX_LEARNING_RESET_UNDONE,   /* it stays, and counts no more */
  CPX_N_LEARNING_RESET_FIELDS
};

G_END_DECLS
