/* cpx-act-line.h: an act as a record and as a line of a draft: the names of fields and of members are the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-draft.h>
#include <cpx-record.h>

G_BEGIN_DECLS

gboolean   cpx_act_line_read  (CpxRecord            *act,
                               CpxCodingLine        *out_line,
                               GError              **error);
CpxRecord *cpx_act_line_write (CpxRecord            *act,
                               const CpxCodingLine  *line,
                               CpxAssociation        association,
                               GError              **error);

G_END_DECLS
