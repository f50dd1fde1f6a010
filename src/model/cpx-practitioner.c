/* cpx-practitioner.c: who treats, refers and receives letters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-practitioner.h"

#include "cpx-kind-rules.h"
#include "cpx-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const CpxToken civilities[] = {
  { "dr", N_("Dr") },
  { "pr", N_("Pr") },
  { "mr", N_("Mr") },
  { "mrs", N_("Mrs") },
  { NULL }
};

static const CpxToken sectors[] = {
  { "1", N_("Sector 1") },
  { "2", N_("Sector 2") },
  { "3", N_("Outside the convention (sector 3)") },
  { NULL }
};

static const CpxToken optam[] = {
  { "none", N_("No option") },
  { "optam", N_("OPTAM") },
  { "optam_aco", N_("OPTAM-ACO") },
  { NULL }
};

static const CpxToken send_preferences[] = {
  { "mssante", N_("MSSanté") },
  { "apicrypt", N_("Apicrypt") },
  { "post", N_("Letter by post") },
  { "hand", N_("Handed over") },
  { NULL }
};

static const CpxField fields[CPX_N_PRACTITIONER_FIELDS] = {
  { "rpps", N_("RPPS number"), CPX_FIELD_TEXT, CPX_FIELD_INDEXED | CPX_FIELD_SEARCHABLE, .max_length = 11,
    .clean = cpx_text_squeeze },
  { "name", N_("Name"), CPX_FIELD_TEXT,
    CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED | CPX_FIELD_SEARCHABLE | CPX_FIELD_SORT },
  { "first_name", N_("First name"), CPX_FIELD_TEXT, CPX_FIELD_SEARCHABLE },
  { "civility", N_("Title"), CPX_FIELD_ENUM, .tokens = civilities },
  { "specialty", N_("Specialty"), CPX_FIELD_TEXT, CPX_FIELD_SEARCHABLE },
  { "sector", N_("Sector"), CPX_FIELD_ENUM, .tokens = sectors },
  { "optam", N_("Pricing option (OPTAM)"), CPX_FIELD_ENUM, .tokens = optam },
  { "mssante", N_("MSSanté address"), CPX_FIELD_TEXT, .max_length = 254 },
  { "send_preference", N_("Preferred way of sending"), CPX_FIELD_ENUM, .tokens = send_preferences },
  CPX_ADDRESS_FIELDS,
  { "phone", N_("Phone"), CPX_FIELD_TEXT, .max_length = 30 },
  { "mobile", N_("Mobile"), CPX_FIELD_TEXT, .max_length = 30 },
  { "fax", N_("Fax"), CPX_FIELD_TEXT, .max_length = 30 },
  { "email", N_("E-mail"), CPX_FIELD_TEXT, .max_length = 254 },
  CPX_NOTES_FIELD,
  { "archived", N_("Archived"), CPX_FIELD_BOOLEAN },
};

static gboolean
has_option (CpxRecord *record)
{
  const char *option = cpx_record_get_text (record, CPX_PRACTITIONER_OPTAM);

  return option != NULL && strcmp (option, "none") != 0;
}

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  cpx_rule_check_rpps (record, findings, CPX_PRACTITIONER_RPPS);
  cpx_rule_check_phone (record, findings, CPX_PRACTITIONER_PHONE);
  cpx_rule_check_phone (record, findings, CPX_PRACTITIONER_MOBILE);
  cpx_rule_check_phone (record, findings, CPX_PRACTITIONER_FAX);
  cpx_rule_check_email (record, findings, CPX_PRACTITIONER_EMAIL);
  cpx_rule_check_email (record, findings, CPX_PRACTITIONER_MSSANTE);
  /* Convention médicale: the option is for those who may charge more than the tariff, and signed with the fund. */
  if (has_option (record) && g_strcmp0 (cpx_record_get_text (record, CPX_PRACTITIONER_SECTOR), "3") == 0)
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_PRACTITIONER_OPTAM, "optam.sector",
                  _("A practitioner outside the convention has no pricing option (OPTAM)"));
}

static char *
summarize (CpxRecord *record)
{
  g_autofree char *name = cpx_practitioner_dup_name (record);
  const char *specialty = cpx_record_get_text (record, CPX_PRACTITIONER_SPECIALTY);

  return specialty != NULL ? g_strdup_printf ("%s, %s", name, specialty) : g_steal_pointer (&name);
}

const CpxKind cpx_practitioner_kind = {
  .name = "practitioner",
  .label = N_("Practitioner"),
  .get_type = cpx_practitioner_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_NO_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxPractitioner, cpx_practitioner)

/**
 * cpx_practitioner_dup_name:
 * @self: a practitioner
 *
 * Returns: (transfer full): the name as one calls them: `Dr Anne MARTIN`
 */
char *
cpx_practitioner_dup_name (CpxRecord *self)
{
  static const int order[] = { CPX_PRACTITIONER_CIVILITY, CPX_PRACTITIONER_FIRST_NAME, CPX_PRACTITIONER_NAME };
  GString *name = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *part = cpx_record_dup_display (self, order[i]);
      g_autofree char *shown = order[i] == CPX_PRACTITIONER_NAME ? g_utf8_strup (part, -1) : g_strdup (part);

      if (*shown != '\0')
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", shown);
    }

  return g_string_free (name, FALSE);
}
