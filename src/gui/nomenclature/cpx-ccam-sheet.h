/* cpx-ccam-sheet.h: what is told of one act or one chapter, ready to be shown. Texts named markup have links.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *markup;   /* (owned) */
  char *caption;  /* (owned) (nullable): small, above it */
  char *value;    /* (owned) (nullable): at its end */
} CpxSheetRow;

typedef struct
{
  const char *id;     /* for tests: "notes", "modifiers"… */
  const char *title;
  char       *hint;   /* (owned) (nullable) */
  GPtrArray  *rows;   /* (owned) (element-type CpxSheetRow): never empty */
} CpxSheetSection;

/* A price in a cell. */
typedef struct
{
  char     *text;     /* (owned): "293,94 €", "unknown" */
  char     *since;    /* (owned) (nullable): where that differs from the table's day */
  gboolean  known;
} CpxSheetCell;

typedef struct
{
  guint         grid;
  const char   *label;  /* belongs to the nomenclature */
  gboolean      own;    /* the tariffs of who looks */
  CpxSheetCell *cells;  /* (owned): as many as columns */
} CpxSheetPrices;

typedef struct
{
  GPtrArray *columns;  /* (owned) (element-type utf8): an activity and a phase each */
  GPtrArray *rows;     /* (owned) (element-type CpxSheetPrices) */
  guint      n_columns_used;
  char      *hint;     /* (owned) (nullable): from which day on, what is unknown */
} CpxSheetTable;

typedef struct
{
  char          *code;      /* (owned): of the act, or number of the chapter */
  char          *title;     /* (owned) */
  char          *subtitle;  /* (owned) (nullable) */
  char          *path;      /* (owned): markup */
  char          *notice;    /* (owned) (nullable): why it is not to be coded on that day */
  GPtrArray     *tags;      /* (owned) (element-type utf8) */
  CpxSheetTable  prices;
  GPtrArray     *sections;  /* (owned) (element-type CpxSheetSection) */
  gboolean       is_act;
} CpxCcamSheet;

CpxCcamSheet          *cpx_ccam_sheet_new         (const char            *code,
                                                   const char            *title);
void                   cpx_ccam_sheet_free        (CpxCcamSheet          *self);
CpxSheetSection       *cpx_ccam_sheet_add_section (CpxCcamSheet          *self,
                                                   const char            *id,
                                                   const char            *title);
void                   cpx_ccam_sheet_drop_empty  (CpxCcamSheet          *self);
const CpxSheetSection *cpx_ccam_sheet_find        (const CpxCcamSheet    *self,
                                                   const char            *id);
void                   cpx_sheet_section_add      (CpxSheetSection       *self,
                                                   char                  *markup,
                                                   const char            *caption,
                                                   char                  *value);
void                   cpx_sheet_section_add_text (CpxSheetSection       *self,
                                                   const char            *text,
                                                   const char            *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxCcamSheet, cpx_ccam_sheet_free)

G_END_DECLS
