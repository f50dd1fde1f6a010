/* cpx-compile-private.h: a compilation under way, for the files cpx-compile-*.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-dbf-table.h"
#include "cpx-nomenclature-builder-private.h"
#include "cpx-nomenclature-compile.h"

G_BEGIN_DECLS

#define CPX_KEY_BYTES 17  /* the longest code, COD_AAP, and its end */

/* Act, activity and phase have versions alike; a version of each belongs to one of the level above, at last to one
 * of an act, which says on which days it holds. */
typedef enum
{
  CPX_LEVEL_ACT,
  CPX_LEVEL_ACTIVITY,
  CPX_LEVEL_PHASE,
  CPX_N_LEVELS
} CpxLevel;

typedef struct
{
  guint32    owner;     /* what the builder calls the act, activity or phase */
  CpxDay     modified;
  CpxDaySpan span;
  guint      row;       /* in its table */
  gboolean   is_void;   /* another version took its place before it held */
} CpxLevelVersion;

typedef struct
{
  GHashTable *owners;    /* (owned) code → what the builder calls it */
  GArray     *versions;  /* (owned) (element-type CpxLevelVersion): sorted by owner, then date */
} CpxLevelRows;

/* What a row that names a version tells of its days. */
typedef enum
{
  CPX_HOLDS,
  CPX_HOLDS_NEVER,   /* its version was replaced before it took effect */
  CPX_HOLDS_LAPSED,  /* the files hold its version no more */
  CPX_HOLDS_NOTHING, /* an error was set */
} CpxHolds;

typedef struct
{
  const CpxTableSource   *source;
  CpxNomenclatureBuilder *builder;
  CpxLevelRows            levels[CPX_N_LEVELS];
  GHashTable             *menus;    /* (owned) COD_MENU → chapter of the builder */
  GHashTable             *used;     /* (owned) names of tables that were read */
  CpxDay                  effect;   /* the last day on which something of it took effect */
  CpxCompileCounts        counts;
  char                    last_key[CPX_KEY_BYTES];  /* rows of one owner follow one another */
  CpxLevel                last_level;
  guint32                 last_owner;
} CpxCompile;

/* Reads one row of @table into the compilation. */
typedef gboolean (* CpxCompileRow) (CpxCompile   *self,
                                    CpxDbfTable  *table,
                                    guint         row,
                                    const guint  *columns,
                                    gpointer      data,
                                    GError      **error);

CpxDbfTable *cpx_compile_open         (CpxCompile          *self,
                                       const char          *name,
                                       gboolean             is_needed,
                                       GError             **error);
gboolean     cpx_compile_rows         (CpxCompile          *self,
                                       CpxDbfTable         *table,
                                       const char * const  *columns,
                                       CpxCompileRow        func,
                                       gpointer             data,
                                       GError             **error);
gboolean     cpx_compile_table        (CpxCompile          *self,
                                       const char          *name,
                                       gboolean             is_needed,
                                       const char * const  *columns,
                                       CpxCompileRow        func,
                                       gpointer             data,
                                       GError             **error);

gboolean     cpx_compile_find_owner    (CpxCompile          *self,
                                        CpxLevel             level,
                                        CpxDbfTable         *table,
                                        guint                row,
                                        guint                column,
                                        guint32             *out_owner,
                                        GError             **error);
gboolean     cpx_compile_find_parent   (CpxCompile          *self,
                                        CpxLevel             level,
                                        CpxDbfTable         *table,
                                        guint                row,
                                        const guint         *columns,
                                        CpxLevelVersion    **out_version,
                                        GError             **error);
CpxHolds     cpx_compile_find_span     (CpxCompile          *self,
                                        CpxLevel             level,
                                        CpxDbfTable         *table,
                                        guint                row,
                                        const guint         *columns,
                                        guint32             *out_owner,
                                        CpxDaySpan          *out_span,
                                        GError             **error);
gboolean     cpx_compile_sort_versions (CpxCompile          *self,
                                        CpxLevel             level,
                                        CpxDbfTable         *table,
                                        GError             **error);
CpxLevelVersion *
             cpx_compile_find_version  (CpxCompile          *self,
                                        CpxLevel             level,
                                        guint32              owner,
                                        CpxDay               modified);
gboolean     cpx_compile_check_keys    (CpxDbfTable         *table,
                                        GArray              *keys,
                                        GError             **error);

gboolean     cpx_compile_read_acts    (CpxCompile          *self,
                                       GError             **error);
gboolean     cpx_compile_read_chain   (CpxCompile          *self,
                                       GError             **error);
gboolean     cpx_compile_read_book    (CpxCompile          *self,
                                       GError             **error);
gboolean     cpx_compile_read_links   (CpxCompile          *self,
                                       GError             **error);
gboolean     cpx_compile_read_values  (CpxCompile          *self,
                                       GError             **error);
gboolean     cpx_compile_read_menus   (CpxCompile          *self,
                                       GError             **error);

G_END_DECLS
