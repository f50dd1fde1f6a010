/* cpx-record-private.h: what the files of the record share. A record is written to only before anyone else sees it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

typedef union
{
  char   *text;     /* (owned): a GRefString, so that a changed copy costs no copy of the rest */
  gint64  integer;  /* INTEGER, BOOLEAN */
} CpxRecordValue;

typedef struct
{
  char           *id;       /* (owned) (not nullable) */
  const CpxKind  *kind;
  CpxFieldSet     present;
  CpxRecordValue *values;   /* (owned): one for each field of the kind */
  json_t         *extra;    /* (owned) (nullable): what a newer program wrote; shared, never changed */
} CpxRecordPrivate;

CpxRecordPrivate *cpx_record_get_private (CpxRecord      *self);
CpxRecord        *cpx_record_copy        (CpxRecord      *self,
                                          const char     *id);
void              cpx_record_put_text    (CpxRecord      *self,
                                          int             field,
                                          const char     *text);
void              cpx_record_put_typed   (CpxRecord      *self,
                                          int             field,
                                          const char     *typed);
void              cpx_record_put_integer (CpxRecord      *self,
                                          int             field,
                                          gint64          value);
void              cpx_record_put_extra   (CpxRecord      *self,
                                          const char     *name,
                                          json_t         *value);
void              cpx_record_drop        (CpxRecord      *self,
                                          int             field);
gboolean          cpx_field_is_text      (const CpxField *self);

G_END_DECLS
