/* cpx-timeline-sentence.c: who did what, with the names of the fields or the line that the record has in lists.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-timeline-sentence.h"

#include "cpx-audit-action.h"
#include "cpx-log-words.h"

#include <cpx-correspondent.h>
#include <cpx-practitioner.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* What is said of what hangs on it; who, one of the kind, the record's line or the fields. */
static const struct
{
  const char *verb;
  const char *format;
} child_sentences[] = {
  { "created", N_("%s added %s: %s") },
  { "imported", N_("%s imported %s: %s") },
  { "recorded", N_("%s recorded %s: %s") },
  { "edited", N_("%s changed %s: %s") },
  { "removed", N_("%s removed %s: %s") },
  { "taken-back", N_("%s took back %s: %s") },
  { "restored", N_("%s put back %s: %s") },
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
           json_t        *values,
           CpxRecord     *partner)
{
  g_autoptr(CpxRecord) record = NULL;
  g_autofree char *summary = NULL;

  if (values != NULL)
    record = cpx_record_from_json (kind, "00000000-0000-7000-8000-000000000000", values, CPX_RECORD_FROM_STORE, NULL);
  if (record != NULL)
    summary = partner != NULL ? cpx_correspondent_dup_line (record, partner) : cpx_record_summarize (record);

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
                json_t        *details,
                CpxRecord     *partner)
{
  if (details == NULL)
    return g_strdup ("…");
  if (strcmp (verb, "edited") == 0)
    return list_fields (kind, details);

  return summarize (kind, json_object_get (details, is_farewell (verb) ? "before" : "after"), partner);
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
say_child (const CpxSentenceFacts *facts,
           const char             *user_name,
           const CpxKind          *kind)
{
  const char *verb = strrchr (facts->action, '.') + 1;
  char *step = say_step (user_name, verb, kind, facts->details);

  for (gsize i = 0; step == NULL && i < G_N_ELEMENTS (child_sentences); i++)
    {
      g_autofree char *what = NULL;

      if (strcmp (verb, child_sentences[i].verb) != 0)
        continue;
      what = describe_child (kind, verb, facts->details, facts->partner);
      return fill (_(child_sentences[i].format), user_name, cpx_log_words_find_one (kind), what);
    }

  return step;
}

/* As the post's own clock would say it; details hold no text in a language. */
static char *
describe_time (json_t *value)
{
  g_autoptr(GDateTime) time = NULL;

  if (!json_is_integer (value))
    return NULL;
  time = g_date_time_new_from_unix_local (json_integer_value (value) / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, _("%d/%m/%Y at %H:%M:%S")) : NULL;
}

static char *
describe_record (const CpxKind *kind,
                 json_t        *details)
{
  json_t *after = json_object_get (details, "after");

  return kind != NULL
           ? summarize (kind, json_object_size (after) > 0 ? after : json_object_get (details, "before"), NULL)
           : NULL;
}

/* What an action of the table tells beside who did it; NULL if that cannot be known. */
static char *
describe (const CpxAuditAction   *action,
          const CpxSentenceFacts *facts,
          const CpxKind          *kind)
{
  json_t *more = json_object_get (facts->details, "more");

  switch (action->tells)
    {
    case CPX_AUDIT_TELLS_FIELDS:
      return kind != NULL && facts->details != NULL ? list_fields (kind, facts->details) : NULL;
    case CPX_AUDIT_TELLS_RECORD:
      return describe_record (kind, facts->details);
    case CPX_AUDIT_TELLS_SUBJECT:
      return g_strdup (facts->subject);
    case CPX_AUDIT_TELLS_MORE:
      return g_strdup (json_string_value (json_object_get (more, action->key)));
    case CPX_AUDIT_TELLS_TIME:
      return describe_time (json_object_get (more, action->key));
    case CPX_AUDIT_TELLS_NOTHING:
    default:
      return NULL;
    }
}

static char *
say_action (const CpxSentenceFacts *facts,
            const char             *who,
            const CpxKind          *kind)
{
  const CpxAuditAction *action = cpx_audit_action_find (facts->action);
  g_autofree char *what = action != NULL ? describe (action, facts, kind) : NULL;

  return action != NULL ? fill (_(action->sentence), who, what != NULL ? what : "…", "") : NULL;
}

/**
 * cpx_timeline_sentence_find_partner:
 * @txn: a transaction
 * @kind_name: (nullable): the kind of the record an entry is about
 * @details: (nullable): what was sealed with it
 *
 * Finds whom a correspondent is, which the entry itself only points to.
 *
 * Returns: (transfer full) (nullable): the practitioner as they are now
 */
CpxRecord *
cpx_timeline_sentence_find_partner (CpxTxn     *txn,
                                    const char *kind_name,
                                    json_t     *details)
{
  const char *field = cpx_correspondent_kind.fields[CPX_CORRESPONDENT_PRACTITIONER].name;
  const char *id = json_string_value (json_object_get (json_object_get (details, "after"), field));

  if (id == NULL)   /* the line was removed */
    id = json_string_value (json_object_get (json_object_get (details, "before"), field));
  if (id == NULL || g_strcmp0 (kind_name, cpx_correspondent_kind.name) != 0)
    return NULL;

  return cpx_txn_get (txn, &cpx_practitioner_kind, id, NULL);
}

/**
 * cpx_timeline_sentence_tell:
 * @facts: what is known of the entry
 *
 * Returns: (transfer full): the sentence; an action that this program does not know is named as it is
 */
char *
cpx_timeline_sentence_tell (const CpxSentenceFacts *facts)
{
  const CpxKind *kind = facts->kind != NULL ? cpx_kinds_find (facts->kind) : NULL;
  const char *who = facts->user_name != NULL ? facts->user_name : _("Someone");
  char *sentence = say_action (facts, who, kind);

  if (sentence == NULL && kind != NULL && strchr (facts->action, '.') != NULL)
    sentence = say_child (facts, who, kind);

  return sentence != NULL ? sentence : g_strdup_printf ("%s: %s", who, facts->action);
}

/**
 * cpx_timeline_sentence_make:
 * @user_name: (nullable): who
 * @action: what the audit log calls it
 * @kind_name: (nullable): the kind of the record it is about
 * @details: (nullable): what was sealed with it; `NULL` if it cannot be opened any more
 *
 * Does cpx_timeline_sentence_tell() where what the entry is about is plain from where the sentence stands.
 *
 * Returns: (transfer full): the sentence
 */
char *
cpx_timeline_sentence_make (const char *user_name,
                            const char *action,
                            const char *kind_name,
                            json_t     *details)
{
  CpxSentenceFacts facts = { .user_name = user_name, .action = action, .kind = kind_name, .details = details };

  return cpx_timeline_sentence_tell (&facts);
}
