/* test-interventions-state.c: operations and reports of a patient in words, computed without a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-field-text.h"
#include "cpx-note-state.h"
#include "cpx-operation-state.h"

#include <cpx-act.h>
#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-practitioner.h>
#include <cpx-user.h>

#define ID "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
#define OTHER_ID "017f22e2-79b0-7cc3-98c4-dc0c0c073990"
#define SURGEON_ID "017f22e2-79b0-7cc3-98c4-dc0c0c073991"
#define NOTE_ID "017f22e2-79b0-7cc3-98c4-dc0c0c073992"
/* FIPS 180-2, appendix B.1: the SHA-256 of "abc" */
#define ABC_HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static const CpxPartialDate today = { 2026, 11, 22 };

static CpxRecord *
make_intervention (const char *state,
                   const char *date,
                   const char *acts)
{
  return cpx_record_new_with_texts (&cpx_intervention_kind, ID, CPX_INTERVENTION_LABEL, "Méniscectomie",
                                    CPX_INTERVENTION_DATE, date, CPX_INTERVENTION_SIDE, "right",
                                    CPX_INTERVENTION_SURGEON, SURGEON_ID, CPX_INTERVENTION_PLANNED_ACTS, acts,
                                    CPX_INTERVENTION_STATE, state, -1);
}

static GListModel *
make_list (CpxRecord *record)
{
  GListStore *list = g_list_store_new (CPX_TYPE_RECORD);

  if (record != NULL)
    g_list_store_append (list, record);
  g_clear_object (&record);

  return G_LIST_MODEL (list);
}

static CpxRecord *
make_coding (const char *state)
{
  return state == NULL ? NULL
                       : cpx_record_new_with_texts (&cpx_coding_kind, NULL, CPX_CODING_INTERVENTION, ID,
                                                    CPX_CODING_STATE, state, -1);
}

static CpxRecord *
make_note (const char *intervention_id,
           const char *state)
{
  return state == NULL ? NULL
                       : cpx_record_new_with_texts (&cpx_operative_note_kind, NOTE_ID, CPX_OPERATIVE_NOTE_INTERVENTION,
                                                    intervention_id, CPX_OPERATIVE_NOTE_STATE, state,
                                                    CPX_OPERATIVE_NOTE_TEXT, "abc", -1);
}

/* An operation */

typedef struct
{
  const char       *name;
  const char       *state;
  const char       *date;      /* (nullable) */
  const char       *coding;    /* (nullable): its state */
  const char       *note;      /* (nullable): its state */
  const char       *shown;
  CpxOperationTone  tone;
  const char       *report;    /* (nullable) */
  gboolean          can_cancel;
  gboolean          can_code;
  gboolean          is_fixed;
} OperationCase;

static const OperationCase operation_cases[] = {
  { "planned", "scheduled", "2026-12-01", NULL, NULL, "Scheduled", CPX_OPERATION_PLAIN, NULL, TRUE, FALSE, FALSE },
  { "decided", "decided", NULL, NULL, NULL, "Decided", CPX_OPERATION_PLAIN, NULL, TRUE, FALSE, FALSE },
  { "done", "done", "2026-11-20", NULL, NULL, "Not coded", CPX_OPERATION_WAITS, "No report", TRUE, TRUE, FALSE },
  { "done-without-date", "done", NULL, NULL, NULL, "Not coded", CPX_OPERATION_WAITS, "No report", TRUE, FALSE, FALSE },
  { "reported", "done", "2026-11-20", NULL, "draft", "Not coded", CPX_OPERATION_WAITS, "Report not signed", TRUE, TRUE,
    FALSE },
  { "begun", "done", "2026-11-20", "draft", "signed", "Coding begun", CPX_OPERATION_WAITS, "Report signed", TRUE, TRUE,
    FALSE },
  { "reopened", "done", "2026-11-20", "reopened", "signed", "Coding reopened", CPX_OPERATION_WAITS, "Report signed",
    TRUE, TRUE, FALSE },
  { "validated", "coded", "2026-11-20", "validated", "draft", "Coding validated", CPX_OPERATION_DONE,
    "Report not signed", FALSE, TRUE, TRUE },
  { "locked", "coded", "2026-11-20", "locked", "signed", "Coding locked", CPX_OPERATION_DONE, "Report signed", FALSE,
    TRUE, TRUE },
  { "billed", "billed", "2026-11-20", "locked", "signed", "Billed", CPX_OPERATION_PLAIN, "Report signed", FALSE, TRUE,
    TRUE },
  { "cancelled", "cancelled", "2026-11-20", NULL, NULL, "Cancelled", CPX_OPERATION_PLAIN, NULL, FALSE, FALSE, FALSE },
};

static void
test_operation (gconstpointer data)
{
  const OperationCase *expected = data;
  g_autoptr(CpxRecord) intervention = make_intervention (expected->state, expected->date, NULL);
  g_autoptr(GListModel) codings = make_list (make_coding (expected->coding));
  g_autoptr(GListModel) notes = make_list (make_note (ID, expected->note));
  CpxOperationInput input = { .intervention = intervention, .codings = codings, .notes = notes };
  g_auto(CpxOperationState) state = cpx_operation_state_compute (&input);

  g_assert_cmpstr (state.title, ==, "Méniscectomie");
  g_assert_cmpstr (state.state, ==, expected->shown);
  g_assert_cmpint (state.tone, ==, expected->tone);
  g_assert_cmpstr (state.report, ==, expected->report);
  g_assert_cmpint (state.can_cancel, ==, expected->can_cancel);
  g_assert_cmpint (state.can_code, ==, expected->can_code);
  g_assert_cmpint (state.is_fixed, ==, expected->is_fixed);
  g_assert_cmpstr (state.code_label, ==, expected->is_fixed ? "Coding" : "Code");
}

/* What hangs on another operation of the patient is not this one's. */
static void
test_other_operation (void)
{
  g_autoptr(CpxRecord) intervention = make_intervention ("done", "2026-11-20", "NFFC004");
  g_autoptr(GListModel) notes = make_list (make_note (OTHER_ID, "signed"));
  g_autoptr(GListModel) surgeons = make_list (cpx_record_new_with_texts (
    &cpx_practitioner_kind, SURGEON_ID, CPX_PRACTITIONER_NAME, "Vasseur", CPX_PRACTITIONER_FIRST_NAME, "Hugo",
    CPX_PRACTITIONER_CIVILITY, "dr", -1));
  CpxOperationInput input = { .intervention = intervention, .notes = notes, .practitioners = surgeons };
  g_auto(CpxOperationState) state = cpx_operation_state_compute (&input);

  g_assert_cmpstr (state.report, ==, "No report");
  g_assert_cmpstr (state.when, ==, "20/11/2026 · right side · Dr Hugo VASSEUR");
  g_assert_cmpstr (state.acts, ==, "Planned: NFFC004");
}

static CpxRecord *
make_act (const char *intervention_id,
          const char *code,
          int         position,
          gint64      base,
          gint64      overcharge)
{
  g_autoptr(CpxRecordBuilder) builder = cpx_record_builder_new (&cpx_act_kind, NULL);

  cpx_record_builder_set_text (builder, CPX_ACT_INTERVENTION, intervention_id);
  cpx_record_builder_set_text (builder, CPX_ACT_CODE, code);
  cpx_record_builder_set_text (builder, CPX_ACT_ASSOCIATION, position == 1 ? "1" : "2");
  cpx_record_builder_set_integer (builder, CPX_ACT_POSITION, position);
  cpx_record_builder_set_integer (builder, CPX_ACT_ACTIVITY, 1);
  cpx_record_builder_set_integer (builder, CPX_ACT_BASE_CENTS, base);
  cpx_record_builder_set_integer (builder, CPX_ACT_OVERCHARGE_CENTS, overcharge);

  return cpx_record_builder_end (g_steal_pointer (&builder));
}

static void
test_acts (void)
{
  g_autoptr(CpxRecord) intervention = make_intervention ("coded", "2026-11-20", "NFFC004");
  g_autoptr(CpxRecord) second = make_act (ID, "NFFC003", 2, 5000, 0);
  g_autoptr(CpxRecord) first = make_act (ID, "NFFC004", 1, 16000, 2550);
  g_autoptr(CpxRecord) elsewhere = make_act (OTHER_ID, "HMFC004", 1, 29394, 0);
  g_autoptr(GListStore) acts = g_list_store_new (CPX_TYPE_RECORD);
  CpxOperationInput input = { .intervention = intervention, .acts = G_LIST_MODEL (acts) };
  g_auto(CpxOperationState) state = { NULL };
  g_autofree char *detail = cpx_operation_state_dup_act (first);

  g_list_store_append (acts, second);
  g_list_store_append (acts, elsewhere);
  g_list_store_append (acts, first);
  state = cpx_operation_state_compute (&input);
  g_assert_cmpstr (state.acts, ==, "NFFC004 · NFFC003 · 235.50 €");
  g_assert_cmpstr (detail, ==, "activity 1 · association 1 · 160.00 € + 25.50 €");
}

static void
test_order (void)
{
  g_autoptr(CpxRecord) undated = make_intervention ("decided", NULL, NULL);
  g_autoptr(CpxRecord) older = make_intervention ("done", "2025-11-20", NULL);
  g_autoptr(CpxRecord) newer = make_intervention ("done", "2026-01-02", NULL);

  g_assert_cmpint (cpx_operation_state_compare (undated, newer), <, 0);
  g_assert_cmpint (cpx_operation_state_compare (newer, undated), >, 0);
  g_assert_cmpint (cpx_operation_state_compare (newer, older), <, 0);
  g_assert_cmpint (cpx_operation_state_compare (older, newer), >, 0);
  g_assert_cmpint (cpx_operation_state_compare (older, older), ==, 0);
}

/* The state follows the day until someone chooses another one. */
static void
test_guess (void)
{
  static const struct
  {
    const char *date;
    const char *state;
    const char *guessed;   /* (nullable) */
  } cases[] = {
    { "22/11/2026", "done", NULL },       { "23/11/2026", "done", "scheduled" }, { "21/11/2026", "scheduled", "done" },
    { "23/11/2026", "scheduled", NULL },  { "23/11/2026", "cancelled", NULL },   { "23/11/2026", "confirmed", NULL },
    { "2026", "done", NULL },             { "", "done", NULL },                  { "demain", "done", NULL },
    { "23/11/2026", "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (cpx_operation_state_guess (cases[i].date, cases[i].state, today), ==, cases[i].guessed);
}

static void
test_codes (void)
{
  static const struct
  {
    const char *codes;
    const char *with;      /* NFFC004 */
    const char *without;
  } cases[] = {
    { "", "NFFC004", "" },
    { "NFFC004", "NFFC004", "" },
    { "HMFC004", "HMFC004 NFFC004", "HMFC004" },
    { "HMFC004 NFFC004 ZZLP025", "HMFC004 NFFC004 ZZLP025", "HMFC004 ZZLP025" },
    { " HMFC004,  ZZLP025 ", "HMFC004 ZZLP025 NFFC004", "HMFC004 ZZLP025" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *with = cpx_operation_state_add_code (cases[i].codes, "NFFC004");
      g_autofree char *without = cpx_operation_state_remove_code (cases[i].codes, "NFFC004");

      g_assert_cmpstr (with, ==, cases[i].with);
      g_assert_cmpstr (without, ==, cases[i].without);
    }
}

/* A report */

typedef struct
{
  const char *name;
  const char *state;
  gboolean    is_new;
  gboolean    may_write;
  gboolean    may_sign;
  const char *read_hash;   /* (nullable): by the coding */
  const char *description;
  gboolean    is_fixed;
  gboolean    can_sign;
  gboolean    can_complete;
  gboolean    has_versions;
} NoteCase;

static const NoteCase note_cases[] = {
  { "new", "draft", TRUE, TRUE, TRUE, NULL, "Kept as soon as you leave it, with every earlier wording", FALSE, FALSE,
    FALSE, FALSE },
  { "draft", "draft", FALSE, TRUE, TRUE, NULL, "Not signed", FALSE, TRUE, FALSE, TRUE },
  { "draft-of-secretary", "draft", FALSE, TRUE, FALSE, NULL, "Not signed", FALSE, FALSE, FALSE, TRUE },
  { "signed", "signed", FALSE, TRUE, TRUE, NULL, "Signed: it stands as it is", TRUE, FALSE, TRUE, TRUE },
  { "signed-for-nurse", "signed", FALSE, FALSE, FALSE, NULL, "Signed: it stands as it is", TRUE, FALSE, FALSE, TRUE },
  { "read", "draft", FALSE, TRUE, TRUE, ABC_HASH, "Not signed", FALSE, TRUE, FALSE, TRUE },
  { "changed-since", "draft", FALSE, TRUE, TRUE, "00", "Not signed · changed since it was coded", FALSE, TRUE, FALSE,
    TRUE },
};

static void
test_note (gconstpointer data)
{
  const NoteCase *expected = data;
  g_autoptr(CpxRecord) note = make_note (ID, expected->state);
  g_autoptr(CpxRecord) coding = cpx_record_new_with_texts (&cpx_coding_kind, NULL, CPX_CODING_INTERVENTION, ID,
                                                           CPX_CODING_NOTE, NOTE_ID, CPX_CODING_NOTE_HASH,
                                                           expected->read_hash, -1);
  CpxNoteInput input = {
    .note = note,
    .is_new = expected->is_new,
    .coding = expected->read_hash != NULL ? coding : NULL,
    .may_write = expected->may_write,
    .may_sign = expected->may_sign,
  };
  g_auto(CpxNoteState) state = cpx_note_state_compute (&input);

  g_assert_cmpstr (state.description, ==, expected->description);
  g_assert_cmpint (state.is_fixed, ==, expected->is_fixed);
  g_assert_cmpint (state.can_sign, ==, expected->can_sign);
  g_assert_cmpint (state.can_complete, ==, expected->can_complete);
  g_assert_cmpint (state.has_versions, ==, expected->has_versions);
}

static void
test_empty_note (void)
{
  g_autoptr(CpxRecord) intervention = make_intervention ("done", "2026-11-20", NULL);
  g_autoptr(CpxRecord) own = cpx_note_state_make_empty (intervention, OTHER_ID);
  g_autoptr(CpxRecord) of_surgeon = cpx_note_state_make_empty (intervention, NULL);

  g_assert_cmpstr (cpx_record_get_text (own, CPX_OPERATIVE_NOTE_AUTHOR), ==, OTHER_ID);
  g_assert_cmpstr (cpx_record_get_text (of_surgeon, CPX_OPERATIVE_NOTE_AUTHOR), ==, SURGEON_ID);
  g_assert_cmpstr (cpx_record_get_text (own, CPX_OPERATIVE_NOTE_INTERVENTION), ==, ID);
  g_assert_cmpstr (cpx_record_get_text (own, CPX_OPERATIVE_NOTE_TITLE), ==, "Méniscectomie");
  g_assert_cmpstr (cpx_record_get_text (own, CPX_OPERATIVE_NOTE_STATE), ==, "draft");
  g_assert_null (cpx_record_get_text (own, CPX_OPERATIVE_NOTE_TEXT));
}

/* Wordings by one author or two, so many minutes apart; those that are listed, by number. */
typedef struct
{
  const char *name;
  const char *authors;
  int         minutes[4];
  int         coded;      /* the number of the one that a coding read; 0: none */
  const char *readings;   /* parted by a space */
  const char *shown;
} ShownCase;

static const ShownCase shown_cases[] = {
  { "one", "A", { 0 }, 0, "a", "1" },
  { "goes-on", "AAAA", { 0, 2, 4, 9 }, 0, "a ab acb dacb", "4" },
  { "takes-out", "AAAA", { 0, 2, 4, 9 }, 0, "a ab b bc", "24" },
  { "comes-back", "AAAA", { 0, 2, 60, 61 }, 0, "a ab abc abcd", "24" },
  { "somebody-else", "ABAA", { 0, 1, 2, 3 }, 0, "a ab abc abcd", "124" },
  { "coded-on-the-way", "AAAA", { 0, 2, 4, 6 }, 2, "a ab abc abcd", "24" },
  { "clock-set-back", "AA", { 30, 0 }, 0, "a ab", "12" },
};

static void
test_shown (gconstpointer data)
{
  const ShownCase *line = data;
  g_autoptr(GPtrArray) versions = g_ptr_array_new ();
  g_autoptr(CpxRecord) empty = cpx_record_new (&cpx_coding_kind, NULL);
  g_autoptr(CpxRecord) coding = NULL;
  g_autoptr(GPtrArray) shown = NULL;
  g_autoptr(GString) numbers = g_string_new (NULL);
  g_auto(GStrv) readings = g_strsplit (line->readings, " ", -1);
  CpxNoteVersion all[4] = { 0 };
  char authors[] = "ABCD";

  for (guint i = 0; line->authors[i] != '\0'; i++)
    {
      all[i].number = i + 1;
      all[i].reading = readings[i];
      all[i].time_us = (gint64) line->minutes[i] * 60 * G_USEC_PER_SEC;
      all[i].user_id = line->authors[i] == 'A' ? authors : authors + 1;
      g_snprintf (all[i].hash, sizeof all[i].hash, "%u", i + 1);
      g_ptr_array_add (versions, &all[i]);
    }
  if (line->coded > 0)
    coding = cpx_record_with_text (empty, CPX_CODING_NOTE_HASH, all[line->coded - 1].hash);
  shown = cpx_note_state_list_shown (versions, coding);
  for (guint i = 0; i < shown->len; i++)
    g_string_append_printf (numbers, "%u", ((CpxNoteVersion *) shown->pdata[i])->number);
  g_assert_cmpstr (numbers->str, ==, line->shown);
}

static void
test_version (void)
{
  CpxNoteVersion version = { .number = 3, .time_us = G_GINT64_CONSTANT (1795000000000000), .user_id = (char *) ID,
                             .text = (char *) "abc", .hash = ABC_HASH };
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (version.time_us / G_USEC_PER_SEC + 60);
  g_autoptr(GListModel) users =
    make_list (cpx_record_new_with_texts (&cpx_user_kind, ID, CPX_USER_NAME, "Dr Claire Martin", -1));
  g_autoptr(GListModel) nobody = make_list (NULL);
  g_autoptr(CpxRecord) coding =
    cpx_record_new_with_texts (&cpx_coding_kind, NULL, CPX_CODING_NOTE_HASH, ABC_HASH, -1);
  g_autofree char *title = cpx_note_state_dup_version (&version, now);
  g_autofree char *author = cpx_note_state_dup_author (&version, users);
  g_autofree char *someone = cpx_note_state_dup_author (&version, nobody);
  g_autofree char *last_read = cpx_note_state_dup_marks (&version, 3, coding);
  g_autofree char *earlier_read = cpx_note_state_dup_marks (&version, 4, coding);
  g_autofree char *last = cpx_note_state_dup_marks (&version, 3, NULL);
  g_autofree char *earlier = cpx_note_state_dup_marks (&version, 4, NULL);

  g_assert_true (g_str_has_prefix (title, "Wording 3 · Today "));
  g_assert_cmpstr (author, ==, "Dr Claire Martin");
  g_assert_cmpstr (someone, ==, "Someone");
  g_assert_cmpstr (last_read, ==, "as it is now · read by the coding");
  g_assert_cmpstr (earlier_read, ==, "read by the coding");
  g_assert_cmpstr (last, ==, "as it is now");
  g_assert_cmpstr (earlier, ==, "");
}

/* Texts that come from elsewhere */

static void
test_clean (void)
{
  static const struct
  {
    const char *pasted;
    const char *clean;    /* (nullable): nothing to clean */
  } cases[] = {
    { "", NULL },
    { "Voie d'abord :\n\ttrocarts – 37,5 % 😀", NULL },
    { "un\r\ndeux\r\n", "un\ndeux\n" },
    { "un\rdeux", "un\ndeux" },
    { "page 1\fpage 2\v", "page 1\npage 2\n" },
    { "a\001b\033[31mc\177d", "ab[31mcd" },
    { "côté \342\200\256etiord\342\200\254 opéré", "côté etiord opéré" },   /* U+202E … U+202C */
    { "nul\302\205suite", "nul\nsuite" },                                  /* U+0085 */
    { "\001", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = cpx_field_text_clean (cases[i].pasted, -1);

      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

/* Only the bytes that were given are read. */
static void
test_clean_part (void)
{
  g_autofree char *clean = cpx_field_text_clean ("a\rb\rc", 3);

  g_assert_cmpstr (clean, ==, "a\nb");
  g_assert_null (cpx_field_text_clean ("ab\rc", 2));
}

static void
test_compare (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    gulong      start;
    gulong      n_removed;
    const char *added;
  } cases[] = {
    { "", "", 0, 0, "" },         { "abc", "abc", 3, 0, "" },     { "", "é", 0, 0, "é" },
    { "été", "", 0, 3, "" },      { "abc \n", "abc", 3, 2, "" },  { "aXc", "aYZc", 1, 1, "YZ" },
    { "aaa", "aa", 2, 1, "" },    { "éa", "èa", 0, 1, "è" },      { "abab", "abXab", 2, 0, "X" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CpxTextChange change = cpx_field_text_compare (cases[i].before, cases[i].after);
      g_autofree char *added = g_strndup (change.added, change.added_bytes);

      g_assert_cmpuint (change.start, ==, cases[i].start);
      g_assert_cmpuint (change.n_removed, ==, cases[i].n_removed);
      g_assert_cmpstr (added, ==, cases[i].added);
    }
}

#define ADD_TABLE(path, cases, func) \
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) \
    { \
      g_autofree char *name = g_strconcat (path, cases[i].name, NULL); \
      g_test_add_data_func (name, &cases[i], func); \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TABLE ("/interventions/operation/", operation_cases, test_operation);
  g_test_add_func ("/interventions/other-operation", test_other_operation);
  g_test_add_func ("/interventions/acts", test_acts);
  g_test_add_func ("/interventions/order", test_order);
  g_test_add_func ("/interventions/guess", test_guess);
  g_test_add_func ("/interventions/codes", test_codes);
  ADD_TABLE ("/interventions/note/", note_cases, test_note);
  g_test_add_func ("/interventions/empty-note", test_empty_note);
  g_test_add_func ("/interventions/version", test_version);
  g_test_add_func ("/interventions/clean", test_clean);
  g_test_add_func ("/interventions/clean-part", test_clean_part);
  g_test_add_func ("/interventions/compare", test_compare);

  for (gsize i = 0; i < G_N_ELEMENTS (shown_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/interventions-state/wordings/", shown_cases[i].name, NULL);

      g_test_add_data_func (path, &shown_cases[i], test_shown);
    }

  return g_test_run ();
}
