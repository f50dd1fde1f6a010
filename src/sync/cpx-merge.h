/* cpx-merge.h: what a record becomes when a change reaches it: last writer wins, field by field.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-change.h"
#include "cpx-versions.h"

G_BEGIN_DECLS

/* Two values of one field, neither of whose authors had seen the other: for a person to settle. */
typedef struct
{
  char       *field;
  json_t     *kept;          /* (nullable): the winner had cleared the field */
  CpxVersion  kept_version;
  json_t     *lost;          /* (nullable): the loser had cleared the field */
  CpxVersion  lost_version;
} CpxMergeConflict;

void       cpx_merge_conflict_free (CpxMergeConflict *self);
GPtrArray *cpx_merge_change        (json_t           *state,
                                    CpxVersions      *versions,
                                    CpxChange        *change);

G_END_DECLS
