/* cpx-override-held.c: an act that is never saved, in whose fields an open dialog writes what it is told.
 *
 * Before the lock CpxUnsaved has it written down with every other unfinished form, for its author alone, and after the
 * unlock it is there again. The dialog drops it when it is closed by a person. Which dialog it was stands, as a hash,
 * in the field of the proposed code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-override-held.h"

#include "cpx-unsaved.h"

#include <cpx-act.h>

static char *
hash (const char *key)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
}

/**
 * cpx_override_held_begin:
 * @practice: an unlocked practice
 * @intervention: whose acts are overridden
 *
 * Returns: (transfer full): what was typed when the practice was locked, or nothing yet
 */
CpxDraft *
cpx_override_held_begin (CpxPractice *practice,
                         CpxRecord   *intervention)
{
  g_autoptr(CpxRecord) empty =
    cpx_record_new_with_texts (&cpx_act_kind, NULL, CPX_ACT_PATIENT, cpx_record_get_patient_id (intervention),
                               CPX_ACT_INTERVENTION, cpx_record_get_id (intervention), -1);

  return cpx_unsaved_begin_new_from (cpx_unsaved_get (practice), empty, CPX_ACT_INTERVENTION);
}

static char *
dup_text (CpxDraft *draft,
          int       field)
{
  const char *text = cpx_draft_get_state (draft, field).text;

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/**
 * cpx_override_held_read:
 * @draft: from cpx_override_held_begin()
 * @key: of the target of a dialog
 * @entry: (inout): what the dialog begins with
 *
 * Takes up what was typed in the dialog about the same thing.
 *
 * Returns: whether there was any
 */
gboolean
cpx_override_held_read (CpxDraft         *draft,
                        const char       *key,
                        CpxOverrideEntry *entry)
{
  g_autofree char *wanted = hash (key);
  g_autofree char *held = dup_text (draft, CPX_ACT_PROPOSED_CODE);

  if (held == NULL || g_ascii_strcasecmp (held, wanted) != 0)
    return FALSE;
  cpx_override_entry_clear (entry);
  entry->kept = dup_text (draft, CPX_ACT_CODE);
  entry->motive = dup_text (draft, CPX_ACT_MOTIVE);
  entry->reason = dup_text (draft, CPX_ACT_REASON);

  return TRUE;
}

static void
write_text (CpxDraft   *draft,
            int         field,
            const char *text)
{
  cpx_draft_set_text (draft, field, text != NULL ? text : "");
}

/**
 * cpx_override_held_write:
 * @draft: from cpx_override_held_begin()
 * @key: of the target of the dialog
 * @entry: what is entered so far
 *
 * Holds it.
 */
void
cpx_override_held_write (CpxDraft               *draft,
                         const char             *key,
                         const CpxOverrideEntry *entry)
{
  g_autofree char *name = hash (key);

  write_text (draft, CPX_ACT_PROPOSED_CODE, name);
  write_text (draft, CPX_ACT_CODE, entry->kept);
  write_text (draft, CPX_ACT_MOTIVE, entry->motive);
  write_text (draft, CPX_ACT_REASON, entry->reason);
}
