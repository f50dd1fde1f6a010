/* test-operative-note.c: what coding reads of a report, and what keeps it from being signed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-operative-note.h"

#define ID "01890000-0000-7000-8000-00000000000"

static CpxRecord *
make (const char *text,
      const char *state)
{
  return cpx_record_new_with_texts (&cpx_operative_note_kind, ID "1", CPX_OPERATIVE_NOTE_PATIENT, ID "2",
                                    CPX_OPERATIVE_NOTE_INTERVENTION, ID "3", CPX_OPERATIVE_NOTE_TEXT, text,
                                    CPX_OPERATIVE_NOTE_STATE, state, -1);
}

/* @record: (transfer full) */
static CpxRecord *
with (CpxRecord  *record,
      int         field,
      const char *text)
{
  g_autoptr(CpxRecord) before = record;

  return cpx_record_with_text (before, field, text);
}

static void
assert_reading (CpxRecord  *note,
                const char *expected)
{
  g_autofree char *reading = cpx_operative_note_dup_reading (note);

  g_assert_cmpstr (reading, ==, expected);
}

/* Free text reads as it is written: what was coded from it before there were fields still has its hash. */
static void
test_reading (void)
{
  g_autoptr(CpxRecord) note = make ("Appendicectomie.", "draft");

  assert_reading (note, "Appendicectomie.");
  note = with (g_steal_pointer (&note), CPX_OPERATIVE_NOTE_COUNTS, "Compresses : 10, exact");
  note = with (g_steal_pointer (&note), CPX_OPERATIVE_NOTE_INDICATION, "Antécédent de cholécystectomie");
  assert_reading (note, "Appendicectomie.");
  note = with (g_steal_pointer (&note), CPX_OPERATIVE_NOTE_CLOSURE, "Lame de Delbet");
  note = with (g_steal_pointer (&note), CPX_OPERATIVE_NOTE_APPROACH, "Cœlioscopie");
  assert_reading (note, "Cœlioscopie\nAppendicectomie.\nLame de Delbet");
}

static void
assert_blocks (CpxRecord *note,
               gboolean   blocks)
{
  g_autoptr(GPtrArray) findings = cpx_record_validate (note);

  g_assert_cmpint (cpx_findings_are_blocking (findings), ==, blocks);
}

static void
test_unfilled (void)
{
  static const int mandatory[] = { CPX_OPERATIVE_NOTE_INDICATION, CPX_OPERATIVE_NOTE_POSITION,
                                   CPX_OPERATIVE_NOTE_ANTIBIOTICS, CPX_OPERATIVE_NOTE_APPROACH,
                                   CPX_OPERATIVE_NOTE_FINDINGS, CPX_OPERATIVE_NOTE_INCIDENTS,
                                   CPX_OPERATIVE_NOTE_COUNTS, CPX_OPERATIVE_NOTE_CLOSURE };
  g_autoptr(CpxRecord) free_text = make ("Appendicectomie.", "signed");
  g_autoptr(CpxRecord) draft = with (make ("Appendicectomie.", "draft"), CPX_OPERATIVE_NOTE_ASSISTANTS, "Dr Klein");
  g_autoptr(CpxRecord) note = with (make ("Appendicectomie.", "signed"), CPX_OPERATIVE_NOTE_ASSISTANTS, "Dr Klein");

  assert_blocks (free_text, FALSE);
  assert_blocks (draft, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (mandatory); i++)
    {
      g_autofree char *sentence = cpx_operative_note_dup_unfilled (note);
      g_autofree char *start = g_strdup_printf ("%u mandatory field", (guint) (G_N_ELEMENTS (mandatory) - i));

      g_assert_true (g_str_has_prefix (sentence, start));
      assert_blocks (note, TRUE);
      note = with (g_steal_pointer (&note), mandatory[i], "Sans objet");
    }
  g_assert_null (cpx_operative_note_dup_unfilled (note));
  assert_blocks (note, FALSE);
}

static void
test_tourniquet (void)
{
  g_autoptr(CpxRecord) plain = make ("Arthroscopie.", "draft");
  g_autoptr(CpxRecord) good = cpx_record_with_integer (plain, CPX_OPERATIVE_NOTE_TOURNIQUET_MMHG, 300);
  g_autoptr(CpxRecord) bad = cpx_record_with_integer (plain, CPX_OPERATIVE_NOTE_TOURNIQUET_MMHG, 3000);

  assert_blocks (good, FALSE);
  assert_blocks (bad, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/operative-note/reading", test_reading);
  g_test_add_func ("/operative-note/unfilled", test_unfilled);
  g_test_add_func ("/operative-note/tourniquet", test_tourniquet);

  return g_test_run ();
}
