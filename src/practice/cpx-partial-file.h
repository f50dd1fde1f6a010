/* cpx-partial-file.h: a file that appears under its name once it is whole, for its owner's eyes only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CpxPartialFile CpxPartialFile;

CpxPartialFile *cpx_partial_file_new    (const char      *path,
                                         gboolean         replace,
                                         GError         **error);
void            cpx_partial_file_free   (CpxPartialFile  *self);
int             cpx_partial_file_get_fd (CpxPartialFile  *self);
gboolean        cpx_partial_file_put    (CpxPartialFile  *self,
                                         const char      *bytes,
                                         gsize            n_bytes,
                                         GError         **error);
gboolean        cpx_partial_file_finish (CpxPartialFile  *self,
                                         GError         **error);
gboolean        cpx_partial_file_fail   (CpxPartialFile  *self,
                                         int              code,
                                         GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxPartialFile, cpx_partial_file_free)

G_END_DECLS
