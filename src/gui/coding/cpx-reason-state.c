/* cpx-reason-state.c: what counts is cpx_act_count_reason(); what is kept at most is the field of the act.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-reason-state.h"

#include <cpx-act.h>
#include <glib/gi18n-lib.h>

static guint
get_most (void)
{
  return cpx_field_get_max_length (&cpx_act_kind.fields[CPX_ACT_REASON]);
}

/**
 * cpx_reason_is_enough:
 * @typed: (nullable): a justification as typed
 *
 * Returns: `TRUE` if it has the characters that are asked
 */
gboolean
cpx_reason_is_enough (const char *typed)
{
  return cpx_act_count_reason (typed) >= CPX_ACT_MIN_REASON;
}

/**
 * cpx_reason_is_too_long:
 * @typed: (nullable): a justification as typed
 *
 * Returns: `TRUE` if it has more characters than are kept
 */
gboolean
cpx_reason_is_too_long (const char *typed)
{
  return typed != NULL && g_utf8_strlen (typed, -1) > (glong) get_most ();
}

/**
 * cpx_reason_dup_counter:
 * @typed: (nullable): a justification as typed
 *
 * Returns: (transfer full): "12 characters more", "45 characters", "3 characters too many"
 */
char *
cpx_reason_dup_counter (const char *typed)
{
  guint n = cpx_act_count_reason (typed);
  guint rest;

  if (cpx_reason_is_too_long (typed))
    {
      rest = (guint) g_utf8_strlen (typed, -1) - get_most ();
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u character too many", "%u characters too many", rest),
                              rest);
    }
  if (n >= CPX_ACT_MIN_REASON)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u character", "%u characters", n), n);
  rest = CPX_ACT_MIN_REASON - n;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u character more", "%u characters more", rest), rest);
}

/**
 * cpx_reason_dup_clean:
 * @typed: (nullable): a justification as typed
 *
 * Returns: (transfer full): without what a record refuses, control characters that came with a text from elsewhere
 */
char *
cpx_reason_dup_clean (const char *typed)
{
  GString *clean = g_string_new (NULL);

  for (const char *at = typed; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\n' || c == '\t' || !g_unichar_iscntrl (c))
        g_string_append_unichar (clean, c);
    }

  return g_strstrip (g_string_free (clean, FALSE));
}
