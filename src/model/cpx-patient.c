/* cpx-patient.c: the identity of a patient and what is said once of them.
 *
 * The rules of identity are those of the Référentiel national d'identitovigilance (RNIV): strict traits, a status that
 * offline can only be provisional or validated, attributes that forbid validation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient.h"

#include "cpx-duplicates.h"
#include "cpx-kind-rules.h"
#include "cpx-nir.h"
#include "cpx-text.h"

#include <cpx-fold.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_AGE       125
#define INSEE_LENGTH  5
#define ABROAD_PREFIX "99"

static const CpxToken sexes[] = {
  { "M", N_("Male") },
  { "F", N_("Female") },
  { "U", N_("Undetermined") },
  { NULL }
};

/* The registers an INS may come from; the last two are of test environments. */
static const CpxToken ins_oids[] = {
  { "1.2.250.1.213.1.4.8", N_("INS-NIR") },
  { "1.2.250.1.213.1.4.9", N_("INS-NIA") },
  { "1.2.250.1.213.1.4.10", N_("INS-NIR (test)"), .not_offered = TRUE },
  { "1.2.250.1.213.1.4.11", N_("INS-NIR (demonstration)"), .not_offered = TRUE },
  { NULL }
};

static const CpxToken identity_statuses[] = {
  { "provisional", N_("Provisional") },
  { "recovered", N_("Recovered"), .not_offered = TRUE },
  { "validated", N_("Validated") },
  { "qualified", N_("Qualified"), .not_offered = TRUE },
  { NULL }
};

static const CpxToken identity_documents[] = {
  { "identity_card", N_("National identity card") },
  { "passport", N_("Passport") },
  { "residence_permit", N_("Residence permit") },
  { "family_book", N_("Family record book") },
  { NULL }
};

static const CpxToken civilities[] = {
  { "mr", N_("Mr") },
  { "mrs", N_("Mrs") },
  { "child", N_("Child") },
  { NULL }
};

static const CpxToken consents[] = {
  { "yes", N_("Yes") },
  { "no", N_("No") },
  { NULL }
};

static const CpxToken guardianships[] = {
  { "guardianship", N_("Guardianship") },
  { "curatorship", N_("Curatorship") },
  { "safeguard", N_("Judicial safeguard") },
  { NULL }
};

static const CpxToken allergies_statements[] = { { "none_known", N_("No known allergy") }, { NULL } };
static const CpxToken treatments_statements[] = { { "none", N_("No treatment") }, { NULL } };
static const CpxToken history_statements[] = { { "none", N_("No history") }, { NULL } };

static const CpxToken blood_groups[] = {
  { "A", N_("A") }, { "B", N_("B") }, { "AB", N_("AB") }, { "O", N_("O") }, { NULL }
};

static const CpxToken rhesus[] = { { "positive", N_("Positive") }, { "negative", N_("Negative") }, { NULL } };

static const CpxToken tobacco[] = {
  { "never", N_("Never smoked") },
  { "former", N_("Former smoker") },
  { "current", N_("Smoker") },
  { NULL }
};

static const CpxField fields[CPX_N_PATIENT_FIELDS] = {
  { "birth_name", N_("Birth name"), CPX_FIELD_TEXT,
    CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED | CPX_FIELD_SEARCHABLE | CPX_FIELD_SORT },
  { "birth_first_names", N_("Birth first name(s)"), CPX_FIELD_TEXT,
    CPX_FIELD_REQUIRED | CPX_FIELD_SEARCHABLE | CPX_FIELD_SORT },
  { "first_birth_first_name", N_("First birth first name"), CPX_FIELD_TEXT, CPX_FIELD_SEARCHABLE },
  { "used_name", N_("Name in use"), CPX_FIELD_TEXT, CPX_FIELD_SEARCHABLE | CPX_FIELD_SORT },
  { "used_first_name", N_("First name in use"), CPX_FIELD_TEXT, CPX_FIELD_SEARCHABLE },
  { "sex", N_("Sex"), CPX_FIELD_ENUM, CPX_FIELD_REQUIRED, .tokens = sexes },
  { "birth_date", N_("Date of birth"), CPX_FIELD_DATE,
    CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED | CPX_FIELD_SEARCHABLE },
  { "birth_place_insee", N_("Place of birth (INSEE code)"), CPX_FIELD_TEXT, .max_length = 5,
    .clean = cpx_text_squeeze },
  { "birth_place", N_("Place of birth"), CPX_FIELD_TEXT },
  { "birth_country", N_("Country of birth"), CPX_FIELD_TEXT },
  { "ins_matricule", N_("INS number"), CPX_FIELD_TEXT, CPX_FIELD_INDEXED, .max_length = 15,
    .clean = cpx_nir_normalize },
  { "ins_oid", N_("INS register (OID)"), CPX_FIELD_ENUM, .tokens = ins_oids },
  { "identity_status", N_("Identity status"), CPX_FIELD_ENUM, .tokens = identity_statuses },
  { "identity_document", N_("Document shown"), CPX_FIELD_ENUM, .tokens = identity_documents },
  { "homonym", N_("Homonym"), CPX_FIELD_BOOLEAN },
  { "doubtful", N_("Doubtful identity"), CPX_FIELD_BOOLEAN },
  { "fictitious", N_("Fictitious identity"), CPX_FIELD_BOOLEAN },
  { "nir", N_("Social security number"), CPX_FIELD_TEXT, CPX_FIELD_INDEXED, .max_length = 15,
    .clean = cpx_nir_normalize },
  { "civility", N_("Title"), CPX_FIELD_ENUM, .tokens = civilities },
  CPX_ADDRESS_FIELDS,
  { "country", N_("Country"), CPX_FIELD_TEXT },
  { "mobile", N_("Mobile"), CPX_FIELD_TEXT, .max_length = 30 },
  { "phone", N_("Phone"), CPX_FIELD_TEXT, .max_length = 30 },
  { "email", N_("E-mail"), CPX_FIELD_TEXT, .max_length = 254 },
  { "profession", N_("Profession"), CPX_FIELD_TEXT },
  { "sms_consent", N_("Consent to text messages"), CPX_FIELD_ENUM, .tokens = consents },
  { "guardianship", N_("Guardianship measure"), CPX_FIELD_ENUM, .tokens = guardianships },
  { "confidential", N_("Confidential identity"), CPX_FIELD_BOOLEAN },
  { "allergies_statement", N_("Allergies"), CPX_FIELD_ENUM, .tokens = allergies_statements },
  { "treatments_statement", N_("Current treatments"), CPX_FIELD_ENUM, .tokens = treatments_statements },
  { "history_statement", N_("History"), CPX_FIELD_ENUM, .tokens = history_statements },
  { "blood_group", N_("Blood group"), CPX_FIELD_ENUM, .tokens = blood_groups },
  { "rhesus", N_("Rhesus"), CPX_FIELD_ENUM, .tokens = rhesus },
  { "weight_g", N_("Weight"), CPX_FIELD_INTEGER, .minimum = 200, .maximum = 500000 },
  { "height_cm", N_("Height"), CPX_FIELD_INTEGER, .minimum = 20, .maximum = 260 },
  { "tobacco", N_("Tobacco"), CPX_FIELD_ENUM, .tokens = tobacco },
  CPX_NOTES_FIELD,
  { "file_number", N_("File number"), CPX_FIELD_TEXT, CPX_FIELD_INDEXED | CPX_FIELD_SEARCHABLE, .max_length = 30 },
  { "deceased_on", N_("Deceased on"), CPX_FIELD_DATE },
  { "archived", N_("Archived"), CPX_FIELD_BOOLEAN, CPX_FIELD_INDEXED },
  { "merged_into", N_("Merged into"), CPX_FIELD_REFERENCE, CPX_FIELD_INDEXED | CPX_FIELD_READ_ONLY,
    .target = "patient" },
};

static gboolean
has_token (CpxRecord  *record,
           int         field,
           const char *token)
{
  return g_strcmp0 (cpx_record_get_text (record, field), token) == 0;
}

static gboolean
get_date (CpxRecord      *record,
          int             field,
          CpxPartialDate *out_date)
{
  const char *text = cpx_record_get_text (record, field);

  return text != NULL && cpx_partial_date_parse_iso (text, out_date);
}

static void
check_dates (CpxRecord *record,
             GPtrArray *findings)
{
  CpxPartialDate today = cpx_partial_date_today ();
  CpxPartialDate birth, death;

  if (get_date (record, CPX_PATIENT_BIRTH_DATE, &birth))
    {
      if (cpx_partial_date_compare (birth, today) > 0)
        cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_PATIENT_BIRTH_DATE, "birth.future",
                      _("The date of birth is in the future"));
      else if (cpx_partial_date_get_age (birth, today) > MAX_AGE)
        cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, CPX_PATIENT_BIRTH_DATE, "birth.old",
                      _("The date of birth makes the patient more than %d years old; check the year"), MAX_AGE);
    }
  if (get_date (record, CPX_PATIENT_DECEASED_ON, &death) && cpx_partial_date_compare (death, today) > 0)
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_PATIENT_DECEASED_ON, "death.future",
                  _("The date of death is in the future"));
  cpx_rule_check_order (record, findings, CPX_PATIENT_BIRTH_DATE, CPX_PATIENT_DECEASED_ON);
}

/* Five digits, 2A or 2B for Corsica; communes of foreign countries begin with 99. */
static gboolean
is_insee_code (const char *code)
{
  if (strlen (code) != INSEE_LENGTH)
    return FALSE;
  if (code[0] == '2' && (code[1] == 'A' || code[1] == 'B'))
    return strspn (code + 2, "0123456789") == INSEE_LENGTH - 2;

  return strspn (code, "0123456789") == INSEE_LENGTH;
}

static gboolean
is_france (const char *country)
{
  g_autofree char *folded = cpx_fold (country);

  return strcmp (folded, "france") == 0;
}

static void
check_birth_place (CpxRecord *record,
                   GPtrArray *findings)
{
  const char *code = cpx_record_get_text (record, CPX_PATIENT_BIRTH_PLACE_INSEE);
  const char *place = cpx_record_get_text (record, CPX_PATIENT_BIRTH_PLACE);
  const char *country = cpx_record_get_text (record, CPX_PATIENT_BIRTH_COUNTRY);

  if (code == NULL && place != NULL && is_insee_code (place))
    {
      cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, CPX_PATIENT_BIRTH_PLACE_INSEE, "identity.place",
                    _("“%s” looks like an INSEE code: it belongs in “%s” (birth_place_insee)"), place,
                    cpx_field_get_label (&fields[CPX_PATIENT_BIRTH_PLACE_INSEE]));
      return;
    }
  if (code == NULL)
    {
      cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, CPX_PATIENT_BIRTH_PLACE_INSEE, "identity.place",
                    _("The place of birth is missing: it is the fifth strict trait of the identity"));
      return;
    }
  if (!is_insee_code (code))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_PATIENT_BIRTH_PLACE_INSEE, "insee.form",
                  _("The INSEE code of the place of birth must have 5 digits (2A or 2B first in Corsica, 99 abroad)"));
  else if (country != NULL && g_str_has_prefix (code, ABROAD_PREFIX) == is_france (country))
    cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, CPX_PATIENT_BIRTH_COUNTRY, "insee.country",
                  _("The INSEE code and the country of birth do not go together"));
}

/* RNIV: "the first of the first names", with its own field because names are not always cut at spaces. */
static void
check_first_name (CpxRecord *record,
                  GPtrArray *findings)
{
  const char *all = cpx_record_get_text (record, CPX_PATIENT_BIRTH_FIRST_NAMES);
  const char *first = cpx_record_get_text (record, CPX_PATIENT_FIRST_BIRTH_FIRST_NAME);
  g_autofree char *all_folded = NULL;
  g_autofree char *first_folded = NULL;

  if (all == NULL || first == NULL)
    return;

  all_folded = cpx_fold (all);
  first_folded = cpx_fold (first);
  if (!g_str_has_prefix (all_folded, first_folded))
    cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, CPX_PATIENT_FIRST_BIRTH_FIRST_NAME, "identity.first",
                  _("The first birth first name is not the beginning of the birth first names"));
}

static void
check_validated (CpxRecord *record,
                 GPtrArray *findings)
{
  if (!cpx_record_has (record, CPX_PATIENT_IDENTITY_DOCUMENT))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_PATIENT_IDENTITY_STATUS, "identity.document",
                  _("An identity is validated on sight of a document: say which one was shown"));
  if (!cpx_record_has (record, CPX_PATIENT_BIRTH_PLACE_INSEE))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_PATIENT_IDENTITY_STATUS, "identity.traits",
                  _("An identity is validated with its five strict traits: the place of birth is missing"));
  if (cpx_record_get_boolean (record, CPX_PATIENT_DOUBTFUL) || cpx_record_get_boolean (record, CPX_PATIENT_FICTITIOUS))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_PATIENT_IDENTITY_STATUS, "identity.attribute",
                  _("A doubtful or fictitious identity stays provisional"));
}

static void
check_status (CpxRecord *record,
              GPtrArray *findings)
{
  if (has_token (record, CPX_PATIENT_IDENTITY_STATUS, "recovered"))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_PATIENT_IDENTITY_STATUS, "identity.offline",
                  _("“Recovered” is given by the INSi service alone, which this program does not call"));
  else if (has_token (record, CPX_PATIENT_IDENTITY_STATUS, "qualified"))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_PATIENT_IDENTITY_STATUS, "identity.offline",
                  _("“Qualified” needs the INSi service, which this program does not call, besides a document"));
  else if (has_token (record, CPX_PATIENT_IDENTITY_STATUS, "validated"))
    check_validated (record, findings);
}

static void
check_nir_traits (CpxRecord *record,
                  GPtrArray *findings,
                  int        field)
{
  const char *nir = cpx_record_get_text (record, field);
  const char *sex = cpx_record_get_text (record, CPX_PATIENT_SEX);
  CpxPartialDate birth;

  if (nir == NULL || cpx_nir_check (nir) != CPX_NIR_OK)
    return;

  if (sex != NULL && *sex != 'U' && cpx_nir_get_sex (nir) != *sex)
    cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, field, "nir.other-sex",
                  _("“%s” says another sex than the file"), cpx_field_get_label (&fields[field]));
  if (get_date (record, CPX_PATIENT_BIRTH_DATE, &birth) && !cpx_nir_matches_birth (nir, birth))
    cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, field, "nir.other-birth",
                  _("“%s” says another year or month of birth than the file; it may be that of the insured person"),
                  cpx_field_get_label (&fields[field]));
}

static void
check_ins (CpxRecord *record,
           GPtrArray *findings)
{
  gboolean has_number = cpx_record_has (record, CPX_PATIENT_INS_MATRICULE);

  if (has_number != cpx_record_has (record, CPX_PATIENT_INS_OID))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING,
                  has_number ? CPX_PATIENT_INS_OID : CPX_PATIENT_INS_MATRICULE, "ins.pair",
                  _("The INS number and its register (OID) go together: one of them is missing"));
  if (has_number)
    cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, CPX_PATIENT_INS_MATRICULE, "ins.unchecked",
                  _("The INS was not checked with the INSi service"));
}

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  check_first_name (record, findings);
  check_dates (record, findings);
  check_birth_place (record, findings);
  cpx_rule_check_nir (record, findings, CPX_PATIENT_INS_MATRICULE);
  check_nir_traits (record, findings, CPX_PATIENT_INS_MATRICULE);
  check_ins (record, findings);
  check_status (record, findings);
  cpx_rule_check_nir (record, findings, CPX_PATIENT_NIR);
  check_nir_traits (record, findings, CPX_PATIENT_NIR);
  cpx_rule_check_phone (record, findings, CPX_PATIENT_MOBILE);
  cpx_rule_check_phone (record, findings, CPX_PATIENT_PHONE);
  cpx_rule_check_email (record, findings, CPX_PATIENT_EMAIL);
}

static char *
summarize (CpxRecord *record)
{
  g_autofree char *name = cpx_patient_dup_name (record);
  g_autofree char *birth = cpx_record_dup_display (record, CPX_PATIENT_BIRTH_DATE);

  return *birth != '\0' ? g_strdup_printf ("%s, %s", name, birth) : g_steal_pointer (&name);
}

/* +33 6 12… and 06 12… are the same phone. */
static char *
fold_phone (const char *phone)
{
  g_autofree char *digits = cpx_fold_digits (phone);

  if (phone[0] == '+' && g_str_has_prefix (digits, "33"))
    return g_strconcat ("0", digits + 2, NULL);

  return g_steal_pointer (&digits);
}

static void
add_folded (GPtrArray *terms,
            CpxRecord *record,
            int        field,
            char    *(*fold) (const char *))
{
  const char *text = cpx_record_get_text (record, field);
  g_autofree char *term = text != NULL ? fold (text) : NULL;

  if (term != NULL && *term != '\0')
    g_ptr_array_add (terms, g_steal_pointer (&term));
}

static char **
list_terms (CpxRecord *record)
{
  GPtrArray *terms = g_ptr_array_sized_new (5);

  add_folded (terms, record, CPX_PATIENT_NIR, cpx_fold);
  add_folded (terms, record, CPX_PATIENT_INS_MATRICULE, cpx_fold);
  add_folded (terms, record, CPX_PATIENT_MOBILE, fold_phone);
  add_folded (terms, record, CPX_PATIENT_PHONE, fold_phone);
  g_ptr_array_add (terms, NULL);

  return (char **) g_ptr_array_free (terms, FALSE);
}

const CpxKind cpx_patient_kind = {
  .name = "patient",
  .label = N_("Patient"),
  .get_type = cpx_patient_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_IS_PATIENT,
  .validate = validate,
  .summarize = summarize,
  .list_terms = list_terms,
  .list_keys = cpx_duplicates_list_keys,
};

CPX_DEFINE_RECORD_TYPE (CpxPatient, cpx_patient)

/* The first of two fields that has a value. */
static const char *
either (CpxRecord *record,
        int        preferred,
        int        other)
{
  const char *text = cpx_record_get_text (record, preferred);

  return text != NULL ? text : cpx_record_get_text (record, other);
}

/* Without a field of its own, the first first name is the first word of them all. */
static char *
dup_first_name (CpxRecord *record)
{
  const char *used = either (record, CPX_PATIENT_USED_FIRST_NAME, CPX_PATIENT_FIRST_BIRTH_FIRST_NAME);
  const char *all = cpx_record_get_text (record, CPX_PATIENT_BIRTH_FIRST_NAMES);

  if (used != NULL || all == NULL)
    return g_strdup (used);

  return g_strndup (all, strcspn (all, " ,"));
}

/**
 * cpx_patient_dup_name:
 * @self: a patient
 *
 * Writes the name under which one knows the patient: the names in use, else those of birth.
 *
 * Returns: (transfer full): `DUPONT Jean`
 */
char *
cpx_patient_dup_name (CpxRecord *self)
{
  const char *name = either (self, CPX_PATIENT_USED_NAME, CPX_PATIENT_BIRTH_NAME);
  g_autofree char *capitals = g_utf8_strup (name != NULL ? name : "?", -1);
  g_autofree char *first_name = dup_first_name (self);

  return g_strjoin (first_name != NULL ? " " : "", capitals, first_name, NULL);
}

/**
 * cpx_patient_dup_full_name:
 * @self: a patient
 *
 * Writes the name as papers have it, with the birth name where another is in use.
 *
 * Returns: (transfer full): `DURAND Jeanne, née MARTIN`
 */
char *
cpx_patient_dup_full_name (CpxRecord *self)
{
  const char *used = cpx_record_get_text (self, CPX_PATIENT_USED_NAME);
  const char *birth = cpx_record_get_text (self, CPX_PATIENT_BIRTH_NAME);
  g_autofree char *name = cpx_patient_dup_name (self);
  g_autofree char *capitals = birth != NULL ? g_utf8_strup (birth, -1) : NULL;
  g_autofree char *used_capitals = used != NULL ? g_utf8_strup (used, -1) : NULL;

  if (used_capitals == NULL || capitals == NULL || strcmp (used_capitals, capitals) == 0)
    return g_steal_pointer (&name);
  if (has_token (self, CPX_PATIENT_SEX, "F"))
    return g_strdup_printf (C_("woman", "%s, born %s"), name, capitals);

  return g_strdup_printf (C_("man", "%s, born %s"), name, capitals);
}

/**
 * cpx_patient_get_birth:
 * @self: a patient
 *
 * Returns: the date of birth, all zeros if there is none that makes sense
 */
CpxPartialDate
cpx_patient_get_birth (CpxRecord *self)
{
  CpxPartialDate birth = { 0 };

  get_date (self, CPX_PATIENT_BIRTH_DATE, &birth);

  return birth;
}

/**
 * cpx_patient_dup_age:
 * @self: a patient
 * @on: the day of interest, a full date
 *
 * Writes the age: years; below two years, months; nothing after death or without a date of birth.
 *
 * Returns: (transfer full): `68 years`, or empty
 */
char *
cpx_patient_dup_age (CpxRecord      *self,
                     CpxPartialDate  on)
{
  CpxPartialDate birth = cpx_patient_get_birth (self);
  int months;

  if (birth.year == 0 || cpx_record_has (self, CPX_PATIENT_DECEASED_ON))
    return g_strdup ("");

  months = cpx_partial_date_get_age_months (birth, on);
  if (months < 0)
    return g_strdup ("");
  if (months < 24 && birth.month > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d month", "%d months", (gulong) months), months);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d year", "%d years", (gulong) months / 12), months / 12);
}
