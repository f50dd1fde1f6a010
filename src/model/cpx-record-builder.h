/* cpx-record-builder.h: makes a record out of several values at once. Lives on one stack frame.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

typedef struct _CpxRecordBuilder CpxRecordBuilder;

CpxRecordBuilder *cpx_record_builder_new         (const CpxKind     *kind,
                                                  const char        *id);
CpxRecordBuilder *cpx_record_builder_new_from    (CpxRecord         *record);
void              cpx_record_builder_set_text    (CpxRecordBuilder  *self,
                                                  int                field,
                                                  const char        *text);
void              cpx_record_builder_set_boolean (CpxRecordBuilder  *self,
                                                  int                field,
                                                  gboolean           value);
void              cpx_record_builder_set_integer (CpxRecordBuilder  *self,
                                                  int                field,
                                                  gint64             value);
gboolean          cpx_record_builder_parse       (CpxRecordBuilder  *self,
                                                  int                field,
                                                  const char        *typed,
                                                  GError           **error);
void              cpx_record_builder_clear       (CpxRecordBuilder  *self,
                                                  int                field);
CpxRecord        *cpx_record_builder_end         (CpxRecordBuilder  *self);
void              cpx_record_builder_free        (CpxRecordBuilder  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxRecordBuilder, cpx_record_builder_free)

G_END_DECLS
