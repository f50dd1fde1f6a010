/* cpx-kind.c: questions one asks a declaration.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-kind.h"

#include "cpx-record-private.h"

#include <cpx-fold.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define TEXT_MAX_LENGTH      100
#define LONG_TEXT_MAX_LENGTH 20000

/**
 * cpx_kind_find_field:
 * @self: a kind
 * @name: the JSON name of a field
 *
 * Returns: its index, or -1
 */
int
cpx_kind_find_field (const CpxKind *self,
                     const char    *name)
{
  for (guint i = 0; i < self->n_fields; i++)
    {
      if (*self->fields[i].name == *name && strcmp (self->fields[i].name, name) == 0)  /* most differ at once */
        return (int) i;
    }

  return -1;
}

/**
 * cpx_kind_get_label:
 * @self: a kind
 *
 * Returns: what it is called on the screen
 */
const char *
cpx_kind_get_label (const CpxKind *self)
{
  return g_dgettext (GETTEXT_PACKAGE, self->label);
}

/**
 * cpx_field_get_label:
 * @self: a field
 *
 * Returns: what it is called on the screen
 */
const char *
cpx_field_get_label (const CpxField *self)
{
  return g_dgettext (GETTEXT_PACKAGE, self->label);
}

/**
 * cpx_field_get_max_length:
 * @self: a field of text
 *
 * Returns: the most characters it takes
 */
guint
cpx_field_get_max_length (const CpxField *self)
{
  if (self->max_length > 0)
    return self->max_length;

  return self->type == CPX_FIELD_LONG_TEXT ? LONG_TEXT_MAX_LENGTH : TEXT_MAX_LENGTH;
}

/* Whether the value is kept as text. */
gboolean
cpx_field_is_text (const CpxField *self)
{
  return self->type != CPX_FIELD_BOOLEAN && self->type != CPX_FIELD_INTEGER;
}

/**
 * cpx_token_get_label:
 * @self: a value of an enumeration
 *
 * Returns: what it is called on the screen
 */
const char *
cpx_token_get_label (const CpxToken *self)
{
  return g_dgettext (GETTEXT_PACKAGE, self->label);
}

/**
 * cpx_field_get_token_label:
 * @self: an enumeration
 * @token: a value of it
 *
 * Returns: (nullable): what it is called on the screen, or `NULL` if the enumeration has no such value
 */
const char *
cpx_field_get_token_label (const CpxField *self,
                           const char     *token)
{
  for (const CpxToken *known = self->tokens; known != NULL && known->token != NULL; known++)
    {
      if (strcmp (known->token, token) == 0)
        return cpx_token_get_label (known);
    }

  return NULL;
}

/**
 * cpx_field_find_token:
 * @self: an enumeration
 * @typed: one of its tokens or labels, case and accents apart
 *
 * Finds the value a person means, for example in a column of a CSV file.
 *
 * Returns: (transfer none) (nullable): the value
 */
const CpxToken *
cpx_field_find_token (const CpxField *self,
                      const char     *typed)
{
  g_autofree char *wanted = cpx_fold (typed);

  for (const CpxToken *known = self->tokens; known != NULL && known->token != NULL; known++)
    {
      g_autofree char *token = cpx_fold (known->token);
      g_autofree char *label = cpx_fold (cpx_token_get_label (known));

      if (strcmp (wanted, token) == 0 || strcmp (wanted, label) == 0)
        return known;
    }

  return NULL;
}
