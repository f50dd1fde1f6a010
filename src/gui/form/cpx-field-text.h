/* cpx-field-text.h: a field as a person types it, and back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record-builder.h>

G_BEGIN_DECLS

gboolean  cpx_field_text_put    (CpxRecordBuilder *builder,
                                 const CpxField   *declared,
                                 int               field,
                                 const char       *typed);
char     *cpx_field_text_format (CpxRecord        *record,
                                 int               field);

G_END_DECLS
