/* cpx-file-check-state.c: what the screen says of a file that was verified.
 *
 *              sound, own key      it is what was sealed
 *              sound, other key    it agrees with itself, which proves nothing yet
 *              not sound           it is not what was sealed, and where it first differs
 *              an error            it is no such file, or could not be read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-file-check-state.h"

#include "cpx-audit-state.h"

#include <glib/gi18n-lib.h>

static gulong
plural (guint64 n)
{
  return (gulong) MIN (n, G_MAXINT32);
}

static char *
dup_bundle (const CpxFileCheck *check)
{
  g_autofree char *number = cpx_audit_state_dup_number (check->n_entries);
  g_autofree char *sealed = cpx_audit_state_dup_number (check->sealed_size);

  if (check->whole)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Bundle of %s entry: the whole journal of a post up to its seal",
                                         "Bundle of %s entries: the whole journal of a post up to its seal",
                                         plural (check->n_entries)), number);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Bundle of %s entry chosen from a journal sealed up to entry %s",
                                       "Bundle of %s entries chosen from a journal sealed up to entry %s",
                                       plural (check->n_entries)), number, sealed);
}

static char *
dup_proof (const CpxFileCheck *check)
{
  g_autofree char *number = cpx_audit_state_dup_number (check->index + 1);
  g_autofree char *old_size = cpx_audit_state_dup_number (check->old_size);
  g_autofree char *size = cpx_audit_state_dup_number (check->size);
  g_autofree char *sealed = cpx_audit_state_dup_number (check->sealed_size);

  if (check->kind == CPX_FILE_CHECK_ENTRY)
    return g_strdup_printf (_("Proof of entry %s of a journal sealed up to entry %s"), number, sealed);

  return g_strdup_printf (_("Proof that a journal of %s entries only grew to %s"), old_size, size);
}

static char *
dup_contents (const CpxFileCheck *check)
{
  g_autofree char *what = check->kind == CPX_FILE_CHECK_BUNDLE ? dup_bundle (check) : dup_proof (check);

  return check->code != NULL ? g_strdup_printf (_("%s (code of the seal: %s)"), what, check->code)
                             : g_steal_pointer (&what);
}

static char *
dup_signer (const CpxFileCheck *check)
{
  if (check->is_own)
    return g_strdup_printf (_("The post “%s” of this practice"), check->signer);
  if (check->signer != NULL)
    return g_strdup_printf (_("“%s”, a key that this practice does not know"), check->signer);

  return g_strdup (_("No post of this practice"));
}

/* Of whose erasure the bundle holds no entry: it may be so. */
static char *
dup_unproved (const CpxFileCheck *check)
{
  g_autofree char *number = cpx_audit_state_dup_number (check->n_unproved);

  if (check->n_unproved == 0)
    return g_strdup ("");

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, " Of %s entry it says that its details are erased, without the "
                                       "entry that erased them: nothing proves that.",
                                       " Of %s entries it says that their details are erased, without the entries that "
                                       "erased them: nothing proves that.", plural (check->n_unproved)), number);
}

/* What the verdict does not reach. */
static char *
dup_limits (const CpxFileCheck *check)
{
  gboolean is_selection = check->kind == CPX_FILE_CHECK_BUNDLE && !check->whole;

  return g_strconcat (is_selection ? " " : "",
                      is_selection ? _("A selection says nothing of the entries that are not in it: for those, ask for "
                                       "a bundle of the whole log.") : "",
                      check->remark != NULL ? " " : "", check->remark, NULL);
}

static void
say_sound (CpxFileCheckState  *state,
           const CpxFileCheck *check)
{
  g_autofree char *unproved = dup_unproved (check);
  g_autofree char *limits = dup_limits (check);
  const char *sentence = check->is_own
    ? check->remark != NULL ? _("Its entries are those that this practice sealed.")
                            : _("Nothing in it was changed, taken out or added since this practice sealed it.")
    : _("It was not signed by a post of this practice, so this shows only that the file agrees with itself: whoever "
        "made it up could have signed it. Ask whom it comes from for the fingerprint of their key, by another way, "
        "and compare it.");

  state->icon_name = check->is_own ? "emblem-ok-symbolic" : "dialog-question-symbolic";
  state->tone = check->is_own ? "success" : "warning";
  state->title = g_strdup (check->is_own ? _("The file is what was sealed") : _("The file agrees with itself"));
  state->sentence = g_strconcat (sentence, unproved, limits, NULL);
}

static void
say_false (CpxFileCheckState *state,
           const char        *title,
           const char        *sentence)
{
  state->icon_name = "dialog-warning-symbolic";
  state->tone = "error";
  state->title = g_strdup (title);
  state->sentence = g_strdup (sentence);
}

/**
 * cpx_file_check_state_compute:
 * @check: (nullable): what was found
 * @error: (nullable): why nothing was, where @check is `NULL`
 *
 * Returns: what to show; to be cleared
 */
CpxFileCheckState
cpx_file_check_state_compute (const CpxFileCheck *check,
                              const GError       *error)
{
  CpxFileCheckState state = { 0 };

  if (check == NULL)
    {
      say_false (&state, _("The file could not be verified"), error->message);
      return state;
    }
  if (check->sound)
    say_sound (&state, check);
  else
    say_false (&state, _("The file is not what was sealed"), check->sentence);
  if (!check->sound)   /* whoever makes a false file puts a name and a key of others into it */
    return state;
  state.contents = dup_contents (check);
  state.signer = dup_signer (check);
  state.key = g_strdup (check->fingerprint);

  return state;
}

/**
 * cpx_file_check_state_clear:
 * @self: what is shown
 */
void
cpx_file_check_state_clear (CpxFileCheckState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->sentence, g_free);
  g_clear_pointer (&self->contents, g_free);
  g_clear_pointer (&self->signer, g_free);
  g_clear_pointer (&self->key, g_free);
}
