/* cpx-change.h: one change of one record: for each field its new value and the change it replaced. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-id.h>
#include <cpx-json.h>

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPX_CHANGE_ERROR (cpx_change_error_quark ())

typedef enum
{
  CPX_CHANGE_ERROR_FORMAT,  /* the JSON is not a change */
} CpxChangeError;

GQuark cpx_change_error_quark (void);

/* A tombstone is a field like another: a record is deleted while this one is `true`. No kind may declare it. */
#define CPX_CHANGE_DELETED "@deleted"

/* Everything but the fields. The texts are borrowed. */
typedef struct
{
  CpxId       id;          /* UUIDv7, made by the device */
  CpxId       device;
  guint64     hlc;         /* hybrid logical time, see cpx-hlc.h */
  const char *user_id;     /* (nullable): the program itself */
  const char *kind;
  const char *record_id;
  const char *patient_id;  /* (nullable): whose key seals the values */
  const char *action;      /* "patient.edited" */
  const char *follows;     /* (nullable): the id of the change that this one completes; they are undone together */
} CpxChangeHead;

/* One field of a change. Borrowed from it. */
typedef struct
{
  const char  *name;
  json_t      *value;  /* (nullable): NULL clears the field */
  const CpxId *base;   /* (nullable): the change whose value this one replaced; NULL in a creation */
} CpxChangeField;

typedef struct _CpxChange CpxChange;

CpxChange           *cpx_change_new          (const CpxChangeHead  *head);
void                 cpx_change_add_field    (CpxChange            *self,
                                              const char           *name,
                                              json_t               *value,
                                              const CpxId          *base);
CpxChange           *cpx_change_ref          (CpxChange            *self);
void                 cpx_change_unref        (CpxChange            *self);

const CpxChangeHead *cpx_change_get_head     (CpxChange            *self);
gboolean             cpx_change_is_creation  (CpxChange            *self);
guint                cpx_change_get_n_fields (CpxChange            *self);
CpxChangeField       cpx_change_get_field    (CpxChange            *self,
                                              guint                 index);
gboolean             cpx_change_find_field   (CpxChange            *self,
                                              const char           *name,
                                              CpxChangeField       *out_field);

json_t              *cpx_change_to_json      (CpxChange            *self);
CpxChange           *cpx_change_from_json    (json_t               *object,
                                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxChange, cpx_change_unref)

G_END_DECLS
