/* test-record.c: records keep what they are given, change only by copy, and survive JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-allergy.h"
#include "cpx-patient.h"
#include "cpx-record-builder.h"
#include "cpx-user.h"

#include <string.h>

#define ID "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

static CpxRecord *
make_patient (void)
{
  CpxRecordBuilder *builder = cpx_record_builder_new (&cpx_patient_kind, ID);

  cpx_record_builder_set_text (builder, CPX_PATIENT_BIRTH_NAME, "  Dupont ");
  cpx_record_builder_set_text (builder, CPX_PATIENT_BIRTH_FIRST_NAMES, "Jean Pierre");
  cpx_record_builder_set_text (builder, CPX_PATIENT_BIRTH_DATE, "14/03/1958");
  cpx_record_builder_set_text (builder, CPX_PATIENT_SEX, "M");
  cpx_record_builder_set_text (builder, CPX_PATIENT_NIR, "1 58 03 75 056 012 35");
  cpx_record_builder_set_integer (builder, CPX_PATIENT_HEIGHT_CM, 178);
  cpx_record_builder_set_boolean (builder, CPX_PATIENT_CONFIDENTIAL, TRUE);
  cpx_record_builder_set_boolean (builder, CPX_PATIENT_ARCHIVED, FALSE);
  cpx_record_builder_set_text (builder, CPX_PATIENT_NOTES, "   ");

  return cpx_record_builder_end (builder);
}

static void
test_values (void)
{
  g_autoptr(CpxRecord) patient = make_patient ();

  g_assert_true (CPX_IS_PATIENT (patient));
  g_assert_true (cpx_record_get_kind (patient) == &cpx_patient_kind);
  g_assert_cmpstr (cpx_record_get_id (patient), ==, ID);
  g_assert_cmpstr (cpx_record_get_patient_id (patient), ==, ID);
  g_assert_cmpstr (cpx_record_get_text (patient, CPX_PATIENT_BIRTH_NAME), ==, "Dupont");
  g_assert_cmpstr (cpx_record_get_text (patient, CPX_PATIENT_BIRTH_DATE), ==, "1958-03-14");
  g_assert_cmpstr (cpx_record_get_text (patient, CPX_PATIENT_NIR), ==, "158037505601235");
  g_assert_cmpint (cpx_record_get_integer (patient, CPX_PATIENT_HEIGHT_CM), ==, 178);
  g_assert_true (cpx_record_get_boolean (patient, CPX_PATIENT_CONFIDENTIAL));
  g_assert_false (cpx_record_has (patient, CPX_PATIENT_ARCHIVED));
  g_assert_false (cpx_record_has (patient, CPX_PATIENT_NOTES));
  g_assert_null (cpx_record_get_text (patient, CPX_PATIENT_USED_NAME));
}

static void
test_properties (void)
{
  g_autoptr(CpxRecord) patient = make_patient ();
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *summary = NULL;
  gboolean confidential;
  gint64 height;

  g_object_get (patient, "id", &id, "birth-name", &name, "height_cm", &height, "confidential", &confidential,
                "summary", &summary, NULL);
  g_assert_cmpstr (id, ==, ID);
  g_assert_cmpstr (name, ==, "Dupont");
  g_assert_cmpint (height, ==, 178);
  g_assert_true (confidential);
  g_assert_cmpstr (summary, ==, "DUPONT Jean, 14/03/1958");
}

static void
test_change (void)
{
  g_autoptr(CpxRecord) before = make_patient ();
  g_autoptr(CpxRecord) named = cpx_record_with_text (before, CPX_PATIENT_USED_NAME, "Durand");
  g_autoptr(CpxRecord) taller = cpx_record_with_integer (named, CPX_PATIENT_HEIGHT_CM, 179);
  g_autoptr(CpxRecord) open = cpx_record_with_boolean (taller, CPX_PATIENT_CONFIDENTIAL, FALSE);
  g_autoptr(CpxRecord) after = cpx_record_without (open, CPX_PATIENT_NIR);
  CpxFieldSet expected = CPX_FIELD_BIT (CPX_PATIENT_USED_NAME) | CPX_FIELD_BIT (CPX_PATIENT_HEIGHT_CM)
                         | CPX_FIELD_BIT (CPX_PATIENT_CONFIDENTIAL) | CPX_FIELD_BIT (CPX_PATIENT_NIR);

  g_assert_null (cpx_record_get_text (before, CPX_PATIENT_USED_NAME));
  g_assert_cmpstr (cpx_record_get_text (after, CPX_PATIENT_USED_NAME), ==, "Durand");
  g_assert_cmphex (cpx_record_diff (before, after), ==, expected);
  g_assert_cmphex (cpx_record_diff (before, before), ==, 0);
  g_assert_false (cpx_record_equal (before, after));
}

static void
test_patch (void)
{
  g_autoptr(CpxRecord) before = make_patient ();
  g_autoptr(CpxRecord) named = cpx_record_with_text (before, CPX_PATIENT_USED_NAME, "Durand");
  g_autoptr(CpxRecord) after = cpx_record_without (named, CPX_PATIENT_HEIGHT_CM);
  g_autoptr(json_t) patch = cpx_record_make_patch (before, after);
  g_autoptr(CpxRecord) merged = cpx_record_merge_json (before, patch, CPX_RECORD_FROM_STORE, NULL);
  g_autoptr(json_t) whole = cpx_record_make_patch (NULL, after);
  g_autoptr(CpxRecord) empty = cpx_record_new (&cpx_patient_kind, ID);
  g_autoptr(CpxRecord) made = cpx_record_merge_json (empty, whole, CPX_RECORD_FROM_STORE, NULL);
  g_autofree char *text = cpx_json_print (patch);

  g_assert_cmpstr (text, ==, "{\"used_name\":\"Durand\",\"height_cm\":null}");
  g_assert_true (cpx_record_equal (merged, after));
  g_assert_true (cpx_record_equal (made, after));
}

static void
test_json (void)
{
  g_autoptr(CpxRecord) patient = make_patient ();
  g_autofree char *text = cpx_record_print_json (patient, CPX_RECORD_WITH_ID);
  g_autoptr(json_t) object = cpx_record_to_json (patient, CPX_RECORD_WITH_ID);
  g_autofree char *object_text = cpx_json_print (object);
  g_autoptr(CpxRecord) read = cpx_record_parse_json (&cpx_patient_kind, NULL, text, -1, CPX_RECORD_FROM_INPUT, NULL);

  g_assert_cmpstr (text, ==,
                   "{\"kind\":\"patient\",\"id\":\"" ID "\",\"birth_name\":\"Dupont\","
                   "\"birth_first_names\":\"Jean Pierre\",\"sex\":\"M\",\"birth_date\":\"1958-03-14\","
                   "\"nir\":\"158037505601235\",\"confidential\":true,\"height_cm\":178}");
  g_assert_cmpstr (object_text, ==, text);
  g_assert_true (cpx_record_equal (patient, read));
}

typedef struct
{
  const char *name;
  const char *json;
  int         error;  /* CpxRecordError, or -1 if it is read */
  const char *named;  /* what the sentence names */
} InputCase;

static const InputCase input_cases[] = {
  { "plain", "{\"birth_name\":\"A\"}", -1, NULL },
  { "null", "{\"birth_name\":null}", -1, NULL },
  { "french-date", "{\"birth_date\":\"14/03/1958\"}", -1, NULL },
  { "unknown", "{\"birth_nam\":\"A\"}", CPX_RECORD_ERROR_UNKNOWN_FIELD, "birth_nam" },
  { "unknown-null", "{\"birth_nam\":null}", CPX_RECORD_ERROR_UNKNOWN_FIELD, "birth_nam" },
  { "integer-as-text", "{\"height_cm\":\"178\"}", CPX_RECORD_ERROR_BAD_VALUE, "height_cm" },
  { "real", "{\"height_cm\":1.5}", CPX_RECORD_ERROR_BAD_VALUE, "height_cm" },
  { "text-as-integer", "{\"birth_name\":12}", CPX_RECORD_ERROR_BAD_VALUE, "birth_name" },
  { "boolean-as-integer", "{\"archived\":1}", CPX_RECORD_ERROR_BAD_VALUE, "archived" },
  { "object", "{\"birth_name\":{}}", CPX_RECORD_ERROR_BAD_VALUE, "birth_name" },
  { "array", "[]", CPX_RECORD_ERROR_BAD_VALUE, "JSON" },
  { "other-kind", "{\"kind\":\"room\"}", CPX_RECORD_ERROR_BAD_VALUE, "room" },
  { "bad-id", "{\"id\":\"12\"}", CPX_RECORD_ERROR_BAD_VALUE, "id" },
};

static void
test_input (gconstpointer data)
{
  const InputCase *expected = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) record = cpx_record_parse_json (&cpx_patient_kind, NULL, expected->json, -1,
                                                       CPX_RECORD_FROM_INPUT, &error);

  if (expected->error < 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (record);
      return;
    }
  g_assert_null (record);
  g_assert_error (error, CPX_RECORD_ERROR, expected->error);
  g_assert_nonnull (strstr (error->message, expected->named));
}

/* A newer program wrote fields this one does not know, and a known one in another form. */
static void
test_extra (void)
{
  const char *stored = "{\"birth_name\":\"A\",\"height_cm\":{\"standing\":178},\"shoe\":[1,2],\"zz\":\"x\"}";
  g_autoptr(CpxRecord) read = cpx_record_parse_json (&cpx_patient_kind, ID, stored, -1, CPX_RECORD_FROM_STORE, NULL);
  g_autofree char *text = cpx_record_print_json (read, CPX_RECORD_FIELDS_ONLY);
  g_autoptr(json_t) object = cpx_record_to_json (read, CPX_RECORD_FIELDS_ONLY);
  g_autoptr(json_t) original = cpx_json_parse (stored, -1, NULL);
  g_autoptr(json_t) printed = cpx_json_parse (text, -1, NULL);
  g_autoptr(CpxRecord) renamed = cpx_record_with_text (read, CPX_PATIENT_BIRTH_NAME, "B");
  g_autoptr(CpxRecord) measured = cpx_record_with_integer (renamed, CPX_PATIENT_HEIGHT_CM, 170);
  g_autofree char *measured_text = cpx_record_print_json (measured, CPX_RECORD_FIELDS_ONLY);
  g_autoptr(json_t) patch = cpx_record_make_patch (read, measured);
  g_autoptr(CpxRecord) merged = cpx_record_merge_json (read, patch, CPX_RECORD_FROM_STORE, NULL);
  g_autoptr(json_t) back = cpx_record_make_patch (measured, read);
  g_autoptr(CpxRecord) undone = cpx_record_merge_json (measured, back, CPX_RECORD_FROM_STORE, NULL);

  g_assert_true (json_equal (original, object));
  g_assert_true (json_equal (original, printed));
  g_assert_false (cpx_record_has (read, CPX_PATIENT_HEIGHT_CM));
  g_assert_cmpstr (measured_text, ==, "{\"birth_name\":\"B\",\"height_cm\":170,\"shoe\":[1,2],\"zz\":\"x\"}");
  g_assert_true (cpx_record_equal (merged, measured));
  g_assert_true (cpx_record_equal (undone, read));
}

typedef struct
{
  const char *name;
  int         field;
  const char *typed;
  const char *json;  /* `NULL`: refused */
} ParseCase;

static const ParseCase parse_cases[] = {
  { "text", CPX_PATIENT_BIRTH_NAME, " É ", "\"É\"" },
  { "composed", CPX_PATIENT_BIRTH_NAME, "E\xcc\x81", "\"É\"" },
  { "date", CPX_PATIENT_BIRTH_DATE, "03/1958", "\"1958-03\"" },
  { "integer", CPX_PATIENT_HEIGHT_CM, " 170 ", "170" },
  { "integer-none", CPX_PATIENT_HEIGHT_CM, "", "null" },
  { "integer-words", CPX_PATIENT_HEIGHT_CM, "1m70", NULL },
  { "yes", CPX_PATIENT_ARCHIVED, "Oui", "true" },
  { "no", CPX_PATIENT_ARCHIVED, "non", "null" },
  { "maybe", CPX_PATIENT_ARCHIVED, "peut-être", NULL },
  { "token", CPX_PATIENT_SEX, "f", "\"F\"" },
  { "label", CPX_PATIENT_SEX, "female", "\"F\"" },
  { "no-token", CPX_PATIENT_SEX, "X", NULL },
  { "nir", CPX_PATIENT_NIR, "1 58.03 2a 056-012 34", "\"158032A05601234\"" },
  { "lines", CPX_PATIENT_NOTES, "a\r\nb\rc", "\"a\\nb\\nc\"" },
};

static void
test_parse (gconstpointer data)
{
  const ParseCase *expected = data;
  g_autoptr(CpxRecordBuilder) builder = cpx_record_builder_new (&cpx_patient_kind, ID);
  g_autoptr(CpxRecord) record = NULL;
  g_autoptr(json_t) value = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (!cpx_record_builder_parse (builder, expected->field, expected->typed, &error))
    {
      g_assert_null (expected->json);
      g_assert_error (error, CPX_RECORD_ERROR, CPX_RECORD_ERROR_BAD_VALUE);
      return;
    }
  record = cpx_record_builder_end (g_steal_pointer (&builder));
  value = cpx_record_get_json (record, expected->field);
  text = cpx_json_print (value);
  g_assert_cmpstr (text, ==, expected->json);
}

static void
test_terms (void)
{
  g_autoptr(CpxRecord) patient = make_patient ();
  g_autoptr(CpxRecord) reachable = cpx_record_with_text (patient, CPX_PATIENT_MOBILE, "+33 6 12 34 56 78");
  g_auto(GStrv) terms = cpx_record_list_terms (reachable);
  g_autofree char *joined = g_strjoinv (" ", terms);

  g_assert_cmpstr (joined, ==, "dupont jean pierre 19580314 158037505601235 0612345678");
}

typedef struct
{
  const char *kind;
  const char *json;
  const char *summary;
} SummaryCase;

static const SummaryCase summary_cases[] = {
  { "contact", "{\"role\":\"trust\",\"name\":\"Paul\",\"relation\":\"fils\"}", "Person of trust, Paul, fils" },
  { "cover", "{\"regime\":\"Général\",\"mutual\":\"MGEN\"}", "Général, MGEN" },
  { "cover", "{\"ald\":true}", "Cover" },
  { "correspondent", "{\"role\":\"treating\",\"since\":\"2019-05\"}", "Attending physician, 05/2019" },
  { "allergy", "{\"substance\":\"Latex\",\"severity\":\"mild\"}", "Latex, mild" },
  { "treatment", "{\"drug\":\"Xarelto\",\"dose\":\"20 mg\",\"blood_thinner\":\"anticoagulant\"}",
    "Xarelto, 20 mg, anticoagulant" },
  { "history", "{\"type\":\"surgical\",\"label\":\"PTH\",\"date\":\"2019\",\"side\":\"right\"}",
    "Surgical, PTH, right, 2019" },
  { "history", "{\"type\":\"newer\",\"label\":\"PTH\",\"date\":\"hier\"}", "newer, PTH, hier" },
  { "alert", "{\"text\":\"Porteur de stimulateur\",\"level\":\"critical\"}", "Porteur de stimulateur" },
  { "intervention", "{\"label\":\"PTH\",\"side\":\"right\",\"date\":\"2026-05-04\"}", "PTH, right side, 04/05/2026" },
  { "intervention", "{\"label\":\"PTH\",\"side\":\"both\"}", "PTH, both sides" },
  { "intervention", "{\"label\":\"PTH\",\"side\":\"none\",\"date\":\"2026-05-04\"}", "PTH, 04/05/2026" },
  { "intervention", "{\"side\":\"left\"}", "Operation, left side" },
  { "note", "{\"title\":\"PTH\",\"state\":\"signed\"}", "PTH, signed" },
  { "coding", "{\"state\":\"locked\"}", "Locked" },
  { "act", "{\"code\":\"HHFA016\",\"date\":\"2026-05-04\"}", "HHFA016, 04/05/2026" },
  { "learning_reset", "{}", "Reset of what was learnt" },
  { "lexicon_entry", "{\"phrases\":\"pth\",\"sense\":\"act\",\"target\":\"NEKA020\"}", "pth, NEKA020" },
  { "practice", "{\"name\":\"Cabinet\"}", "Cabinet" },
  { "establishment", "{\"name\":\"Clinique\",\"city\":\"Lyon\"}", "Clinique, Lyon" },
  { "room", "{\"name\":\"1\",\"use\":\"theatre\"}", "1, operating theatre" },
  { "user", "{\"login\":\"anne\",\"name\":\"Anne Martin\"}", "Anne Martin, anne" },
  { "device", "{\"name\":\"Bloc\"}", "Bloc" },
  { "device", "{}", "Device" },
};

static void
test_summaries (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (summary_cases); i++)
    {
      g_autoptr(CpxRecord) record = cpx_record_parse_json (cpx_kinds_find (summary_cases[i].kind), NULL,
                                                           summary_cases[i].json, -1, CPX_RECORD_FROM_STORE, NULL);
      g_autofree char *summary = cpx_record_summarize (record);

      g_assert_cmpstr (summary, ==, summary_cases[i].summary);
    }
}

static void
test_display (void)
{
  g_autoptr(CpxRecord) patient = make_patient ();
  g_autofree char *height = cpx_record_dup_display (patient, CPX_PATIENT_HEIGHT_CM);
  g_autofree char *confidential = cpx_record_dup_display (patient, CPX_PATIENT_CONFIDENTIAL);
  g_autofree char *sex = cpx_record_dup_display (patient, CPX_PATIENT_SEX);
  g_autofree char *birth = cpx_record_dup_display (patient, CPX_PATIENT_BIRTH_DATE);
  g_autofree char *nothing = cpx_record_dup_display (patient, CPX_PATIENT_NOTES);

  g_assert_cmpstr (height, ==, "178 cm");
  g_assert_cmpstr (confidential, ==, "Yes");
  g_assert_cmpstr (sex, ==, "Male");
  g_assert_cmpstr (birth, ==, "14/03/1958");
  g_assert_cmpstr (nothing, ==, "");
}

/* Grams as kilograms. */
static void
test_display_weight (void)
{
  static const struct
  {
    gint64      grams;
    const char *shown;
  } weights[] = { { 63000, "63 kg" }, { 72500, "72.5 kg" }, { 3125, "3.125 kg" }, { 900, "0.9 kg" },
                  { 100000, "100 kg" } };

  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      g_autoptr(CpxRecord) patient = make_patient ();
      g_autoptr(CpxRecord) weighed = cpx_record_with_integer (patient, CPX_PATIENT_WEIGHT_G, weights[i].grams);
      g_autofree char *shown = cpx_record_dup_display (weighed, CPX_PATIENT_WEIGHT_G);

      g_assert_cmpstr (shown, ==, weights[i].shown);
    }
}

/* In groups; what is no whole number stays as it is. */
static void
test_display_nir (void)
{
  g_autoptr(CpxRecord) patient = make_patient ();
  g_autoptr(CpxRecord) whole = cpx_record_with_text (patient, CPX_PATIENT_NIR, "269054958815780");
  g_autoptr(CpxRecord) half = cpx_record_with_text (patient, CPX_PATIENT_NIR, "26905");
  g_autofree char *whole_shown = cpx_record_dup_display (whole, CPX_PATIENT_NIR);
  g_autofree char *half_shown = cpx_record_dup_display (half, CPX_PATIENT_NIR);

  g_assert_cmpstr (whole_shown, ==, "2 69 05 49 588 157 80");
  g_assert_cmpstr (half_shown, ==, "26905");
}

static void
test_children (void)
{
  g_autoptr(CpxRecord) allergy = cpx_record_new_with_texts (&cpx_allergy_kind, NULL, CPX_ALLERGY_PATIENT, ID,
                                                            CPX_ALLERGY_SUBSTANCE, "Pénicilline",
                                                            CPX_ALLERGY_SEVERITY, "severe", -1);
  g_autofree char *summary = cpx_record_summarize (allergy);
  g_autoptr(CpxRecord) user = cpx_record_new (&cpx_user_kind, NULL);
  g_autoptr(CpxRecord) both = cpx_user_with_roles (user, CPX_ROLE_SURGEON | CPX_ROLE_ADMIN);

  g_assert_cmpstr (cpx_record_get_patient_id (allergy), ==, ID);
  g_assert_cmpstr (summary, ==, "Pénicilline, severe");
  g_assert_null (cpx_record_get_patient_id (user));
  g_assert_cmpuint (cpx_user_get_roles (both), ==, CPX_ROLE_SURGEON | CPX_ROLE_ADMIN);
}

/* Every table is sound: names, labels and flags are there, references lead somewhere. */
static void
test_tables (void)
{
  guint n_kinds;
  const CpxKind *const *kinds = cpx_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr(CpxRecord) record = cpx_record_new (kinds[i], NULL);

      g_assert_true (cpx_kinds_find (kinds[i]->name) == kinds[i]);
      g_assert_cmpuint (kinds[i]->n_fields, <=, CPX_MAX_FIELDS);
      for (guint field = 0; field < kinds[i]->n_fields; field++)
        {
          const CpxField *declared = &kinds[i]->fields[field];

          g_assert_nonnull (declared->name);
          g_assert_nonnull (declared->label);
          g_assert_cmpint (cpx_kind_find_field (kinds[i], declared->name), ==, (int) field);
          g_assert_true ((declared->type == CPX_FIELD_ENUM) == (declared->tokens != NULL));
          g_assert_true ((declared->type == CPX_FIELD_REFERENCE) == (declared->target != NULL));
          g_assert_true (declared->target == NULL || cpx_kinds_find (declared->target) != NULL);
        }
      if (kinds[i]->patient_field >= 0)
        g_assert_cmpstr (kinds[i]->fields[kinds[i]->patient_field].target, ==, "patient");
    }
}

/* 100,000 patients with their children must be made and written in well under a minute: 30 µs a record. */
static void
test_speed (void)
{
  g_autoptr(CpxRecord) patient = make_patient ();
  g_autofree char *text = cpx_record_print_json (patient, CPX_RECORD_FIELDS_ONLY);
  gint64 start = g_get_monotonic_time ();
  double each;

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr(CpxRecord) read = cpx_record_parse_json (&cpx_patient_kind, ID, text, -1, CPX_RECORD_FROM_STORE, NULL);
      g_autofree char *printed = cpx_record_print_json (read, CPX_RECORD_FIELDS_ONLY);

      g_assert_cmpint (strlen (printed), ==, strlen (text));
    }
  each = (double) (g_get_monotonic_time () - start) / 20000;
  g_test_minimized_result (each, "read and written in %.1f µs a record", each);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LANGUAGE", "C", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/values", test_values);
  g_test_add_func ("/record/properties", test_properties);
  g_test_add_func ("/record/change", test_change);
  g_test_add_func ("/record/patch", test_patch);
  g_test_add_func ("/record/json", test_json);
  g_test_add_func ("/record/extra", test_extra);
  g_test_add_func ("/record/terms", test_terms);
  g_test_add_func ("/record/summaries", test_summaries);
  g_test_add_func ("/record/display", test_display);
  g_test_add_func ("/record/display-weight", test_display_weight);
  g_test_add_func ("/record/display-nir", test_display_nir);
  g_test_add_func ("/record/children", test_children);
  g_test_add_func ("/record/tables", test_tables);
  if (g_test_perf ())
    g_test_add_func ("/record/speed", test_speed);
  for (gsize i = 0; i < G_N_ELEMENTS (input_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/record/input/", input_cases[i].name, NULL);

      g_test_add_data_func (path, &input_cases[i], test_input);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/record/parse/", parse_cases[i].name, NULL);

      g_test_add_data_func (path, &parse_cases[i], test_parse);
    }

  return g_test_run ();
}
