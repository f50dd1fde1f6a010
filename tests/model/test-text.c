/* test-text.c: what text is refused, and that the rest comes out of a record as it went in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient.h"
#include "cpx-text.h"

#include <string.h>

#define ID "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

typedef struct
{
  const char  *name;
  const char  *text;
  CpxTextFault one_line;
  CpxTextFault lines;
  guint        position;  /* of the fault in one line */
} FaultCase;

static const FaultCase fault_cases[] = {
  { "plain", "Dupont", CPX_TEXT_OK, CPX_TEXT_OK, 6 },
  { "accents", "Éléonore", CPX_TEXT_OK, CPX_TEXT_OK, 8 },
  { "right-to-left", "שלום", CPX_TEXT_OK, CPX_TEXT_OK, 4 },
  { "bidi-override", "a\xe2\x80\xae" "b", CPX_TEXT_OK, CPX_TEXT_OK, 3 },
  { "combining", "Z͑ͫ̓ͪ", CPX_TEXT_OK, CPX_TEXT_OK, 5 },
  { "emoji", "👩‍⚕️", CPX_TEXT_OK, CPX_TEXT_OK, 4 },
  { "newline", "a\nb", CPX_TEXT_LINES, CPX_TEXT_OK, 2 },
  { "tab", "a\tb", CPX_TEXT_CONTROL, CPX_TEXT_OK, 2 },
  { "line-separator", "a\xe2\x80\xa8" "b", CPX_TEXT_LINES, CPX_TEXT_OK, 2 },
  { "escape", "a\x1b[31m", CPX_TEXT_CONTROL, CPX_TEXT_CONTROL, 2 },
  { "delete", "ab\x7f", CPX_TEXT_CONTROL, CPX_TEXT_CONTROL, 3 },
  { "c1", "é\xc2\x80", CPX_TEXT_CONTROL, CPX_TEXT_CONTROL, 2 },
  { "latin-1", "\xe9t\xe9", CPX_TEXT_NOT_UTF8, CPX_TEXT_NOT_UTF8, 1 },
  { "cut-short", "é\xc3", CPX_TEXT_NOT_UTF8, CPX_TEXT_NOT_UTF8, 2 },
  { "overlong", "\xc0\x80", CPX_TEXT_NOT_UTF8, CPX_TEXT_NOT_UTF8, 1 },
  { "surrogate", "\xed\xa0\x80", CPX_TEXT_NOT_UTF8, CPX_TEXT_NOT_UTF8, 1 },
  { "ten", "éééééééééé", CPX_TEXT_OK, CPX_TEXT_OK, 10 },
  { "eleven", "ééééééééééé", CPX_TEXT_TOO_LONG, CPX_TEXT_TOO_LONG, 11 },
};

static void
test_fault (gconstpointer data)
{
  const FaultCase *expected = data;
  guint position;

  g_assert_cmpint (cpx_text_find_fault (expected->text, FALSE, 10, &position), ==, expected->one_line);
  g_assert_cmpuint (position, ==, expected->position);
  g_assert_cmpint (cpx_text_find_fault (expected->text, TRUE, 10, NULL), ==, expected->lines);
}

typedef struct
{
  const char *name;
  const char *typed;
  const char *one_line;
  const char *lines;
} CleanCase;

static const CleanCase clean_cases[] = {
  { "plain", "Dupont", "Dupont", "Dupont" },
  { "trim", " \t Dupont \n", "Dupont", "Dupont" },
  { "no-break-spaces", "\xc2\xa0" "Dupont\xe3\x80\x80", "Dupont", "Dupont" },
  { "inside", "Le  Goff", "Le  Goff", "Le  Goff" },
  { "compose", "e\xcc\x81", "é", "é" },
  { "no-compatibility", "ﬁ①", "ﬁ①", "ﬁ①" },
  { "dos", "a\r\nb", "a\r\nb", "a\nb" },
  { "mac", "a\rb", "a\rb", "a\nb" },
  { "spaces", "   ", "", "" },
  { "not-utf8", " \xe9 ", " \xe9 ", " \xe9 " },
};

static void
test_clean (gconstpointer data)
{
  const CleanCase *expected = data;
  g_autofree char *one_line = cpx_text_clean (expected->typed, FALSE);
  g_autofree char *lines = cpx_text_clean (expected->typed, TRUE);

  if (strchr (expected->typed, '\r') == NULL)
    g_assert_cmpstr (one_line, ==, expected->one_line);
  g_assert_cmpstr (lines, ==, expected->lines);
}

static void
test_quote (void)
{
  g_autofree char *all = cpx_text_shorten ("éà");
  g_autofree char *start = cpx_text_shorten ("éééééééééééééééééééééééééééééééééééééééééé");
  g_autofree char *repaired = cpx_text_shorten ("a\xff");
  g_autofree char *squeezed = cpx_text_squeeze (" 2a-3\xc2\xa0.4 é");

  g_assert_cmpstr (all, ==, "éà");
  g_assert_cmpint (g_utf8_strlen (start, -1), ==, 41);
  g_assert_cmpstr (repaired, ==, "a\xef\xbf\xbd");
  g_assert_cmpstr (squeezed, ==, "2A34É");
}

static json_t *
load_naughty_strings (void)
{
  const char *shared = g_getenv ("CPX_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "/nonexistent", "vectors", "naughty-strings",
                                            "blns.json", NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? cpx_json_parse (text, -1, NULL) : NULL;
}

/* Typed, saved, read again: the same text but for composition and ends, or a finding that names the field. */
static gboolean
keeps_or_names (int         field,
                const char *text)
{
  const CpxField *declared = &cpx_patient_kind.fields[field];
  g_autoptr(CpxRecord) patient = cpx_record_new_with_texts (&cpx_patient_kind, ID, field, text, -1);
  g_autoptr(GPtrArray) findings = cpx_record_validate (patient);
  g_autofree char *json = cpx_record_print_json (patient, CPX_RECORD_FIELDS_ONLY);
  g_autoptr(CpxRecord) read = cpx_record_parse_json (&cpx_patient_kind, ID, json, -1, CPX_RECORD_FROM_STORE, NULL);
  const CpxFinding *finding = cpx_findings_find (findings, declared->name);
  g_autofree char *expected = cpx_text_clean (text, declared->type == CPX_FIELD_LONG_TEXT);
  g_autofree char *display = cpx_record_dup_display (read, field);
  g_auto(GStrv) terms = cpx_record_list_terms (read);
  g_autofree char *summary = cpx_record_summarize (read);

  g_assert_true (g_utf8_validate (summary, -1, NULL));
  if (finding != NULL && finding->level == CPX_FINDING_BLOCKING && *expected != '\0')
    {
      g_assert_true (g_utf8_validate (finding->sentence, -1, NULL));
      return FALSE;
    }
  g_assert_cmpstr (display, ==, expected);

  return TRUE;
}

static void
test_naughty_strings (void)
{
  g_autoptr(json_t) strings = load_naughty_strings ();
  guint n_kept = 0, n_refused = 0;

  if (strings == NULL)
    {
      g_test_skip ("vectors/naughty-strings is not there");
      return;
    }

  for (gsize i = 0; i < json_array_size (strings); i++)
    {
      const char *text = json_string_value (json_array_get (strings, i));

      n_kept += keeps_or_names (CPX_PATIENT_NOTES, text) ? 1 : 0;
      n_refused += keeps_or_names (CPX_PATIENT_BIRTH_NAME, text) ? 0 : 1;
    }
  /* Refused in notes: the six with control characters. In a name: those and the long ones. */
  g_assert_cmpuint (n_kept, ==, json_array_size (strings) - 6);
  g_assert_cmpuint (n_refused, >=, 6);
}

/* 1 MB into each field: a finding names the field, the sentence stays short. */
static void
test_megabyte (void)
{
  g_autofree char *text = g_malloc (1024 * 1024 + 1);

  memset (text, 'a', 1024 * 1024);
  text[1024 * 1024] = '\0';
  for (guint i = 0; i < cpx_patient_kind.n_fields; i++)
    {
      const CpxField *field = &cpx_patient_kind.fields[i];
      g_autoptr(CpxRecord) patient = NULL;
      g_autoptr(GPtrArray) findings = NULL;
      const CpxFinding *finding;

      if (field->type == CPX_FIELD_BOOLEAN || field->type == CPX_FIELD_INTEGER)
        continue;
      patient = cpx_record_new_with_texts (&cpx_patient_kind, ID, (int) i, text, -1);
      findings = cpx_record_validate (patient);
      finding = cpx_findings_find (findings, field->name);
      g_assert_nonnull (finding);
      g_assert_cmpint (finding->level, ==, CPX_FINDING_BLOCKING);
      g_assert_cmpuint (strlen (finding->sentence), <, 300);
      g_assert_nonnull (strstr (finding->sentence, cpx_field_get_label (field)));
    }
}

/* Bytes that are not UTF-8 cannot be kept: every field names itself, and showing the record still works. */
static void
test_not_utf8 (void)
{
  for (guint i = 0; i < cpx_patient_kind.n_fields; i++)
    {
      const CpxField *field = &cpx_patient_kind.fields[i];

      if (field->type != CPX_FIELD_BOOLEAN && field->type != CPX_FIELD_INTEGER)
        g_assert_false (keeps_or_names ((int) i, "\xff\xfe\xe9"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/text/fault/", fault_cases[i].name, NULL);

      g_test_add_data_func (path, &fault_cases[i], test_fault);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (clean_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/text/clean/", clean_cases[i].name, NULL);

      g_test_add_data_func (path, &clean_cases[i], test_clean);
    }
  g_test_add_func ("/text/quote", test_quote);
  g_test_add_func ("/text/naughty-strings", test_naughty_strings);
  g_test_add_func ("/text/megabyte", test_megabyte);
  g_test_add_func ("/text/not-utf8", test_not_utf8);

  return g_test_run ();
}
