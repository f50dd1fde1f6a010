/* test-access.c: every role against every permission.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-access.h"
#include "cpx-practice-error.h"

#include <string.h>

/* Who may, a letter a role: Surgeon, Locum, Nurse, secretary (X), Admin, Coding
 * delegate. Written by hand, not from the table. */
typedef struct
{
  const char *permission;
  const char *who;
} Expected;

static const Expected expected[] = {
  { "act:write", "SLC" },
  { "anchor:write", "A" },
  { "audit:read", "SA" },
  { "backup:make", "SXA" },
  { "backup:restore", "A" },
  { "clinical:write", "SLNX" },
  { "coding:lock", "SL" },
  { "coding:reopen", "S" },
  { "coding:write", "SLC" },
  { "device:write", "A" },
  { "directory:write", "SXA" },
  { "draft:write", "SLNXA" },
  { "export:make", "A" },
  { "favourite:write", "SLNXA" },
  { "import:make", "A" },
  { "intervention:write", "SLNX" },
  { "language-model:write", "A" },
  { "learning:write", "SA" },
  { "lexicon:write", "SCA" },
  { "log:follow", "SLNXAC" },
  { "nomenclature:import", "SA" },
  { "note:sign", "SL" },
  { "note:write", "SLX" },
  { "own-passphrase:write", "SLNXA" },
  { "own-totp:write", "SLNXA" },
  { "patient:archive", "SLX" },
  { "patient:break-glass", "A" },
  { "patient:erase", "S" },
  { "patient:import", "SXA" },
  { "patient:merge", "SX" },
  { "patient:read", "SLNX" },
  { "patient:remove", "S" },
  { "patient:write", "SLNX" },
  { "practice:write", "A" },
  { "room:write", "SA" },
  { "slot:read", "A" },
  { "slot:write", "A" },
  { "user:read", "SLNXA" },
  { "user:write", "A" },
  { "vault:check", "SA" },
  { "vault:rekey", "A" },
};

static const struct
{
  char    letter;
  CpxRole role;
} roles[] = {
  { 'S', CPX_ROLE_SURGEON }, { 'L', CPX_ROLE_LOCUM }, { 'N', CPX_ROLE_NURSE },
  { 'X', CPX_ROLE_SECRETARY }, { 'A', CPX_ROLE_ADMIN }, { 'P', CPX_ROLE_PATIENT },
  { 'C', CPX_ROLE_CODER },
};

static void
test_permission (gconstpointer data)
{
  const Expected *line = data;

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      gboolean may = strchr (line->who, roles[i].letter) != NULL;
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (cpx_access_may (roles[i].role, line->permission), ==, may);
      g_assert_cmpint (cpx_access_check (roles[i].role, line->permission, &error), ==, may);
      if (may)
        g_assert_no_error (error);
      else
        g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
    }
  g_assert_false (cpx_access_may (0, line->permission));
}

static void
test_table (void)
{
  guint n;
  const CpxPermission *table = cpx_access_list (&n);

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (table[i].name, ==, expected[i].permission);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (strcmp (table[i - 1].name, table[i].name), <, 0);
}

static void
test_unknown (void)
{
  g_assert_false (cpx_access_may (~0u, "patient:sell"));
  g_assert_false (cpx_access_may (~0u, ""));
}

static void
test_several_roles (void)
{
  g_assert_true (cpx_access_may (CPX_ROLE_SECRETARY | CPX_ROLE_ADMIN, "user:write"));
  g_assert_true (cpx_access_may (CPX_ROLE_SECRETARY | CPX_ROLE_ADMIN, "patient:read"));
  g_assert_false (cpx_access_may (CPX_ROLE_SECRETARY | CPX_ROLE_ADMIN, "patient:remove"));
}

/* Each kind that a post can write has its permission in the table: none falls through. What is only imported has that
 * of its import, and nobody saves it as any record is. */
static void
test_kinds (void)
{
  static const char * const imported[] = { "nomenclature", "act_volumes", NULL };
  guint n_kinds;
  const CpxKind * const *kinds = cpx_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    g_assert_cmpint (cpx_access_may_write (CPX_ROLE_SURGEON | CPX_ROLE_ADMIN, kinds[i]), ==,
                     !g_strv_contains (imported, kinds[i]->name));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *path = g_strconcat ("/access/", expected[i].permission, NULL);

      g_test_add_data_func (path, &expected[i], test_permission);
    }
  g_test_add_func ("/access/table", test_table);
  g_test_add_func ("/access/unknown", test_unknown);
  g_test_add_func ("/access/several-roles", test_several_roles);
  g_test_add_func ("/access/kinds", test_kinds);

  return g_test_run ();
}
