/* cpx-id.h: identifiers of records, changes, devices: UUID version 7 (RFC 9562).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_ID_TEXT_LENGTH 36

/* Sixteen bytes, most significant first: comparing bytes compares times. */
typedef struct
{
  guint8 bytes[16];
} CpxId;

CpxId     cpx_id_new          (void);
gboolean  cpx_id_parse        (const char  *text,
                               CpxId       *out_id);
void      cpx_id_format       (const CpxId *id,
                               char         out_text[CPX_ID_TEXT_LENGTH + 1]);
char     *cpx_id_dup_text     (const CpxId *id);
gboolean  cpx_id_equal        (const CpxId *a,
                               const CpxId *b);
guint     cpx_id_hash         (gconstpointer id);
gint64    cpx_id_get_time_ms  (const CpxId *id);

G_END_DECLS
