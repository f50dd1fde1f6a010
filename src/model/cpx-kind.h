/* cpx-kind.h: how a kind of record is declared: one table of fields, its rules, its line in lists.
 *
 * A kind is declared once, in its own file, as constant data. Everything else is made from that table: the
 * properties of the GObject, the JSON form, the store's columns, the forms on the screen, the CSV mapping.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-finding.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _CpxRecord CpxRecord;
typedef struct _CpxKind   CpxKind;

typedef enum
{
  CPX_FIELD_TEXT,       /* one line */
  CPX_FIELD_LONG_TEXT,  /* several lines */
  CPX_FIELD_DATE,       /* partial date as ISO text: "1958", "1958-03" or "1958-03-14" */
  CPX_FIELD_ENUM,       /* one of the tokens */
  CPX_FIELD_BOOLEAN,    /* FALSE and absent are the same */
  CPX_FIELD_INTEGER,
  CPX_FIELD_REFERENCE,  /* the id of a record of kind `target` */
} CpxFieldType;

typedef enum
{
  CPX_FIELD_REQUIRED   = 1 << 0,
  CPX_FIELD_INDEXED    = 1 << 1,  /* the store keeps a column with an index */
  CPX_FIELD_SEARCHABLE = 1 << 2,  /* its words are found by search */
  CPX_FIELD_READ_ONLY  = 1 << 3,  /* set by the program, shown but not typed */
  CPX_FIELD_SORT       = 1 << 4,  /* indexed folded: lists are ordered by it */
  CPX_FIELD_UNIQUE     = 1 << 5,  /* indexed; no two records of the kind share it */
} CpxFieldFlags;

/* One value of an enumeration: what is stored and what is shown. Tables end with { NULL }. */
typedef struct
{
  const char *token;
  const char *label;        /* N_(), see cpx_token_get_label() */
  gboolean    not_offered;  /* understood when read, never offered to a person */
} CpxToken;

typedef struct
{
  const char     *name;        /* "birth_name": in JSON, as column and (dashed or not) as GObject property */
  const char     *label;       /* N_("Birth name"), see cpx_field_get_label() */
  CpxFieldType    type;
  CpxFieldFlags   flags;
  guint           max_length;  /* TEXT, LONG_TEXT: characters; 0: 100 and 20,000 */
  const CpxToken *tokens;      /* ENUM */
  const char     *target;      /* REFERENCE: the name of a kind */
  gint64          minimum;     /* INTEGER, both 0: no bounds */
  gint64          maximum;
  char         *(*clean)       (const char *text);  /* (nullable): how typed text is put into the form kept */
} CpxField;

#define CPX_MAX_FIELDS 64

/* A set of fields of one kind, a bit each. */
typedef guint64 CpxFieldSet;
#define CPX_FIELD_BIT(field) (G_GUINT64_CONSTANT (1) << (field))

enum
{
  CPX_KIND_NO_PATIENT = -1,  /* says nothing of a patient */
  CPX_KIND_IS_PATIENT = -2,  /* is the patient */
};

struct _CpxKind
{
  const char     *name;           /* "patient" */
  const char     *label;          /* N_("Patient") */
  GType         (*get_type)       (void);
  const CpxField *fields;
  guint           n_fields;       /* at most CPX_MAX_FIELDS */
  int             patient_field;  /* the field that names the patient whose key seals it, or one of the two above */

  /* Each may be NULL. */
  void          (*validate)       (CpxRecord *record,
                                   GPtrArray *findings);
  char         *(*summarize)      (CpxRecord *record);   /* one line for lists, the timeline and the audit log */
  char        **(*list_terms)     (CpxRecord *record);   /* more words by which search finds it, folded */
  char        **(*list_keys)      (CpxRecord *record);   /* two records that share a key may be duplicates */
};

const CpxKind * const *cpx_kinds_list            (guint          *out_n_kinds);
const CpxKind         *cpx_kinds_find            (const char     *name);

int                    cpx_kind_find_field       (const CpxKind  *self,
                                                  const char     *name);
const char            *cpx_kind_get_label        (const CpxKind  *self);
const char            *cpx_field_get_label       (const CpxField *self);
guint                  cpx_field_get_max_length  (const CpxField *self);
const char            *cpx_field_get_token_label (const CpxField *self,
                                                  const char     *token);
const CpxToken        *cpx_field_find_token      (const CpxField *self,
                                                  const char     *typed);
const char            *cpx_token_get_label       (const CpxToken *self);

G_END_DECLS
