/* cpx-seals-state.c: what the settings say of the seals of the log, computed from what is known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-seals-state.h"

#include <glib/gi18n-lib.h>

static GDateTime *
make_local (gint64 time_us)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return g_date_time_to_local (utc);
}

static char *
dup_moment (gint64 time_us,
            gint64 now_us)
{
  g_autoptr(GDateTime) then = make_local (time_us);
  g_autoptr(GDateTime) now = make_local (now_us);

  if (g_date_time_get_year (then) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    return g_date_time_format (then, _("today at %H:%M"));

  return g_date_time_format (then, _("%d/%m/%Y at %H:%M"));
}

static void
tell_seal (CpxSealsState     *self,
           const CpxLogState *log,
           gint64             now_us)
{
  g_autofree char *size = g_strdup_printf ("%'" G_GUINT64_FORMAT, log->sealed_size);
  g_autofree char *moment = NULL;

  if (!log->is_known)
    {
      self->seal_title = g_strdup (_("The log is being looked at…"));
      self->seal_subtitle = g_strdup ("");
      return;
    }
  if (log->code == NULL)
    {
      self->seal_title = g_strdup (_("No seal yet"));
      self->seal_subtitle = g_strdup (_("The first one is set when the practice is locked, or at midnight"));
      return;
    }
  moment = dup_moment (log->sealed_us, now_us);
  self->has_seal = TRUE;
  self->seal_title = g_strdup_printf (_("Last seal: %s"), log->code);
  self->seal_subtitle = g_strdup_printf (_("Set %s on %s entries"), moment, size);
}

static char *
add_warning (const char *sentence,
             const char *warning)
{
  return warning != NULL ? g_strdup_printf ("%s\n%s", sentence, warning) : g_strdup (sentence);
}

/* Whether what stands there is at odds with the log. */
static gboolean
is_at_odds (const CpxLogState *log)
{
  return log->folder != NULL && log->fault != NULL && !log->place_is_away;
}

static const char *
choose_place_icon (const CpxLogState *log)
{
  if (log->folder == NULL || is_at_odds (log))
    return "dialog-warning-symbolic";
  if (log->place_is_away)
    return "drive-removable-media-symbolic";

  return log->place_warning != NULL ? "dialog-warning-symbolic" : "emblem-ok-symbolic";
}

static const char *
choose_place_class (const CpxLogState *log)
{
  if (is_at_odds (log))
    return "tells-error";

  return log->folder != NULL && !log->place_is_away && log->place_warning != NULL ? "tells-warning" : NULL;
}

static void
tell_place (CpxSealsState     *self,
            const CpxLogState *log)
{
  self->has_place = log->folder != NULL;
  self->place_title = g_strdup (self->has_place ? log->folder : _("No folder was chosen"));
  self->place_subtitle =
    self->has_place ? add_warning (log->place, log->place_warning)
                    : g_strdup (_("Without it nobody can tell that the end of the log was cut off"));
  self->place_icon = choose_place_icon (log);
  self->place_class = choose_place_class (log);
}

/**
 * cpx_seals_state_compute:
 * @log: what is known of the log
 * @now_us: the time
 *
 * Returns: what to show, to clear with cpx_seals_state_clear()
 */
CpxSealsState
cpx_seals_state_compute (const CpxLogState *log,
                         gint64             now_us)
{
  CpxSealsState self = { 0 };

  tell_seal (&self, log, now_us);
  tell_place (&self, log);

  return self;
}

/**
 * cpx_seals_state_clear:
 * @self: a state
 *
 * Frees what it holds.
 */
void
cpx_seals_state_clear (CpxSealsState *self)
{
  g_clear_pointer (&self->seal_title, g_free);
  g_clear_pointer (&self->seal_subtitle, g_free);
  g_clear_pointer (&self->place_title, g_free);
  g_clear_pointer (&self->place_subtitle, g_free);
}

/**
 * cpx_seals_state_dup_sheet:
 * @log: what is known of the log, with a seal
 *
 * Returns: (transfer full): what stands under the code on paper or in a mail
 */
char *
cpx_seals_state_dup_sheet (const CpxLogState *log)
{
  g_autoptr(GDateTime) made = make_local (log->sealed_us);
  g_autofree char *size = g_strdup_printf ("%'" G_GUINT64_FORMAT, log->sealed_size);
  g_autofree char *moment = g_date_time_format (made, _("%d/%m/%Y at %H:%M"));

  return g_strdup_printf (_("Set on %s on %s entries of the audit log.\n"
                            "Keep it away from the computers: whoever has it can show whether these entries were "
                            "changed or removed since."), moment, size);
}

/**
 * cpx_anchor_state_compute:
 * @anchor: an anchor
 *
 * Returns: what its row shows, to clear with cpx_anchor_state_clear()
 */
CpxAnchorState
cpx_anchor_state_compute (const CpxAnchor *anchor)
{
  CpxAnchorState self = { 0 };
  g_autofree char *sentence = cpx_anchor_dup_state (anchor);

  self.title = anchor->authority != NULL ? g_strdup_printf ("%s · %s", anchor->authority, anchor->target)
                                         : g_strdup (anchor->target);
  self.subtitle = add_warning (sentence, anchor->warning);
  self.icon_name = anchor->problem != NULL || anchor->warning != NULL ? "dialog-warning-symbolic"
                   : anchor->is_current && anchor->anchored_size > 0 ? "emblem-ok-symbolic"
                                                                      : "content-loading-symbolic";
  self.style_class = anchor->problem != NULL || anchor->warning != NULL ? "tells-warning" : NULL;

  return self;
}

/**
 * cpx_anchor_state_clear:
 * @self: a state
 *
 * Frees what it holds.
 */
void
cpx_anchor_state_clear (CpxAnchorState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
}

/**
 * cpx_anchor_state_dup_receipt_title:
 * @line: a receipt
 *
 * Returns: (transfer full): the time that it states
 */
char *
cpx_anchor_state_dup_receipt_title (const CpxAnchorReceiptLine *line)
{
  g_autoptr(GDateTime) stated = make_local (line->time_us);

  return g_date_time_format (stated, _("Receipt of %d/%m/%Y at %H:%M"));
}

/**
 * cpx_anchor_state_dup_receipt_size:
 * @line: a receipt
 *
 * Returns: (transfer full): what it is of
 */
char *
cpx_anchor_state_dup_receipt_size (const CpxAnchorReceiptLine *line)
{
  g_autofree char *size = g_strdup_printf ("%'" G_GUINT64_FORMAT, line->size);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Of the seal on %s entry", "Of the seal on %s entries",
                                       (gulong) MIN (line->size, G_MAXINT32)), size);
}

/**
 * cpx_anchor_state_dup_older:
 * @anchor: an anchor
 * @n_shown: how many of its receipts are shown, fewer than it has
 *
 * Returns: (transfer full): how many others there are, and where
 */
char *
cpx_anchor_state_dup_older (const CpxAnchor *anchor,
                            guint            n_shown)
{
  guint n_older = anchor->receipts->len - n_shown;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u older one: “cpxctl audit anchor receipts %d” lists it",
                                       "%u older ones: “cpxctl audit anchor receipts %d” lists them", n_older),
                          n_older, (int) anchor->number);
}
