/* cpx-nomenclature-builder-private.h: the rows of a builder, for the files of that type.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-nomenclature-builder.h"
#include "cpx-nomenclature-table.h"

G_BEGIN_DECLS

struct _CpxNomenclatureBuilder
{
  GHashTable *offsets;               /* (owned) text → its offset in the pool */
  GByteArray *pool;                  /* (owned) */
  GArray     *tables[CPX_N_TABLES];  /* (owned) (element-type guint32): rows of words */
  GArray     *places[CPX_N_TABLES];  /* (owned) (nullable) (element-type guint32): where each added row went */
  guint32     version;               /* offsets of texts */
  guint32     source;
  CpxDay      effect;
  gboolean    starter;
};

guint32  cpx_nomenclature_builder_intern         (const char             *text,
                                                  gpointer                self);
guint    cpx_nomenclature_builder_count          (CpxNomenclatureBuilder *self,
                                                  CpxTable                table);
guint    cpx_nomenclature_builder_add_row        (CpxNomenclatureBuilder *self,
                                                  CpxTable                table,
                                                  gconstpointer           row);
guint32 *cpx_nomenclature_builder_get_row        (CpxNomenclatureBuilder *self,
                                                  CpxTable                table,
                                                  guint                   row);

GArray  *cpx_nomenclature_builder_order_menus    (CpxNomenclatureBuilder *self);
void     cpx_nomenclature_builder_add_menu_acts  (CpxNomenclatureBuilder *self);
void     cpx_nomenclature_builder_add_note_links (CpxNomenclatureBuilder *self);

G_END_DECLS
