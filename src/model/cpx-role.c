/* cpx-role.c: roles by name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-role.h"

#include "cpx-record.h"
#include "cpx-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  CpxRole     role;
  const char *token;
  const char *label;
} roles_table[CPX_N_ROLES] = {
  { CPX_ROLE_SURGEON, "surgeon", N_("Surgeon") },
  { CPX_ROLE_LOCUM, "locum", N_("Locum") },
  { CPX_ROLE_NURSE, "nurse", N_("Nurse") },
  { CPX_ROLE_SECRETARY, "secretary", N_("Secretary") },
  { CPX_ROLE_ADMIN, "admin", N_("Administrator") },
  { CPX_ROLE_PATIENT, "patient", N_("Patient") },
  { CPX_ROLE_CODER, "coder", N_("Coding delegation") },
};

/**
 * cpx_role_get_token:
 * @role: one role
 *
 * Returns: (nullable): its name in files and on the command line
 */
const char *
cpx_role_get_token (CpxRole role)
{
  for (gsize i = 0; i < CPX_N_ROLES; i++)
    {
      if (roles_table[i].role == role)
        return roles_table[i].token;
    }

  return NULL;
}

/**
 * cpx_role_get_label:
 * @role: one role
 *
 * Returns: (nullable): its name on the screen
 */
const char *
cpx_role_get_label (CpxRole role)
{
  for (gsize i = 0; i < CPX_N_ROLES; i++)
    {
      if (roles_table[i].role == role)
        return g_dgettext (GETTEXT_PACKAGE, roles_table[i].label);
    }

  return NULL;
}

static CpxRoles
find_role (const char *token)
{
  for (gsize i = 0; i < CPX_N_ROLES; i++)
    {
      if (strcmp (roles_table[i].token, token) == 0)
        return roles_table[i].role;
    }

  return 0;
}

/**
 * cpx_roles_parse:
 * @text: names with commas between, `surgeon,admin`
 * @out_roles: (out): the roles
 * @error: return location for an error
 *
 * Returns: `FALSE` if a name is none of a role; empty text is no role at all
 */
gboolean
cpx_roles_parse (const char  *text,
                 CpxRoles    *out_roles,
                 GError     **error)
{
  g_auto(GStrv) tokens = g_strsplit (text, ",", -1);
  CpxRoles roles = 0;

  for (char **token = tokens; *token != NULL; token++)
    {
      CpxRoles role = find_role (g_strstrip (*token));

      if (role == 0 && *text != '\0')
        {
          g_autofree char *quoted = cpx_text_shorten (*token);

          g_set_error (error, CPX_RECORD_ERROR, CPX_RECORD_ERROR_BAD_VALUE,
                       _("“%s” is no role; the roles are surgeon, locum, nurse, secretary, coder and admin"), quoted);
          return FALSE;
        }
      roles |= role;
    }
  *out_roles = roles;

  return TRUE;
}

static char *
join (CpxRoles      roles,
      const char *(*name) (CpxRole),
      const char   *separator)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < CPX_N_ROLES; i++)
    {
      if ((roles & roles_table[i].role) != 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", name (roles_table[i].role));
    }

  return g_string_free (text, FALSE);
}

/**
 * cpx_roles_format:
 * @roles: some roles
 *
 * Returns: (transfer full): their names as cpx_roles_parse() reads them
 */
char *
cpx_roles_format (CpxRoles roles)
{
  return join (roles, cpx_role_get_token, ",");
}

/**
 * cpx_roles_dup_label:
 * @roles: some roles
 *
 * Returns: (transfer full): their names on the screen
 */
char *
cpx_roles_dup_label (CpxRoles roles)
{
  return join (roles, cpx_role_get_label, ", ");
}
