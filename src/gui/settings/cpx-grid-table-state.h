/* cpx-grid-table-state.h: which grid of tariffs serves whom, as lines of a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-nomenclature.h>

G_BEGIN_DECLS

/* A line: a heading with a specialty, or a rule below it. */
typedef struct
{
  char     *specialty;  /* (owned) (nullable): of a heading; the others are NULL then */
  char     *contracts;  /* (owned) (nullable) */
  char     *grid;       /* (owned) (nullable): « Grille 3 » */
  char     *label;      /* (owned) (nullable): what R_TB23 calls it, from when on, and how sure that is */
} CpxGridLine;

GPtrArray *cpx_grid_table_state_list (CpxNomenclature *nomenclature);

G_END_DECLS
