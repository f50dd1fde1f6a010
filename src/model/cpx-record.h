/* cpx-record.h: one thing a practice keeps: an id and the values of the fields its kind declares. Immutable.
 *
 * A change makes a new record. Records may cross threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-kind.h"

#include <cpx-json.h>

#include <glib-object.h>

G_BEGIN_DECLS

#define CPX_RECORD_ERROR (cpx_record_error_quark ())

typedef enum
{
  CPX_RECORD_ERROR_UNKNOWN_FIELD,  /* input names a field that the kind does not have */
  CPX_RECORD_ERROR_BAD_VALUE,      /* a value of another type than the field's, or not text at all */
  CPX_RECORD_ERROR_INVALID,        /* a blocking finding: see cpx_findings_to_error() */
} CpxRecordError;

GQuark cpx_record_error_quark (void);

typedef enum
{
  CPX_RECORD_FROM_STORE = 0,       /* unknown fields and values of another type are kept aside for newer programs */
  CPX_RECORD_FROM_INPUT = 1 << 0,  /* they are refused by name; text is trimmed and composed, dates put in ISO form */
} CpxRecordReadFlags;

typedef enum
{
  CPX_RECORD_FIELDS_ONLY = 0,
  CPX_RECORD_WITH_ID     = 1 << 0,  /* with "kind" and "id" before the fields */
} CpxRecordWriteFlags;

#define CPX_TYPE_RECORD (cpx_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (CpxRecord, cpx_record, CPX, RECORD, GObject)

struct _CpxRecordClass
{
  GObjectClass   parent_class;

  const CpxKind *kind;
};

/* Declares the subclass of a kind whose table is `type_name##_kind`. */
#define CPX_DEFINE_RECORD_TYPE(TypeName, type_name) \
  struct _##TypeName \
  { \
    CpxRecord parent_instance; \
  }; \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, CPX_TYPE_RECORD) \
  static void type_name##_class_init (TypeName##Class *klass) \
  { \
    cpx_record_class_install_kind (CPX_RECORD_CLASS (klass), &type_name##_kind); \
  } \
  static void type_name##_init (TypeName *self) \
  { \
  }

void           cpx_record_class_install_kind (CpxRecordClass      *klass,
                                              const CpxKind       *kind);

CpxRecord     *cpx_record_new                (const CpxKind       *kind,
                                              const char          *id);
CpxRecord     *cpx_record_new_with_texts     (const CpxKind       *kind,
                                              const char          *id,
                                              int                  first_field,
                                              ...);

const CpxKind *cpx_record_get_kind           (CpxRecord           *self);
const char    *cpx_record_get_id             (CpxRecord           *self);
const char    *cpx_record_get_patient_id     (CpxRecord           *self);
gboolean       cpx_record_has                (CpxRecord           *self,
                                              int                  field);
const char    *cpx_record_get_text           (CpxRecord           *self,
                                              int                  field);
gboolean       cpx_record_get_boolean        (CpxRecord           *self,
                                              int                  field);
gint64         cpx_record_get_integer        (CpxRecord           *self,
                                              int                  field);
gboolean       cpx_field_is_weight           (const CpxField      *self);
const char    *cpx_field_get_unit            (const CpxField      *self);
char          *cpx_weight_format             (gint64               grams);
char          *cpx_record_dup_display        (CpxRecord           *self,
                                              int                  field);
char          *cpx_record_dup_display_inside (CpxRecord           *self,
                                              int                  field);

CpxRecord     *cpx_record_with_text          (CpxRecord           *self,
                                              int                  field,
                                              const char          *text);
CpxRecord     *cpx_record_with_boolean       (CpxRecord           *self,
                                              int                  field,
                                              gboolean             value);
CpxRecord     *cpx_record_with_integer       (CpxRecord           *self,
                                              int                  field,
                                              gint64               value);
CpxRecord     *cpx_record_without            (CpxRecord           *self,
                                              int                  field);
CpxRecord     *cpx_record_with_id            (CpxRecord           *self,
                                              const char          *id);

gboolean       cpx_record_equal              (CpxRecord           *a,
                                              CpxRecord           *b);
CpxFieldSet    cpx_record_diff               (CpxRecord           *before,
                                              CpxRecord           *after);
json_t        *cpx_record_make_patch         (CpxRecord           *before,
                                              CpxRecord           *after);
CpxRecord     *cpx_record_merge_json         (CpxRecord           *self,
                                              json_t              *patch,
                                              CpxRecordReadFlags   flags,
                                              GError             **error);

json_t        *cpx_record_get_json           (CpxRecord           *self,
                                              int                  field);
json_t        *cpx_record_to_json            (CpxRecord           *self,
                                              CpxRecordWriteFlags  flags);
char          *cpx_record_print_json         (CpxRecord           *self,
                                              CpxRecordWriteFlags  flags);
CpxRecord     *cpx_record_from_json          (const CpxKind       *kind,
                                              const char          *id,
                                              json_t              *object,
                                              CpxRecordReadFlags   flags,
                                              GError             **error);
CpxRecord     *cpx_record_parse_json         (const CpxKind       *kind,
                                              const char          *id,
                                              const char          *text,
                                              gssize               length,
                                              CpxRecordReadFlags   flags,
                                              GError             **error);

GPtrArray     *cpx_record_validate           (CpxRecord           *self);
GPtrArray     *cpx_record_validate_change    (CpxRecord           *before,
                                              CpxRecord           *after);
char          *cpx_record_summarize          (CpxRecord           *self);
char         **cpx_record_list_terms         (CpxRecord           *self);
char         **cpx_record_list_keys          (CpxRecord           *self);

G_END_DECLS
