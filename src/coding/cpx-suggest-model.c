/* cpx-suggest-model.c: reads the model, a text of lines "name TAB value".
 *
 * data/coding/model.tsv tells how it was fitted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-suggest-model.h"

#include "cpx-coding-resources.h"
#include "cpx-lexicon.h"

#include <cpx-fold.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static const char * const feature_names[CPX_N_FEATURES] = {
  [CPX_FEATURE_TEXT_EXPLAINED] = "text-explained",
  [CPX_FEATURE_NAME_SAID] = "name-said",
  [CPX_FEATURE_BOTH] = "both",
  [CPX_FEATURE_MASS] = "mass",
  [CPX_FEATURE_HEAD] = "head",
  [CPX_FEATURE_ACCESS_AGREES] = "access-agrees",
  [CPX_FEATURE_ACCESS_DIFFERS] = "access-differs",
  [CPX_FEATURE_CONFLICT] = "conflict",
  [CPX_FEATURE_SIDE_DIFFERS] = "side-differs",
  [CPX_FEATURE_SIDE_AGREES] = "side-agrees",
  [CPX_FEATURE_VOLUME] = "volume",
  [CPX_FEATURE_USUAL] = "usual",
  [CPX_FEATURE_NICKNAME] = "nickname",
  [CPX_FEATURE_OFFICIAL_NICKNAME] = "official-nickname",
  [CPX_FEATURE_COMPLEMENT] = "complement",
  [CPX_FEATURE_SUPPLEMENT] = "supplement",
  [CPX_FEATURE_LOOKING] = "looking",
  [CPX_FEATURE_SPECIALTY] = "specialty",
  [CPX_FEATURE_DONE] = "done",
  [CPX_FEATURE_WHOLE_NICKNAME] = "whole-nickname",
  [CPX_FEATURE_TOLD] = "told",
  [CPX_FEATURE_ALSO] = "also",
  [CPX_FEATURE_TITLE] = "title",
  [CPX_FEATURE_ELSEWHERE] = "elsewhere",
  [CPX_FEATURE_PRICE] = "price",
  [CPX_FEATURE_AWAKE] = "awake",
  [CPX_FEATURE_BACKED] = "backed",
  [CPX_FEATURE_NOTE_EXPLAINED] = "note-explained",
  [CPX_FEATURE_NOTE_NAMED] = "note-named",
  [CPX_FEATURE_NOTE_MASS] = "note-mass",
  [CPX_FEATURE_GESTURE_LEFT] = "gesture-left",
  [CPX_FEATURE_GESTURE_UNSAID] = "gesture-unsaid",
  [CPX_FEATURE_BARE] = "bare",
  [CPX_FEATURE_OPENING] = "opening",
  [CPX_FEATURE_OPPOSED] = "opposed",
  [CPX_FEATURE_AWAY] = "away",
  [CPX_FEATURE_LONE] = "lone",
  [CPX_FEATURE_NUMBER_AGREES] = "number-agrees",
  [CPX_FEATURE_NUMBER_DIFFERS] = "number-differs",
  [CPX_FEATURE_SEX_DIFFERS] = "sex-differs",
  [CPX_FEATURE_AGE_DIFFERS] = "age-differs",
  [CPX_FEATURE_AGE_AGREES] = "age-agrees",
  [CPX_FEATURE_PLANNED] = "planned",
};

static const char * const look_names[CPX_N_LOOKS] = {
  [CPX_LOOK_CONSTANT] = "calibration-constant",
  [CPX_LOOK_LOG_ODDS] = "calibration-log-odds",
  [CPX_LOOK_SCORE] = "calibration-score",
  [CPX_LOOK_TEXT_EXPLAINED] = "calibration-text-explained",
  [CPX_LOOK_NAME_SAID] = "calibration-name-said",
  [CPX_LOOK_SEVERAL] = "calibration-several",
  [CPX_LOOK_NICKNAME] = "calibration-nickname",
  [CPX_LOOK_ACTION] = "calibration-action",
  [CPX_LOOK_UNNAMED] = "calibration-unnamed",
  [CPX_LOOK_AWAY] = "calibration-away",
  [CPX_LOOK_LONE] = "calibration-lone",
  [CPX_LOOK_FURTHER] = "calibration-further",
  [CPX_LOOK_FURTHER_LOG_ODDS] = "calibration-further-log-odds",
  [CPX_LOOK_FURTHER_SCORE] = "calibration-further-score",
  [CPX_LOOK_FURTHER_TEXT_EXPLAINED] = "calibration-further-text-explained",
  [CPX_LOOK_FURTHER_NAME_SAID] = "calibration-further-name-said",
  [CPX_LOOK_FURTHER_BEHIND] = "calibration-further-behind",
  [CPX_LOOK_FURTHER_ALSO] = "calibration-further-also",
  [CPX_LOOK_FURTHER_DONE] = "calibration-further-done",
  [CPX_LOOK_FURTHER_BARE] = "calibration-further-bare",
  [CPX_LOOK_FURTHER_BESIDE] = "calibration-further-beside",
  [CPX_LOOK_FURTHER_CLAIMED] = "calibration-further-claimed",
  [CPX_LOOK_FURTHER_SAME] = "calibration-further-same",
  [CPX_LOOK_FURTHER_RULES] = "calibration-further-rules",
  [CPX_LOOK_FURTHER_TITLE] = "calibration-further-title",
  [CPX_LOOK_FURTHER_APART] = "calibration-further-apart",
};

/* Where the number of that name is kept. */
static float *
find_number (CpxSuggestModel *self,
             const char      *name)
{
  for (guint i = 0; i < CPX_N_FEATURES; i++)
    {
      if (g_str_equal (feature_names[i], name))
        return &self->weights[i];
    }
  for (guint i = 0; i < CPX_N_LOOKS; i++)
    {
      if (g_str_equal (look_names[i], name))
        return &self->calibration[i];
    }
  if (g_str_equal (name, "principal-share"))
    return &self->principal_share;

  return g_str_equal (name, "temperature") ? &self->temperature : NULL;
}

static gboolean
read_line (CpxSuggestModel *self,
           const char      *line)
{
  g_auto(GStrv) fields = g_strsplit (line, "\t", 3);
  float *number;

  if (g_strv_length (fields) < 2)
    return FALSE;
  if (g_str_equal (fields[0], "organs"))
    {
      if (fields[2] == NULL)
        return FALSE;
      g_hash_table_insert (self->specialties, g_strdup (fields[1]), g_strdup (fields[2]));
      return TRUE;
    }
  number = find_number (self, fields[0]);
  if (number == NULL)
    return FALSE;
  *number = g_ascii_strtod (fields[1], NULL);

  return TRUE;
}

/**
 * cpx_suggest_model_new:
 * @text: a model, UTF-8
 * @error: `CPX_LEXICON_ERROR_LINE` names the first line that is no number of the engine
 *
 * Returns: (transfer full) (nullable): the model; numbers that @text leaves out are 0
 */
CpxSuggestModel *
cpx_suggest_model_new (GBytes  *text,
                       GError **error)
{
  g_autoptr(CpxSuggestModel) self = g_new0 (CpxSuggestModel, 1);
  gsize size;
  const char *bytes = g_bytes_get_data (text, &size);
  g_autofree char *copy = g_utf8_make_valid (bytes != NULL ? bytes : "", size);
  g_auto(GStrv) lines = g_strsplit (copy, "\n", -1);

  self->specialties = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->temperature = 1;
  self->principal_share = 1;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (*lines[i] == '\0' || *lines[i] == '#' || read_line (self, lines[i]))
        continue;
      g_set_error (error, CPX_LEXICON_ERROR, CPX_LEXICON_ERROR_LINE,
                   _("Line %u of the suggestion model is no name and number."), i + 1);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * cpx_suggest_model_new_builtin:
 *
 * Returns: (transfer full): the model that the program carries
 */
CpxSuggestModel *
cpx_suggest_model_new_builtin (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) text = g_resource_lookup_data (cpx_coding_get_resource (), "/fr/chirurgieprox/coding/model.tsv",
                                                   G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  CpxSuggestModel *self;

  g_assert_no_error (error);
  self = cpx_suggest_model_new (text, &error);
  g_assert_no_error (error);

  return self;
}

void
cpx_suggest_model_free (CpxSuggestModel *self)
{
  g_hash_table_unref (self->specialties);
  g_free (self);
}

/**
 * cpx_suggest_model_get_organs:
 * @self: a model
 * @specialty: (nullable): a specialty as people write it
 *
 * Returns: (transfer none) (nullable): the first letters of the codes that this specialty usually does
 */
const char *
cpx_suggest_model_get_organs (const CpxSuggestModel *self,
                              const char            *specialty)
{
  g_autofree char *folded = specialty != NULL ? cpx_fold (specialty) : NULL;
  const char *organs = NULL;
  gsize longest = 0;
  GHashTableIter iter;
  gpointer name;
  gpointer letters;

  if (folded == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, self->specialties);
  while (g_hash_table_iter_next (&iter, &name, &letters))
    {
      if (strstr (folded, name) != NULL && strlen (name) > longest)
        {
          organs = letters;
          longest = strlen (name);
        }
    }

  return organs;
}

/**
 * cpx_feature_get_name:
 * @feature: what is weighed
 *
 * Returns: (transfer none): its name in data/coding/model.tsv
 */
const char *
cpx_feature_get_name (CpxFeature feature)
{
  return feature_names[feature];
}

/**
 * cpx_look_get_name:
 * @look: where a name was looked for
 *
 * Returns: (transfer none): its name in data/coding/model.tsv
 */
const char *
cpx_look_get_name (CpxLook look)
{
  return look_names[look];
}
