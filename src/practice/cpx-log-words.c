/* cpx-log-words.c: one table for kinds, one for members, one for the few values that are tokens.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIME_SUFFIX "_us"   /* of members that are instants */

typedef struct
{
  const char *name;
  const char *text;
} Word;

/* After "added", "changed", "removed": with their article. */
static const Word kinds[] = {
  { "act", N_("an act") },
  { "act_volumes", N_("figures of acts") },
  { "alert", N_("an alert") },
  { "allergy", N_("an allergy") },
  { "coding", N_("a coding") },
  { "contact", N_("a contact") },
  { "correspondent", N_("a correspondent") },
  { "cover", N_("a cover") },
  { "device", N_("a post") },
  { "establishment", N_("an establishment") },
  { "favourite_act", N_("a favourite act") },
  { "history", N_("a history line") },
  { "intervention", N_("an operation") },
  { "language_model", N_("the language model") },
  { "learning_reset", N_("a reset of what was learnt") },
  { "lexicon_entry", N_("an entry of the lexicon") },
  { "nomenclature", N_("a version of the CCAM") },
  { "note", N_("an operative report") },
  { "patient", N_("the file of a patient") },
  { "practice", N_("the practice") },
  { "practitioner", N_("a practitioner") },
  { "room", N_("a room") },
  { "treatment", N_("a treatment") },
  { "user", N_("a user") },
};

/* Members of "more", whatever the action. */
static const Word members[] = {
  { "access", N_("Approach") },
  { "action", N_("Action") },
  { "actions", N_("Actions") },
  { "against", N_("What speaks against it") },
  { "anchor", N_("Anchor") },
  { "axes", N_("Axes of the code") },
  { "bytes", N_("Bytes sent") },
  { "candidates", N_("Suggestions to put in order") },
  { "choices", N_("Choices") },
  { "code", N_("Code of the act") },
  { "codes", N_("Codes of acts") },
  { "complementary", N_("Complementary act") },
  { "confidence", N_("Confidence") },
  { "device", N_("Post") },
  { "dismissed", N_("Set aside") },
  { "endpoint", N_("Address") },
  { "entries", N_("Entries") },
  { "entry", N_("Entry") },
  { "file", N_("To a file") },
  { "filed", N_("Entries filed anew") },
  { "filter", N_("Filter") },
  { "folder", N_("Folder") },
  { "follows", N_("Log that it follows") },
  { "format", N_("Format") },
  { "from", N_("From") },
  { "from_us", N_("Before") },
  { "group", N_("Gesture of the report") },
  { "history", N_("In this practice") },
  { "kept", N_("Kept") },
  { "kind", N_("Nature") },
  { "label", N_("Label") },
  { "language_model", N_("Language model") },
  { "local_rank", N_("Place before the language model") },
  { "login", N_("Login") },
  { "minutes", N_("Minutes") },
  { "model", N_("Model") },
  { "motive", N_("Motive") },
  { "name", N_("Name") },
  { "note", N_("Report") },
  { "occasion", N_("Occasion") },
  { "opened", N_("Contents in clear") },
  { "overrides", N_("Rules overridden") },
  { "path", N_("Path of the file") },
  { "patient", N_("Patient") },
  { "principal", N_("Principal act") },
  { "problems", N_("Problems found") },
  { "proposed", N_("Proposed") },
  { "put_aside", N_("Set aside") },
  { "reason", N_("Reason") },
  { "record", N_("Item") },
  { "rival", N_("Close to") },
  { "rule", N_("Rule") },
  { "sha256", N_("Fingerprint of what was sent") },
  { "shown", N_("Shown") },
  { "signature", N_("Signature") },
  { "sound", N_("Sound") },
  { "site", N_("Site") },
  { "source", N_("Source") },
  { "spans", N_("Places in the report") },
  { "suggestions", N_("Suggestions") },
  { "target", N_("Where to") },
  { "text", N_("Words") },
  { "time_us", N_("Date and time") },
  { "to", N_("To") },
  { "to_us", N_("After") },
  { "until", N_("Until") },
  { "user", N_("User") },
  { "words", N_("Words") },
};

/* "member=token": what some members say. */
static const Word tokens[] = {
  { "access=agrees", N_("Agrees with the report") },
  { "access=differs", N_("Differs from the report") },
  { "access=unsaid", N_("Not said") },
  { "action=agrees", N_("Agrees with the report") },
  { "action=differs", N_("Differs from the report") },
  { "action=unsaid", N_("Not said") },
  { "format=bundle", N_("Bundle that proves itself") },
  { "format=csv", N_("Table (CSV)") },
  { "format=jsonl", N_("One line of JSON an entry") },
  { "kind=folder", N_("Folder") },
  { "kind=rfc3161", N_("Time-stamp (RFC 3161)") },
  { "occasion=asked", N_("Asked for") },
  { "occasion=closing", N_("Closing of the practice") },
  { "occasion=midnight", N_("Midnight") },
  { "signature=passphrase", N_("Passphrase") },
  { "source=history", N_("History of the practice") },
  { "site=agrees", N_("Agrees with the report") },
  { "site=differs", N_("Differs from the report") },
  { "site=unsaid", N_("Not said") },
  { "source=plan", N_("Planned act") },
  { "source=search", N_("Search") },
  { "source=suggestion", N_("Suggestion") },
  { "source=text", N_("Text of the report") },
};

static const char *
find (const Word *words,
      gsize       n_words,
      const char *name)
{
  for (gsize i = 0; i < n_words; i++)
    {
      if (strcmp (words[i].name, name) == 0)
        return _(words[i].text);
    }

  return NULL;
}

/**
 * cpx_log_words_find_one:
 * @kind: a kind of record
 *
 * Returns: (transfer none): one of it within a sentence, "an allergy"; its label if the table has none
 */
const char *
cpx_log_words_find_one (const CpxKind *kind)
{
  const char *one = find (kinds, G_N_ELEMENTS (kinds), kind->name);

  return one != NULL ? one : cpx_kind_get_label (kind);
}

/**
 * cpx_log_words_find_label:
 * @name: a member of what an entry tells beside the fields
 *
 * Returns: (transfer none): what it is called on the screen; @name if the table does not know it
 */
const char *
cpx_log_words_find_label (const char *name)
{
  const char *label = find (members, G_N_ELEMENTS (members), name);

  return label != NULL ? label : name;
}

/* As the post's own clock would say it. */
static char *
dup_instant (json_int_t time_us)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, _("%d/%m/%Y at %H:%M:%S")) : NULL;
}

static char *
dup_text (const char *name,
          const char *text)
{
  g_autofree char *token = g_strconcat (name, "=", text, NULL);
  const char *words = find (tokens, G_N_ELEMENTS (tokens), token);

  return g_strdup (words != NULL ? words : text);
}

/**
 * cpx_log_words_dup_value:
 * @name: the member it stands under
 * @value: (nullable): a value, no array and no object
 *
 * Returns: (transfer full) (nullable): the value in words; `NULL` if there is none
 */
char *
cpx_log_words_dup_value (const char *name,
                         json_t     *value)
{
  if (value == NULL || json_is_null (value))
    return NULL;
  if (json_is_string (value))
    return dup_text (name, json_string_value (value));
  if (json_is_boolean (value))
    return g_strdup (json_is_true (value) ? _("Yes") : _("No"));
  if (json_is_integer (value) && g_str_has_suffix (name, TIME_SUFFIX))
    return dup_instant (json_integer_value (value));

  return cpx_json_print (value);
}
