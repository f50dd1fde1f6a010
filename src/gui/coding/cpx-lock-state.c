/* cpx-lock-state.c: the state is the coding's own; who and when are the newest entry that says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-lock-state.h"

#include <cpx-act.h>
#include <cpx-coding-verdict.h>
#include <cpx-coding.h>
#include <cpx-rule-card.h>
#include <glib/gi18n-lib.h>

/* A state of a coding, the entry that led to it, and how that is said. */
static const struct
{
  const char *state;
  const char *action;
  const char *icon_name;
  const char *plain;
  const char *told;
} states[] = {
  { "validated", "coding.validated", "object-select-symbolic", N_("Coding validated"),
    N_("Coding validated by %s, %s") },
  { "locked", "coding.locked", "changes-prevent-symbolic", N_("Coding locked"), N_("Coding locked by %s, %s") },
  { "reopened", "coding.reopened", "changes-allow-symbolic", N_("Coding reopened"), N_("Coding reopened by %s, %s") },
};

static const struct
{
  const char *action;
  const char *format;
} titles[] = {
  { "coding.drafted", N_("%s began the coding") },
  { "coding.validated", N_("%s validated the coding") },
  { "coding.locked", N_("%s locked the coding") },
  { "coding.reopened", N_("%s reopened the coding") },
  { "coding.signature-refused", N_("%s did not give their passphrase: the coding stayed locked") },
};

static const CpxCodingEvent *
find_event (GPtrArray  *history,
            const char *action)
{
  for (guint i = 0; history != NULL && i < history->len; i++)
    {
      const CpxCodingEvent *event = g_ptr_array_index (history, i);

      if (g_str_equal (event->action, action))
        return event;
    }

  return NULL;
}

static char *
dup_time (gint64 time_us)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  return g_date_time_format (time, _("%d/%m/%Y at %H:%M"));
}

static const char *
get_name (const CpxCodingEvent *event)
{
  return event->user_name != NULL ? event->user_name : _("Someone");
}

/* The formats come from a table, which printf() had better not see. */
static char *
fill (const char *format,
      const char *first,
      const char *second)
{
  g_auto(GStrv) parts = g_strsplit (format, "%s", 3);

  return g_strconcat (parts[0], first, parts[1], second, parts[1] != NULL ? parts[2] : NULL, NULL);
}

static char *
dup_sentence (gsize                 state,
              const CpxCodingEvent *event)
{
  g_autofree char *time = event != NULL ? dup_time (event->time_us) : NULL;

  return event != NULL ? fill (_(states[state].told), get_name (event), time) : g_strdup (_(states[state].plain));
}

static void
say_state (const CpxLockFacts *facts,
           const char         *state,
           CpxLockState       *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (g_strcmp0 (states[i].state, state) != 0)
        continue;
      self->visible = TRUE;
      self->icon_name = states[i].icon_name;
      self->sentence = dup_sentence (i, find_event (facts->history, states[i].action));
    }
}

static char *
dup_detail (const CpxLockFacts *facts,
            const char         *state)
{
  const char *reason = cpx_record_get_text (facts->coding, CPX_CODING_REOPENING_REASON);

  if (g_str_equal (state, "reopened") && reason != NULL)
    return g_strdup_printf (_("Why: %s"), reason);
  if (g_str_equal (state, "validated") && facts->may_lock)
    return g_strdup (_("Once locked, only a signed reopening lets its acts change."));
  if (g_str_equal (state, "locked") && !facts->may_reopen)
    return g_strdup (_("A surgeon reopens it, with a reason."));

  return NULL;
}

/**
 * cpx_lock_state_compute:
 * @facts: what is known
 * @out_state: (out caller-allocates): what to show
 */
void
cpx_lock_state_compute (const CpxLockFacts *facts,
                        CpxLockState       *out_state)
{
  const char *state = facts->coding != NULL ? cpx_record_get_text (facts->coding, CPX_CODING_STATE) : NULL;

  *out_state = (CpxLockState) { .icon_name = "" };
  say_state (facts, state, out_state);
  if (!out_state->visible)
    return;
  out_state->detail = dup_detail (facts, state);
  out_state->shows_lock = facts->may_lock && g_str_equal (state, "validated");
  out_state->can_lock = out_state->shows_lock && !facts->busy;
  out_state->shows_reopen = facts->may_reopen && g_str_equal (state, "locked");
  out_state->can_reopen = out_state->shows_reopen && !facts->busy;
}

/**
 * cpx_lock_state_clear:
 * @self: a state
 */
void
cpx_lock_state_clear (CpxLockState *self)
{
  g_clear_pointer (&self->sentence, g_free);
  g_clear_pointer (&self->detail, g_free);
}

/**
 * cpx_coding_event_dup_title:
 * @event: a decision
 *
 * Returns: (transfer full): "22/11/2026 at 10:04 – Dr Martin validated the coding: HHFA016 HMFC004"
 */
char *
cpx_coding_event_dup_title (const CpxCodingEvent *event)
{
  g_autofree char *time = dup_time (event->time_us);
  g_autofree char *did = NULL;

  for (gsize i = 0; did == NULL && i < G_N_ELEMENTS (titles); i++)
    {
      if (g_str_equal (titles[i].action, event->action))
        did = fill (_(titles[i].format), get_name (event), NULL);
    }
  if (did == NULL)
    did = g_strdup_printf ("%s: %s", get_name (event), event->action);
  if (*event->codes == '\0')
    return g_strdup_printf ("%s – %s", time, did);

  /* Translators: when, who did what, codes of acts */
  return g_strdup_printf (_("%s – %s: %s"), time, did, event->codes);
}

/* "HMFC004 → HHFA016", "What the notes exclude (HMFC004, LHCA900)" */
static char *
dup_about (const CpxCodingReason *reason)
{
  const CpxRuleCard *card = reason->rule != NULL ? cpx_rule_card_find (reason->rule) : NULL;
  const char *title = card != NULL ? cpx_rule_card_get_title (card) : reason->rule;

  if (reason->rule == NULL)
    return g_strdup (reason->about);
  if (g_str_equal (reason->rule, CPX_CODING_RULE_EMPTY))
    return g_strdup (_("No act is coded"));

  return *reason->about != '\0' ? g_strdup_printf ("%s (%s)", title, reason->about) : g_strdup (title);
}

static char *
dup_reason (const CpxCodingReason *reason)
{
  const char *motive =
    reason->motive != NULL ? cpx_field_get_token_label (&cpx_act_kind.fields[CPX_ACT_MOTIVE], reason->motive) : NULL;
  g_autofree char *about = dup_about (reason);
  GString *line = g_string_new (about);

  if (line->len > 0)
    g_string_append (line, C_("between what and why", ": "));
  if (motive != NULL)
    g_string_append_printf (line, "%s – ", motive);
  g_string_append_printf (line, C_("quoted", "“%s”"), reason->reason);

  return g_string_free (line, FALSE);
}

/**
 * cpx_coding_event_dup_reasons:
 * @event: a decision
 *
 * Returns: (transfer full): what was overridden in it and why, a line each; "" if nothing was
 */
char *
cpx_coding_event_dup_reasons (const CpxCodingEvent *event)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < event->reasons->len; i++)
    {
      g_autofree char *line = dup_reason (g_ptr_array_index (event->reasons, i));

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", line);
    }

  return g_string_free (lines, FALSE);
}
