/* cpx-cli-bundle.h: verifies a bundle of an audit log, or a proof, for `audit verify --bundle` and `--proof`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-cli.h"

#include <cpx-note-key.h>

G_BEGIN_DECLS

gboolean    cpx_cli_verify_bundle (CpxCli      *cli,
                                   const char  *path,
                                   CpxNoteKey  *key,
                                   GPtrArray   *outside,
                                   GError     **error);

gboolean    cpx_cli_verify_proof  (CpxCli      *cli,
                                   const char  *path,
                                   const char  *leaf_path,
                                   CpxNoteKey  *key,
                                   GPtrArray   *outside,
                                   GError     **error);
CpxNoteKey *cpx_cli_choose_key    (CpxCli      *cli,
                                   CpxNoteKey  *given,
                                   GError     **error);

G_END_DECLS
