/* cpx-choice-state.c: which of several choices the letters typed on a row mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-choice-state.h"

#include <cpx-fold.h>

#include <string.h>

static gboolean
begins_with (const char *label,
             const char *prefix)
{
  g_autofree char *folded = cpx_fold (label);

  return g_str_has_prefix (folded, prefix);
}

/* From @first on, and around. */
static guint
find_from (const char * const *labels,
           guint               first,
           const char         *prefix)
{
  guint n = g_strv_length ((char **) labels);

  for (guint i = 0; i < n; i++)
    {
      if (begins_with (labels[(first + i) % n], prefix))
        return (first + i) % n;
    }

  return G_MAXUINT;
}

/* "fff": who presses one key again and again wants the next one each time. */
static gboolean
is_one_letter (const char *folded)
{
  gunichar letter = g_utf8_get_char (folded);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_utf8_get_char (at) != letter)
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_choice_state_find:
 * @labels: (array zero-terminated=1): what can be chosen, as the screen names it
 * @selected: the line that is chosen; anything else than a line for none
 * @typed: the letters typed one after the other
 *
 * Finds the choice whose label begins with @typed, without regard to case and accents. One letter, alone or repeated,
 * goes on from the line that is chosen.
 *
 * Returns: the line; `G_MAXUINT` if no label begins so
 */
guint
cpx_choice_state_find (const char * const *labels,
                       guint               selected,
                       const char         *typed)
{
  g_autofree char *folded = cpx_fold (typed);
  guint n = g_strv_length ((char **) labels);
  guint here = selected < n ? selected : 0, next = selected < n ? selected + 1 : 0, found;

  if (n == 0 || *folded == '\0')
    return G_MAXUINT;
  if (!is_one_letter (folded))
    return find_from (labels, here, folded);

  found = g_utf8_strlen (folded, -1) > 1 ? find_from (labels, here, folded) : G_MAXUINT;
  *g_utf8_next_char (folded) = '\0';

  return found != G_MAXUINT ? found : find_from (labels, next, folded);
}
