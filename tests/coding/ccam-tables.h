/* ccam-tables.h: the acts of ../shared as the suggestion engine wants them, for tests that need the full nomenclature.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-suggester.h"

G_BEGIN_DECLS

typedef struct _CcamTables CcamTables;

gboolean            ccam_tables_are_there     (void);
CcamTables         *ccam_tables_load          (void);
void                ccam_tables_free          (CcamTables  *self);
const CpxActText   *ccam_tables_get_acts      (CcamTables  *self,
                                               guint       *out_n);
CpxActVolumes      *ccam_tables_load_volumes  (void);
char               *ccam_tables_path          (const char  *name);
char              **ccam_tables_read_lines    (const char  *path);
char              **ccam_tables_read_packed_lines (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcamTables, ccam_tables_free)

G_END_DECLS
