/* test-known-actions.c: what may be asked of the audit log by action, and what a misspelt one was to be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-known-actions.h"

#include "cpx-audit-action.h"

#include <string.h>

typedef struct
{
  const char *asked;
  gboolean    known;
  const char *near;   /* (nullable): the first that is named */
} Case;

static const Case cases[] = {
  { "patient.opened", TRUE, NULL },
  { "allergy.created", TRUE, NULL },
  { "coding.", TRUE, NULL },
  { "allergy.", TRUE, NULL },
  { "patient.open", FALSE, "patient.opened" },
  { "patient.vanished", FALSE, "patient." },
  { "codng.validated", FALSE, "coding.validated" },
  { "coding", FALSE, "coding." },
  { "allergy.eaten", FALSE, "allergy." },
  { "", FALSE, NULL },
  { ".", FALSE, NULL },
  { "bogus", FALSE, NULL },
  { "Dossier ouvert", FALSE, NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *asked = data;
  g_autofree char *near = cpx_known_actions_dup_near (asked->asked);

  g_assert_cmpint (cpx_known_actions_has (asked->asked), ==, asked->known);
  if (asked->known)
    return;
  g_test_message ("%s: %s", asked->asked, near);
  if (asked->near == NULL)
    g_assert_cmpstr (near, ==, NULL);
  else
    g_assert_true (strstr (near, asked->near) != NULL);
}

/* Whatever a screen or a script may ask by its name can be asked. */
static void
test_all (void)
{
  guint n_actions;
  const CpxAuditAction *actions = cpx_audit_action_list (&n_actions);

  for (guint i = 0; i < n_actions; i++)
    {
      if (!cpx_known_actions_has (actions[i].name))
        g_error ("%s is not known", actions[i].name);
    }
}

/* No name is so long that looking for its like writes where it should not. */
static void
test_long (void)
{
  g_autofree char *asked = g_strnfill (100000, 'a'), *near = cpx_known_actions_dup_near (asked);

  g_assert_false (cpx_known_actions_has (asked));
  g_assert_cmpstr (near, ==, NULL);
}

static void
test_nouns (void)
{
  g_autofree char *nouns = cpx_known_actions_dup_nouns ();

  g_assert_true (g_str_has_prefix (nouns, "access., act., "));
  g_assert_nonnull (strstr (nouns, ", patient., "));
  g_assert_null (strstr (nouns, "opened"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/known-actions/%s", *cases[i].asked != '\0' ? cases[i].asked : "empty");

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/known-actions/all", test_all);
  g_test_add_func ("/known-actions/long", test_long);
  g_test_add_func ("/known-actions/nouns", test_nouns);

  return g_test_run ();
}
