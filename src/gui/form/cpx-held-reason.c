/* cpx-held-reason.c: a coding that is never saved, in whose fields a dialog or a page writes what it is told.
 *
 * Before the lock CpxUnsaved has it written down with every other unfinished form, for its author alone, and after the
 * unlock it is there again. It is dropped when the dialog is closed by a person. A coding, because its kind has a
 * reason of its own; for which deed, and about what, stands as a hash in the field of the report's version.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-held-reason.h"

#include "cpx-unsaved.h"

#include <cpx-coding.h>

/**
 * cpx_held_reason_begin:
 * @practice: an unlocked practice
 * @deed: what the reason is for: "patient.erase"
 * @about: (nullable): the id of what it is done to; `NULL`: that is typed too
 * @patient_id: (nullable): whose file it concerns
 *
 * Returns: (transfer full): what was typed for it when the practice was locked, or nothing yet
 */
CpxDraft *
cpx_held_reason_begin (CpxPractice *practice,
                       const char  *deed,
                       const char  *about,
                       const char  *patient_id)
{
  g_autofree char *key = g_strdup_printf ("%s %s", deed, about != NULL ? about : "");
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  g_autoptr(CpxRecord) plain = cpx_record_new_with_texts (&cpx_coding_kind, NULL, CPX_CODING_NOTE_HASH, hash, -1);
  g_autoptr(CpxRecord) empty =
    patient_id != NULL ? cpx_record_with_text (plain, CPX_CODING_PATIENT, patient_id) : g_object_ref (plain);

  return cpx_unsaved_begin_new_from (cpx_unsaved_get (practice), empty, CPX_CODING_NOTE_HASH);
}

static char *
dup_text (CpxDraft *draft,
          int       field)
{
  const char *text = cpx_draft_get_state (draft, field).text;

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/**
 * cpx_held_reason_dup_reason:
 * @draft: from cpx_held_reason_begin()
 *
 * Returns: (transfer full) (nullable): the reason as typed
 */
char *
cpx_held_reason_dup_reason (CpxDraft *draft)
{
  return dup_text (draft, CPX_CODING_REOPENING_REASON);
}

/**
 * cpx_held_reason_dup_choice:
 * @draft: from cpx_held_reason_begin()
 *
 * Returns: (transfer full) (nullable): what was entered beside it, in the form in which it was held
 */
char *
cpx_held_reason_dup_choice (CpxDraft *draft)
{
  return dup_text (draft, CPX_CODING_CONTEXT);
}

/**
 * cpx_held_reason_write:
 * @draft: from cpx_held_reason_begin()
 * @reason: (nullable): what is typed so far
 * @choice: (nullable): what is entered beside it
 *
 * Holds both.
 */
void
cpx_held_reason_write (CpxDraft   *draft,
                       const char *reason,
                       const char *choice)
{
  cpx_draft_set_text (draft, CPX_CODING_REOPENING_REASON, reason != NULL ? reason : "");
  cpx_draft_set_text (draft, CPX_CODING_CONTEXT, choice != NULL ? choice : "");
}

/**
 * cpx_held_reason_end:
 * @practice: the practice
 * @draft: (inout) (nullable): from cpx_held_reason_begin()
 *
 * The dialog goes. If a person closed it nothing is held any more; if the practice was locked it stays written down.
 */
void
cpx_held_reason_end (CpxPractice  *practice,
                     CpxDraft    **draft)
{
  g_autoptr(CpxDraft) held = g_steal_pointer (draft);

  if (held != NULL && !cpx_practice_is_locked (practice))
    cpx_draft_revert (held);
}
