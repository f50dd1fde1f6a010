/* cpx-migration.h: the numbered steps from an older shape of the tables to this program's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-db.h"

G_BEGIN_DECLS

/* Step n (from 0) leads from version n to version n + 1; the version is SQLite's user_version. */
gboolean cpx_migration_get_version (CpxDb             *db,
                                    guint             *out_version,
                                    GError           **error);
gboolean cpx_migration_run         (CpxDb             *db,
                                    const char *const *steps,
                                    guint              n_steps,
                                    GError           **error);

G_END_DECLS
