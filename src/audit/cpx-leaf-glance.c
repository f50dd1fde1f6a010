/* cpx-leaf-glance.c: the members of a leaf one after another, without a tree of them.
 *
 * A leaf is canonical JSON: no spaces, one object of texts, one array of texts and one number, and no array or object
 * inside another. cpx_audit_leaf_parse() is strict and makes an entry of it; this is for going through thousands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-leaf-glance.h"

#include <string.h>

typedef struct
{
  const char *at;
  const char *end;
} Reader;

static gboolean
skip (Reader *self,
      char    c)
{
  if (self->at >= self->end || *self->at != c)
    return FALSE;
  self->at++;

  return TRUE;
}

/* Is the quote at @quote escaped? An even number of backslashes before it says no. */
static gboolean
is_escaped (const char *start,
            const char *quote)
{
  const char *at = quote;

  while (at > start && at[-1] == '\\')
    at--;

  return (quote - at) % 2 != 0;
}

static gboolean
read_text (Reader      *self,
           CpxLeafText *out_text)
{
  const char *start, *quote;

  if (!skip (self, '"'))
    return FALSE;
  start = quote = self->at;
  while ((quote = memchr (quote, '"', (gsize) (self->end - quote))) != NULL && is_escaped (start, quote))
    quote++;
  if (quote == NULL)
    return FALSE;
  *out_text = (CpxLeafText) { start, (gsize) (quote - start) };
  self->at = quote + 1;

  return TRUE;
}

static gboolean
skip_texts (Reader *self)
{
  CpxLeafText text;

  if (!skip (self, '['))
    return FALSE;
  if (skip (self, ']'))
    return TRUE;
  do
    if (!read_text (self, &text))
      return FALSE;
  while (skip (self, ','));

  return skip (self, ']');
}

static gboolean
skip_number (Reader *self)
{
  const char *start = self->at;

  while (self->at < self->end && (g_ascii_isdigit (*self->at) || *self->at == '-'))
    self->at++;

  return self->at > start;
}

static gboolean
is_text (const CpxLeafText *self,
         const char        *text)
{
  return self->length == strlen (text) && memcmp (self->text, text, self->length) == 0;
}

static gboolean
read_time (const CpxLeafText *text,
           gint64            *out_time_us)
{
  char digits[24] = { 0 };

  if (text->length == 0 || text->length >= sizeof digits)
    return FALSE;
  memcpy (digits, text->text, text->length);

  return g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, out_time_us, NULL);
}

/* The text of @out_value is NULL where the value is none. */
static gboolean
read_pair (Reader      *self,
           CpxLeafText *out_name,
           CpxLeafText *out_value)
{
  *out_value = (CpxLeafText) { NULL, 0 };
  if (!read_text (self, out_name) || !skip (self, ':') || self->at >= self->end)
    return FALSE;
  if (*self->at == '[')
    return skip_texts (self);

  return *self->at == '"' ? read_text (self, out_value) : skip_number (self);
}

static gboolean
read_member (Reader        *self,
             CpxLeafGlance *glance)
{
  CpxLeafText name, value;

  if (!read_pair (self, &name, &value))
    return FALSE;
  if (value.text == NULL)
    return TRUE;
  if (is_text (&name, "action"))
    glance->action = value;
  else if (is_text (&name, "user"))
    glance->user = value;
  else if (is_text (&name, "id"))
    glance->record = value;
  else if (is_text (&name, "patient"))
    glance->patient = value;
  else if (is_text (&name, "details"))
    glance->has_details = TRUE;
  else if (is_text (&name, "time"))
    return read_time (&value, &glance->time_us);

  return TRUE;
}

/**
 * cpx_leaf_glance:
 * @leaf: the bytes of a leaf
 * @size: how many
 * @out_glance: (out caller-allocates): its action, user, record, patient and time, and whether details are sealed in
 *   it; the texts are lent by @leaf
 *
 * Looks at a leaf without checking it: what it says of a leaf that cpx_audit_leaf_parse() refuses means nothing.
 *
 * Returns: `FALSE` if the bytes are surely no leaf
 */
gboolean
cpx_leaf_glance (const void    *leaf,
                 gsize          size,
                 CpxLeafGlance *out_glance)
{
  Reader reader = { leaf, (const char *) leaf + size };

  *out_glance = (CpxLeafGlance) { .has_details = FALSE };
  if (leaf == NULL || !skip (&reader, '{'))
    return FALSE;
  do
    if (!read_member (&reader, out_glance))
      return FALSE;
  while (skip (&reader, ','));

  return skip (&reader, '}') && reader.at == reader.end && out_glance->action.text != NULL;
}

/* Canonical JSON has its members in order: after this one neither comes. */
static gboolean
is_past_patient (const CpxLeafText *name)
{
  return name->length > 0 && *name->text > 'p';
}

/**
 * cpx_leaf_glance_owners:
 * @leaf: the bytes of a leaf
 * @size: how many
 * @out_owners: (out caller-allocates): whose entry it is; the texts are lent by @leaf
 *
 * Does cpx_leaf_glance() for three members alone, and stops behind them: a whole log is gone through with it.
 *
 * Returns: `FALSE` if the bytes are surely no leaf
 */
gboolean
cpx_leaf_glance_owners (const void    *leaf,
                        gsize          size,
                        CpxLeafOwners *out_owners)
{
  Reader reader = { leaf, (const char *) leaf + size };
  CpxLeafText name, value;

  *out_owners = (CpxLeafOwners) { { NULL, 0 } };
  if (leaf == NULL || !skip (&reader, '{'))
    return FALSE;
  do
    {
      if (!read_pair (&reader, &name, &value))
        return FALSE;
      if (is_text (&name, "device"))
        out_owners->device = value;
      else if (is_text (&name, "id"))
        out_owners->record = value;
      else if (is_text (&name, "patient"))
        out_owners->patient = value;
    }
  while (!is_past_patient (&name) && skip (&reader, ','));

  return is_past_patient (&name) || (skip (&reader, '}') && reader.at == reader.end);
}

/**
 * cpx_leaf_glance_is_of_log:
 * @leaf: the bytes of a leaf
 * @size: how many
 * @origin: the name of the log that it is in, which ends with "/" and the id of the post that wrote it
 *
 * Compares the post that a leaf names with the one whose log it is in.
 *
 * Returns: `FALSE` if the leaf says that another post wrote it
 */
gboolean
cpx_leaf_glance_is_of_log (const void *leaf,
                           gsize       size,
                           const char *origin)
{
  const char *slash = strrchr (origin, '/');
  CpxLeafOwners owners;

  return slash == NULL || !cpx_leaf_glance_owners (leaf, size, &owners) || owners.device.text == NULL ||
         is_text (&owners.device, slash + 1);
}
