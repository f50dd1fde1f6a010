/* cpx-versions.c: which change gave each field of a record the value it has.
 *
 * A record that was never edited has one version, its creation, that stands for every field; only edited fields
 * are named. So the bytes kept with each record stay few (46 for a record never edited):
 *
 *   1                                      format
 *   n, n × 16                              devices
 *   n, n × (device 1, hlc 8, change 16)    versions, numbers most significant byte first
 *   1 + index of the creation, or 0
 *   n, n × (length 1, name, version 1)     fields
 *
 * Every n is one byte: a kind has at most 64 fields, and what nothing names any more is not written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-versions.h"

#include <string.h>

#define FORMAT 1

typedef struct
{
  char       *field;  /* (owned) */
  CpxVersion  version;
} Entry;

struct _CpxVersions
{
  GArray     *entries;   /* (owned) (element-type Entry) */
  CpxVersion  creation;
  gboolean    has_creation;
};

static void
clear_entry (gpointer data)
{
  g_free (((Entry *) data)->field);
}

CpxVersions *
cpx_versions_new (void)
{
  CpxVersions *self = g_new0 (CpxVersions, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);

  return self;
}

CpxVersions *
cpx_versions_copy (const CpxVersions *self)
{
  CpxVersions *copy = cpx_versions_new ();

  copy->creation = self->creation;
  copy->has_creation = self->has_creation;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      cpx_versions_set (copy, entry->field, &entry->version);
    }

  return copy;
}

void
cpx_versions_free (CpxVersions *self)
{
  g_array_unref (self->entries);
  g_free (self);
}

static Entry *
find_entry (const CpxVersions *self,
            const char        *field)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);

      if (strcmp (entry->field, field) == 0)
        return entry;
    }

  return NULL;
}

/**
 * cpx_versions_find:
 * @self: the versions of a record
 * @field: a field
 *
 * Finds the change that gave @field its value; for a field never set since, that is the record's creation.
 *
 * Returns: (nullable): NULL while the creation is not known
 */
const CpxVersion *
cpx_versions_find (const CpxVersions *self,
                   const char        *field)
{
  const Entry *entry = find_entry (self, field);

  if (entry != NULL)
    return &entry->version;

  return self->has_creation ? &self->creation : NULL;
}

/**
 * cpx_versions_set:
 * @self: the versions of a record
 * @field: (nullable): a field; NULL: the creation
 * @version: the change that gave it its value
 *
 * Notes where a value comes from.
 */
void
cpx_versions_set (CpxVersions      *self,
                  const char       *field,
                  const CpxVersion *version)
{
  Entry *entry = field != NULL ? find_entry (self, field) : NULL;

  if (field == NULL)
    {
      self->creation = *version;
      self->has_creation = TRUE;
    }
  else if (entry != NULL)
    {
      entry->version = *version;
    }
  else
    {
      Entry added = { g_strdup (field), *version };

      g_array_append_val (self->entries, added);
    }
}

static guint8
index_device (GArray      *devices,
              const CpxId *device)
{
  guint i = 0;

  while (i < devices->len && !cpx_id_equal (&g_array_index (devices, CpxId, i), device))
    i++;
  if (i == devices->len)
    g_array_append_val (devices, *device);
  g_assert (i < 255);

  return (guint8) i;
}

static guint8
index_version (GArray           *versions,
               const CpxVersion *version)
{
  guint i = 0;

  while (i < versions->len && !cpx_id_equal (&g_array_index (versions, CpxVersion, i).change, &version->change))
    i++;
  if (i == versions->len)
    g_array_append_val (versions, *version);
  g_assert (i < 255);

  return (guint8) i;
}

static void
append_byte (GByteArray *out,
             guint       byte)
{
  guint8 one = (guint8) byte;

  g_assert (byte <= 255);
  g_byte_array_append (out, &one, 1);
}

static void
append_versions (GByteArray *out,
                 GArray     *versions)
{
  g_autoptr(GArray) devices = g_array_new (FALSE, FALSE, sizeof (CpxId));

  for (guint i = 0; i < versions->len; i++)
    index_device (devices, &g_array_index (versions, CpxVersion, i).device);
  append_byte (out, devices->len);
  g_byte_array_append (out, (const guint8 *) devices->data, devices->len * sizeof (CpxId));

  append_byte (out, versions->len);
  for (guint i = 0; i < versions->len; i++)
    {
      const CpxVersion *version = &g_array_index (versions, CpxVersion, i);
      guint64 hlc = GUINT64_TO_BE (version->hlc);

      append_byte (out, index_device (devices, &version->device));
      g_byte_array_append (out, (const guint8 *) &hlc, sizeof hlc);
      g_byte_array_append (out, version->change.bytes, sizeof version->change.bytes);
    }
}

/**
 * cpx_versions_to_bytes:
 * @self: the versions of a record
 *
 * Returns: (transfer full): them, as written at the top of this file
 */
GBytes *
cpx_versions_to_bytes (const CpxVersions *self)
{
  g_autoptr(GArray) versions = g_array_new (FALSE, FALSE, sizeof (CpxVersion));
  g_autoptr(GByteArray) fields = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();

  append_byte (fields, self->has_creation ? 1u + index_version (versions, &self->creation) : 0u);
  append_byte (fields, self->entries->len);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      gsize length = strlen (entry->field);

      append_byte (fields, (guint) length);
      g_byte_array_append (fields, (const guint8 *) entry->field, (guint) length);
      append_byte (fields, index_version (versions, &entry->version));
    }

  append_byte (out, FORMAT);
  append_versions (out, versions);
  g_byte_array_append (out, fields->data, fields->len);

  return g_byte_array_free_to_bytes (out);
}

/* What is left to read; at NULL once something did not fit. */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
} Reader;

static const guint8 *
take (Reader *reader,
      gsize   n_bytes)
{
  const guint8 *taken = reader->at;

  if (taken == NULL || (gsize) (reader->end - taken) < n_bytes)
    {
      reader->at = NULL;
      return NULL;
    }
  reader->at += n_bytes;

  return taken;
}

static guint
take_byte (Reader *reader)
{
  const guint8 *byte = take (reader, 1);

  return byte != NULL ? *byte : 0;
}

static GArray *
read_versions (Reader *reader)
{
  GArray *versions = g_array_new (FALSE, TRUE, sizeof (CpxVersion));
  guint n_devices = take_byte (reader);
  const guint8 *devices = take (reader, n_devices * sizeof (CpxId));
  guint n_versions = take_byte (reader);

  for (guint i = 0; i < n_versions; i++)
    {
      const guint8 *bytes = take (reader, 1 + 8 + 16);
      CpxVersion version;

      if (devices == NULL || bytes == NULL || bytes[0] >= n_devices)
        {
          reader->at = NULL;
          break;
        }
      memcpy (&version.device, devices + bytes[0] * sizeof (CpxId), sizeof version.device);
      memcpy (&version.hlc, bytes + 1, sizeof version.hlc);
      version.hlc = GUINT64_FROM_BE (version.hlc);
      memcpy (&version.change, bytes + 9, sizeof version.change);
      g_array_append_val (versions, version);
    }

  return versions;
}

static void
read_field (CpxVersions *self,
            GArray      *versions,
            Reader      *reader)
{
  gsize length = take_byte (reader);
  const guint8 *name = take (reader, length);
  guint index = take_byte (reader);
  g_autofree char *field = NULL;

  if (reader->at == NULL || index >= versions->len)
    {
      reader->at = NULL;
      return;
    }
  field = g_strndup ((const char *) name, length);
  cpx_versions_set (self, field, &g_array_index (versions, CpxVersion, index));
}

/**
 * cpx_versions_from_data:
 * @data: what cpx_versions_to_bytes() wrote
 * @size: how many bytes
 *
 * Returns: (transfer full) (nullable): NULL if @data is not that
 */
CpxVersions *
cpx_versions_from_data (const guint8 *data,
                        gsize         size)
{
  g_autoptr(CpxVersions) self = cpx_versions_new ();
  g_autoptr(GArray) versions = NULL;
  Reader reader = { data, data != NULL ? data + size : NULL };
  guint creation, n_fields;

  if (take_byte (&reader) != FORMAT)
    return NULL;

  versions = read_versions (&reader);
  creation = take_byte (&reader);
  if (creation > versions->len)
    return NULL;
  if (creation > 0)
    cpx_versions_set (self, NULL, &g_array_index (versions, CpxVersion, creation - 1));

  n_fields = take_byte (&reader);
  for (guint i = 0; i < n_fields && reader.at != NULL; i++)
    read_field (self, versions, &reader);

  return reader.at == reader.end ? g_steal_pointer (&self) : NULL;
}
