/* cpx-timeline-sentence.c: who did what, with the names of the fields or the line that the record has in lists.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-timeline-sentence.h"

#include <cpx-record.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* What is said of the file itself; the first %s is who, the second the fields. */
static const struct
{
  const char *action;
  const char *format;
  gboolean    has_fields;
} sentences[] = {
  { "patient.created", N_("%s opened a new file"), FALSE },
  { "patient.opened", N_("%s consulted the file"), FALSE },
  { "patient.edited", N_("%s changed: %s"), TRUE },
  { "patient.archived", N_("%s archived the file"), FALSE },
  { "patient.unarchived", N_("%s took the file out of the archive"), FALSE },
  { "patient.merged", N_("%s merged this file into another"), FALSE },
  { "patient.unmerged", N_("%s undid the merge of the files"), FALSE },
  { "patient.values-chosen", N_("%s took values from a merged file: %s"), TRUE },
  { "patient.removed", N_("%s removed the file"), FALSE },
  { "patient.restored", N_("%s put the file back"), FALSE },
  { "patient.erased", N_("%s erased the file"), FALSE },
  { "patient.imported", N_("%s imported the file"), FALSE },
  { "coding.drafted", N_("%s worked on the coding of an operation"), FALSE },
  { "coding.validated", N_("%s validated the coding of an operation"), FALSE },
  { "coding.locked", N_("%s locked the coding of an operation"), FALSE },
  { "coding.reopened", N_("%s reopened the coding of an operation"), FALSE },
  { "intervention.coded", N_("%s declared an operation coded"), FALSE },
  { "intervention.uncoded", N_("%s put an operation back among those to be coded"), FALSE },
};

/* What is said of what hangs on it; who, the kind, the record's line or the fields. */
static const struct
{
  const char *verb;
  const char *format;
} child_sentences[] = {
  { "created", N_("%s added – %s: %s") },
  { "imported", N_("%s imported – %s: %s") },
  { "recorded", N_("%s recorded – %s: %s") },
  { "edited", N_("%s changed – %s: %s") },
  { "removed", N_("%s removed – %s: %s") },
  { "taken-back", N_("%s took back – %s: %s") },
  { "restored", N_("%s put back – %s: %s") },
};

/* Edits of one field that are steps in themselves. */
static const struct
{
  const char *kind;
  const char *field;
  const char *value;
  const char *format;
} steps[] = {
  { "note", "state", "signed", N_("%s signed an operative report") },
  { "intervention", "state", "cancelled", N_("%s cancelled an operation") },
  { "intervention", "state", "postponed", N_("%s postponed an operation") },
  { "intervention", "state", "done", N_("%s noted that an operation was performed") },
};

/* Puts the texts where "%s" stands, in their order: the formats come from tables, which printf() had better not see. */
static char *
fill (const char *format,
      const char *first,
      const char *second,
      const char *third)
{
  const char *texts[] = { first, second, third };
  g_auto(GStrv) parts = g_strsplit (format, "%s", 4);
  GString *out = g_string_new (parts[0]);

  for (gsize i = 0; parts[i + 1] != NULL && i < G_N_ELEMENTS (texts); i++)
    {
      g_string_append (out, texts[i]);
      g_string_append (out, parts[i + 1]);
    }

  return g_string_free (out, FALSE);
}

static void
add_labels (GString       *out,
            const CpxKind *kind,
            json_t        *values,
            json_t        *already)
{
  const char *name;
  json_t *value;

  json_object_foreach (values, name, value)
    {
      int field = cpx_kind_find_field (kind, name);

      if (json_object_get (already, name) != NULL)
        continue;
      if (out->len > 0)
        g_string_append (out, ", ");
      g_string_append (out, field >= 0 ? cpx_field_get_label (&kind->fields[field]) : name);
    }
}

/* The fields that have another value, or none any more. */
static char *
list_fields (const CpxKind *kind,
             json_t        *details)
{
  GString *out = g_string_new (NULL);
  json_t *after = json_object_get (details, "after");

  add_labels (out, kind, after, NULL);
  add_labels (out, kind, json_object_get (details, "before"), after);

  return g_string_free (out, FALSE);
}

static char *
summarize (const CpxKind *kind,
           json_t        *values)
{
  g_autoptr(CpxRecord) record = NULL;
  g_autofree char *summary = NULL;

  if (values != NULL)
    record = cpx_record_from_json (kind, "00000000-0000-7000-8000-000000000000", values, CPX_RECORD_FROM_STORE, NULL);
  if (record != NULL)
    summary = cpx_record_summarize (record);

  return g_strdup (summary != NULL && *summary != '\0' ? summary : "…");
}

static gboolean
is_farewell (const char *verb)
{
  return strcmp (verb, "removed") == 0 || strcmp (verb, "taken-back") == 0;
}

/* An edit names its fields; what appears or goes says what it was. */
static char *
describe_child (const CpxKind *kind,
                const char    *verb,
                json_t        *details)
{
  if (details == NULL)
    return g_strdup ("…");
  if (strcmp (verb, "edited") == 0)
    return list_fields (kind, details);

  return summarize (kind, json_object_get (details, is_farewell (verb) ? "before" : "after"));
}

static char *
say_step (const char    *user_name,
          const char    *verb,
          const CpxKind *kind,
          json_t        *details)
{
  json_t *after = json_object_get (details, "after");

  if (strcmp (verb, "edited") != 0 || json_object_size (after) != 1)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      const char *value = json_string_value (json_object_get (after, steps[i].field));

      if (strcmp (kind->name, steps[i].kind) == 0 && g_strcmp0 (value, steps[i].value) == 0)
        return fill (_(steps[i].format), user_name, "", "");
    }

  return NULL;
}

static char *
say_child (const char    *user_name,
           const char    *action,
           const CpxKind *kind,
           json_t        *details)
{
  const char *verb = strrchr (action, '.') + 1;
  char *step = say_step (user_name, verb, kind, details);

  for (gsize i = 0; step == NULL && i < G_N_ELEMENTS (child_sentences); i++)
    {
      g_autofree char *what = NULL;

      if (strcmp (verb, child_sentences[i].verb) != 0)
        continue;
      what = describe_child (kind, verb, details);
      return fill (_(child_sentences[i].format), user_name, cpx_kind_get_label (kind), what);
    }

  return step;
}

static char *
say_file (const char    *user_name,
          const char    *action,
          const CpxKind *kind,
          json_t        *details)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autofree char *fields = NULL;

      if (strcmp (action, sentences[i].action) != 0)
        continue;
      fields = kind != NULL && sentences[i].has_fields ? list_fields (kind, details) : g_strdup ("");
      return fill (_(sentences[i].format), user_name, fields, "");
    }

  return NULL;
}

/**
 * cpx_timeline_sentence_make:
 * @user_name: (nullable): who
 * @action: what the audit log calls it
 * @kind_name: (nullable): the kind of the record it is about
 * @details: (nullable): what was sealed with it; `NULL` if it cannot be opened any more
 *
 * Returns: (transfer full): the sentence; an action that this program does not know is named as it is
 */
char *
cpx_timeline_sentence_make (const char *user_name,
                            const char *action,
                            const char *kind_name,
                            json_t     *details)
{
  const CpxKind *kind = kind_name != NULL ? cpx_kinds_find (kind_name) : NULL;
  const char *who = user_name != NULL ? user_name : _("Someone");
  char *sentence = say_file (who, action, kind, details);

  if (sentence == NULL && kind != NULL && strchr (action, '.') != NULL)
    sentence = say_child (who, action, kind, details);

  return sentence != NULL ? sentence : g_strdup_printf ("%s: %s", who, action);
}
