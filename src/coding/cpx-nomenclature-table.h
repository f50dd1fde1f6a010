/* cpx-nomenclature-table.h: how the rows of a nomenclature lie in its bytes. Private to coding/.
 *
 *   magic (8) | format | size | version | source | effect | starter | pool offset | pool size
 *   | (offset, n_rows) a table | rows | pool
 *
 * Everything but the magic and the pool is little-endian words of 32 bits. A row is its keys, the two days of its
 * span if it has one, then the rest; rows are in the order of their keys, then of their span. Texts are offsets
 * into the pool, where each ends with a zero byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-ccam.h"

G_BEGIN_DECLS

#define CPX_NOMENCLATURE_MAGIC  "CPXCCAM"
#define CPX_NOMENCLATURE_FORMAT 1

typedef enum
{
  CPX_TABLE_ACT,
  CPX_TABLE_VERSION,
  CPX_TABLE_ACTIVITY,
  CPX_TABLE_ACTIVITY_STATE,
  CPX_TABLE_EXECUTANT,
  CPX_TABLE_PHASE,
  CPX_TABLE_PHASE_STATE,
  CPX_TABLE_PRICE,
  CPX_TABLE_TERRITORY,
  CPX_TABLE_ALLOWED_MODIFIER,
  CPX_TABLE_ASSOCIATION,
  CPX_TABLE_INCOMPATIBILITY,
  CPX_TABLE_PROCEDURE,
  CPX_TABLE_MODIFIER_VALUE,
  CPX_TABLE_MODIFIER_PAIR,
  CPX_TABLE_MODIFIER_RULE,
  CPX_TABLE_MODIFIER_AGE,
  CPX_TABLE_MODIFIER_LIMIT,
  CPX_TABLE_ASSOCIATION_CODE,
  CPX_TABLE_ASSOCIATION_RULE,
  CPX_TABLE_THRESHOLD,
  CPX_TABLE_HOLIDAY,
  CPX_TABLE_NON_CONTRACTED,
  CPX_TABLE_GRID,
  CPX_TABLE_CONTEXT,
  CPX_TABLE_SPECIALTY,
  CPX_TABLE_CONCEPT,
  CPX_TABLE_LABEL,
  CPX_TABLE_NOTE,
  CPX_TABLE_NOTE_LINK,
  CPX_TABLE_MENU,
  CPX_TABLE_MENU_ACT,
  CPX_TABLE_CONDITION,
  CPX_TABLE_TERM,
  CPX_N_TABLES
} CpxTable;

typedef enum
{
  CPX_HEADER_FORMAT = 2,  /* in words, after the magic */
  CPX_HEADER_SIZE,
  CPX_HEADER_VERSION,
  CPX_HEADER_SOURCE,
  CPX_HEADER_EFFECT,
  CPX_HEADER_STARTER,
  CPX_HEADER_POOL,
  CPX_HEADER_POOL_SIZE,
  CPX_HEADER_TABLES,      /* two words a table */
  CPX_HEADER_WORDS = CPX_HEADER_TABLES + 2 * CPX_N_TABLES
} CpxHeaderWord;

#define CPX_TABLE_MAX_COLUMNS 12

/* The type of a column: w a number, c a character, s a text, and the index of a row: A act, V activity, P phase, N
 * note, M menu; m a menu or CPX_CCAM_NONE. */
typedef struct
{
  const char *types;
  guint       n_keys;
  gboolean    has_span;
  gboolean    merges;    /* equal rows of days that touch become one */
  gsize       row_size;  /* of the struct in cpx-ccam.h */
  guint16     fields[CPX_TABLE_MAX_COLUMNS];  /* where each column lies in it */
} CpxTableShape;

const CpxTableShape *cpx_table_get_shape   (CpxTable             table);
guint                cpx_table_get_n_words (CpxTable             table);
CpxTable             cpx_table_of_index    (char                 type);
void                 cpx_table_read_row    (CpxTable             table,
                                            const guint32       *words,
                                            const char          *pool,
                                            gpointer             out_row);
void                 cpx_table_write_row   (CpxTable             table,
                                            gconstpointer        row,
                                            guint32           (* intern) (const char *text,
                                                                          gpointer    data),
                                            gpointer             data,
                                            guint32             *out_words);

G_END_DECLS
