/* cpx-csv.h: tables from other programs: comma, semicolon or tab, whatever their encoding.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_CSV_ERROR (cpx_csv_error_quark ())

typedef enum
{
  CPX_CSV_ERROR_TEXT,   /* no text in an encoding we know, or with NUL bytes */
  CPX_CSV_ERROR_QUOTE,  /* a quoted value without its end */
  CPX_CSV_ERROR_EMPTY,  /* not even a header line */
} CpxCsvError;

GQuark cpx_csv_error_quark (void);

typedef struct _CpxCsv CpxCsv;

CpxCsv             *cpx_csv_new           (GBytes      *bytes,
                                           GError     **error);
void                cpx_csv_free          (CpxCsv      *self);
char                cpx_csv_get_delimiter (CpxCsv      *self);
const char         *cpx_csv_get_encoding  (CpxCsv      *self);
const char * const *cpx_csv_get_header    (CpxCsv      *self);
gboolean            cpx_csv_next          (CpxCsv      *self,
                                           char      ***out_values,
                                           guint       *out_line,
                                           GError     **error);
gboolean            cpx_csv_is_blank      (char       **values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxCsv, cpx_csv_free)

G_END_DECLS
