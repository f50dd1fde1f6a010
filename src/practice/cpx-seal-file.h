/* cpx-seal-file.h: what a seal is called as a file outside the vault, and whose seal a file of such a name is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-id.h>

G_BEGIN_DECLS

char     *cpx_seal_file_make_name  (const char *device_id,
                                    guint64     size);
gboolean  cpx_seal_file_parse_name (const char *name,
                                    CpxId      *out_device,
                                    gboolean   *out_is_last);

G_END_DECLS
