/* cpx-operative-note.c: the operative report. Each saving keeps what it replaces in the change log; a signed one
 * stands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-operative-note.h"

#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

#define MAX_LENGTH 100000

static const CpxToken states[] = {
  { "draft", N_("Draft") },
  { "signed", N_("Signed") },
  { NULL }
};

static const CpxToken anaesthesias[] = {
  { "general", N_("General anaesthesia") },
  { "spinal", N_("Spinal anaesthesia") },
  { "epidural", N_("Epidural anaesthesia") },
  { "block", N_("Plexus or nerve block") },
  { "intravenous_regional", N_("Intravenous regional anaesthesia") },
  { "combined", N_("Combined anaesthesia (general and regional)") },
  { "local", N_("Local anaesthesia") },
  { NULL }
};

static const CpxField fields[CPX_N_OPERATIVE_NOTE_FIELDS] = {
  CPX_PATIENT_FIELD,
  { "intervention", N_("Operation"), CPX_FIELD_REFERENCE, CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED,
    .target = "intervention" },
  { "author", N_("Author"), CPX_FIELD_REFERENCE, .target = "practitioner" },
  { "title", N_("Heading"), CPX_FIELD_TEXT, .max_length = 300 },
  { "text", N_("Text"), CPX_FIELD_LONG_TEXT, CPX_FIELD_REQUIRED, .max_length = MAX_LENGTH },
  { "state", N_("State"), CPX_FIELD_ENUM, CPX_FIELD_REQUIRED, .tokens = states },
  { "signed_on", N_("Read over and signed on"), CPX_FIELD_DATE, CPX_FIELD_READ_ONLY },
  { "assistants", N_("Assistants"), CPX_FIELD_TEXT, .max_length = 200 },
  { "anaesthetist", N_("Anaesthetist"), CPX_FIELD_TEXT },
  { "anaesthesia", N_("Type of anaesthesia"), CPX_FIELD_ENUM, .tokens = anaesthesias },
  { "indication", N_("Indication and clinical background"), CPX_FIELD_LONG_TEXT },
  { "information", N_("Information given to the patient"), CPX_FIELD_LONG_TEXT },
  { "position", N_("Set-up"), CPX_FIELD_TEXT, .max_length = 300 },
  { "tourniquet_min", N_("Tourniquet, time in minutes"), CPX_FIELD_INTEGER, .minimum = 1, .maximum = 600 },
  { "tourniquet_mmhg", N_("Tourniquet, pressure in mmHg"), CPX_FIELD_INTEGER, .minimum = 50, .maximum = 700 },
  { "antibiotics", N_("Antibiotic prophylaxis"), CPX_FIELD_TEXT, .max_length = 300 },
  { "approach", N_("Approach"), CPX_FIELD_LONG_TEXT },
  { "findings", N_("Findings"), CPX_FIELD_LONG_TEXT },
  { "incidents", N_("Incidents during the operation"), CPX_FIELD_LONG_TEXT },
  { "samples", N_("Samples (bacteriology, pathology)"), CPX_FIELD_LONG_TEXT },
  { "implants", N_("Implanted material"), CPX_FIELD_LONG_TEXT },
  { "counts", N_("Counts"), CPX_FIELD_TEXT, .max_length = 300 },
  { "closure", N_("Closure, drainage"), CPX_FIELD_LONG_TEXT },
  { "instructions", N_("Instructions after the operation"), CPX_FIELD_LONG_TEXT },
  { "conclusion", N_("Conclusion"), CPX_FIELD_LONG_TEXT },
};

/* What a structured report must not leave empty when it is signed: its absence is what an expert asks about (the list
 * of the MACSF). "Sans objet" is an answer. */
static const int mandatory[] = { CPX_OPERATIVE_NOTE_INDICATION, CPX_OPERATIVE_NOTE_POSITION,
                                 CPX_OPERATIVE_NOTE_ANTIBIOTICS, CPX_OPERATIVE_NOTE_APPROACH,
                                 CPX_OPERATIVE_NOTE_FINDINGS, CPX_OPERATIVE_NOTE_INCIDENTS,
                                 CPX_OPERATIVE_NOTE_COUNTS, CPX_OPERATIVE_NOTE_CLOSURE };

/* What coding reads, in this order: what was found and done, and neither why nor what comes after. */
static const int read_fields[] = { CPX_OPERATIVE_NOTE_APPROACH, CPX_OPERATIVE_NOTE_FINDINGS, CPX_OPERATIVE_NOTE_TEXT,
                                   CPX_OPERATIVE_NOTE_SAMPLES, CPX_OPERATIVE_NOTE_IMPLANTS, CPX_OPERATIVE_NOTE_CLOSURE,
                                   -1 };

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  g_autoptr(GArray) unfilled = cpx_operative_note_list_unfilled (record);
  g_autofree char *sentence = cpx_operative_note_dup_unfilled (record);

  if (cpx_operative_note_is_signed (record) && sentence != NULL)
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, g_array_index (unfilled, int, 0), "note.unfilled", "%s",
                  sentence);
}

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_OPERATIVE_NOTE_TITLE, CPX_OPERATIVE_NOTE_STATE, -1);
}

const CpxKind cpx_operative_note_kind = {
  .name = "note",
  .label = N_("Operative report"),
  .get_type = cpx_operative_note_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_OPERATIVE_NOTE_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxOperativeNote, cpx_operative_note)

/**
 * cpx_operative_note_is_signed:
 * @self: a report
 *
 * Returns: `TRUE` if its author has read and signed it
 */
gboolean
cpx_operative_note_is_signed (CpxRecord *self)
{
  return g_strcmp0 (cpx_record_get_text (self, CPX_OPERATIVE_NOTE_STATE), "signed") == 0;
}

/**
 * cpx_operative_note_is_structured:
 * @self: a report
 *
 * Returns: `TRUE` if something stands in a field of its own: the others that matter are then holes
 */
gboolean
cpx_operative_note_is_structured (CpxRecord *self)
{
  for (int field = CPX_OPERATIVE_NOTE_ASSISTANTS; field < CPX_N_OPERATIVE_NOTE_FIELDS; field++)
    {
      if (cpx_record_has (self, field))
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_operative_note_list_unfilled:
 * @self: a report
 *
 * Lists what keeps the report from being signed. A report of free text has no holes.
 *
 * Returns: (transfer full) (element-type int): the mandatory fields of a structured report that are empty
 */
GArray *
cpx_operative_note_list_unfilled (CpxRecord *self)
{
  GArray *unfilled = g_array_new (FALSE, FALSE, sizeof (int));

  for (gsize i = 0; i < G_N_ELEMENTS (mandatory) && cpx_operative_note_is_structured (self); i++)
    {
      if (!cpx_record_has (self, mandatory[i]))
        g_array_append_val (unfilled, mandatory[i]);
    }

  return unfilled;
}

/**
 * cpx_operative_note_dup_unfilled:
 * @self: a report
 *
 * Returns: (transfer full) (nullable): the same in a sentence, "3 mandatory fields are empty: …"; `NULL` without any
 */
char *
cpx_operative_note_dup_unfilled (CpxRecord *self)
{
  g_autoptr(GArray) unfilled = cpx_operative_note_list_unfilled (self);
  GString *labels = g_string_new (NULL);
  g_autofree char *list = NULL;

  for (guint i = 0; i < unfilled->len; i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "",
                            cpx_field_get_label (&fields[g_array_index (unfilled, int, i)]));
  list = g_string_free (labels, FALSE);
  if (unfilled->len == 0)
    return NULL;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u mandatory field is empty: %s",
                                       "%u mandatory fields are empty: %s", unfilled->len), unfilled->len, list);
}

/**
 * cpx_operative_note_list_read:
 *
 * Returns: (transfer none): the fields that coding reads, in order; the last one is followed by -1
 */
const int *
cpx_operative_note_list_read (void)
{
  return read_fields;
}

/**
 * cpx_operative_note_dup_reading:
 * @self: a report
 *
 * Puts together what coding reads of it: no labels, so that the same report reads alike in every language, and a report
 * of free text reads as it is written.
 *
 * Returns: (transfer full): one text, a line for each field
 */
char *
cpx_operative_note_dup_reading (CpxRecord *self)
{
  GString *reading = g_string_new (NULL);

  for (const int *field = read_fields; *field >= 0; field++)
    {
      const char *text = cpx_record_get_text (self, *field);

      if (text != NULL)
        g_string_append_printf (reading, "%s%s", reading->len > 0 ? "\n" : "", text);
    }

  return g_string_free (reading, FALSE);
}
