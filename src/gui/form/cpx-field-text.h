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

char     *cpx_field_text_clean  (const char       *text,
                                 int               length);

/* What makes one text of another: some characters go, others come in their place. */
typedef struct
{
  gulong      start;        /* characters that both begin with */
  gulong      n_removed;    /* characters */
  const char *added;        /* in the second text */
  gsize       added_bytes;
} CpxTextChange;

CpxTextChange cpx_field_text_compare (const char *before,
                                      const char *after);

G_END_DECLS
