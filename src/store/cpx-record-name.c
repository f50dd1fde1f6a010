/* cpx-record-name.c: the text by which a record is ordered in lists and found by search.
 *
 * It is kept in one column, whose index therefore holds all that the search in memory is built from, already in the
 * order of names, and costs a commit one page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-name.h"

#include <cpx-fold.h>
#include <cpx-patient.h>

#include <string.h>

#define BETWEEN_FIELDS '\x01'  /* sorts before a space: "martin" and "anne" before "martin du gard" and "anne" */

/**
 * cpx_record_name_is_kept:
 * @kind: a kind
 *
 * Returns: `TRUE` if records of @kind are ordered by name
 */
gboolean
cpx_record_name_is_kept (const CpxKind *kind)
{
  for (guint i = 0; i < kind->n_fields; i++)
    {
      if ((kind->fields[i].flags & CPX_FIELD_SORT) != 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_record_name_hash:
 * @key: what cpx_record_list_keys() gives
 *
 * Shortens a key; two that meet by chance cost one comparison of records too many (FNV-1a, part of the stored form).
 *
 * Returns: its hash
 */
guint32
cpx_record_name_hash (const char *key)
{
  guint32 hash = 2166136261u;

  for (; *key != '\0'; key++)
    hash = (hash ^ (guchar) *key) * 16777619u;

  return hash;
}

/* A patient's words and keys come from these besides the fields that are declared searchable or indexed. */
static gboolean
is_patient_trait (int field)
{
  return field == CPX_PATIENT_USED_FIRST_NAME || field == CPX_PATIENT_SEX || field == CPX_PATIENT_MOBILE ||
         field == CPX_PATIENT_PHONE;
}

/**
 * cpx_record_name_is_affected:
 * @before: a record of a kind ordered by name
 * @after: what it became
 *
 * Tells, without making either, whether the two may have different names: most edits are of other things. (That no
 * field is forgotten here is tested.)
 *
 * Returns: `FALSE` if the name is the same
 */
gboolean
cpx_record_name_is_affected (CpxRecord *before,
                             CpxRecord *after)
{
  const CpxKind *kind = cpx_record_get_kind (after);
  CpxFieldSet changed = cpx_record_diff (before, after);

  for (int i = 0; changed != 0; i++, changed >>= 1)
    {
      if ((changed & 1) == 0)
        continue;
      if ((kind->fields[i].flags & (CPX_FIELD_SORT | CPX_FIELD_SEARCHABLE | CPX_FIELD_INDEXED)) != 0 ||
          (kind == &cpx_patient_kind && is_patient_trait (i)))
        return TRUE;
    }

  return FALSE;
}

/* Those that only the words of search are made from: neither the name nor the keys of duplicates. */
static gboolean
is_only_words (CpxFieldSet changed)
{
  const CpxFieldSet only_words = CPX_FIELD_BIT (CPX_PATIENT_MOBILE) | CPX_FIELD_BIT (CPX_PATIENT_PHONE) |
                                 CPX_FIELD_BIT (CPX_PATIENT_FILE_NUMBER);

  return (changed & ~only_words) == 0;
}

static void
append_sort_fields (GString   *out,
                    CpxRecord *record)
{
  const CpxKind *kind = cpx_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *text;
      g_autofree char *folded = NULL;

      if ((kind->fields[i].flags & CPX_FIELD_SORT) == 0)
        continue;
      text = cpx_record_get_text (record, (int) i);
      folded = cpx_fold (text != NULL ? text : "");
      if (out->len > 0)
        g_string_append_c (out, BETWEEN_FIELDS);
      g_string_append (out, folded);
    }
}

static void
append_terms (GString   *out,
              CpxRecord *record)
{
  g_auto(GStrv) terms = cpx_record_list_terms (record);

  for (guint i = 0; terms[i] != NULL; i++)
    {
      guint earlier = 0;

      while (earlier < i && strcmp (terms[earlier], terms[i]) != 0)
        earlier++;
      if (earlier < i)
        continue;
      if (i > 0)
        g_string_append_c (out, ' ');
      g_string_append (out, terms[i]);
    }
}

static void
append_keys (GString   *out,
             CpxRecord *record)
{
  static const char digits[] = "0123456789abcdef";
  g_auto(GStrv) keys = cpx_record_list_keys (record);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      guint32 hash = cpx_record_name_hash (keys[i]);

      for (int shift = 28; shift >= 0; shift -= 4)
        g_string_append_c (out, digits[hash >> shift & 0xf]);
    }
}

/**
 * cpx_record_name_make:
 * @record: a record of a kind ordered by name
 *
 * Returns: (transfer full): the text described in the header
 */
char *
cpx_record_name_make (CpxRecord *record)
{
  GString *out = g_string_sized_new (256);

  if (!CPX_IS_PATIENT (record))
    {
      append_sort_fields (out, record);
    }
  else
    {
      g_autofree char *name = cpx_patient_dup_name (record);
      g_autofree char *folded = cpx_fold (name);

      g_string_append (out, folded);
      g_string_append_c (out, '\n');
      append_terms (out, record);
      g_string_append_c (out, '\n');
      append_keys (out, record);
      g_string_append_c (out, '\n');
    }

  return g_string_free (out, FALSE);
}

/**
 * cpx_record_name_remake:
 * @name: what cpx_record_name_make() made of @before
 * @before: a record of a kind ordered by name
 * @after: what it became
 *
 * Makes the name of @after from that of @before: the parts that cannot differ are kept.
 *
 * Returns: (transfer full): what cpx_record_name_make() makes of @after
 */
char *
cpx_record_name_remake (const char *name,
                        CpxRecord  *before,
                        CpxRecord  *after)
{
  const char *words = strchr (name, '\n');
  const char *keys = words != NULL ? strchr (words + 1, '\n') : NULL;
  GString *out;

  if (!cpx_record_name_is_affected (before, after))
    return g_strdup (name);
  if (!CPX_IS_PATIENT (after) || keys == NULL || !is_only_words (cpx_record_diff (before, after)))
    return cpx_record_name_make (after);

  out = g_string_sized_new (256);
  g_string_append_len (out, name, words + 1 - name);
  append_terms (out, after);
  g_string_append (out, keys);

  return g_string_free (out, FALSE);
}
