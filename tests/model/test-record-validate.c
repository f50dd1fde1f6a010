/* test-record-validate.c: each rule is met by a record that breaks it, and silent for one that does not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-clock.h"
#include "cpx-record.h"

#include <string.h>

#define P "\"patient\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\","

/* A patient without fault, to which a line adds its members; later members replace earlier ones. */
#define WHO "\"birth_name\":\"MARTIN\",\"birth_first_names\":\"Anne Marie\",\"birth_place_insee\":\"75056\","
#define ANNE WHO "\"sex\":\"F\",\"birth_date\":\"1969-05-14\""

#define ID      "\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\""
#define SURGEON "\"surgeon\":" ID ","
#define ABOUT   "\"intervention\":" ID ","

#define OPERATION "\"label\":\"PTH\",\"state\":\"done\",\"date\":\"2026-06-01\""
#define CODING    "\"practitioner\":" ID ",\"state\":\"draft\""
#define ACT "\"coding\":" ID ",\"practitioner\":" ID ",\"date\":\"2026-06-01\",\"code\":\"HHFA016\",\"activity\":1"

typedef struct
{
  const char      *name;
  const char      *kind;
  const char      *members;  /* of the JSON object */
  const char      *field;    /* what the finding is about, or `NULL`: nothing is found */
  const char      *rule;
  CpxFindingLevel  level;
} RuleCase;

static const RuleCase rule_cases[] = {
  { "patient", "patient", ANNE, NULL },
  { "no-name", "patient", "\"birth_first_names\":\"A\",\"sex\":\"F\",\"birth_date\":\"1969\"", "birth_name", "required",
    CPX_FINDING_BLOCKING },
  { "no-first-name", "patient", "\"birth_name\":\"A\"", "birth_first_names", "required", CPX_FINDING_BLOCKING },
  { "no-sex", "patient", "\"birth_name\":\"A\"", "sex", "required", CPX_FINDING_BLOCKING },
  { "no-birth-date", "patient", "\"birth_name\":\"A\"", "birth_date", "required", CPX_FINDING_BLOCKING },
  { "no-place", "patient", "\"birth_name\":\"A\"", "birth_place_insee", "identity.place", CPX_FINDING_TO_KNOW },

  { "impossible-date", "patient", WHO "\"sex\":\"F\",\"birth_date\":\"1969-02-30\"", "birth_date", "date.unknown",
    CPX_FINDING_BLOCKING },
  { "date-in-words", "patient", WHO "\"sex\":\"F\",\"birth_date\":\"hier\"", "birth_date", "date.unknown",
    CPX_FINDING_BLOCKING },
  { "partial-date", "patient", WHO "\"sex\":\"F\",\"birth_date\":\"1969-05\"", NULL },
  { "future-birth", "patient", WHO "\"sex\":\"F\",\"birth_date\":\"2026-06-02\"", "birth_date", "birth.future",
    CPX_FINDING_BLOCKING },
  { "born-today", "patient", WHO "\"sex\":\"F\",\"birth_date\":\"2026-06-01\"", NULL },
  { "very-old", "patient", WHO "\"sex\":\"F\",\"birth_date\":\"1899-01-01\"", "birth_date", "birth.old",
    CPX_FINDING_TO_KNOW },
  { "dead-before-birth", "patient", ANNE ",\"deceased_on\":\"1969-05-13\"", "deceased_on", "period.order",
    CPX_FINDING_BLOCKING },
  { "dead-at-birth", "patient", ANNE ",\"deceased_on\":\"1969\"", NULL },
  { "future-death", "patient", ANNE ",\"deceased_on\":\"2027\"", "deceased_on", "death.future", CPX_FINDING_BLOCKING },

  { "sex-x", "patient", WHO "\"birth_date\":\"1969\",\"sex\":\"X\"", "sex", "enum.unknown", CPX_FINDING_BLOCKING },
  { "sex-u", "patient", WHO "\"birth_date\":\"1969\",\"sex\":\"U\"", NULL },
  { "newline-in-name", "patient", ANNE ",\"used_name\":\"A\\nB\"", "used_name", "text.lines", CPX_FINDING_BLOCKING },
  { "control-in-name", "patient", ANNE ",\"used_name\":\"A\\u001bB\"", "used_name", "text.control",
    CPX_FINDING_BLOCKING },
  { "newline-in-notes", "patient", ANNE ",\"notes\":\"A\\nB\"", NULL },
  { "too-tall", "patient", ANNE ",\"height_cm\":261", "height_cm", "integer.range", CPX_FINDING_BLOCKING },
  { "tall", "patient", ANNE ",\"height_cm\":260", NULL },
  { "too-light", "patient", ANNE ",\"weight_g\":0", "weight_g", "integer.range", CPX_FINDING_BLOCKING },
  { "merged-nowhere", "patient", ANNE ",\"merged_into\":\"12\"", "merged_into", "reference.form",
    CPX_FINDING_BLOCKING },

  { "insee-short", "patient", ANNE ",\"birth_place_insee\":\"7505\"", "birth_place_insee", "insee.form",
    CPX_FINDING_BLOCKING },
  { "insee-corsica", "patient", ANNE ",\"birth_place_insee\":\"2A004\"", NULL },
  { "insee-corsica-c", "patient", ANNE ",\"birth_place_insee\":\"2C004\"", "birth_place_insee", "insee.form",
    CPX_FINDING_BLOCKING },
  { "insee-abroad", "patient", ANNE ",\"birth_place_insee\":\"99351\",\"birth_country\":\"Tunisie\"", NULL },
  { "insee-abroad-in-france", "patient", ANNE ",\"birth_place_insee\":\"99351\",\"birth_country\":\"FRANCE\"",
    "birth_country", "insee.country", CPX_FINDING_TO_KNOW },
  { "insee-here-born-abroad", "patient", ANNE ",\"birth_country\":\"Tunisie\"", "birth_country", "insee.country",
    CPX_FINDING_TO_KNOW },

  { "first-of-them", "patient", ANNE ",\"first_birth_first_name\":\"ANNE\"", NULL },
  { "first-composed", "patient", ANNE ",\"first_birth_first_name\":\"Anne-Marie\"", NULL },
  { "first-is-second", "patient", ANNE ",\"first_birth_first_name\":\"Marie\"", "first_birth_first_name",
    "identity.first", CPX_FINDING_TO_KNOW },

  { "provisional", "patient", ANNE ",\"identity_status\":\"provisional\"", NULL },
  { "recovered", "patient", ANNE ",\"identity_status\":\"recovered\"", "identity_status", "identity.offline",
    CPX_FINDING_BLOCKING },
  { "qualified", "patient", ANNE ",\"identity_status\":\"qualified\",\"identity_document\":\"passport\"",
    "identity_status", "identity.offline", CPX_FINDING_BLOCKING },
  { "validated", "patient", ANNE ",\"identity_status\":\"validated\",\"identity_document\":\"passport\"", NULL },
  { "validated-unseen", "patient", ANNE ",\"identity_status\":\"validated\"", "identity_status", "identity.document",
    CPX_FINDING_BLOCKING },
  { "validated-nowhere", "patient",
    "\"birth_name\":\"A\",\"birth_first_names\":\"B\",\"sex\":\"F\",\"birth_date\":\"1969\","
    "\"identity_status\":\"validated\",\"identity_document\":\"passport\"",
    "identity_status", "identity.traits", CPX_FINDING_BLOCKING },
  { "validated-doubtful", "patient",
    ANNE ",\"identity_status\":\"validated\",\"identity_document\":\"passport\",\"doubtful\":true",
    "identity_status", "identity.attribute", CPX_FINDING_BLOCKING },
  { "validated-fictitious", "patient",
    ANNE ",\"identity_status\":\"validated\",\"identity_document\":\"passport\",\"fictitious\":true",
    "identity_status", "identity.attribute", CPX_FINDING_BLOCKING },

  { "nir", "patient", ANNE ",\"nir\":\"2 69 05 49 588 157 80\"", NULL },
  { "nir-key", "patient", ANNE ",\"nir\":\"269054958815781\"", "nir", "nir.key", CPX_FINDING_BLOCKING },
  { "nir-length", "patient", ANNE ",\"nir\":\"26905\"", "nir", "nir.length", CPX_FINDING_BLOCKING },
  { "nir-character", "patient", ANNE ",\"nir\":\"26905495881578X\"", "nir", "nir.character", CPX_FINDING_BLOCKING },
  { "nir-sex", "patient", ANNE ",\"nir\":\"6690549588157\"", "nir", "nir.sex", CPX_FINDING_BLOCKING },
  { "nir-month", "patient", ANNE ",\"nir\":\"2691349588157\"", "nir", "nir.month", CPX_FINDING_BLOCKING },
  { "nir-department", "patient", ANNE ",\"nir\":\"2690500588157\"", "nir", "nir.department", CPX_FINDING_BLOCKING },
  { "nir-no-key", "patient", ANNE ",\"nir\":\"2690549588157\"", "nir", "nir.no-key", CPX_FINDING_TO_KNOW },
  { "nir-other-sex", "patient", WHO "\"sex\":\"M\",\"birth_date\":\"1969-05\",\"nir\":\"269054958815780\"", "nir",
    "nir.other-sex", CPX_FINDING_TO_KNOW },
  { "nir-sex-unknown", "patient", WHO "\"sex\":\"U\",\"birth_date\":\"1969-05\",\"nir\":\"269054958815780\"", NULL },
  { "nir-other-month", "patient", WHO "\"sex\":\"F\",\"birth_date\":\"1969-06\",\"nir\":\"269054958815780\"", "nir",
    "nir.other-birth", CPX_FINDING_TO_KNOW },
  { "ins", "patient", ANNE ",\"ins_matricule\":\"269054958815780\",\"ins_oid\":\"1.2.250.1.213.1.4.8\"",
    "ins_matricule", "ins.unchecked", CPX_FINDING_TO_KNOW },
  { "ins-key", "patient", ANNE ",\"ins_matricule\":\"269054958815781\",\"ins_oid\":\"1.2.250.1.213.1.4.8\"",
    "ins_matricule", "nir.key", CPX_FINDING_BLOCKING },
  { "ins-without-oid", "patient", ANNE ",\"ins_matricule\":\"269054958815780\"", "ins_oid", "ins.pair",
    CPX_FINDING_BLOCKING },
  { "oid-without-ins", "patient", ANNE ",\"ins_oid\":\"1.2.250.1.213.1.4.8\"", "ins_matricule", "ins.pair",
    CPX_FINDING_BLOCKING },
  { "oid-unknown", "patient", ANNE ",\"ins_matricule\":\"269054958815780\",\"ins_oid\":\"1.2.250.1.213.1.4.7\"",
    "ins_oid", "enum.unknown", CPX_FINDING_BLOCKING },

  { "phone", "patient", ANNE ",\"mobile\":\"+33 (0)6.12-34/56 78\"", NULL },
  { "phone-words", "patient", ANNE ",\"mobile\":\"voir le mari\"", "mobile", "phone.none", CPX_FINDING_TO_KNOW },
  { "phone-and-words", "patient", ANNE ",\"mobile\":\"06 12 34 56 78 (mari)\"", "mobile", "phone.form",
    CPX_FINDING_TO_KNOW },
  { "phone-of-a-contact", "contact", P "\"role\":\"trust\",\"name\":\"Paul\",\"phone\":\"-\"", "phone",
    "phone.none", CPX_FINDING_TO_KNOW },
  { "phone-short", "patient", ANNE ",\"phone\":\"12345\"", "phone", "phone.form", CPX_FINDING_TO_KNOW },
  { "email", "patient", ANNE ",\"email\":\"anne.martin@example.fr\"", NULL },
  { "email-no-at", "patient", ANNE ",\"email\":\"anne.martin.example.fr\"", "email", "email.form",
    CPX_FINDING_TO_KNOW },
  { "email-no-dot", "patient", ANNE ",\"email\":\"anne@example\"", "email", "email.form", CPX_FINDING_TO_KNOW },

  { "operation", "intervention", P SURGEON OPERATION ",\"planned_acts\":\"HHFA016 HMFC004\"", NULL },
  { "operation-no-surgeon", "intervention", P OPERATION, "surgeon", "required", CPX_FINDING_BLOCKING },
  { "operation-planned", "intervention", P SURGEON OPERATION ",\"planned_acts\":\"HHFA016 HMF04\"", "planned_acts",
    "ccam.form", CPX_FINDING_BLOCKING },
  { "operation-decided", "intervention", P SURGEON "\"label\":\"PTH\",\"state\":\"decided\"", NULL },
  { "operation-decided-month", "intervention",
    P SURGEON "\"label\":\"PTH\",\"state\":\"to_schedule\",\"date\":\"2027-02\"", NULL },
  { "operation-done-undated", "intervention", P SURGEON "\"label\":\"PTH\",\"state\":\"done\"", "date",
    "intervention.date", CPX_FINDING_BLOCKING },
  { "operation-done-month", "intervention",
    P SURGEON "\"label\":\"PTH\",\"state\":\"done\",\"date\":\"2026-05\"", "date", "date.partial",
    CPX_FINDING_BLOCKING },
  { "operation-done-tomorrow", "intervention",
    P SURGEON "\"label\":\"PTH\",\"state\":\"coded\",\"date\":\"2026-06-02\"", "date", "date.future",
    CPX_FINDING_BLOCKING },
  { "operation-time", "intervention", P SURGEON OPERATION ",\"start_time\":\"24:00\"", "start_time", "time.form",
    CPX_FINDING_BLOCKING },
  { "operation-midnight", "intervention", P SURGEON OPERATION ",\"start_time\":\"00:00\"", NULL },
  { "note", "note", P ABOUT "\"text\":\"A\\nB\",\"state\":\"draft\"", NULL },
  { "note-empty", "note", P ABOUT "\"state\":\"draft\"", "text", "required", CPX_FINDING_BLOCKING },
  { "coding", "coding", P ABOUT CODING ",\"suggestions\":\"[]\"", NULL },
  { "coding-suggestions", "coding", P ABOUT CODING ",\"suggestions\":\"{}\"", "suggestions", "coding.array",
    CPX_FINDING_BLOCKING },
  { "coding-overrides", "coding", P ABOUT CODING ",\"overrides\":\"[\"", "overrides", "coding.array",
    CPX_FINDING_BLOCKING },
  { "coding-reopened", "coding", P ABOUT CODING ",\"state\":\"reopened\",\"reopening_reason\":\"erreur\"",
    "reopening_reason", "coding.reason", CPX_FINDING_BLOCKING },
  { "act", "act", P ABOUT ACT, NULL },
  { "act-code", "act", P ABOUT ACT ",\"code\":\"HHFA16\"", "code", "ccam.form", CPX_FINDING_BLOCKING },
  { "act-activity", "act", P ABOUT ACT ",\"activity\":0", "activity", "integer.range", CPX_FINDING_BLOCKING },
  { "act-phase", "act", P ABOUT ACT ",\"phase\":4", "phase", "integer.range", CPX_FINDING_BLOCKING },
  { "act-association", "act", P ABOUT ACT ",\"association\":\"6\"", "association", "enum.unknown",
    CPX_FINDING_BLOCKING },
  { "act-month", "act", P ABOUT ACT ",\"date\":\"2026-05\"", "date", "date.partial", CPX_FINDING_BLOCKING },
  { "act-tomorrow", "act", P ABOUT ACT ",\"date\":\"2026-06-02\"", "date", "date.future", CPX_FINDING_BLOCKING },
  { "act-modifiers", "act", P ABOUT ACT ",\"modifiers\":\"J7\"", NULL },
  { "act-modifier-twice", "act", P ABOUT ACT ",\"modifiers\":\"JKJ\"", "modifiers", "act.modifiers",
    CPX_FINDING_BLOCKING },
  { "act-modifier-form", "act", P ABOUT ACT ",\"modifiers\":\"J+\"", "modifiers", "act.modifiers",
    CPX_FINDING_BLOCKING },
  { "act-overcharge", "act", P ABOUT ACT ",\"overcharge_cents\":1", "overcharge_reason", "act.overcharge",
    CPX_FINDING_BLOCKING },
  { "act-overcharge-reason", "act", P ABOUT ACT ",\"overcharge_cents\":1,\"overcharge_reason\":\"agreement\"",
    NULL },
  { "act-proposed", "act", P ABOUT ACT ",\"proposed_code\":\"HHFA016\"", NULL },
  { "act-override", "act",
    P ABOUT ACT ",\"proposed_code\":\"HHFA001\",\"motive\":\"other\",\"reason\":\"12345678901234567890\"", NULL },
  { "act-override-short", "act",
    P ABOUT ACT ",\"proposed_code\":\"HHFA001\",\"motive\":\"other\",\"reason\":\"1234567890123456789\"", "reason",
    "act.reason", CPX_FINDING_BLOCKING },
  { "act-override-spaces", "act",
    P ABOUT ACT ",\"proposed_code\":\"HHFA001\",\"motive\":\"other\",\"reason\":\"a        b         c\"",
    "reason", "act.reason", CPX_FINDING_BLOCKING },
  { "act-override-no-motive", "act",
    P ABOUT ACT ",\"proposed_code\":\"HHFA001\",\"reason\":\"12345678901234567890\"", "motive", "act.motive",
    CPX_FINDING_BLOCKING },

  { "orphan", "allergy", "\"substance\":\"Latex\"", "patient", "required", CPX_FINDING_BLOCKING },
  { "allergy", "allergy", P "\"substance\":\"Latex\",\"severity\":\"severe\"", NULL },
  { "allergy-to-nothing", "allergy", P "\"reaction\":\"Urticaire\"", "substance", "required", CPX_FINDING_BLOCKING },
  { "contact", "contact", P "\"role\":\"trust\",\"name\":\"Paul\",\"phone\":\"0612345678\"", NULL },
  { "contact-unreachable", "contact", P "\"role\":\"trust\",\"name\":\"Paul\"", "phone", "contact.unreachable",
    CPX_FINDING_TO_KNOW },
  { "cover", "cover", P "\"valid_from\":\"2026\",\"valid_to\":\"2026-05\"", NULL },
  { "cover-order", "cover", P "\"valid_from\":\"2026-06\",\"valid_to\":\"2026-05\"", "valid_to", "period.order",
    CPX_FINDING_BLOCKING },
  { "cover-both", "cover", P "\"c2s\":true,\"ame\":true", "ame", "cover.both", CPX_FINDING_TO_KNOW },
  { "cover-accident", "cover", P "\"at_mp_on\":\"2026\"", "at_mp", "cover.accident", CPX_FINDING_TO_KNOW },
  { "cover-nir", "cover", P "\"insured_nir\":\"269054958815781\"", "insured_nir", "nir.key", CPX_FINDING_BLOCKING },
  { "treatment-order", "treatment", P "\"drug\":\"A\",\"since\":\"2026-02-02\",\"until\":\"2026-02-01\"", "until",
    "period.order", CPX_FINDING_BLOCKING },
  { "history", "history", P "\"type\":\"surgical\",\"label\":\"PTH\",\"date\":\"2019\",\"side\":\"right\"", NULL },
  { "history-future", "history", P "\"type\":\"surgical\",\"label\":\"PTH\",\"date\":\"2027\"", "date",
    "history.future", CPX_FINDING_BLOCKING },
  { "history-type", "history", P "\"type\":\"magic\",\"label\":\"PTH\"", "type", "enum.unknown", CPX_FINDING_BLOCKING },
  { "correspondent", "correspondent", P "\"role\":\"treating\"", "practitioner", "required", CPX_FINDING_BLOCKING },
  { "alert", "alert", P "\"text\":\"Prothèse\",\"level\":\"warning\"", NULL },

  { "practitioner", "practitioner", "\"name\":\"Martin\",\"rpps\":\"10003456786\",\"sector\":\"2\",\"optam\":\"optam\"",
    NULL },
  { "rpps-key", "practitioner", "\"name\":\"Martin\",\"rpps\":\"10003456788\"", "rpps", "rpps.key",
    CPX_FINDING_BLOCKING },
  { "rpps-short", "practitioner", "\"name\":\"Martin\",\"rpps\":\"1000345678\"", "rpps", "rpps.key",
    CPX_FINDING_BLOCKING },
  { "optam-outside", "practitioner", "\"name\":\"Martin\",\"sector\":\"3\",\"optam\":\"optam\"", "optam",
    "optam.sector", CPX_FINDING_BLOCKING },
  { "optam-none-outside", "practitioner", "\"name\":\"Martin\",\"sector\":\"3\",\"optam\":\"none\"", NULL },
  { "finess", "establishment", "\"name\":\"Clinique\",\"finess\":\"2A0000012\"", NULL },
  { "finess-short", "establishment", "\"name\":\"Clinique\",\"finess\":\"12345\"", "finess", "code.length",
    CPX_FINDING_BLOCKING },
  { "siret", "practice", "\"name\":\"Cabinet\",\"siret\":\"123 456 789 00012\"", NULL },
  { "siret-short", "practice", "\"name\":\"Cabinet\",\"siret\":\"123\"", "siret", "code.length", CPX_FINDING_BLOCKING },
  { "room", "room", "\"name\":\"Salle 1\",\"use\":\"theatre\"", NULL },
  { "user", "user", "\"login\":\"anne.martin\",\"name\":\"Anne\",\"role_nurse\":true", NULL },
  { "login-capitals", "user", "\"login\":\"Anne\",\"name\":\"Anne\",\"role_nurse\":true", "login", "login.form",
    CPX_FINDING_BLOCKING },
  { "login-dash-first", "user", "\"login\":\"-a\",\"name\":\"Anne\",\"role_nurse\":true", "login", "login.form",
    CPX_FINDING_BLOCKING },
  { "login-accent", "user", "\"login\":\"rené\",\"name\":\"Anne\",\"role_nurse\":true", "login", "login.form",
    CPX_FINDING_BLOCKING },
  { "no-role", "user", "\"login\":\"anne\",\"name\":\"Anne\"", "role_secretary", "user.no-role", CPX_FINDING_BLOCKING },
};

/* Later members of the same name win, which the strict reader would refuse. */
static json_t *
parse_members (const char *members)
{
  g_autofree char *text = g_strconcat ("{", members, "}", NULL);
  json_t *object = json_loads (text, 0, NULL);

  g_assert_nonnull (object);

  return object;
}

static void
test_rule (gconstpointer data)
{
  const RuleCase *expected = data;
  g_autoptr(json_t) object = parse_members (expected->members);
  g_autoptr(CpxRecord) record = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  const CpxFinding *finding;

  cpx_clock_stop (G_GINT64_CONSTANT (1780300800000000));  /* 2026-06-01T08:00:00Z */
  record = cpx_record_from_json (cpx_kinds_find (expected->kind), NULL, object, CPX_RECORD_FROM_INPUT, NULL);
  findings = cpx_record_validate (record);
  cpx_clock_resume ();

  if (expected->field == NULL)
    {
      g_assert_cmpuint (findings->len, ==, 0);
      return;
    }
  finding = cpx_findings_find (findings, expected->field);
  g_assert_nonnull (finding);
  g_assert_cmpstr (finding->rule, ==, expected->rule);
  g_assert_cmpint (finding->level, ==, expected->level);
  g_assert_true (g_utf8_validate (finding->sentence, -1, NULL));
  g_assert_cmpint (cpx_findings_are_blocking (findings), >=, expected->level == CPX_FINDING_BLOCKING);
}

static void
test_error (void)
{
  g_autoptr(CpxRecord) empty = cpx_record_new (cpx_kinds_find ("patient"), NULL);
  g_autoptr(GPtrArray) findings = cpx_record_validate (empty);
  g_autoptr(GPtrArray) mild = cpx_findings_new ();
  g_autoptr(CpxFinding) copy = cpx_finding_copy (g_ptr_array_index (findings, 0));
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_findings_to_error (findings, &error));
  g_assert_error (error, CPX_RECORD_ERROR, CPX_RECORD_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
                   "“Birth name” is missing\n“Birth first name(s)” is missing\n“Sex” is missing\n"
                   "“Date of birth” is missing");
  g_assert_cmpstr (copy->sentence, ==, "“Birth name” is missing");
  g_assert_cmpstr (copy->field, ==, "birth_name");

  g_ptr_array_add (mild, cpx_finding_new (CPX_FINDING_TO_KNOW, NULL, "x", "%s", "x"));
  g_assert_false (cpx_findings_to_error (mild, NULL));
  g_assert_null (cpx_findings_find (mild, "birth_name"));
}

/* An edit of a patient, and what is told of it: rules one after the other, or "". */
static const struct
{
  const char *name;
  const char *before;  /* members */
  const char *after;
  const char *rules;
} change_cases[] = {
  { "nothing-wrong", ANNE, ANNE ",\"city\":\"Nice\"", "" },
  { "other-field", ANNE ",\"email\":\"x\"", ANNE ",\"email\":\"x\",\"city\":\"Nice\"", "" },
  { "the-field", ANNE ",\"email\":\"x\"", ANNE ",\"email\":\"y\"", "email.form" },
  { "new-warning", ANNE ",\"city\":\"Nice\"", ANNE ",\"email\":\"x\"", "email.form" },
  { "both", ANNE ",\"email\":\"x\"", ANNE ",\"email\":\"x\",\"phone\":\"1\"", "phone.form" },
  { "joined-rule", WHO "\"sex\":\"F\",\"birth_date\":\"1969-06\",\"nir\":\"269054958815780\"",
    WHO "\"sex\":\"F\",\"birth_date\":\"1969-07\",\"nir\":\"269054958815780\"", "nir.other-birth" },
  { "joined-rule-untouched", WHO "\"sex\":\"F\",\"birth_date\":\"1969-06\",\"nir\":\"269054958815780\"",
    WHO "\"sex\":\"F\",\"birth_date\":\"1969-06\",\"nir\":\"269054958815780\",\"city\":\"Nice\"", "" },
  { "older-than-the-rule", ANNE ",\"mobile\":\"mari\"", ANNE ",\"mobile\":\"mari\",\"city\":\"Nice\"", "" },
  { "still-no-number", ANNE ",\"mobile\":\"mari\"", ANNE ",\"mobile\":\"femme\"", "phone.none" },
  { "pair-broken", ANNE ",\"ins_matricule\":\"269054958815780\",\"ins_oid\":\"1.2.250.1.213.1.4.8\"",
    ANNE ",\"ins_matricule\":\"269054958815780\"", "ins.pair" },
  { "proof-taken-away",
    ANNE ",\"identity_status\":\"validated\",\"identity_document\":\"passport\"",
    ANNE ",\"identity_status\":\"validated\"", "identity.document" },
};

static CpxRecord *
make_patient (const char *members)
{
  g_autoptr(json_t) object = parse_members (members);

  return cpx_record_from_json (cpx_kinds_find ("patient"), NULL, object, CPX_RECORD_FROM_INPUT, NULL);
}

static void
test_change (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (change_cases); i++)
    {
      g_autoptr(CpxRecord) before = make_patient (change_cases[i].before);
      g_autoptr(CpxRecord) after = make_patient (change_cases[i].after);
      g_autoptr(GPtrArray) findings = cpx_record_validate_change (before, after);
      g_autoptr(GPtrArray) all = cpx_record_validate (after);
      g_autoptr(GPtrArray) as_new = cpx_record_validate_change (NULL, after);
      g_autoptr(GString) rules = g_string_new (NULL);

      g_test_message ("%s", change_cases[i].name);
      for (guint j = 0; j < findings->len; j++)
        g_string_append_printf (rules, "%s%s", j > 0 ? " " : "", ((CpxFinding *) findings->pdata[j])->rule);
      g_assert_cmpstr (rules->str, ==, change_cases[i].rules);
      g_assert_cmpuint (as_new->len, ==, all->len);
    }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LANGUAGE", "C", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rule_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/record-validate/", rule_cases[i].name, NULL);

      g_test_add_data_func (path, &rule_cases[i], test_rule);
    }
  g_test_add_func ("/record-validate/to-error", test_error);
  g_test_add_func ("/record-validate/change", test_change);

  return g_test_run ();
}
