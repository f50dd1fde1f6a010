/* cpx-ccam-state.c: what the settings say of the versions of the CCAM and of an import under way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-state.h"

#include <glib/gi18n-lib.h>

/* « 8 540 actes » */
static char *
format_acts (guint n_acts)
{
  g_autofree char *number = g_strdup_printf ("%'u", n_acts);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s act", "%s acts", n_acts), number);
}

/**
 * cpx_ccam_facts_of:
 * @nomenclature: a version
 *
 * Returns: what is told of it; its texts live as long as @nomenclature
 */
CpxCcamFacts
cpx_ccam_facts_of (CpxNomenclature *nomenclature)
{
  return (CpxCcamFacts) {
    .version = cpx_nomenclature_get_version (nomenclature),
    .effect = cpx_nomenclature_get_effect (nomenclature),
    .n_acts = cpx_nomenclature_get_n_acts (nomenclature),
    .is_starter = cpx_nomenclature_is_starter (nomenclature),
  };
}

static char *
make_starter_title (guint n_acts)
{
  g_autofree char *number = g_strdup_printf ("%'u", n_acts);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Starter nomenclature: %s everyday act",
                                       "Starter nomenclature: %s everyday acts", n_acts),
                          number);
}

/**
 * cpx_ccam_state_compute:
 * @facts: (nullable): the version in force today; `NULL`: not known yet
 *
 * Tells which version serves today, and what to do if it is not the official one.
 *
 * Returns: the state, to clear with cpx_ccam_state_clear()
 */
CpxCcamState
cpx_ccam_state_compute (const CpxCcamFacts *facts)
{
  CpxCcamState self = { .icon_name = "emblem-ok-symbolic" };
  g_autofree char *effect = NULL;
  g_autofree char *acts = NULL;

  if (facts == NULL)
    return (CpxCcamState) { g_strdup (_("Reading…")), g_strdup (""), "content-loading-symbolic" };
  if (facts->is_starter)
    {
      self.title = make_starter_title (facts->n_acts);
      self.subtitle = g_strdup (_("Enough to begin. Import the official one to have every act and check every rule."));
      self.icon_name = "dialog-warning-symbolic";
      return self;
    }
  effect = cpx_day_format_french (facts->effect);
  acts = format_acts (facts->n_acts);
  self.title = g_strdup_printf (_("In force today: version %s"), facts->version);
  self.subtitle = g_strdup_printf (_("%s, in force from %s"), acts, effect);

  return self;
}

/**
 * cpx_ccam_state_of_kept:
 * @facts: a version that was imported
 * @is_in_force: whether it is the one that serves today
 * @today: the day
 *
 * Tells of one of the versions kept side by side.
 *
 * Returns: the state, to clear with cpx_ccam_state_clear()
 */
CpxCcamState
cpx_ccam_state_of_kept (const CpxCcamFacts *facts,
                        gboolean            is_in_force,
                        CpxDay              today)
{
  CpxCcamState self = { .icon_name = "document-open-recent-symbolic" };
  g_autofree char *effect = cpx_day_format_french (facts->effect);
  g_autofree char *acts = format_acts (facts->n_acts);

  self.title = g_strdup_printf (_("Version %s"), facts->version);
  if (is_in_force)
    {
      self.subtitle = g_strdup_printf (_("In force since %s, %s"), effect, acts);
      self.icon_name = "emblem-ok-symbolic";
    }
  else if (facts->effect > today)
    {
      self.subtitle = g_strdup_printf (_("Will serve from %s, %s"), effect, acts);
      self.icon_name = "alarm-symbolic";
    }
  else
    self.subtitle = g_strdup_printf (_("Kept for the acts of its time, from %s, %s"), effect, acts);

  return self;
}

/**
 * cpx_ccam_state_of_starter:
 * @is_in_force: whether it serves today: no official version was imported
 *
 * Tells of the nomenclature that the program carries.
 *
 * Returns: the state, to clear with cpx_ccam_state_clear()
 */
CpxCcamState
cpx_ccam_state_of_starter (gboolean is_in_force)
{
  return (CpxCcamState) {
    .title = g_strdup (_("Starter, carried by the program")),
    .subtitle = g_strdup (is_in_force ? _("Serves as long as no official version is imported")
                                      : _("Set aside: official versions serve")),
    .icon_name = is_in_force ? "emblem-ok-symbolic" : "document-open-recent-symbolic",
  };
}

/**
 * cpx_ccam_state_clear:
 * @self: a state
 *
 * Frees what the state owns.
 */
void
cpx_ccam_state_clear (CpxCcamState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
}

/**
 * cpx_ccam_state_dup_result:
 * @facts: the version that was read
 * @is_new: whether it was not there before
 *
 * Returns: (transfer full): what became of an import, in one sentence
 */
char *
cpx_ccam_state_dup_result (const CpxCcamFacts *facts,
                           gboolean            is_new)
{
  g_autofree char *effect = cpx_day_format_french (facts->effect);
  g_autofree char *acts = format_acts (facts->n_acts);

  if (!is_new)
    return g_strdup_printf (_("Version %s was imported already: nothing changed."), facts->version);

  return g_strdup_printf (_("Version %s imported: %s, in force from %s."), facts->version, acts, effect);
}

/**
 * cpx_ccam_state_dup_pace:
 * @fraction: how far an import is, between 0 and 1
 * @n_records: the records it read
 *
 * Returns: (transfer full): that in words
 */
char *
cpx_ccam_state_dup_pace (double  fraction,
                         guint64 n_records)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, n_records);
  int percent = (int) (CLAMP (fraction, 0.0, 1.0) * 100);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d %% · %s record read", "%d %% · %s records read",
                                       (gulong) n_records),
                          percent, number);
}
