/* cpx-secret.h: bytes that must not leave the process: locked in memory, guarded, wiped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CPX_TYPE_SECRET (cpx_secret_get_type ())

/* Immutable once shared, counted, may cross threads. */
typedef struct _CpxSecret CpxSecret;

GType         cpx_secret_get_type       (void) G_GNUC_CONST;

CpxSecret    *cpx_secret_new            (gsize         n_bytes);
CpxSecret    *cpx_secret_new_random     (gsize         n_bytes);
CpxSecret    *cpx_secret_new_from_bytes (const void   *bytes,
                                         gsize         n_bytes);
CpxSecret    *cpx_secret_new_from_text  (const char   *text);
CpxSecret    *cpx_secret_new_from_file  (const char   *path,
                                         GError      **error);
CpxSecret    *cpx_secret_ref            (CpxSecret    *self);
void          cpx_secret_unref          (CpxSecret    *self);

const guint8 *cpx_secret_get_bytes      (CpxSecret    *self);
gsize         cpx_secret_get_size       (CpxSecret    *self);
const char   *cpx_secret_get_text       (CpxSecret    *self);
guint8       *cpx_secret_get_writable   (CpxSecret    *self);
gboolean      cpx_secret_equal          (CpxSecret    *a,
                                         CpxSecret    *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxSecret, cpx_secret_unref)

G_END_DECLS
