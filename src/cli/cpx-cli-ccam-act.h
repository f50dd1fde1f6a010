/* cpx-cli-ccam-act.h: all that a nomenclature says of one act on one day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-cli.h"

#include <cpx-nomenclature.h>

G_BEGIN_DECLS

gboolean cpx_cli_show_ccam_act (CpxCli           *cli,
                                CpxNomenclature  *nomenclature,
                                guint             act,
                                CpxDay            day,
                                GError          **error);

G_END_DECLS
