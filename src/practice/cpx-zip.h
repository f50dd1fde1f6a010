/* cpx-zip.h: archives of texts: written entry by entry, read by name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPX_ZIP_MAX_ENTRY_BYTES (G_GUINT64_CONSTANT (4) << 30)

/* Lives on one stack frame. The file appears under its name once it is whole. */
typedef struct _CpxZipWriter CpxZipWriter;

CpxZipWriter *cpx_zip_writer_new    (const char    *path,
                                     gboolean       replace,
                                     GError       **error);
void          cpx_zip_writer_free   (CpxZipWriter  *self);
gboolean      cpx_zip_writer_begin  (CpxZipWriter  *self,
                                     const char    *name,
                                     GError       **error);
gboolean      cpx_zip_writer_put    (CpxZipWriter  *self,
                                     const char    *text,
                                     gsize          n_bytes,
                                     GError       **error);
gboolean      cpx_zip_writer_finish (CpxZipWriter  *self,
                                     GError       **error);

gboolean      cpx_zip_read          (const char    *path,
                                     const char    *name,
                                     GBytes       **out_bytes,
                                     GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxZipWriter, cpx_zip_writer_free)

G_END_DECLS
