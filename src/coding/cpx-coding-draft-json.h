/* cpx-coding-draft-json.h: a draft as JSON: amounts in cents, strict, what is not known of it refused by name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-draft.h"

#include <cpx-json.h>

G_BEGIN_DECLS

CpxCodingDraft *cpx_coding_draft_from_json (json_t          *value,
                                            GError         **error);
json_t         *cpx_coding_draft_to_json   (CpxCodingDraft  *self);
const char     *cpx_association_get_token  (CpxAssociation   association);

G_END_DECLS
