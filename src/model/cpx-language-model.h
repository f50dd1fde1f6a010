/* cpx-language-model.h: which language model a practice asks, and whether it does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_LANGUAGE_MODEL (cpx_language_model_get_type ())
G_DECLARE_FINAL_TYPE (CpxLanguageModel, cpx_language_model, CPX, LANGUAGE_MODEL, CpxRecord)

extern const CpxKind cpx_language_model_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_LANGUAGE_MODEL_IS_ON,
  CPX_LANGUAGE_MODEL_ADDRESS,
  CPX_LANGUAGE_MODEL_NAME,
  CPX_N_LANGUAGE_MODEL_FIELDS
};

G_END_DECLS
