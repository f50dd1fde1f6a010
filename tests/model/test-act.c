/* test-act.c: what a justification is, and codes as they are typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act.h"

#include "cpx-ccam-code.h"
#include "cpx-intervention.h"

#define ID "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

typedef struct
{
  const char *name;
  const char *reason;
  guint       n;
} ReasonCase;

static const ReasonCase reason_cases[] = {
  { "none", NULL, 0 },
  { "empty", "", 0 },
  { "spaces", "   \n\t ", 0 },
  { "ends", "  abc  ", 3 },
  { "runs", "a   b\n\nc", 5 },
  { "accents", "é à", 3 },
  { "nineteen", "1234567890123456789", 19 },
  { "nineteen-spaced", "1234567890 23456789 ", 19 },
  { "accents-apart", "e\u0301 a\u0300", 3 },
  { "invisible", "\u200b\u200d\u2060\ufeff", 0 },
  { "invisible-between", "a\u200bb", 2 },
  { "other-spaces", "\u00a0\u2003a\u202fb\u3000", 3 },
  { "greek-and-emoji", "λόγος 🙂", 7 },
  { "dots", ".........................", 0 },
  { "one-letter", "xxxxxxxxxxxxxxxxxxxxxxxxx", 4 },
  { "two-letters", "abababababABABABababababab", 8 },
  { "a-letter-and-dots", "a........................", 4 },
  { "not-text", "\xff\xfe", 0 },
};

static void
test_reason (gconstpointer data)
{
  const ReasonCase *line = data;

  g_assert_cmpuint (cpx_act_count_reason (line->reason), ==, line->n);
}

static void
test_override (void)
{
  g_autoptr(CpxRecord) plain = cpx_record_new_with_texts (&cpx_act_kind, ID, CPX_ACT_CODE, "HHFA016", -1);
  g_autoptr(CpxRecord) same = cpx_record_with_text (plain, CPX_ACT_PROPOSED_CODE, "HHFA016");
  g_autoptr(CpxRecord) other = cpx_record_with_text (plain, CPX_ACT_PROPOSED_CODE, "HHFA001");

  g_assert_false (cpx_act_is_override (plain));
  g_assert_false (cpx_act_is_override (same));
  g_assert_true (cpx_act_is_override (other));
}

typedef struct
{
  const char *name;
  const char *kind;
  const char *field;
  const char *typed;
  const char *kept;
} CleanCase;

static const CleanCase clean_cases[] = {
  { "code", "act", "code", "hhfa 016", "HHFA016" },
  { "modifiers", "act", "modifiers", "j k", "JK" },
  { "planned", "intervention", "planned_acts", " hhfa016,hmfc004 ;  LMMA001\n", "HHFA016 HMFC004 LMMA001" },
  { "time", "intervention", "start_time", "9h05", "09:05" },
  { "time-digits", "intervention", "start_time", "1430", "14:30" },
  { "time-right", "act", "time", "08:00", "08:00" },
  { "time-no-time", "act", "time", "midi", "midi" },
  { "time-hour", "act", "time", "8", "8" },
};

static void
test_clean (gconstpointer data)
{
  const CleanCase *line = data;
  const CpxKind *kind = cpx_kinds_find (line->kind);
  g_autoptr(json_t) fields = json_pack ("{s:s}", line->field, line->typed);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) record = cpx_record_from_json (kind, ID, fields, CPX_RECORD_FROM_INPUT, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (cpx_record_get_text (record, cpx_kind_find_field (kind, line->field)), ==, line->kept);
}

static const struct
{
  const char *text;
  gboolean    is_valid;
} codes[] = {
  { "HHFA016", TRUE }, { "YYYY041", TRUE }, { "HHFA01", FALSE }, { "HHFA0166", FALSE }, { "hhfa016", FALSE },
  { "HHF1016", FALSE }, { "HHFA01A", FALSE }, { "", FALSE }, { "HHFA01é", FALSE },
};

static void
test_codes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpint (cpx_ccam_code_is_valid (codes[i].text), ==, codes[i].is_valid);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (reason_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/act/reason/", reason_cases[i].name, NULL);

      g_test_add_data_func (path, &reason_cases[i], test_reason);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (clean_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/act/clean/", clean_cases[i].name, NULL);

      g_test_add_data_func (path, &clean_cases[i], test_clean);
    }
  g_test_add_func ("/act/override", test_override);
  g_test_add_func ("/act/codes", test_codes);

  return g_test_run ();
}
