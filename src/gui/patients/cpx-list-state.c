/* cpx-list-state.c: what the list of patients shows: its rows, or why there are none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-list-state.h"

#include <glib/gi18n-lib.h>

static void
explain_failure (CpxListState       *state,
                 const CpxListInput *input)
{
  state->icon_name = "dialog-warning-symbolic";
  state->title = g_strdup (_("The list could not be read"));
  state->description = g_strdup (input->failure);
}

static void
explain_no_hit (CpxListState       *state,
                const CpxListInput *input)
{
  g_autofree char *query = g_strstrip (g_strdup (input->query));

  state->icon_name = "edit-find-symbolic";
  state->title = g_strdup (_("No patient found"));
  state->description = g_strdup (_("Search by name, first name, date of birth, number or phone"));
  if (input->may_add)
    state->add_label = g_strdup_printf (_("Create “%s”"), query);
}

/* It is there, and not to be made a second time. */
static void
explain_elsewhere (CpxListState       *state,
                   const CpxListInput *input)
{
  guint n = input->n_elsewhere;

  state->icon_name = input->archived ? "edit-find-symbolic" : "cpx-archive-symbolic";
  state->title = g_strdup (input->archived ? _("No archived file found") : _("In the archive"));
  state->description =
    input->archived
      ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "One file that is not archived is found",
                                      "%u files that are not archived are found", n), n)
      : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "One archived file is found", "%u archived files are found", n),
                         n);
  state->other_label = g_strdup (input->archived ? _("Show the other files") : _("Show the archived files"));
}

static void
explain_empty_archive (CpxListState *state)
{
  state->icon_name = "cpx-archive-symbolic";
  state->title = g_strdup (_("No archived file"));
  state->description = g_strdup (_("A file is archived from its menu"));
  state->other_label = g_strdup (_("Show the other files"));
}

static void
explain_empty (CpxListState       *state,
               const CpxListInput *input)
{
  state->icon_name = "system-users-symbolic";
  state->title = g_strdup (_("No patient yet"));
  state->description = g_strdup (_("The first file begins with the identity of the patient"));
  if (input->may_add)
    state->add_label = g_strdup (_("New patient"));
}

static void
explain_gap (CpxListState *state,
             guint         n_unreadable)
{
  if (n_unreadable > 0)
    state->gap = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                               "%u file cannot be read: a page of the vault is damaged. All the others "
                                               "are here. Restore the last sound backup.",
                                               "%u files cannot be read: a page of the vault is damaged. All the "
                                               "others are here. Restore the last sound backup.", n_unreadable),
                                  n_unreadable);
}

/* In the language of the screen, whatever the locale of the machine: 10 000 with a narrow space that does not break. */
static char *
group_digits (guint number)
{
  const char *separator = C_("thousands separator", ",");
  g_autofree char *digits = g_strdup_printf ("%u", number);
  gsize length = strlen (digits);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, separator);
      g_string_append_c (text, digits[i]);
    }

  return g_string_free (text, FALSE);
}

/**
 * cpx_list_state_compute:
 * @input: what is in the list and what was searched
 *
 * Computes what the list shows.
 *
 * Returns: the state, to be cleared with cpx_list_state_clear()
 */
CpxListState
cpx_list_state_compute (const CpxListInput *input)
{
  CpxListState state = { .page = "nothing" };
  g_autofree char *number = NULL;

  if (input->failure != NULL)
    explain_failure (&state, input);
  else if (input->loading && input->n_rows == 0 && *input->query == '\0')
    state.page = "reading";
  else if (input->n_rows > 0 || input->loading)
    state.page = "rows";
  else if (*input->query != '\0' && input->n_elsewhere > 0)
    explain_elsewhere (&state, input);
  else if (*input->query != '\0')
    explain_no_hit (&state, input);
  else if (input->archived)
    explain_empty_archive (&state);
  else
    explain_empty (&state, input);
  if (!g_str_equal (state.page, "nothing"))
    state.invitation = _("Choose a patient in the list, or type a name and press Enter");
  explain_gap (&state, input->n_unreadable);
  number = group_digits (input->n_rows);
  state.count = g_str_equal (state.page, "reading")
                  ? g_strdup ("")
                  : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s patient", "%s patients", input->n_rows), number);

  return state;
}

/**
 * cpx_list_state_dup_none:
 * @n_archived: how many archived files the search finds
 *
 * Returns: (transfer full): what the search of the header says where it finds no other file
 */
char *
cpx_list_state_dup_none (guint n_archived)
{
  if (n_archived == 0)
    return g_strdup (_("No patient found"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "One archived file is found: show the archive on the page Patients",
                                       "%u archived files are found: show the archive on the page Patients",
                                       n_archived), n_archived);
}

/**
 * cpx_list_state_clear:
 * @self: a state
 *
 * Frees what a state owns.
 */
void
cpx_list_state_clear (CpxListState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->add_label, g_free);
  g_clear_pointer (&self->other_label, g_free);
  g_clear_pointer (&self->count, g_free);
  g_clear_pointer (&self->gap, g_free);
}
