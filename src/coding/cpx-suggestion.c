/* cpx-suggestion.c: keeps the fields together and writes them as JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-suggestion.h"

#include <math.h>

struct _CpxSuggestion
{
  gatomicrefcount     ref_count;
  CpxSuggestionFields fields;
};

static const char * const source_names[] = {
  [CPX_SUGGESTION_FROM_TEXT] = "text", [CPX_SUGGESTION_FROM_HISTORY] = "history", [CPX_SUGGESTION_FROM_PLAN] = "plan",
};

static const char * const axis_names[CPX_N_AXES] = {
  [CPX_AXIS_SITE] = "site",
  [CPX_AXIS_ACTION] = "action",
  [CPX_AXIS_ACCESS] = "access",
};

static const char * const state_names[] = {
  [CPX_AXIS_UNSAID] = "unsaid",
  [CPX_AXIS_AGREES] = "agrees",
  [CPX_AXIS_DIFFERS] = "differs",
};

/**
 * cpx_suggestion_new:
 * @fields: (transfer full): what it holds; emptied
 *
 * Returns: (transfer full): a suggestion
 */
CpxSuggestion *
cpx_suggestion_new (CpxSuggestionFields *fields)
{
  CpxSuggestion *self = g_new0 (CpxSuggestion, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->fields = *fields;
  *fields = (CpxSuggestionFields) { .group = 0 };

  return self;
}

CpxSuggestion *
cpx_suggestion_ref (CpxSuggestion *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_suggestion_unref (CpxSuggestion *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->fields.label);
  g_free (self->fields.spans);
  g_strfreev (self->fields.against);
  g_free (self->fields.rival);
  g_free (self->fields.rival_words);
  g_free (self->fields.reordered_by);
  g_free (self);
}

/**
 * cpx_suggestion_get_fields:
 * @self: a suggestion
 *
 * Returns: (transfer none): the act, its confidence and the reasons for both
 */
const CpxSuggestionFields *
cpx_suggestion_get_fields (const CpxSuggestion *self)
{
  return &self->fields;
}

/**
 * cpx_suggestion_copy_fields:
 * @self: a suggestion
 *
 * Returns: what it holds, for another that differs in something; to be given to cpx_suggestion_new()
 */
CpxSuggestionFields
cpx_suggestion_copy_fields (const CpxSuggestion *self)
{
  CpxSuggestionFields fields = self->fields;

  fields.label = g_strdup (fields.label);
  fields.spans = g_memdup2 (fields.spans, fields.n_spans * sizeof *fields.spans);
  fields.against = g_strdupv (fields.against);
  fields.rival = g_strdup (fields.rival);
  fields.rival_words = g_strdup (fields.rival_words);
  fields.reordered_by = g_strdup (fields.reordered_by);

  return fields;
}

static json_t *
axes_to_json (const CpxSuggestionFields *fields)
{
  json_t *axes = json_object ();

  for (guint i = 0; i < CPX_N_AXES; i++)
    json_object_set_new (axes, axis_names[i], json_string (state_names[fields->axes[i]]));

  return axes;
}

static json_t *
spans_to_json (const CpxSuggestionFields *fields)
{
  json_t *spans = json_array ();

  for (guint i = 0; i < fields->n_spans; i++)
    json_array_append_new (spans, json_pack ("[i,i]", (int) fields->spans[i].start, (int) fields->spans[i].end));

  return spans;
}

static json_t *
against_to_json (const CpxSuggestionFields *fields)
{
  json_t *against = json_array ();

  for (guint i = 0; fields->against != NULL && fields->against[i] != NULL; i++)
    json_array_append_new (against, json_string (fields->against[i]));

  return against;
}

/**
 * cpx_suggestion_to_json:
 * @self: a suggestion
 *
 * Returns: (transfer full): code, confidence (three decimals), label, group, reasons, and where it stood before a
 *   language model put it elsewhere
 */
json_t *
cpx_suggestion_to_json (const CpxSuggestion *self)
{
  const CpxSuggestionFields *fields = &self->fields;
  json_t *object = json_object ();

  json_object_set_new (object, "code", json_string (fields->code));
  json_object_set_new (object, "confidence", json_real (round (fields->probability * 1000) / 1000));
  json_object_set_new (object, "label", json_string (fields->label));
  json_object_set_new (object, "group", json_integer (fields->group));
  json_object_set_new (object, "principal", json_boolean (fields->principal));
  json_object_set_new (object, "complementary", json_boolean (fields->complementary));
  json_object_set_new (object, "source", json_string (source_names[fields->source]));
  json_object_set_new (object, "axes", axes_to_json (fields));
  json_object_set_new (object, "spans", spans_to_json (fields));
  json_object_set_new (object, "against", against_to_json (fields));
  if (fields->n_shown > 0)
    json_object_set_new (object, "history", json_pack ("{s:i,s:i}", "kept", (int) fields->n_kept,
                                                       "shown", (int) fields->n_shown));
  if (fields->rival != NULL)
    json_object_set_new (object, "rival", json_pack ("{s:s,s:s}", "code", fields->rival, "words",
                                                     fields->rival_words != NULL ? fields->rival_words : ""));
  if (fields->reordered_by != NULL)
    json_object_set_new (object, "language_model", json_pack ("{s:s,s:i}", "name", fields->reordered_by,
                                                              "local_rank", (int) fields->local_rank));

  return object;
}

/**
 * cpx_suggestion_dup_percent:
 * @probability: that a code is right, 0 to 1
 *
 * Writes it in percent. What is nearly sure is not written as sure, nor what is unlikely as impossible.
 *
 * Returns: (transfer full): as in “94 %”, “> 99 %”, “< 1 %”, with spaces that do not break
 */
char *
cpx_suggestion_dup_percent (double probability)
{
  if (probability >= 0.995)
    return g_strdup (">\u00a099\u00a0%");
  if (probability < 0.005)
    return g_strdup ("<\u00a01\u00a0%");

  return g_strdup_printf ("%d\u00a0%%", (int) (probability * 100 + 0.5));
}

/**
 * cpx_suggestions_to_json:
 * @suggestions: (element-type CpxSuggestion): as shown
 *
 * Returns: (transfer full): an array, in the same order
 */
json_t *
cpx_suggestions_to_json (GPtrArray *suggestions)
{
  json_t *array = json_array ();

  for (guint i = 0; i < suggestions->len; i++)
    json_array_append_new (array, cpx_suggestion_to_json (g_ptr_array_index (suggestions, i)));

  return array;
}
