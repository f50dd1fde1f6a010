/* cpx-zip-reader.h: a zip archive from outside, read member by member without unpacking it anywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Given a file of an archive; the stream is lent for the call. */
typedef gboolean (*CpxZipFunc) (const char    *name,
                                GInputStream  *stream,
                                gpointer       user_data,
                                GError       **error);

gboolean      cpx_zip_reader_walk (const char    *path,
                                   CpxZipFunc     func,
                                   gpointer       user_data,
                                   GError       **error);
GInputStream *cpx_zip_reader_open (const char    *path,
                                   const char    *name,
                                   GError       **error);

G_END_DECLS
