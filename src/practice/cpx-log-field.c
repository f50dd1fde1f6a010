/* cpx-log-field.c: what an entry of the audit log says of each field: before and after, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-field.h"

#include "cpx-log-words.h"

#include <cpx-change.h>
#include <cpx-record.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define NO_ID "00000000-0000-7000-8000-000000000000"

static void
field_free (CpxLogField *self)
{
  g_free (self->label);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static void
add (GPtrArray  *fields,
     const char *label,
     char       *before,
     char       *after)
{
  CpxLogField *field = g_new0 (CpxLogField, 1);

  field->label = g_strdup (label);
  field->before = before;
  field->after = after;
  g_ptr_array_add (fields, field);
}

static CpxRecord *
make_record (const CpxKind *kind,
             json_t        *values)
{
  if (kind == NULL || values == NULL)
    return NULL;

  return cpx_record_from_json (kind, NO_ID, values, CPX_RECORD_FROM_STORE, NULL);
}

static char *
show_value (const CpxKind *kind,
            CpxRecord     *record,
            json_t        *values,
            const char    *name)
{
  int field = kind != NULL ? cpx_kind_find_field (kind, name) : -1;

  if (field >= 0 && record != NULL && cpx_record_has (record, field))
    return cpx_record_dup_display (record, field);

  return cpx_log_words_dup_value (name, json_object_get (values, name));
}

/* The patient is told beside the entry; the tombstone is told by its sentence. */
static gboolean
is_shown (const CpxKind *kind,
          const char    *name)
{
  if (strcmp (name, CPX_CHANGE_DELETED) == 0)
    return FALSE;

  return kind == NULL || kind->patient_field < 0 || cpx_kind_find_field (kind, name) != kind->patient_field;
}

static const char *
get_label (const CpxKind *kind,
           const char    *name)
{
  int field = kind != NULL ? cpx_kind_find_field (kind, name) : -1;

  return field >= 0 ? cpx_field_get_label (&kind->fields[field]) : name;
}

/* What is told of one entry while its fields are gone through. */
typedef struct
{
  GPtrArray     *fields;
  const CpxKind *kind;      /* (nullable) */
  json_t        *before;    /* (nullable) */
  json_t        *after;     /* (nullable) */
  CpxRecord     *was;       /* (nullable) */
  CpxRecord     *is;        /* (nullable) */
} Change;

static void
add_field (const Change *change,
           const char   *name)
{
  if (is_shown (change->kind, name))
    add (change->fields, get_label (change->kind, name),
         show_value (change->kind, change->was, change->before, name),
         show_value (change->kind, change->is, change->after, name));
}

/* In the order of the form. */
static void
add_known_fields (const Change *change)
{
  for (guint i = 0; change->kind != NULL && i < change->kind->n_fields; i++)
    {
      const char *name = change->kind->fields[i].name;

      if (json_object_get (change->before, name) != NULL || json_object_get (change->after, name) != NULL)
        add_field (change, name);
    }
}

/* Of a newer program, or of what is no record. */
static void
add_unknown_fields (const Change *change,
                    json_t       *names,
                    json_t       *already)
{
  const char *name;
  json_t *unused;

  json_object_foreach (names, name, unused)
    {
      if ((change->kind == NULL || cpx_kind_find_field (change->kind, name) < 0) &&
          json_object_get (already, name) == NULL)
        add_field (change, name);
    }
}

static void
free_field (gpointer field)
{
  field_free (field);
}

/**
 * cpx_log_entry_list_fields:
 * @self: an entry
 *
 * Puts side by side what each field was and what it became, in the order of the form.
 *
 * Returns: (transfer full) (element-type CpxLogField): the fields; none if the entry changed nothing or is closed
 */
GPtrArray *
cpx_log_entry_list_fields (CpxLogEntry *self)
{
  const CpxLogFacts *facts = cpx_log_entry_get (self);
  const CpxKind *kind = facts->kind != NULL ? cpx_kinds_find (facts->kind) : NULL;
  json_t *before = json_object_get (facts->details, "before"), *after = json_object_get (facts->details, "after");
  g_autoptr(CpxRecord) was = make_record (kind, before), is = make_record (kind, after);
  const Change change = { g_ptr_array_new_with_free_func (free_field), kind, before, after, was, is };

  add_known_fields (&change);
  add_unknown_fields (&change, after, NULL);
  add_unknown_fields (&change, before, after);

  return change.fields;
}

static void
add_more (GPtrArray  *fields,
          const char *label,
          const char *name,
          json_t     *value)
{
  const char *inner;
  json_t *member;
  gsize i;

  if (json_is_array (value))
    {
      json_array_foreach (value, i, member)
        {
          add_more (fields, label, name, member);
        }
      return;
    }
  if (!json_is_object (value))
    {
      add (fields, label, NULL, cpx_log_words_dup_value (name, value));
      return;
    }
  json_object_foreach (value, inner, member)
    {
      const char *words = cpx_log_words_find_label (inner);
      g_autofree char *longer = *label != '\0' ? g_strconcat (label, " · ", words, NULL) : g_strdup (words);

      add_more (fields, longer, inner, member);
    }
}

/**
 * cpx_log_entry_list_more:
 * @self: an entry
 *
 * Lists what the entry tells beside the fields, name by name: the path of a backup, the choices of a coding.
 *
 * Returns: (transfer full) (element-type CpxLogField): what there is, as `after`
 */
GPtrArray *
cpx_log_entry_list_more (CpxLogEntry *self)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (free_field);

  add_more (fields, "", "", json_object_get (cpx_log_entry_get (self)->details, "more"));
  if (json_object_get (cpx_log_entry_get (self)->details, "more") == NULL)
    g_ptr_array_set_size (fields, 0);

  return fields;
}
