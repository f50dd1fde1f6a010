/* cpx-note-state.c: an operative report in words: how safe it is, who may sign it, and its wordings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-state.h"

#include "cpx-field-text.h"
#include "cpx-timeline-state.h"

#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-practitioner.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>

/* A coding remembers from which wording it was made. */
static gboolean
was_read_otherwise (const CpxNoteInput *input)
{
  g_autofree char *reading = cpx_operative_note_dup_reading (input->note);
  const char *read = input->coding != NULL ? cpx_record_get_text (input->coding, CPX_CODING_NOTE_HASH) : NULL;
  char hash[CPX_NOTE_HASH_LENGTH + 1];

  if (read == NULL ||
      g_strcmp0 (cpx_record_get_text (input->coding, CPX_CODING_NOTE), cpx_record_get_id (input->note)) != 0)
    return FALSE;
  cpx_note_hash (reading, hash);

  return !g_str_equal (hash, read);
}

/* One that was signed before it bore a date says just that it is. */
static char *
describe_signature (CpxRecord *note)
{
  g_autofree char *day = cpx_field_text_format (note, CPX_OPERATIVE_NOTE_SIGNED_ON);

  if (*day == '\0')
    return g_strdup (_("Signed: it stands as it is"));

  return g_strdup_printf (_("Read over and signed on %s: it stands as it is"), day);
}

static char *
describe (const CpxNoteInput *input,
          gboolean            is_signed)
{
  g_autofree char *author = input->author != NULL ? cpx_practitioner_dup_name (input->author) : NULL;
  g_autofree char *signature = is_signed ? describe_signature (input->note) : NULL;
  GString *line = g_string_new (NULL);

  if (input->is_new)
    g_string_append (line, _("Kept as soon as you leave it, with every earlier wording"));
  else
    g_string_append (line, is_signed ? signature : _("Not signed"));
  if (author != NULL)
    g_string_append_printf (line, " · %s", author);
  if (!input->is_new && was_read_otherwise (input))
    g_string_append_printf (line, " · %s", _("changed since it was coded"));

  return g_string_free (line, FALSE);
}

static char *
describe_structured (CpxRecord *note)
{
  g_autofree char *unfilled = cpx_operative_note_dup_unfilled (note);

  if (unfilled != NULL)
    return g_steal_pointer (&unfilled);

  return g_strdup (cpx_operative_note_is_structured (note) ? C_("report", "Complete")
                                                           : _("Set-up, tourniquet, approach, findings, counts…"));
}

/**
 * cpx_note_state_compute:
 * @input: a report and what is known of it
 *
 * Computes what the editor of a report shows and lets one do.
 *
 * Returns: the state, to be cleared with cpx_note_state_clear()
 */
CpxNoteState
cpx_note_state_compute (const CpxNoteInput *input)
{
  gboolean is_signed = !input->is_new && cpx_operative_note_is_signed (input->note);

  return (CpxNoteState) {
    .description = describe (input, is_signed),
    .is_fixed = is_signed,
    .can_sign = input->may_sign && !input->is_new && !is_signed,
    .can_complete = input->may_write && is_signed,
    .has_versions = !input->is_new,
    .structured = describe_structured (input->note),
  };
}

/**
 * cpx_note_state_clear:
 * @self: a state
 *
 * Frees what a state owns.
 */
void
cpx_note_state_clear (CpxNoteState *self)
{
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->structured, g_free);
}

/**
 * cpx_note_state_make_empty:
 * @intervention: an operation
 * @author_id: (nullable): who writes; `NULL` for its surgeon
 *
 * Returns: (transfer full): a report to be written
 */
CpxRecord *
cpx_note_state_make_empty (CpxRecord  *intervention,
                           const char *author_id)
{
  const char *author = author_id != NULL ? author_id : cpx_record_get_text (intervention, CPX_INTERVENTION_SURGEON);

  return cpx_record_new_with_texts (&cpx_operative_note_kind, NULL, CPX_OPERATIVE_NOTE_PATIENT,
                                    cpx_record_get_patient_id (intervention), CPX_OPERATIVE_NOTE_INTERVENTION,
                                    cpx_record_get_id (intervention), CPX_OPERATIVE_NOTE_AUTHOR, author,
                                    CPX_OPERATIVE_NOTE_TITLE,
                                    cpx_record_get_text (intervention, CPX_INTERVENTION_LABEL),
                                    CPX_OPERATIVE_NOTE_STATE, "draft", -1);
}

/* Wordings */

/* Somebody goes on writing, and takes nothing out: the next wording holds all of it, and takes its place in the list
 * unless it was coded from. */
static gboolean
is_passed_over (const CpxNoteVersion *version,
                const CpxNoteVersion *next,
                CpxRecord            *coding)
{
  const char *coded = coding != NULL ? cpx_record_get_text (coding, CPX_CODING_NOTE_HASH) : NULL;

  return next->time_us - version->time_us < CPX_NOTE_STATE_GOES_ON_US && next->time_us >= version->time_us &&
         g_strcmp0 (next->user_id, version->user_id) == 0 && g_strcmp0 (version->hash, coded) != 0 &&
         cpx_field_text_compare (version->reading, next->reading).n_removed == 0;
}

/**
 * cpx_note_state_list_shown:
 * @versions: (element-type CpxNoteVersion): every wording, the first one first
 * @coding: (nullable): the coding of the operation
 *
 * Leaves out the wordings that their author left for a moment only and then added to: each focus that leaves a changed
 * report keeps one. All of them stay in the vault, and the command line lists them.
 *
 * Returns: (transfer container) (element-type CpxNoteVersion): those to show, the first one first
 */
GPtrArray *
cpx_note_state_list_shown (GPtrArray *versions,
                           CpxRecord *coding)
{
  GPtrArray *shown = g_ptr_array_new ();

  for (guint i = 0; i < versions->len; i++)
    {
      if (i + 1 == versions->len || !is_passed_over (versions->pdata[i], versions->pdata[i + 1], coding))
        g_ptr_array_add (shown, versions->pdata[i]);
    }

  return shown;
}

/**
 * cpx_note_state_dup_version:
 * @version: a wording
 * @now: the present, local
 *
 * Returns: (transfer full): "Wording 3 · Today 10:42"
 */
char *
cpx_note_state_dup_version (const CpxNoteVersion *version,
                            GDateTime            *now)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (version->time_us / G_USEC_PER_SEC);
  g_autofree char *when = cpx_timeline_state_dup_time (time, now);

  return g_strdup_printf (_("Wording %u · %s"), version->number, when);
}

/**
 * cpx_note_state_dup_author:
 * @version: a wording
 * @users: the users of the practice
 *
 * Returns: (transfer full): who saved it
 */
char *
cpx_note_state_dup_author (const CpxNoteVersion *version,
                           GListModel           *users)
{
  for (guint i = 0; i < g_list_model_get_n_items (users); i++)
    {
      g_autoptr(CpxRecord) user = g_list_model_get_item (users, i);

      if (g_strcmp0 (cpx_record_get_id (user), version->user_id) == 0)
        return g_strdup (cpx_record_get_text (user, CPX_USER_NAME));
    }

  return g_strdup (_("Someone"));
}

/**
 * cpx_note_state_dup_marks:
 * @version: a wording
 * @n_versions: how many there are
 * @coding: (nullable): of the operation
 *
 * Returns: (transfer full): what sets it apart: "as it is now · read by the coding", or nothing
 */
char *
cpx_note_state_dup_marks (const CpxNoteVersion *version,
                          guint                 n_versions,
                          CpxRecord            *coding)
{
  const char *read = coding != NULL ? cpx_record_get_text (coding, CPX_CODING_NOTE_HASH) : NULL;
  gboolean is_last = version->number == n_versions;
  gboolean was_read = g_strcmp0 (read, version->hash) == 0;

  return g_strdup_printf ("%s%s%s", is_last ? _("as it is now") : "", is_last && was_read ? " · " : "",
                          was_read ? _("read by the coding") : "");
}
