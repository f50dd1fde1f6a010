/* cpx-log-entry.c: one entry of the audit log, as it is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-entry.h"

#include <cpx-fold.h>

#include <string.h>

struct _CpxLogEntry
{
  GObject      parent_instance;

  CpxLogFacts  facts;   /* (owned) */
  guint8       hash[CPX_LOG_HASH_SIZE];
};

G_DEFINE_FINAL_TYPE (CpxLogEntry, cpx_log_entry, G_TYPE_OBJECT)

static void
cpx_log_entry_finalize (GObject *object)
{
  CpxLogFacts *facts = &CPX_LOG_ENTRY (object)->facts;

  g_free ((char *) facts->user_id);
  g_free ((char *) facts->user_name);
  g_free ((char *) facts->device_id);
  g_free ((char *) facts->device_name);
  g_free ((char *) facts->action);
  g_free ((char *) facts->kind);
  g_free ((char *) facts->record_id);
  g_free ((char *) facts->patient_id);
  g_free ((char *) facts->patient_name);
  g_free ((char *) facts->reason);
  g_free ((char *) facts->sentence);
  g_free ((char *) facts->legal_basis);
  g_clear_pointer (&facts->details, json_decref);
  g_clear_pointer (&facts->leaf, g_bytes_unref);

  G_OBJECT_CLASS (cpx_log_entry_parent_class)->finalize (object);
}

static void
cpx_log_entry_class_init (CpxLogEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cpx_log_entry_finalize;
}

static void
cpx_log_entry_init (CpxLogEntry *self)
{
}

static void
own_texts (CpxLogFacts *facts)
{
  facts->user_id = g_strdup (facts->user_id);
  facts->user_name = g_strdup (facts->user_name);
  facts->device_id = g_strdup (facts->device_id);
  facts->device_name = g_strdup (facts->device_name);
  facts->action = g_strdup (facts->action);
  facts->kind = g_strdup (facts->kind);
  facts->record_id = g_strdup (facts->record_id);
  facts->patient_id = g_strdup (facts->patient_id);
  facts->patient_name = g_strdup (facts->patient_name);
  facts->reason = g_strdup (facts->reason);
  facts->sentence = g_strdup (facts->sentence);
  facts->legal_basis = g_strdup (facts->legal_basis);
}

/**
 * cpx_log_entry_new:
 * @facts: what it is made of
 *
 * Returns: (transfer full): an entry
 */
CpxLogEntry *
cpx_log_entry_new (const CpxLogFacts *facts)
{
  CpxLogEntry *self = g_object_new (CPX_TYPE_LOG_ENTRY, NULL);

  self->facts = *facts;
  own_texts (&self->facts);
  if (facts->details != NULL)
    json_incref (facts->details);
  if (facts->leaf != NULL)
    g_bytes_ref (facts->leaf);
  if (facts->hash != NULL)
    {
      memcpy (self->hash, facts->hash, sizeof self->hash);
      self->facts.hash = self->hash;
    }

  return self;
}

/**
 * cpx_log_entry_get:
 * @self: an entry
 *
 * Returns: (transfer none): what it is made of
 */
const CpxLogFacts *
cpx_log_entry_get (CpxLogEntry *self)
{
  g_return_val_if_fail (CPX_IS_LOG_ENTRY (self), NULL);

  return &self->facts;
}

/**
 * cpx_log_entry_dup_hash:
 * @self: an entry
 *
 * Returns: (transfer full): its hash as the log has it, in hexadecimal; empty if it cannot be read
 */
char *
cpx_log_entry_dup_hash (CpxLogEntry *self)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; self->facts.hash != NULL && i < CPX_LOG_HASH_SIZE; i++)
    g_string_append_printf (text, "%02x", self->hash[i]);

  return g_string_free (text, FALSE);
}

static void
append_text (GString    *out,
             const char *text)
{
  if (text == NULL)
    return;
  g_string_append_c (out, ' ');
  g_string_append (out, text);
}

static void
append_values (GString *out,
               json_t  *value)
{
  const char *name;
  json_t *member;
  gsize i;

  append_text (out, json_string_value (value));
  if (json_is_integer (value))
    g_string_append_printf (out, " %" JSON_INTEGER_FORMAT, json_integer_value (value));
  json_array_foreach (value, i, member)
    {
      append_values (out, member);
    }
  json_object_foreach (value, name, member)
    {
      append_values (out, member);
    }
}

/* Everything a person may read of the entry; "base" and "change" are ids of changes, nobody looks for them. */
static char *
fold_all (const CpxLogFacts *facts)
{
  g_autoptr(GString) all = g_string_new (facts->sentence);

  append_text (all, facts->patient_name);
  append_text (all, facts->device_name);
  append_text (all, facts->reason);
  append_text (all, facts->action);
  append_text (all, facts->record_id);
  append_values (all, json_object_get (facts->details, "after"));
  append_values (all, json_object_get (facts->details, "before"));
  append_values (all, json_object_get (facts->details, "more"));

  return cpx_fold (all->str);
}

/**
 * cpx_log_entry_says:
 * @self: an entry
 * @words: folded words, as cpx_fold_tokens() gives them
 *
 * Looks for words in what is shown of the entry: sentence, names, reason, values before and after.
 *
 * Returns: `TRUE` if all of @words are there, also as parts of words
 */
gboolean
cpx_log_entry_says (CpxLogEntry       *self,
                    const char *const *words)
{
  g_autofree char *all = fold_all (&self->facts);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strstr (all, words[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}
