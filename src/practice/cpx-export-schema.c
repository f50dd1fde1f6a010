/* cpx-export-schema.c: the kinds as JSON Schema, made from their declarations.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-export.h"

#define DIALECT "https://json-schema.org/draft/2020-12/schema"

static json_t *
describe_tokens (const CpxField *field)
{
  json_t *tokens = json_array ();

  for (const CpxToken *token = field->tokens; token->token != NULL; token++)
    json_array_append_new (tokens, json_string (token->token));

  return json_pack ("{s:s, s:o}", "type", "string", "enum", tokens);
}

static json_t *
describe_integer (const CpxField *field)
{
  json_t *described = json_pack ("{s:s}", "type", "integer");

  if (field->minimum != 0 || field->maximum != 0)
    {
      json_object_set_new (described, "minimum", json_integer (field->minimum));
      json_object_set_new (described, "maximum", json_integer (field->maximum));
    }

  return described;
}

static json_t *
describe_type (const CpxField *field)
{
  switch (field->type)
    {
    case CPX_FIELD_DATE:
      return json_pack ("{s:s, s:s}", "type", "string", "pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$");
    case CPX_FIELD_ENUM:
      return describe_tokens (field);
    case CPX_FIELD_BOOLEAN:
      return json_pack ("{s:s}", "type", "boolean");
    case CPX_FIELD_INTEGER:
      return describe_integer (field);
    case CPX_FIELD_REFERENCE:
      return json_pack ("{s:s, s:s, s:s}", "type", "string", "format", "uuid", "$comment", field->target);
    case CPX_FIELD_TEXT:
    case CPX_FIELD_LONG_TEXT:
    default:
      return json_pack ("{s:s, s:i}", "type", "string", "maxLength", (int) cpx_field_get_max_length (field));
    }
}

static json_t *
describe_kind (const CpxKind *kind)
{
  json_t *properties = json_pack ("{s:{s:s}, s:{s:s, s:s}}", "kind", "const", kind->name, "id", "type", "string",
                                  "format", "uuid");
  json_t *required = json_pack ("[s, s]", "kind", "id");

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const CpxField *field = &kind->fields[i];
      json_t *described = describe_type (field);

      json_object_set_new (described, "title", json_string (field->label));
      json_object_set_new (properties, field->name, described);
      if ((field->flags & CPX_FIELD_REQUIRED) != 0)
        json_array_append_new (required, json_string (field->name));
    }

  return json_pack ("{s:s, s:s, s:o, s:o}", "title", kind->label, "type", "object", "properties", properties,
                    "required", required);
}

/**
 * cpx_export_make_schema:
 *
 * Describes the lines of each kind. A field without value is left out of a line.
 *
 * Returns: (transfer full): a JSON Schema with one definition a kind
 */
char *
cpx_export_make_schema (void)
{
  g_autoptr(json_t) schema = json_pack ("{s:s, s:{}}", "$schema", DIALECT, "$defs");
  guint n_kinds;
  const CpxKind * const *kinds = cpx_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      if (cpx_export_covers (kinds[i]))
        json_object_set_new (json_object_get (schema, "$defs"), kinds[i]->name, describe_kind (kinds[i]));
    }

  return cpx_json_print (schema);
}
