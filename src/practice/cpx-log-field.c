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

static void
add_fields (GPtrArray     *fields,
            const CpxKind *kind,
            json_t        *names,
            json_t        *already,
            json_t        *before,
            json_t        *after)
{
  g_autoptr(CpxRecord) was = make_record (kind, before);
  g_autoptr(CpxRecord) is = make_record (kind, after);
  const char *name;
  json_t *unused;

  json_object_foreach (names, name, unused)
    {
      if (is_shown (kind, name) && json_object_get (already, name) == NULL)
        add (fields, get_label (kind, name), show_value (kind, was, before, name), show_value (kind, is, after, name));
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
 * Puts side by side what each field was and what it became.
 *
 * Returns: (transfer full) (element-type CpxLogField): the fields; none if the entry changed nothing or is closed
 */
GPtrArray *
cpx_log_entry_list_fields (CpxLogEntry *self)
{
  const CpxLogFacts *facts = cpx_log_entry_get (self);
  const CpxKind *kind = facts->kind != NULL ? cpx_kinds_find (facts->kind) : NULL;
  json_t *before = json_object_get (facts->details, "before"), *after = json_object_get (facts->details, "after");
  GPtrArray *fields = g_ptr_array_new_with_free_func (free_field);

  add_fields (fields, kind, after, NULL, before, after);
  add_fields (fields, kind, before, after, before, after);

  return fields;
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
