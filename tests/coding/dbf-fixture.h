/* dbf-fixture.h: small distributions of the CCAM, written by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-nomenclature-compile.h"

G_BEGIN_DECLS

/* "COD_ACTE C13, DT_MODIF D, PU_BASE N7.2"; a row: its values with bars between, in CP850. */
GBytes     *dbf_make            (const char          *columns,
                                 const char * const  *rows);

/* Tables by name: two acts with versions, prices, modifiers, notes; what a test changes it replaces. */
GHashTable *dbf_distribution    (void);
void        dbf_set             (GHashTable          *tables,
                                 const char          *name,
                                 const char          *columns,
                                 const char * const  *rows);
GBytes     *dbf_load            (const char          *table,
                                 gpointer             tables,
                                 GError             **error);

G_END_DECLS
