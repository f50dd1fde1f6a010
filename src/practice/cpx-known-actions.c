/* cpx-known-actions.c: what may be asked of the audit log by action, and what a misspelt one was perhaps to be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-known-actions.h"

#include "cpx-audit-action.h"

#include <cpx-kind.h>
#include <string.h>

#define MAX_NEAR   4
#define MAX_LENGTH 60   /* no action is as long */

/* One that resembles what was asked. */
typedef struct
{
  const char *name;
  guint       distance;
} Near;

/* "patient." of "patient.opened". */
static char *
dup_noun (const char *name)
{
  const char *dot = strchr (name, '.');

  return dot != NULL ? g_strndup (name, (gsize) (dot - name) + 1) : NULL;
}

static void
add (GPtrArray  *names,
     const char *name)
{
  if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (name));
}

/* Those of the table and of every kind, and all that begin with one noun. */
static GPtrArray *
list_names (gboolean with_actions)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  guint n_actions, n_kinds;
  const CpxAuditAction *actions = cpx_audit_action_list (&n_actions);
  const CpxKind *const *kinds = cpx_kinds_list (&n_kinds);

  for (guint i = 0; i < n_actions; i++)
    {
      g_autofree char *noun = dup_noun (actions[i].name);

      add (names, noun);
      if (with_actions)
        add (names, actions[i].name);
    }
  for (guint i = 0; i < n_kinds; i++)
    {
      g_autofree char *noun = g_strconcat (kinds[i]->name, ".", NULL);

      add (names, noun);
      for (guint verb = 0; with_actions && cpx_audit_action_get_verb (verb) != NULL; verb++)
        {
          g_autofree char *name = g_strconcat (noun, cpx_audit_action_get_verb (verb), NULL);

          add (names, name);
        }
    }

  return names;
}

/**
 * cpx_known_actions_has:
 * @asked: an action, "patient.opened", or all that begin so, "coding."
 *
 * Returns: `FALSE` if nothing that this program writes is called so
 */
gboolean
cpx_known_actions_has (const char *asked)
{
  g_autoptr(GPtrArray) names = list_names (TRUE);

  return g_ptr_array_find_with_equal_func (names, asked, g_str_equal, NULL);
}

/* How many letters to put in, take out or change (Levenshtein). */
static guint
find_distance (const char *a,
               const char *b)
{
  gsize n = strlen (b);
  guint row[MAX_LENGTH + 1];

  for (guint j = 0; j <= n; j++)
    row[j] = j;
  for (guint i = 1; a[i - 1] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (guint j = 1; j <= n; j++)
        {
          guint above = row[j];

          row[j] = MIN (MIN (above, row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]));
          diagonal = above;
        }
    }

  return row[n];
}

static int
compare_near (gconstpointer a,
              gconstpointer b)
{
  const Near *one = a, *other = b;

  if (one->distance != other->distance)
    return one->distance < other->distance ? -1 : 1;

  return strcmp (one->name, other->name);
}

/* Those of its noun, and those that are a few letters away, the nearest first. */
static GArray *
find_near (GPtrArray  *names,
           const char *asked)
{
  g_autofree char *noun = dup_noun (asked);
  guint allowed = (guint) strlen (asked) / 3;
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Near));

  for (guint i = 0; i < names->len && strlen (asked) <= MAX_LENGTH; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      Near near = { name, strlen (name) <= MAX_LENGTH ? find_distance (asked, name) : G_MAXUINT };

      if (near.distance <= allowed || (noun != NULL && g_str_has_prefix (name, noun)))
        g_array_append_val (found, near);
    }
  g_array_sort (found, compare_near);

  return found;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * cpx_known_actions_dup_near:
 * @asked: what nothing is called
 *
 * Returns: (transfer full) (nullable): the actions it resembles, if it resembles any
 */
char *
cpx_known_actions_dup_near (const char *asked)
{
  g_autoptr(GPtrArray) names = list_names (TRUE);
  g_autoptr(GArray) near = find_near (names, asked);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (near->len, MAX_NEAR); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", g_array_index (near, Near, i).name);

  return g_string_free (text, near->len == 0);
}

/**
 * cpx_known_actions_dup_nouns:
 *
 * Returns: (transfer full): what actions begin with: "act., alert., …"
 */
char *
cpx_known_actions_dup_nouns (void)
{
  g_autoptr(GPtrArray) nouns = list_names (FALSE);
  GString *text = g_string_new (NULL);

  g_ptr_array_sort (nouns, compare_texts);
  for (guint i = 0; i < nouns->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (nouns, i));

  return g_string_free (text, FALSE);
}
