/* cpx-access.c: the permission table, and the only code that reads it.
 *
 * A permission is `noun:verb`. The journal asks for `noun:write` before each write, the practice for
 * `patient:read` before each opening of a file; the screen asks so as to hide what is not allowed. Roles are
 * enforced by this program, keys by cryptography: who holds an unlocked vault and another program is not
 * stopped by this table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-access.h"

#include "cpx-practice-error.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define SURGEON   CPX_ROLE_SURGEON
#define LOCUM     CPX_ROLE_LOCUM
#define NURSE     CPX_ROLE_NURSE
#define SECRETARY CPX_ROLE_SECRETARY
#define ADMIN     CPX_ROLE_ADMIN
#define CODER     CPX_ROLE_CODER
#define CARE      (SURGEON | LOCUM | NURSE | SECRETARY)
#define EVERYONE  (CARE | ADMIN)

/* Sorted by name: looked up by halves. The part-time manager (admin alone) runs the house without reading files, so an
 * export, which is all of them in clear, asks for patient:read too (cpx-export.c). In an emergency they open one file
 * by break-glass (cpx-break-glass.c); of the other roles a user may have, each opens files. */
static const CpxPermission permissions[] = {
  { "act:write", SURGEON | LOCUM | CODER },
  { "anchor:write", ADMIN },
  { "audit:read", SURGEON | ADMIN },
  { "backup:make", SURGEON | SECRETARY | ADMIN },
  { "backup:restore", ADMIN },
  { "clinical:write", CARE },
  { "coding:lock", SURGEON | LOCUM },
  { "coding:reopen", SURGEON },
  { "coding:write", SURGEON | LOCUM | CODER },
  { "device:write", ADMIN },
  { "directory:write", SURGEON | SECRETARY | ADMIN },
  { "draft:write", EVERYONE },
  { "export:make", ADMIN },
  { "favourite:write", EVERYONE },
  { "import:make", ADMIN },
  { "intervention:write", CARE },
  { "language-model:write", ADMIN },
  { "learning:write", SURGEON | ADMIN },
  { "lexicon:write", SURGEON | CODER | ADMIN },
  { "log:follow", EVERYONE | CODER },
  { "nomenclature:import", SURGEON | ADMIN },
  { "note:sign", SURGEON | LOCUM },
  { "note:write", SURGEON | LOCUM | SECRETARY },
  { "own-passphrase:write", EVERYONE },
  { "own-totp:write", EVERYONE },
  { "patient:archive", SURGEON | LOCUM | SECRETARY },
  { "patient:break-glass", ADMIN },
  { "patient:erase", SURGEON },
  { "patient:import", SURGEON | SECRETARY | ADMIN },
  { "patient:merge", SURGEON | SECRETARY },
  { "patient:read", CARE },
  { "patient:remove", SURGEON },
  { "patient:write", CARE },
  { "practice:write", ADMIN },
  { "room:write", SURGEON | ADMIN },
  { "slot:read", ADMIN },
  { "slot:write", ADMIN },
  { "user:read", EVERYONE },
  { "user:write", ADMIN },
  { "vault:check", SURGEON | ADMIN },
  { "vault:rekey", ADMIN },
};

typedef struct
{
  const char *kind;
  const char *noun;
} KindNoun;

/* What a kind is called in the table; kinds that are not named here are their own noun. */
static const KindNoun kind_nouns[] = {
  { "alert", "clinical" },
  { "allergy", "clinical" },
  { "contact", "patient" },
  { "correspondent", "patient" },
  { "cover", "patient" },
  { "establishment", "room" },
  { "favourite_act", "favourite" },
  { "history", "clinical" },
  { "language_model", "language-model" },
  { "learning_reset", "learning" },
  { "lexicon_entry", "lexicon" },
  { "practitioner", "directory" },
  { "treatment", "clinical" },
};

static int
compare_name (const void *name,
              const void *permission)
{
  return g_strcmp0 (name, ((const CpxPermission *) permission)->name);
}

/**
 * cpx_access_list:
 * @out_n_permissions: (out): how many
 *
 * Returns: (array length=out_n_permissions) (transfer none): the whole table, by name
 */
const CpxPermission *
cpx_access_list (guint *out_n_permissions)
{
  *out_n_permissions = G_N_ELEMENTS (permissions);

  return permissions;
}

/**
 * cpx_access_may:
 * @roles: the roles of a user
 * @permission: a `noun:verb` of the table
 *
 * Tells whether one of @roles has @permission; a permission that is not in the table nobody has.
 *
 * Returns: `TRUE` if allowed
 */
gboolean
cpx_access_may (CpxRoles    roles,
                const char *permission)
{
  const CpxPermission *found =
    bsearch (permission, permissions, G_N_ELEMENTS (permissions), sizeof permissions[0], compare_name);

  return found != NULL && (found->roles & roles) != 0;
}

/**
 * cpx_access_get_noun:
 * @kind: a kind of record
 *
 * Returns: (transfer none): the noun under which the table speaks of @kind
 */
const char *
cpx_access_get_noun (const CpxKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_nouns); i++)
    {
      if (g_str_equal (kind_nouns[i].kind, kind->name))
        return kind_nouns[i].noun;
    }

  return kind->name;
}

/**
 * cpx_access_may_write:
 * @roles: the roles of a user
 * @kind: a kind of record
 *
 * Returns: `TRUE` if one of @roles may create and change records of @kind
 */
gboolean
cpx_access_may_write (CpxRoles       roles,
                      const CpxKind *kind)
{
  g_autofree char *permission = g_strconcat (cpx_access_get_noun (kind), ":write", NULL);

  return cpx_access_may (roles, permission);
}

/**
 * cpx_access_check:
 * @roles: the roles of a user
 * @permission: a `noun:verb` of the table
 * @error: where the refusal goes: %CPX_PRACTICE_ERROR_NOT_ALLOWED
 *
 * Returns: `TRUE` if allowed
 */
gboolean
cpx_access_check (CpxRoles     roles,
                  const char  *permission,
                  GError     **error)
{
  g_autofree char *label = NULL;

  if (cpx_access_may (roles, permission))
    return TRUE;

  label = cpx_roles_dup_label (roles);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED,
               _("Your role (%s) does not allow this (%s): ask an administrator of the practice."), label,
               permission);

  return FALSE;
}
