/* cpx-record-table.h: the records of one kind in SQL: a table made from the kind's declaration. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-query.h"

#include <cpx-db.h>
#include <cpx-id.h>
#include <cpx-versions.h>

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPX_PATIENT_KEY_SIZE 32

typedef enum
{
  CPX_ROW_LIVE,
  CPX_ROW_ARCHIVED,
  CPX_ROW_MERGED,
  CPX_ROW_DELETED,
} CpxRowState;

/* A record and what the store needs to change it. */
typedef struct
{
  gint64       row;          /* 0: not stored yet */
  CpxRowState  state;
  CpxRecord   *record;       /* (owned) */
  CpxVersions *versions;     /* (owned) */
  gint64       last_change;  /* its place in the change log */
  char        *name;         /* (owned) (nullable): see cpx-record-name.h */
  guint8       key[CPX_PATIENT_KEY_SIZE];   /* patients only: see cpx-patient-keys.c */
} CpxRow;

typedef struct _CpxRecordTable CpxRecordTable;

CpxRecordTable *cpx_record_table_new          (const CpxKind        *kind);
void            cpx_record_table_free         (CpxRecordTable       *self);
const CpxKind  *cpx_record_table_get_kind     (const CpxRecordTable *self);
gint64          cpx_record_table_get_number   (const CpxRecordTable *self);
const char     *cpx_record_table_get_name     (const CpxRecordTable *self);

gboolean        cpx_record_table_look         (CpxRecordTable       *self,
                                               CpxDb                *db,
                                               gboolean             *out_is_right,
                                               gboolean             *out_damaged,
                                               GError              **error);
gboolean        cpx_record_table_prepare      (CpxRecordTable       *self,
                                               CpxDb                *db,
                                               GError              **error);
CpxRow         *cpx_record_table_find         (const CpxRecordTable *self,
                                               CpxDb                *db,
                                               const char           *id,
                                               CpxRecord            *known,
                                               GError              **error);
gboolean        cpx_record_table_insert       (const CpxRecordTable *self,
                                               CpxDb                *db,
                                               CpxRow               *row,
                                               GError              **error);
gboolean        cpx_record_table_update       (const CpxRecordTable *self,
                                               CpxDb                *db,
                                               CpxRow               *row,
                                               CpxRecord            *after,
                                               CpxRowState           state,
                                               GError              **error);
gboolean        cpx_record_table_purge        (const CpxRecordTable *self,
                                               CpxDb                *db,
                                               const CpxId          *patient,
                                               GError              **error);
GPtrArray      *cpx_record_table_list         (const CpxRecordTable *self,
                                               CpxDb                *db,
                                               const CpxQuery       *query,
                                               GPtrArray            *patients,
                                               GError              **error);
GArray         *cpx_record_table_list_ids     (const CpxRecordTable *self,
                                               CpxDb                *db,
                                               const CpxQuery       *query,
                                               GPtrArray            *patients,
                                               GError              **error);
gint64          cpx_record_table_count        (const CpxRecordTable *self,
                                               CpxDb                *db,
                                               const CpxQuery       *query,
                                               GPtrArray            *patients,
                                               GError              **error);
gboolean        cpx_record_table_add_aliases  (const CpxRecordTable *self,
                                               CpxDb                *db,
                                               GPtrArray            *ids,
                                               GError              **error);

gboolean        cpx_row_state_is_in_scope     (CpxRowState           state,
                                               CpxQueryScope         scope);

CpxRow         *cpx_row_new                   (CpxRecord            *record);
void            cpx_row_free                  (CpxRow               *self);
CpxRowState     cpx_row_compute_state         (CpxRecord            *record,
                                               gboolean              deleted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxRow, cpx_row_free)

G_END_DECLS
