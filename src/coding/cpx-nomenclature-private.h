/* cpx-nomenclature-private.h: the rows of a nomenclature, for the files of that type.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-nomenclature-table.h"
#include "cpx-nomenclature.h"

G_BEGIN_DECLS

struct _CpxNomenclature
{
  GBytes        *bytes;                  /* (owned) */
  const guint32 *words;                  /* all of them */
  const char    *pool;
  const guint32 *tables[CPX_N_TABLES];
  guint32        n_rows[CPX_N_TABLES];
};

gboolean      cpx_nomenclature_check       (CpxNomenclature  *self,
                                            gsize             n_bytes,
                                            GError          **error);

void          cpx_nomenclature_read_row    (CpxNomenclature  *self,
                                            CpxTable          table,
                                            guint             row,
                                            gpointer          out_row);
CpxCcamRange  cpx_nomenclature_find_rows   (CpxNomenclature  *self,
                                            CpxTable          table,
                                            const guint32    *keys,
                                            guint             n_keys);
gboolean      cpx_nomenclature_find_at     (CpxNomenclature  *self,
                                            CpxTable          table,
                                            const guint32    *keys,
                                            CpxDay            day,
                                            gpointer          out_row);
gboolean      cpx_nomenclature_has_at      (CpxNomenclature  *self,
                                            CpxTable          table,
                                            const guint32    *keys,
                                            guint             n_keys,
                                            CpxDay            day);

G_END_DECLS
