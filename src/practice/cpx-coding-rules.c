/* cpx-coding-rules.c: acts and codings have deeds of their own, which check and explain; nothing goes around them.
 *
 *   1. Acts, codings, resets of the learning and favourites are written by their deeds only.
 *   2. An operation becomes coded, and is so no more, through its coding only.
 *   3. While it is coded, its day and its surgeon, on which price and rules depend, stay.
 *   4. A signed report stands; whoever signs may sign.
 *   5. An operation that has a coding is not removed.
 *   6. An entry of the lexicon points to what the nomenclature has.
 *   7. A report bears the day on which it was signed: that of this post, not one that is typed.
 *
 * What counts is the record as it is now, not as the author read it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-rules.h"

#include "cpx-coding-records.h"
#include "cpx-own-lexicon.h"

#include <cpx-act.h>
#include <cpx-clock.h>
#include <cpx-coding.h>
#include <cpx-favourite-act.h>
#include <cpx-intervention.h>
#include <cpx-learning-reset.h>
#include <cpx-lexicon-record.h>
#include <cpx-operative-note.h>
#include <glib/gi18n-lib.h>

static gboolean
refuse (const char  *sentence,
        GError     **error)
{
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, sentence);

  return FALSE;
}

/* The record as it is now; NULL without an error for one that is new. */
static gboolean
read_now (CpxJournal  *journal,
          CpxRecord   *base,
          CpxRecord  **out_now,
          GError     **error)
{
  *out_now = NULL;
  if (base == NULL)
    return TRUE;
  *out_now = cpx_journal_read (journal, cpx_record_get_kind (base), cpx_record_get_id (base), error);

  return *out_now != NULL;
}

static gboolean
is_coded (CpxRecord *intervention)
{
  const char *state = intervention != NULL ? cpx_record_get_text (intervention, CPX_INTERVENTION_STATE) : NULL;

  return g_strcmp0 (state, "coded") == 0 || g_strcmp0 (state, "billed") == 0;
}

static gboolean
changes (CpxRecord *base,
         CpxRecord *record,
         int        field)
{
  return base == NULL || (cpx_record_diff (base, record) & CPX_FIELD_BIT (field)) != 0;
}

/* 2 and 3 */
static gboolean
check_intervention (CpxJournal  *journal,
                    CpxRecord   *base,
                    CpxRecord   *record,
                    GError     **error)
{
  g_autoptr(CpxRecord) now = NULL;
  gboolean changes_state = changes (base, record, CPX_INTERVENTION_STATE);

  if (!read_now (journal, base, &now, error))
    return FALSE;
  if (changes_state && is_coded (record))
    return refuse (_("An operation becomes coded when its coding is validated."), error);
  if (is_coded (now) && (changes_state || changes (base, record, CPX_INTERVENTION_DATE) ||
                         changes (base, record, CPX_INTERVENTION_SURGEON)))
    return refuse (_("This operation is coded: reopen its coding or take its acts back before you change its day, its "
                     "surgeon or its state."), error);

  return TRUE;
}

/* 4 */
static gboolean
check_note (CpxJournal  *journal,
            CpxRecord   *base,
            CpxRecord   *record,
            GError     **error)
{
  g_autoptr(CpxRecord) now = NULL;

  if (!read_now (journal, base, &now, error))
    return FALSE;
  if (now != NULL && cpx_operative_note_is_signed (now) && !cpx_record_equal (base, record))
    return refuse (_("This report is signed and stands as it is: write another one that completes it."), error);

  return !cpx_operative_note_is_signed (record) || cpx_journal_check (journal, "note:sign", error);
}

/**
 * cpx_coding_rules_check_save:
 * @journal: the journal of a transaction
 * @base: (nullable): the record as its author read it; `NULL` for a new one
 * @record: the record as they want it
 * @error: where the refusal goes
 *
 * Returns: `TRUE` if this may be saved as any record is
 */
gboolean
cpx_coding_rules_check_save (CpxJournal  *journal,
                             CpxRecord   *base,
                             CpxRecord   *record,
                             GError     **error)
{
  const CpxKind *kind = cpx_record_get_kind (record);

  if (kind == &cpx_act_kind || kind == &cpx_coding_kind)
    return refuse (_("Acts are recorded, changed and taken back through the coding of their operation."), error);
  if (kind == &cpx_learning_reset_kind)
    return refuse (_("What was learnt is reset by its own command, which says what it forgets."), error);
  if (kind == &cpx_favourite_act_kind)
    return refuse (_("Favourites are chosen by each user for themselves, from the CCAM."), error);
  if (kind == &cpx_intervention_kind)
    return check_intervention (journal, base, record, error);
  if (kind == &cpx_operative_note_kind)
    return check_note (journal, base, record, error);
  if (kind == &cpx_lexicon_record_kind)
    return cpx_own_lexicon_check (journal, record, error);

  return TRUE;
}

/**
 * cpx_coding_rules_stamp:
 * @base: (nullable): the record as its author read it; `NULL` for a new one
 * @record: the record as they want it
 *
 * Returns: (transfer full): @record with what the program sets when it is saved: the day of a signature
 */
CpxRecord *
cpx_coding_rules_stamp (CpxRecord *base,
                        CpxRecord *record)
{
  g_autoptr(GDateTime) now = NULL;
  g_autofree char *day = NULL;

  if (cpx_record_get_kind (record) != &cpx_operative_note_kind || !cpx_operative_note_is_signed (record) ||
      (base != NULL && cpx_operative_note_is_signed (base)))
    return g_object_ref (record);
  now = g_date_time_new_from_unix_local (cpx_clock_now_us () / G_USEC_PER_SEC);
  day = g_date_time_format (now, "%F");

  return cpx_record_with_text (record, CPX_OPERATIVE_NOTE_SIGNED_ON, day);
}

/* 5 */
static gboolean
check_no_coding (CpxJournal  *journal,
                 CpxRecord   *intervention,
                 GError     **error)
{
  g_autoptr(GPtrArray) codings =
    cpx_coding_records_list (cpx_journal_get_txn (journal), &cpx_coding_kind, CPX_CODING_INTERVENTION,
                             cpx_record_get_id (intervention), error);

  if (codings == NULL)
    return FALSE;

  return codings->len == 0 ||
         refuse (_("This operation has a coding, which is kept: cancel the operation instead of removing it."), error);
}

/**
 * cpx_coding_rules_check_remove:
 * @journal: the journal of a transaction
 * @record: a record as it is now
 * @error: where the refusal goes
 *
 * Returns: `TRUE` if it may be removed as any record is
 */
gboolean
cpx_coding_rules_check_remove (CpxJournal  *journal,
                               CpxRecord   *record,
                               GError     **error)
{
  const CpxKind *kind = cpx_record_get_kind (record);

  if (kind == &cpx_act_kind || kind == &cpx_coding_kind)
    return refuse (_("Acts are recorded, changed and taken back through the coding of their operation."), error);
  if (kind == &cpx_learning_reset_kind)
    return refuse (_("A reset of what was learnt stays: the suggestions since then are explained by it."), error);
  if (kind == &cpx_favourite_act_kind)
    return refuse (_("Favourites are chosen by each user for themselves, from the CCAM."), error);
  if (kind == &cpx_operative_note_kind && cpx_operative_note_is_signed (record))
    return refuse (_("This report is signed and stands as it is: write another one that completes it."), error);

  return kind != &cpx_intervention_kind || check_no_coding (journal, record, error);
}
