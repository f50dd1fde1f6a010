/* cpx-cli-bundle.h: verifies a bundle of an audit log, for `audit verify --bundle`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-cli.h"

#include <cpx-note-key.h>

G_BEGIN_DECLS

gboolean cpx_cli_verify_bundle (CpxCli      *cli,
                                const char  *path,
                                CpxNoteKey  *key,
                                GPtrArray   *outside,
                                GError     **error);

G_END_DECLS
