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
#define MAX_NUMBERED 254

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

/* What is written, each device and each version once: pointers, in the order in which they are met first. */
typedef struct
{
  const CpxId      *devices[MAX_NUMBERED];
  guint             n_devices;
  const CpxVersion *versions[MAX_NUMBERED];
  guint             n_versions;
} Numbering;

static guint8
number_device (Numbering   *self,
               const CpxId *device)
{
  guint i = 0;

  while (i < self->n_devices && !cpx_id_equal (self->devices[i], device))
    i++;
  if (i == self->n_devices)
    {
      g_assert (i < MAX_NUMBERED);
      self->devices[self->n_devices++] = device;
    }

  return (guint8) i;
}

static guint8
number_version (Numbering        *self,
                const CpxVersion *version)
{
  guint i = 0;

  while (i < self->n_versions && !cpx_id_equal (&self->versions[i]->change, &version->change))
    i++;
  if (i == self->n_versions)
    {
      g_assert (i < MAX_NUMBERED);
      self->versions[self->n_versions++] = version;
      number_device (self, &version->device);
    }

  return (guint8) i;
}

static guint8 *
put_bytes (guint8     *out,
           const void *bytes,
           gsize       n_bytes)
{
  memcpy (out, bytes, n_bytes);

  return out + n_bytes;
}

static guint8 *
put_versions (guint8    *out,
              Numbering *numbering)
{
  *out++ = (guint8) numbering->n_devices;
  for (guint i = 0; i < numbering->n_devices; i++)
    out = put_bytes (out, numbering->devices[i], sizeof (CpxId));

  *out++ = (guint8) numbering->n_versions;
  for (guint i = 0; i < numbering->n_versions; i++)
    {
      const CpxVersion *version = numbering->versions[i];
      guint64 hlc = GUINT64_TO_BE (version->hlc);

      *out++ = number_device (numbering, &version->device);
      out = put_bytes (out, &hlc, sizeof hlc);
      out = put_bytes (out, &version->change, sizeof version->change);
    }

  return out;
}

static guint8 *
put_fields (guint8            *out,
            const CpxVersions *self,
            Numbering         *numbering)
{
  *out++ = self->has_creation ? (guint8) (1 + number_version (numbering, &self->creation)) : 0;
  *out++ = (guint8) self->entries->len;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      gsize length = strlen (entry->field);

      *out++ = (guint8) length;
      out = put_bytes (out, entry->field, length);
      *out++ = number_version (numbering, &entry->version);
    }

  return out;
}

/* Numbers what is written, and says how many bytes there are at most. */
static gsize
number_all (const CpxVersions *self,
            Numbering         *numbering)
{
  gsize n_bytes = 5;

  if (self->has_creation)
    number_version (numbering, &self->creation);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      gsize length = strlen (entry->field);

      g_assert (length <= G_MAXUINT8);
      n_bytes += length + 2;
      number_version (numbering, &entry->version);
    }
  g_assert (self->entries->len <= G_MAXUINT8);

  return n_bytes + numbering->n_devices * sizeof (CpxId)
         + numbering->n_versions * (1 + sizeof (guint64) + sizeof (CpxId));
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
  Numbering numbering;
  gsize n_bytes;
  guint8 *bytes, *end;

  numbering.n_devices = numbering.n_versions = 0;
  n_bytes = number_all (self, &numbering);
  bytes = end = g_malloc (n_bytes);
  *end++ = FORMAT;
  end = put_versions (end, &numbering);
  end = put_fields (end, self, &numbering);
  g_assert ((gsize) (end - bytes) == n_bytes);

  return g_bytes_new_take (bytes, n_bytes);
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
