/* cpx-table-files.c: finds the tables by name, reads each when it is asked for.
 *
 * Archives are read by libarchive through their central directory only: a zip that is cut has none, and is refused
 * before any table of it is believed. The sums of what is unpacked are checked by libarchive.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-table-files.h"

#include "cpx-practice-error.h"

#include <cpx-nomenclature-compile.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BUFFER_BYTES   (256 * 1024)
#define MAX_TABLE_SIZE (G_GINT64_CONSTANT (1) << 30)
#define MAX_FILES      2000

/* Where a table lies: a file, or an entry of an archive that is a file or, if it was in another, bytes. */
typedef struct
{
  char   *path;     /* (owned): the file, as shown */
  char   *entry;    /* (owned) (nullable) */
  GBytes *archive;  /* (owned) (nullable) */
} Place;

struct _CpxTableFiles
{
  GHashTable *places;   /* (owned) table → Place */
  GPtrArray  *names;    /* (owned) (element-type utf8): of the files and folders that hold tables */
  char       *version;  /* (owned) (nullable) */
  guint64     n_bytes;
  guint       n_files;
};

static void
place_free (Place *self)
{
  g_free (self->path);
  g_free (self->entry);
  g_clear_pointer (&self->archive, g_bytes_unref);
  g_free (self);
}

static Place *
place_new (const char *path,
           const char *entry,
           GBytes     *archive)
{
  Place *self = g_new0 (Place, 1);

  self->path = g_strdup (path);
  self->entry = g_strdup (entry);
  self->archive = archive != NULL ? g_bytes_ref (archive) : NULL;

  return self;
}

static gboolean
has_suffix (const char *name,
            const char *suffix)
{
  gsize length = strlen (name);

  return length > strlen (suffix) && g_ascii_strcasecmp (name + length - strlen (suffix), suffix) == 0;
}

/* The table that a file is called after, or NULL. */
static const char *
find_table (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  guint n_tables;
  const char * const *tables = cpx_nomenclature_list_tables (&n_tables);

  if (!has_suffix (base, ".dbf"))
    return NULL;
  base[strlen (base) - strlen (".dbf")] = '\0';
  for (guint i = 0; i < n_tables; i++)
    {
      if (g_ascii_strcasecmp (base, tables[i]) == 0)
        return tables[i];
    }

  return NULL;
}

/* CCAM07810 is 78.10, CCAM8400 is 84: the last two digits are the minor number. */
static char *
parse_version (const char *name)
{
  const char *at = strcasestr (name, "CCAM");
  gsize n_digits;
  guint64 number;

  if (at == NULL)
    return NULL;
  at += strlen ("CCAM");
  n_digits = strspn (at, "0123456789");
  if (n_digits < 4 || n_digits > 6)
    return NULL;
  number = g_ascii_strtoull (at, NULL, 10);

  return number % 100 == 0 ? g_strdup_printf ("%u", (guint) (number / 100))
                           : g_strdup_printf ("%u.%02u", (guint) (number / 100), (guint) (number % 100));
}

/* What the name of a file or a folder tells. Archives of two versions are not put together. */
static gboolean
take_name (CpxTableFiles  *self,
           const char     *path,
           GError        **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *version = parse_version (name);

  g_ptr_array_add (self->names, g_steal_pointer (&shown));
  if (version == NULL)
    return TRUE;
  if (self->version != NULL && strcmp (self->version, version) != 0)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   _("These files are of two versions, %s and %s: import one at a time."), self->version, version);
      return FALSE;
    }
  g_free (self->version);
  self->version = g_steal_pointer (&version);

  return TRUE;
}

static gboolean
fail_archive (const char      *path,
              struct archive  *archive,
              GError         **error)
{
  g_debug ("libarchive: %s", archive_error_string (archive));
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("“%s” is no whole zip archive: download it again."), path);

  return FALSE;
}

static gboolean
fail_size (const char  *path,
           const char  *name,
           GError     **error)
{
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, _("“%s”: “%s” is too large to be a table."), path,
               name);

  return FALSE;
}

static struct archive *
open_archive (const char  *path,
              GBytes      *bytes,
              GError     **error)
{
  struct archive *archive = archive_read_new ();
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  archive_read_support_format_zip_seekable (archive);
  if ((bytes != NULL ? archive_read_open_memory (archive, data, size)
                     : archive_read_open_filename (archive, path, BUFFER_BYTES)) == ARCHIVE_OK)
    return archive;
  fail_archive (path, archive, error);
  archive_read_free (archive);

  return NULL;
}

static GBytes *
read_entry (const char            *path,
            struct archive        *archive,
            struct archive_entry  *entry,
            GError               **error)
{
  gint64 size = archive_entry_size (entry);
  g_autoptr(GByteArray) bytes = NULL;
  la_ssize_t n = 1;

  if (size < 0 || size > MAX_TABLE_SIZE)
    {
      fail_size (path, archive_entry_pathname (entry), error);
      return NULL;
    }
  bytes = g_byte_array_sized_new ((guint) size);
  g_byte_array_set_size (bytes, (guint) size + 1);
  for (guint at = 0; n > 0; at += (guint) n)
    {
      n = archive_read_data (archive, bytes->data + at, bytes->len - at);
      if (n < 0 || (n == 0 && at != size) || at + n > size)
        {
          fail_archive (path, archive, error);
          return NULL;
        }
    }
  g_byte_array_set_size (bytes, (guint) size);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
add_place (CpxTableFiles  *self,
           const char     *table,
           Place          *place,
           guint64         n_bytes,
           GError        **error)
{
  const Place *other = g_hash_table_lookup (self->places, table);

  if (other == NULL)
    {
      g_hash_table_insert (self->places, (gpointer) table, place);
      self->n_bytes += n_bytes;
      return TRUE;
    }
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("The table %s is in “%s” and in “%s”: give one distribution, once."), table, other->path, place->path);
  place_free (place);

  return FALSE;
}

static gboolean scan_archive (CpxTableFiles  *self,
                              const char     *path,
                              GBytes         *bytes,
                              GError        **error);

static gboolean
scan_entry (CpxTableFiles         *self,
            const char            *path,
            GBytes                *bytes,
            struct archive        *archive,
            struct archive_entry  *entry,
            GError               **error)
{
  const char *name = archive_entry_pathname (entry);
  const char *table = name != NULL ? find_table (name) : NULL;
  g_autoptr(GBytes) inner = NULL;

  if (name == NULL || archive_entry_filetype (entry) != AE_IFREG)
    return TRUE;
  if (table != NULL)
    return add_place (self, table, place_new (path, name, bytes), (guint64) MAX (archive_entry_size (entry), 0), error);
  if (bytes != NULL || !has_suffix (name, ".zip"))
    return TRUE;
  inner = read_entry (path, archive, entry, error);

  return inner != NULL && take_name (self, name, error) && scan_archive (self, name, inner, error);
}

static gboolean
scan_archive (CpxTableFiles  *self,
              const char     *path,
              GBytes         *bytes,
              GError        **error)
{
  struct archive *archive = open_archive (path, bytes, error);
  struct archive_entry *entry;
  int result = ARCHIVE_OK;
  gboolean scanned = TRUE;

  if (archive == NULL)
    return FALSE;
  while (scanned && ((result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK || result == ARCHIVE_WARN))
    scanned = ++self->n_files > MAX_FILES ? fail_size (path, path, error)
                                          : scan_entry (self, path, bytes, archive, entry, error);
  if (scanned && result != ARCHIVE_EOF)
    scanned = fail_archive (path, archive, error);
  archive_read_free (archive);

  return scanned;
}

static gboolean
scan_file (CpxTableFiles  *self,
           const char     *path,
           GError        **error)
{
  const char *table = find_table (path);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info = NULL;

  if (table == NULL)
    return take_name (self, path, error) && scan_archive (self, path, NULL, error);
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);

  return info != NULL &&
         add_place (self, table, place_new (path, NULL, NULL), (guint64) MAX (g_file_info_get_size (info), 0), error);
}

static gboolean
scan_folder (CpxTableFiles  *self,
             const char     *path,
             GError        **error)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, error);
  const char *name;

  if (folder == NULL || !take_name (self, path, error))
    return FALSE;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if ((find_table (name) != NULL || has_suffix (name, ".zip")) && !scan_file (self, file, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
scan_path (CpxTableFiles  *self,
           const char     *path,
           GError        **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_file_test (path, G_FILE_TEST_IS_DIR) ? scan_folder (self, path, error) : scan_file (self, path, error);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND, _("There is no file “%s”."), path);

  return FALSE;
}

/**
 * cpx_table_files_new:
 * @paths: (array zero-terminated=1): tables, archives of tables, archives of archives, folders of any of them
 * @error: where the fault goes
 *
 * Finds the tables of one distribution, whichever archive holds which, whatever the case of their names.
 *
 * Returns: (transfer full) (nullable): the tables
 */
CpxTableFiles *
cpx_table_files_new (const char * const  *paths,
                     GError             **error)
{
  g_autoptr(CpxTableFiles) self = g_new0 (CpxTableFiles, 1);

  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) place_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      if (!scan_path (self, paths[i], error))
        return NULL;
    }
  if (g_hash_table_size (self->places) > 0)
    return g_steal_pointer (&self);
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                       _("There is no table of the CCAM here: give the three archives of ameli.fr, or their folder."));

  return NULL;
}

/**
 * cpx_table_files_free:
 * @self: (transfer full): tables
 */
void
cpx_table_files_free (CpxTableFiles *self)
{
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->names);
  g_free (self->version);
  g_free (self);
}

/**
 * cpx_table_files_get_version:
 * @self: tables
 *
 * Returns: (nullable): the number that the names of the archives carry, "78.10"
 */
const char *
cpx_table_files_get_version (CpxTableFiles *self)
{
  return self->version;
}

/**
 * cpx_table_files_list_names:
 * @self: tables
 *
 * Returns: (transfer full): the names of the files and folders given, for people
 */
char *
cpx_table_files_list_names (CpxTableFiles *self)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->names->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (self->names, i));
  if (names->len > 1000)
    g_string_truncate (names, (gsize) (g_utf8_find_prev_char (names->str, names->str + 1000) - names->str));

  return g_string_free (names, FALSE);
}

/**
 * cpx_table_files_get_n_bytes:
 * @self: tables
 *
 * Returns: how large they are together, unpacked
 */
guint64
cpx_table_files_get_n_bytes (CpxTableFiles *self)
{
  return self->n_bytes;
}

static GBytes *
load_entry (const Place  *place,
            GError      **error)
{
  struct archive *archive = open_archive (place->path, place->archive, error);
  struct archive_entry *entry;
  GBytes *bytes = NULL;
  int result;

  if (archive == NULL)
    return NULL;
  while ((result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK || result == ARCHIVE_WARN)
    {
      if (g_strcmp0 (archive_entry_pathname (entry), place->entry) != 0)
        continue;
      bytes = read_entry (place->path, archive, entry, error);
      archive_read_free (archive);
      return bytes;
    }
  fail_archive (place->path, archive, error);
  archive_read_free (archive);

  return NULL;
}

static GBytes *
load_file (const Place  *place,
           GError      **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (place->path);

  return g_file_load_bytes (file, NULL, NULL, error);
}

/**
 * cpx_table_files_load:
 * @self: tables
 * @table: "R_ACTE"
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the file of that table; `NULL` without an error if there is none
 */
GBytes *
cpx_table_files_load (CpxTableFiles  *self,
                      const char     *table,
                      GError        **error)
{
  const Place *place = g_hash_table_lookup (self->places, table);

  if (place == NULL)
    return NULL;

  return place->entry != NULL ? load_entry (place, error) : load_file (place, error);
}
