/* cpx-lexicon-record.c: only its form is judged here; whether what it points to exists is the nomenclature's affair.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-lexicon-record.h"

#include "cpx-ccam-code.h"
#include "cpx-kind-rules.h"

#include <cpx-fold.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static const CpxToken senses[] = {
  { "act", N_("These acts (codes)") },
  { "word", N_("These words of the CCAM") },
  { "quiet", N_("Nothing: not to be counted") },
  { NULL }
};

static const CpxToken specialties[] = {
  { "visceral", N_("Visceral and digestive surgery") },
  { "orthopaedics", N_("Orthopaedics and traumatology") },
  { "hand", N_("Surgery of the hand") },
  { "urology", N_("Urology") },
  { "gynaecology", N_("Gynaecology and obstetrics") },
  { "vascular", N_("Vascular and cardiac surgery") },
  { "thoracic", N_("Thoracic surgery") },
  { "neurosurgery", N_("Neurosurgery") },
  { "ent", N_("ENT and cervicofacial surgery") },
  { "maxillofacial", N_("Maxillofacial surgery and stomatology") },
  { "ophthalmology", N_("Ophthalmology") },
  { "plastic", N_("Plastic surgery") },
  { "endocrine", N_("Endocrine surgery") },
  { "paediatric", N_("Paediatric surgery") },
  { NULL }
};

/* By what a practitioner's specialty, which is free text, is recognized: parts of it, folded. */
static const struct
{
  const char *token;
  const char *part;
} parts[] = {
  { "visceral", "viscer" }, { "visceral", "digesti" }, { "visceral", "procto" }, { "visceral", "general" },
  { "visceral", "bariatr" }, { "visceral", "gastro" },
  { "orthopaedics", "orthop" }, { "orthopaedics", "trauma" }, { "orthopaedics", "rachis" },
  { "orthopaedics", "pied" }, { "orthopaedics", "main" },
  { "hand", "main" }, { "hand", "orthop" },
  { "urology", "urolog" },
  { "gynaecology", "gyneco" }, { "gynaecology", "obstet" }, { "gynaecology", "senolog" },
  { "vascular", "vascul" }, { "vascular", "cardi" },
  { "thoracic", "thorac" },
  { "neurosurgery", "neurochir" }, { "neurosurgery", "rachis" },
  { "ent", "orl" }, { "ent", "oto" }, { "ent", "cervico" }, { "ent", "laryngo" },
  { "maxillofacial", "maxillo" }, { "maxillofacial", "stomato" },
  { "ophthalmology", "ophtal" }, { "ophthalmology", "ophtha" },
  { "plastic", "plasti" }, { "plastic", "esthet" },
  { "endocrine", "endocrin" },
  { "paediatric", "pediat" }, { "paediatric", "infantil" },
};

/* Codes in capitals, whatever the case; other words as they are. */
static char *
clean_target (const char *text)
{
  g_autofree char *capitals = cpx_ccam_code_clean_list (text);
  g_auto(GStrv) codes = cpx_ccam_code_list (capitals);

  for (char **code = codes; *code != NULL; code++)
    {
      if (!cpx_ccam_code_is_valid (*code))
        return g_strdup (text);
    }

  return g_steal_pointer (&capitals);
}

static const CpxField fields[CPX_N_LEXICON_RECORD_FIELDS] = {
  { "phrases", N_("What is written (several: parted by |)"), CPX_FIELD_TEXT,
    CPX_FIELD_REQUIRED | CPX_FIELD_SEARCHABLE | CPX_FIELD_SORT, .max_length = 500 },
  { "sense", N_("Means"), CPX_FIELD_ENUM, CPX_FIELD_REQUIRED, .tokens = senses },
  { "target", N_("Codes, or words of the CCAM"), CPX_FIELD_TEXT, CPX_FIELD_SEARCHABLE, .max_length = 500,
    .clean = clean_target },
  { "specialty", N_("For this specialty only"), CPX_FIELD_ENUM, .tokens = specialties },
  CPX_NOTES_FIELD,
  { "archived", N_("Archived"), CPX_FIELD_BOOLEAN },
};

static gboolean
has_word (const char *text)
{
  g_auto(GStrv) tokens = cpx_fold_tokens (text);

  return tokens[0] != NULL;
}

static void
check_phrases (CpxRecord *record,
               GPtrArray *findings)
{
  const char *text = cpx_record_get_text (record, CPX_LEXICON_RECORD_PHRASES);
  g_auto(GStrv) phrases = g_strsplit (text != NULL ? text : "", "|", -1);

  for (char **phrase = phrases; text != NULL && *phrase != NULL; phrase++)
    {
      if (has_word (*phrase))
        continue;
      cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_LEXICON_RECORD_PHRASES, "lexicon.phrases",
                    _("There is nothing to read between two bars: write words, parted by |."));
      return;
    }
}

static void
check_target (CpxRecord *record,
              GPtrArray *findings)
{
  const char *sense = cpx_record_get_text (record, CPX_LEXICON_RECORD_SENSE);
  const char *target = cpx_record_get_text (record, CPX_LEXICON_RECORD_TARGET);
  gboolean quiet = g_strcmp0 (sense, "quiet") == 0;

  if (sense == NULL)
    return;
  if (quiet && target != NULL)
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_LEXICON_RECORD_TARGET, "lexicon.quiet",
                  _("What is not to be counted points to nothing: leave this empty."));
  else if (!quiet && (target == NULL || !has_word (target)))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_LEXICON_RECORD_TARGET, "lexicon.target",
                  _("To what does it point? Write codes, or words of the CCAM."));
  else if (g_strcmp0 (sense, "act") == 0)
    cpx_rule_check_ccam_codes (record, findings, CPX_LEXICON_RECORD_TARGET);
}

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  check_phrases (record, findings);
  check_target (record, findings);
}

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_LEXICON_RECORD_PHRASES, CPX_LEXICON_RECORD_TARGET, -1);
}

const CpxKind cpx_lexicon_record_kind = {
  .name = "lexicon_entry",
  .label = N_("Entry of the lexicon"),
  .get_type = cpx_lexicon_record_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_NO_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxLexiconRecord, cpx_lexicon_record)

/**
 * cpx_lexicon_record_concerns:
 * @self: an entry
 * @specialty: (nullable): a practitioner's, as it is written
 *
 * Returns: `TRUE` if the entry serves there: it names no specialty, or that one, or nobody says which it is
 */
gboolean
cpx_lexicon_record_concerns (CpxRecord  *self,
                            const char *specialty)
{
  const char *wanted = cpx_record_get_text (self, CPX_LEXICON_RECORD_SPECIALTY);
  g_autofree char *folded = specialty != NULL ? cpx_fold (specialty) : NULL;

  if (wanted == NULL || folded == NULL || *folded == '\0')
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (strcmp (parts[i].token, wanted) == 0 && strstr (folded, parts[i].part) != NULL)
        return TRUE;
    }

  return FALSE;
}
