/* cpx-json-member.c: see cpx-json-member.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-json-member.h"

#include "cpx-coding-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MINUTES_IN_A_DAY (24 * 60)

static gboolean
refuse (const CpxMember  *member,
        const char       *place,
        const char       *wanted,
        GError          **error)
{
  g_set_error (error, CPX_CODING_ERROR, CPX_CODING_ERROR_INVALID, _("%s: “%s” must be %s."), place, member->name,
               wanted);

  return FALSE;
}

static gboolean
read_integer (const CpxMember  *member,
              const char       *place,
              json_t           *value,
              gint64            maximum,
              gint64           *out_number,
              GError          **error)
{
  g_autofree char *wanted = NULL;

  if (json_is_integer (value) && json_integer_value (value) >= member->minimum
      && json_integer_value (value) <= maximum)
    {
      *out_number = json_integer_value (value);
      return TRUE;
    }
  wanted = g_strdup_printf (_("a whole number from %d to %ld"), member->minimum, (glong) maximum);

  return refuse (member, place, wanted, error);
}

static gboolean
read_token (const CpxMember  *member,
            const char       *place,
            json_t           *value,
            int              *out_token,
            GError          **error)
{
  char number[24] = "";
  const char *text = json_is_string (value) ? json_string_value (value) : number;
  g_autofree char *list = NULL;
  g_autofree char *wanted = NULL;

  if (json_is_integer (value))
    g_snprintf (number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value (value));
  for (int i = 0; member->tokens[i] != NULL; i++)
    {
      if (strcmp (member->tokens[i], text) == 0)
        {
          *out_token = i;
          return TRUE;
        }
    }
  list = g_strjoinv (", ", (char **) member->tokens);
  wanted = g_strdup_printf (_("one of: %s"), list);

  return refuse (member, place, wanted, error);
}

static char *
join_letters (json_t *value)
{
  GString *text = g_string_new (NULL);
  json_t *item;
  size_t i;

  if (json_is_string (value))
    g_string_append (text, json_string_value (value));
  json_array_foreach (value, i, item)
    g_string_append (text, json_is_string (item) ? json_string_value (item) : "?");

  return g_string_free (text, FALSE);
}

static gboolean
read_letters (const CpxMember  *member,
              const char       *place,
              json_t           *value,
              char             *out_letters,
              GError          **error)
{
  g_autofree char *joined = join_letters (value);
  g_autofree char *text = g_ascii_strup (joined, -1);
  gsize length = strlen (text);
  g_autofree char *wanted = NULL;

  if ((json_is_string (value) || json_is_array (value)) && length >= (gsize) member->minimum
      && length <= (gsize) member->maximum
      && strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length)
    {
      memcpy (out_letters, text, length + 1);
      return TRUE;
    }
  wanted = member->minimum == member->maximum
             ? g_strdup_printf (_("%d letters and digits"), member->maximum)
             : g_strdup_printf (_("%d to %d letters and digits"), member->minimum, member->maximum);

  return refuse (member, place, wanted, error);
}

static gboolean
read_day (const CpxMember  *member,
          const char       *place,
          json_t           *value,
          CpxDay           *out_day,
          GError          **error)
{
  if (json_is_string (value) && cpx_day_parse_iso (json_string_value (value), out_day))
    return TRUE;

  return refuse (member, place, _("a day as 2025-03-04"), error);
}

static gboolean
read_minute (const CpxMember  *member,
             const char       *place,
             json_t           *value,
             int              *out_minute,
             GError          **error)
{
  const char *text = json_is_string (value) ? json_string_value (value) : "";

  if (strlen (text) == 5 && g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) && text[2] == ':'
      && g_ascii_isdigit (text[3]) && g_ascii_isdigit (text[4]) && text[3] < '6')
    {
      *out_minute = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
      if (*out_minute < MINUTES_IN_A_DAY)
        return TRUE;
    }

  return refuse (member, place, _("a time as 14:30"), error);
}

static gboolean
read_boolean (const CpxMember  *member,
              const char       *place,
              json_t           *value,
              int              *out_value,
              GError          **error)
{
  if (!json_is_boolean (value))
    return refuse (member, place, _("true or false"), error);
  if (member->type == CPX_MEMBER_FACT)
    *out_value = json_is_true (value) ? CPX_FACT_YES : CPX_FACT_NO;
  else
    *out_value = json_is_true (value);

  return TRUE;
}

static gboolean
read_member (const CpxMember  *member,
             const char       *place,
             json_t           *value,
             gpointer          data,
             GError          **error)
{
  gpointer at = (char *) data + member->offset;
  gint64 number;

  switch (member->type)
    {
    case CPX_MEMBER_BOOLEAN:
    case CPX_MEMBER_FACT:
      return read_boolean (member, place, value, at, error);
    case CPX_MEMBER_INT:
      if (!read_integer (member, place, value, member->maximum, &number, error))
        return FALSE;
      *(int *) at = (int) number;
      return TRUE;
    case CPX_MEMBER_CENTS:
      return read_integer (member, place, value, member->maximum, at, error);
    case CPX_MEMBER_TOKEN:
      return read_token (member, place, value, at, error);
    case CPX_MEMBER_LETTERS:
      return read_letters (member, place, value, at, error);
    case CPX_MEMBER_DAY:
      return read_day (member, place, value, at, error);
    case CPX_MEMBER_MINUTE:
    default:
      return read_minute (member, place, value, at, error);
    }
}

static const CpxMember *
find_member (const CpxMember *members,
             gsize            n_members,
             const char      *name)
{
  for (gsize i = 0; i < n_members; i++)
    {
      if (strcmp (members[i].name, name) == 0)
        return &members[i];
    }

  return NULL;
}

/**
 * cpx_members_read:
 * @members: (array length=n_members): what the object may hold
 * @n_members: how many
 * @others: (nullable): names that the caller reads by itself, ends with `NULL`
 * @place: what to call the object in a sentence: "Act 2"
 * @object: a JSON value; `null` members count as absent
 * @data: (out caller-allocates): the struct, already filled with its defaults
 * @error: return location for an error
 *
 * Returns: `TRUE` if the value is an object of known members, each of its type
 */
gboolean
cpx_members_read (const CpxMember     *members,
                  gsize                n_members,
                  const char * const  *others,
                  const char          *place,
                  json_t              *object,
                  gpointer             data,
                  GError             **error)
{
  const char *name;
  json_t *value;

  if (!json_is_object (object))
    {
      g_set_error (error, CPX_CODING_ERROR, CPX_CODING_ERROR_INVALID, _("%s must be a JSON object."), place);
      return FALSE;
    }
  json_object_foreach (object, name, value)
    {
      const CpxMember *member = find_member (members, n_members, name);

      if (member == NULL && others != NULL && g_strv_contains (others, name))
        continue;
      if (member == NULL)
        {
          g_set_error (error, CPX_CODING_ERROR, CPX_CODING_ERROR_INVALID, _("%s: “%s” is no member of it."), place,
                       name);
          return FALSE;
        }
      if (!json_is_null (value) && !read_member (member, place, value, data, error))
        return FALSE;
    }

  return TRUE;
}

static json_t *
write_day (CpxDay day)
{
  g_autofree char *text = day != CPX_DAY_NONE ? cpx_day_format_iso (day) : NULL;

  return text != NULL ? json_string (text) : NULL;
}

static json_t *
write_minute (int minute)
{
  char text[16];

  if (minute < 0)
    return NULL;
  g_snprintf (text, sizeof text, "%02d:%02d", minute / 60, minute % 60);

  return json_string (text);
}

/* NULL for what a reader would assume anyway. */
static json_t *
write_member (const CpxMember *member,
              gconstpointer    data)
{
  gconstpointer at = (const char *) data + member->offset;
  int value = 0;

  if (member->type != CPX_MEMBER_LETTERS)
    memcpy (&value, at, sizeof value);

  switch (member->type)
    {
    case CPX_MEMBER_BOOLEAN:
      return value != FALSE ? json_true () : NULL;
    case CPX_MEMBER_FACT:
      return value != CPX_FACT_UNKNOWN ? json_boolean (value == CPX_FACT_YES) : NULL;
    case CPX_MEMBER_INT:
      return value != member->default_value ? json_integer (value) : NULL;
    case CPX_MEMBER_CENTS:
      return *(const gint64 *) at != member->default_value ? json_integer (*(const gint64 *) at) : NULL;
    case CPX_MEMBER_TOKEN:
      return value != member->default_value ? json_string (member->tokens[value]) : NULL;
    case CPX_MEMBER_LETTERS:
      return *(const char *) at != '\0' ? json_string (at) : NULL;
    case CPX_MEMBER_DAY:
      return write_day (*(const CpxDay *) at);
    case CPX_MEMBER_MINUTE:
    default:
      return write_minute (value);
    }
}

/**
 * cpx_members_write:
 * @members: (array length=n_members): what the object may hold
 * @n_members: how many
 * @data: the struct
 *
 * Returns: (transfer full): the object, without the members that hold their default
 */
json_t *
cpx_members_write (const CpxMember *members,
                   gsize            n_members,
                   gconstpointer    data)
{
  json_t *object = json_object ();

  for (gsize i = 0; i < n_members; i++)
    {
      json_t *value = write_member (&members[i], data);

      if (value != NULL)
        json_object_set_new (object, members[i].name, value);
    }

  return object;
}
