/* cpx-user.c: a login, its roles and the practitioner behind it. Passphrases and keys are the vault's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-user.h"

#include "cpx-kind-rules.h"
#include "cpx-record-builder.h"
#include "cpx-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const CpxField fields[CPX_N_USER_FIELDS] = {
  { "login", N_("Login"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED | CPX_FIELD_UNIQUE, .max_length = 32 },
  { "name", N_("Name"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED },
  { "role_surgeon", N_("Surgeon"), CPX_FIELD_BOOLEAN },
  { "role_locum", N_("Locum"), CPX_FIELD_BOOLEAN },
  { "role_nurse", N_("Nurse"), CPX_FIELD_BOOLEAN },
  { "role_secretary", N_("Secretary"), CPX_FIELD_BOOLEAN },
  { "role_admin", N_("Administrator"), CPX_FIELD_BOOLEAN },
  { "role_coder", N_("Coding delegation"), CPX_FIELD_BOOLEAN },
  { "rpps", N_("RPPS number"), CPX_FIELD_TEXT, .max_length = 11, .clean = cpx_text_squeeze },
  { "practitioner", N_("Practitioner"), CPX_FIELD_REFERENCE, .target = "practitioner" },
  { "locale", N_("Language"), CPX_FIELD_TEXT, .max_length = 20 },
  { "disabled", N_("Disabled"), CPX_FIELD_BOOLEAN },
};

/* A role a field: two administrators who each give one lose neither. */
static const struct
{
  CpxRole role;
  int     field;
} role_fields[] = {
  { CPX_ROLE_SURGEON, CPX_USER_ROLE_SURGEON },
  { CPX_ROLE_LOCUM, CPX_USER_ROLE_LOCUM },
  { CPX_ROLE_NURSE, CPX_USER_ROLE_NURSE },
  { CPX_ROLE_SECRETARY, CPX_USER_ROLE_SECRETARY },
  { CPX_ROLE_ADMIN, CPX_USER_ROLE_ADMIN },
  { CPX_ROLE_CODER, CPX_USER_ROLE_CODER },
};

/* A login is typed at every unlock, names a key slot and stands in command lines. */
static gboolean
is_login (const char *login)
{
  return g_ascii_isalnum (login[0])
         && strspn (login, "abcdefghijklmnopqrstuvwxyz0123456789._-") == strlen (login);
}

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  const char *login = cpx_record_get_text (record, CPX_USER_LOGIN);

  if (login != NULL && !is_login (login))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_USER_LOGIN, "login.form",
                  _("The login may have small letters without accents, digits, dots and dashes, and begins with "
                    "a letter or a digit"));
  if (cpx_user_get_roles (record) == 0)
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_USER_ROLE_SECRETARY, "user.no-role",
                  _("A user has at least one role"));
  if (cpx_record_get_boolean (record, CPX_USER_ROLE_CODER) && !cpx_record_get_boolean (record, CPX_USER_ROLE_SECRETARY))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_USER_ROLE_CODER, "user.coder",
                  _("The coding is delegated to a secretary; surgeons and locums code without it"));
  cpx_rule_check_rpps (record, findings, CPX_USER_RPPS);
}

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_USER_NAME, CPX_USER_LOGIN, -1);
}

const CpxKind cpx_user_kind = {
  .name = "user",
  .label = N_("User"),
  .get_type = cpx_user_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_NO_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxUser, cpx_user)

/**
 * cpx_user_get_roles:
 * @self: a user
 *
 * Returns: the roles
 */
CpxRoles
cpx_user_get_roles (CpxRecord *self)
{
  CpxRoles roles = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (role_fields); i++)
    {
      if (cpx_record_get_boolean (self, role_fields[i].field))
        roles |= role_fields[i].role;
    }

  return roles;
}

/**
 * cpx_user_with_roles:
 * @self: a user
 * @roles: the roles of the user from now on; %CPX_ROLE_PATIENT is none a user may have
 *
 * Returns: (transfer full): the changed user
 */
CpxRecord *
cpx_user_with_roles (CpxRecord *self,
                     CpxRoles   roles)
{
  CpxRecordBuilder *builder = cpx_record_builder_new_from (self);

  for (gsize i = 0; i < G_N_ELEMENTS (role_fields); i++)
    cpx_record_builder_set_boolean (builder, role_fields[i].field, (roles & role_fields[i].role) != 0);

  return cpx_record_builder_end (builder);
}
