/* cpx-statement.h: one prepared SQL statement, its parameters (from 1) and its columns (from 0).
 *
 * A statement comes from cpx_db_prepare() with nothing bound, and goes back to its connection's cache when
 * released.  What a column getter lends lives until the next step, reset or release.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CpxStatement CpxStatement;

typedef enum {
  CPX_STEP_ERROR = -1,
  CPX_STEP_DONE  = 0,
  CPX_STEP_ROW   = 1,
} CpxStep;

typedef enum {
  CPX_COLUMN_INT64 = 1,
  CPX_COLUMN_DOUBLE,
  CPX_COLUMN_TEXT,
  CPX_COLUMN_BLOB,
  CPX_COLUMN_NULL,
} CpxColumnType;

/* The values are copied, except by the _static ones, whose bytes must outlive the next reset or release */
void          cpx_statement_bind_int64        (CpxStatement *self,
                                               int           parameter,
                                               gint64        value);
void          cpx_statement_bind_double       (CpxStatement *self,
                                               int           parameter,
                                               double        value);
void          cpx_statement_bind_text         (CpxStatement *self,
                                               int           parameter,
                                               const char   *text);
void          cpx_statement_bind_static_text  (CpxStatement *self,
                                               int           parameter,
                                               const char   *text);
void          cpx_statement_bind_blob         (CpxStatement *self,
                                               int           parameter,
                                               const void   *bytes,
                                               gsize         n_bytes);
void          cpx_statement_bind_static_blob  (CpxStatement *self,
                                               int           parameter,
                                               const void   *bytes,
                                               gsize         n_bytes);
void          cpx_statement_bind_bytes        (CpxStatement *self,
                                               int           parameter,
                                               GBytes       *bytes);
void          cpx_statement_bind_zeroblob     (CpxStatement *self,
                                               int           parameter,
                                               gsize         n_bytes);
void          cpx_statement_bind_null         (CpxStatement *self,
                                               int           parameter);

CpxStep       cpx_statement_step              (CpxStatement *self,
                                               GError      **error);
gboolean      cpx_statement_run               (CpxStatement *self,
                                               GError      **error);
void          cpx_statement_reset             (CpxStatement *self);
void          cpx_statement_release           (CpxStatement *self);

int           cpx_statement_get_n_columns     (CpxStatement *self);
const char   *cpx_statement_get_column_name   (CpxStatement *self,
                                               int           column);
CpxColumnType cpx_statement_get_type          (CpxStatement *self,
                                               int           column);
gboolean      cpx_statement_is_null           (CpxStatement *self,
                                               int           column);
gint64        cpx_statement_get_int64         (CpxStatement *self,
                                               int           column);
double        cpx_statement_get_double        (CpxStatement *self,
                                               int           column);
const char   *cpx_statement_get_text          (CpxStatement *self,
                                               int           column);
char         *cpx_statement_dup_text          (CpxStatement *self,
                                               int           column);
const void   *cpx_statement_get_blob          (CpxStatement *self,
                                               int           column,
                                               gsize        *out_n_bytes);
GBytes       *cpx_statement_dup_bytes         (CpxStatement *self,
                                               int           column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxStatement, cpx_statement_release)

G_END_DECLS
