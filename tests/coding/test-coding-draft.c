/* test-coding-draft.c: a draft and its JSON, both ways; what is refused, by its name; changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"

#include "cpx-coding-draft-json.h"

#include <string.h>

#define WHO "\"practitioner\": {\"convention\": \"sector_2\"}"
#define DAY "\"date\": \"2025-03-04\", "

typedef struct
{
  const char *name;
  const char *text;
  const char *named;  /* what the sentence of the refusal holds; NULL: accepted */
} ReadCase;

static const ReadCase read_cases[] = {
  { "least", "{" DAY WHO ", \"acts\": []}", NULL },
  { "one-act", "{" DAY WHO ", \"acts\": [{\"code\": \"HMFC004\"}]}", NULL },
  { "all",
    "{" DAY "\"time\": \"23:59\", \"zone\": \"971\", \"patient\": {\"age_years\": 4, \"sex\": \"M\", \"c2s\": true},"
           "\"practitioners\": [{\"specialty\": \"04\", \"convention\": \"none\"}, {\"specialty\": \"Anesthésie\","
           " \"convention\": \"sector_1\"}], \"emergency\": true, \"acts\": [{\"code\": \"HMFC004\", \"activity\": 4,"
           "\"association\": 2, \"modifiers\": [\"J\", \"U\"], \"performer\": 1, \"overcharge_cents\": 5000,"
           "\"overcharge_reason\": \"demand\", \"body_part\": \"left_leg\", \"trauma\": true}]}", NULL },
  { "null-is-absent", "{" DAY WHO ", \"patient\": {\"sex\": null}, \"acts\": []}", NULL },
  { "no-object", "[]", "Draft" },
  { "no-date", "{" WHO ", \"acts\": []}", "date" },
  { "bad-date", "{\"date\": \"2025-02-30\", " WHO ", \"acts\": []}", "date" },
  { "french-date", "{\"date\": \"04/03/2025\", " WHO ", \"acts\": []}", "date" },
  { "bad-time", "{" DAY "\"time\": \"24:00\", " WHO ", \"acts\": []}", "time" },
  { "unknown-member", "{" DAY WHO ", \"amount\": 1, \"acts\": []}", "amount" },
  { "unknown-member-of-an-act", "{" DAY WHO ", \"acts\": [{\"code\": \"HMFC004\", \"price\": 1}]}", "price" },
  { "no-practitioner", "{" DAY "\"acts\": []}", "practitioner" },
  { "two-ways", "{" DAY WHO ", \"practitioners\": [], \"acts\": []}", "practitioners" },
  { "no-practitioners", "{" DAY "\"practitioners\": [], \"acts\": []}", "practitioners" },
  { "no-convention", "{" DAY "\"practitioner\": {}, \"acts\": []}", "convention" },
  { "bad-convention", "{" DAY "\"practitioner\": {\"convention\": \"sector_9\"}, \"acts\": []}", "convention" },
  { "bad-specialty", "{" DAY "\"practitioner\": {\"convention\": \"sector_1\", \"specialty\": \"99\"}, \"acts\": []}",
    "specialty" },
  { "no-acts", "{" DAY WHO "}", "acts" },
  { "acts-object", "{" DAY WHO ", \"acts\": {}}", "acts" },
  { "no-code", "{" DAY WHO ", \"acts\": [{}]}", "code" },
  { "short-code", "{" DAY WHO ", \"acts\": [{\"code\": \"HMFC\"}]}", "code" },
  { "code-number", "{" DAY WHO ", \"acts\": [{\"code\": 7}]}", "code" },
  { "negative", "{" DAY WHO ", \"acts\": [{\"code\": \"HMFC004\", \"overcharge_cents\": -1}]}", "overcharge_cents" },
  { "euros", "{" DAY WHO ", \"acts\": [{\"code\": \"HMFC004\", \"overcharge_cents\": 12.5}]}", "overcharge_cents" },
  { "huge", "{" DAY WHO ", \"acts\": [{\"code\": \"HMFC004\", \"overcharge_cents\": 9223372036854775807}]}",
    "overcharge_cents" },
  { "no-times", "{" DAY WHO ", \"acts\": [{\"code\": \"HMFC004\", \"quantity\": 0}]}", "quantity" },
  { "activity-0", "{" DAY WHO ", \"acts\": [{\"code\": \"HMFC004\", \"activity\": 0}]}", "activity" },
  { "many-modifiers", "{" DAY WHO ", \"acts\": [{\"code\": \"HMFC004\", \"modifiers\": \"JJJJJJJJJ\"}]}", "modifiers" },
  { "modifier-numbers", "{" DAY WHO ", \"acts\": [{\"code\": \"HMFC004\", \"modifiers\": [1]}]}", "modifiers" },
  { "association-6", "{" DAY WHO ", \"acts\": [{\"code\": \"HMFC004\", \"association\": \"6\"}]}", "association" },
  { "absent-performer", "{" DAY WHO ", \"acts\": [{\"code\": \"HMFC004\", \"performer\": 1}]}", "1" },
  { "unborn", "{" DAY WHO ", \"patient\": {\"birth_date\": \"2025-03-05\"}, \"acts\": []}", "born" },
  { "old", "{" DAY WHO ", \"patient\": {\"age_years\": 151}, \"acts\": []}", "age_years" },
  { "patient-list", "{" DAY WHO ", \"patient\": [], \"acts\": []}", "Patient" },
};

static void
test_read (gconstpointer data)
{
  const ReadCase *row = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(json_t) value = cpx_json_parse (row->text, -1, &error);
  g_autoptr(CpxCodingDraft) draft = NULL;
  g_autoptr(CpxCodingDraft) again = NULL;
  g_autoptr(json_t) written = NULL;

  g_assert_no_error (error);
  draft = cpx_coding_draft_from_json (value, &error);
  if (row->named != NULL)
    {
      g_assert_error (error, CPX_CODING_ERROR, CPX_CODING_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, row->named));
      g_assert_null (strchr (error->message, '\n'));
      return;
    }
  g_assert_no_error (error);
  written = cpx_coding_draft_to_json (draft);
  again = cpx_coding_draft_from_json (written, &error);
  g_assert_no_error (error);
  g_assert_true (cpx_coding_draft_equal (draft, again));
}

static void
test_values (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(json_t) value = cpx_json_parse (read_cases[2].text, -1, &error);
  g_autoptr(CpxCodingDraft) draft = cpx_coding_draft_from_json (value, &error);
  const CpxCodingContext *context = cpx_coding_draft_get_context (draft);
  const CpxCodingLine *line = cpx_coding_draft_get_line (draft, 0);

  g_assert_cmpuint (context->day, ==, 20250304);
  g_assert_cmpint (context->minute, ==, 23 * 60 + 59);
  g_assert_cmpint (cpx_coding_context_get_age_months (context), ==, 48);
  g_assert_cmpint (context->sex, ==, CPX_SEX_MAN);
  g_assert_cmpint (context->emergency, ==, CPX_FACT_YES);
  g_assert_cmpint (context->unplanned, ==, CPX_FACT_UNKNOWN);
  g_assert_cmpint (context->performers[1].specialty, ==, CPX_SPECIALTY_ANAESTHETIST);
  g_assert_cmpint (line->association, ==, CPX_ASSOCIATION_2);
  g_assert_cmpstr (line->modifiers, ==, "JU");
  g_assert_cmpint (line->overcharge_reason, ==, CPX_OVERCHARGE_REASON_DEMAND);
  g_assert_cmpint (line->body_part, ==, CPX_BODY_PART_LEFT_LEG);
}

static void
test_too_many_acts (void)
{
  g_autoptr(json_t) value = json_pack ("{s:s, s:{s:s}, s:[]}", "date", "2025-03-04", "practitioner", "convention",
                                       "sector_1", "acts");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i <= CPX_CODING_MAX_LINES; i++)
    json_array_append_new (json_object_get (value, "acts"), json_pack ("{s:s}", "code", "HMFC004"));
  g_assert_null (cpx_coding_draft_from_json (value, &error));
  g_assert_error (error, CPX_CODING_ERROR, CPX_CODING_ERROR_INVALID);
}

/* Trap 3: of two identical acts one is taken out, not both. */
static void
test_remove_one_of_two (void)
{
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  g_autoptr(CpxCodingDraft) draft = coding_fixture_draft (&context, "HMFC004 HMFC004:J HMFC004");
  g_autoptr(CpxCodingDraft) left = cpx_coding_draft_without_line (draft, 0);

  g_assert_cmpuint (cpx_coding_draft_get_n_lines (draft), ==, 3);
  g_assert_cmpuint (cpx_coding_draft_get_n_lines (left), ==, 2);
  g_assert_cmpstr (cpx_coding_draft_get_line (left, 0)->modifiers, ==, "J");
  g_assert_cmpstr (cpx_coding_draft_get_line (left, 1)->modifiers, ==, "");
}

static void
test_changes (void)
{
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  g_autoptr(CpxCodingDraft) draft = coding_fixture_draft (&context, "HMFC004");
  CpxCodingLine line = *cpx_coding_draft_get_line (draft, 0);
  g_autoptr(CpxCodingDraft) changed = NULL;
  g_autoptr(CpxCodingDraft) longer = NULL;
  g_autoptr(CpxCodingDraft) elsewhere = NULL;

  line.trauma = TRUE;
  changed = cpx_coding_draft_with_line (draft, 0, &line);
  longer = cpx_coding_draft_with_new_line (changed, &line);
  context.ald = TRUE;
  elsewhere = cpx_coding_draft_with_context (draft, &context);
  g_assert_false (cpx_coding_draft_get_line (draft, 0)->trauma);
  g_assert_true (cpx_coding_draft_get_line (changed, 0)->trauma);
  g_assert_cmpuint (cpx_coding_draft_get_n_lines (longer), ==, 2);
  g_assert_false (cpx_coding_draft_equal (draft, changed));
  g_assert_false (cpx_coding_draft_equal (changed, longer));
  g_assert_false (cpx_coding_draft_equal (draft, elsewhere));
}

static void
test_age (void)
{
  CpxCodingContext context = coding_fixture_context (20250304);

  context.birth_day = 20210305;
  g_assert_cmpint (cpx_coding_context_get_age_months (&context), ==, 47);
  context.birth_day = 20210304;
  g_assert_cmpint (cpx_coding_context_get_age_months (&context), ==, 48);
  context.birth_day = 20250305;
  g_assert_cmpint (cpx_coding_context_get_age_months (&context), ==, -1);
  context.birth_day = 0;
  g_assert_cmpint (cpx_coding_context_get_age_months (&context), ==, 45 * 12);
}

static void
test_specialties (void)
{
  static const struct { const char *text; CpxSpecialty specialty; } rows[] = {
    { "04", CPX_SPECIALTY_SURGEON }, { "49", CPX_SPECIALTY_SURGEON }, { "surgeon", CPX_SPECIALTY_SURGEON },
    { "Chirurgie viscérale et digestive", CPX_SPECIALTY_SURGEON }, { "Urologue", CPX_SPECIALTY_SURGEON },
    { "Chirurgien-dentiste", CPX_SPECIALTY_DENTIST }, { "Anesthésie-réanimation", CPX_SPECIALTY_ANAESTHETIST },
    { "ORL", CPX_SPECIALTY_ENT }, { "Gynécologie obstétrique", CPX_SPECIALTY_OBSTETRICIAN },
    { "Gynécologie médicale", CPX_SPECIALTY_OTHER }, { "Gastro-entérologie", CPX_SPECIALTY_OTHER },
    { "Médecine générale", CPX_SPECIALTY_GENERAL_PRACTITIONER }, { "Sage-femme", CPX_SPECIALTY_MIDWIFE },
    { "Chirurgie maxillo-faciale et stomatologie", CPX_SPECIALTY_SURGEON }, { "", CPX_SPECIALTY_UNKNOWN },
    { "plombier", CPX_SPECIALTY_UNKNOWN }, { "0", CPX_SPECIALTY_UNKNOWN }, { " 0", CPX_SPECIALTY_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (cpx_specialty_from_text (rows[i].text), ==, rows[i].specialty);
  g_assert_cmpint (cpx_specialty_from_text (NULL), ==, CPX_SPECIALTY_UNKNOWN);
}

static void
test_grids (void)
{
  static const struct { CpxSpecialty specialty; CpxConvention convention; CpxDay day; int grid; } rows[] = {
    { CPX_SPECIALTY_SURGEON, CPX_CONVENTION_SECTOR_1, 20250304, 3 },
    { CPX_SPECIALTY_SURGEON, CPX_CONVENTION_SECTOR_2_OPTAM_ACO, 20250304, 3 },
    { CPX_SPECIALTY_ENT, CPX_CONVENTION_SECTOR_2, 20250304, 4 },
    { CPX_SPECIALTY_OBSTETRICIAN, CPX_CONVENTION_SECTOR_2_OPTAM, 20250304, 5 },
    { CPX_SPECIALTY_SURGEON, CPX_CONVENTION_NONE, 20250304, 6 },
    { CPX_SPECIALTY_ANAESTHETIST, CPX_CONVENTION_SECTOR_1, 20241231, 7 },
    { CPX_SPECIALTY_ANAESTHETIST, CPX_CONVENTION_SECTOR_1, 20250101, 18 },
    { CPX_SPECIALTY_ANAESTHETIST, CPX_CONVENTION_SECTOR_2_OPTAM_ACO, 20250101, 17 },
    { CPX_SPECIALTY_ANAESTHETIST, CPX_CONVENTION_SECTOR_1_DP, 20250101, 19 },
    { CPX_SPECIALTY_ANAESTHETIST, CPX_CONVENTION_NONE, 20250101, 8 },
    { CPX_SPECIALTY_RADIOLOGIST, CPX_CONVENTION_SECTOR_2, 20250101, 14 },
    { CPX_SPECIALTY_MIDWIFE, CPX_CONVENTION_SECTOR_1, 20250101, 15 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (cpx_grid_rule_find (rows[i].specialty, rows[i].convention, rows[i].day)->grid, ==, rows[i].grid);
  g_assert_null (cpx_grid_rule_find (CPX_SPECIALTY_UNKNOWN, CPX_CONVENTION_SECTOR_1, 20250101));
  for (int specialty = CPX_SPECIALTY_SURGEON; specialty < CPX_N_SPECIALTIES; specialty++)
    {
      for (int convention = 0; convention < CPX_N_CONVENTIONS; convention++)
        g_assert_nonnull (cpx_grid_rule_find ((CpxSpecialty) specialty, (CpxConvention) convention, 20250101));
    }
}

static void
test_conventions (void)
{
  CpxConvention convention;

  g_assert_true (cpx_convention_from_record ("2", "optam_aco", FALSE, &convention));
  g_assert_cmpint (convention, ==, CPX_CONVENTION_SECTOR_2_OPTAM_ACO);
  g_assert_true (cpx_convention_from_record ("1", NULL, TRUE, &convention));
  g_assert_cmpint (convention, ==, CPX_CONVENTION_SECTOR_1_DP);
  g_assert_true (cpx_convention_from_record ("3", "none", FALSE, &convention));
  g_assert_cmpint (convention, ==, CPX_CONVENTION_NONE);
  g_assert_false (cpx_convention_from_record (NULL, NULL, FALSE, &convention));
  g_assert_false (cpx_convention_from_record ("3", "optam", FALSE, &convention));
  for (int i = 0; i < CPX_N_CONVENTIONS; i++)
    {
      g_assert_true (cpx_convention_from_token (cpx_convention_get_token ((CpxConvention) i), &convention));
      g_assert_cmpint (convention, ==, i);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("LANGUAGE", "C", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (read_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/coding-draft/read/", read_cases[i].name, NULL);

      g_test_add_data_func (path, &read_cases[i], test_read);
    }
  g_test_add_func ("/coding-draft/values", test_values);
  g_test_add_func ("/coding-draft/too-many-acts", test_too_many_acts);
  g_test_add_func ("/coding-draft/remove-one-of-two", test_remove_one_of_two);
  g_test_add_func ("/coding-draft/changes", test_changes);
  g_test_add_func ("/coding-draft/age", test_age);
  g_test_add_func ("/coding-draft/specialties", test_specialties);
  g_test_add_func ("/coding-draft/grids", test_grids);
  g_test_add_func ("/coding-draft/conventions", test_conventions);

  return g_test_run ();
}
