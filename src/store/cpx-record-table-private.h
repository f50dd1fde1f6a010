/* cpx-record-table-private.h: what the two files of the record table share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record-table.h"

G_BEGIN_DECLS

/* The columns of a row, before "name" and "key" where they are. */
#define CPX_ROW_COLUMNS "row, state, last_change, versions, id, json"

enum
{
  CPX_ROW_AT_ROW,
  CPX_ROW_AT_STATE,
  CPX_ROW_AT_LAST_CHANGE,
  CPX_ROW_AT_VERSIONS,
  CPX_ROW_AT_ID,
  CPX_ROW_AT_JSON,
};

/* A column made from a declared field. */
typedef struct
{
  int      field;
  char    *name;        /* (owned): "f_" and the field's name */
  gboolean is_integer;
  gboolean is_sparse;   /* NULL where the field has no value, and then not in the index: cannot give an order */
  gboolean is_unique;
} CpxColumn;

struct _CpxRecordTable
{
  const CpxKind *kind;
  gint64         number;       /* of the kind in this vault */
  char          *name;         /* (owned): "r_patient" */
  gboolean       has_patient;  /* a column "patient" */
  gboolean       has_name;     /* a column "name" */
  gboolean       has_key;      /* a column "key", which is not derived: only patients */
  GArray        *columns;      /* (owned) (element-type CpxColumn) */
  char          *row_columns;  /* (owned) */
  char          *find_sql;     /* (owned) */
  char          *insert_sql;   /* (owned) */
  char          *update_sql;   /* (owned): everything */
  char          *touch_sql;    /* (owned): when no column in an index differs */
};

const CpxColumn *cpx_record_table_find_column (const CpxRecordTable *self,
                                               int                   field);
char            *cpx_column_dup_value         (const CpxColumn      *self,
                                               CpxRecord            *record);
void             cpx_record_table_set_taken   (const CpxRecordTable *self,
                                               CpxDb                *db,
                                               CpxRecord            *record,
                                               GError              **error);
CpxRow          *cpx_record_table_read_row    (const CpxRecordTable *self,
                                               CpxStatement         *statement,
                                               CpxRecord            *known,
                                               GError              **error);
CpxRecord       *cpx_record_table_read        (const CpxRecordTable *self,
                                               CpxStatement         *statement,
                                               int                   id_column,
                                               int                   json_column,
                                               GError              **error);

G_END_DECLS
