/* cpx-nomenclature-compile.h: the official tables become one nomenclature, or the wrong table and row are named.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-nomenclature.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the tables come from. */
typedef struct
{
  /* Gives the file of a table ("R_ACTE"); NULL without an error: there is none. */
  GBytes       *(* load)     (const char    *table,
                              gpointer       data,
                              GError       **error);
  /* (nullable): told now and then: how many records of all tables so far, and how many bytes. */
  void          (* progress) (guint64        n_records,
                              guint64        n_bytes,
                              gpointer       data);
  gpointer        data;
  GCancellable   *cancellable;  /* (nullable) */
} CpxTableSource;

/* What was read, for the person who asked. */
typedef struct
{
  guint64 n_records;
  guint64 n_bytes;
  guint64 n_lapsed;  /* rows of versions that the files hold no more */
} CpxCompileCounts;

const char * const *cpx_nomenclature_list_tables (guint                 *out_n_tables);
GBytes             *cpx_nomenclature_compile     (const CpxTableSource  *source,
                                                  const char            *version,
                                                  CpxCompileCounts      *out_counts,
                                                  GError               **error);

G_END_DECLS
