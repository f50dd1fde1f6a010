/* cpx-cli-patient-batch.h: many patients from JSON lines.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-cli.h"

G_BEGIN_DECLS

gboolean cpx_cli_patient_add_batch (CpxCli      *self,
                                    const char  *path,
                                    int          per_commit,
                                    GError     **error);

G_END_DECLS
