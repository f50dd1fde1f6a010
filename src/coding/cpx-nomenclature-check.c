/* cpx-nomenclature-check.c: looks at every word of a nomenclature once, so that nothing read later can lead outside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, CPX_NOMENCLATURE_ERROR, CPX_NOMENCLATURE_ERROR_DAMAGED,
                       _("This nomenclature is damaged: import the files of its version again."));

  return FALSE;
}

static guint32
header (CpxNomenclature *self,
        guint            word)
{
  return GUINT32_FROM_LE (self->words[word]);
}

static gboolean
check_header (CpxNomenclature  *self,
              gsize             n_bytes,
              GError          **error)
{
  if (n_bytes < CPX_HEADER_WORDS * sizeof (guint32) ||
      memcmp (self->words, CPX_NOMENCLATURE_MAGIC, sizeof CPX_NOMENCLATURE_MAGIC) != 0)
    return fail (error);
  if (header (self, CPX_HEADER_FORMAT) > CPX_NOMENCLATURE_FORMAT)
    {
      g_set_error_literal (error, CPX_NOMENCLATURE_ERROR, CPX_NOMENCLATURE_ERROR_NEWER,
                           _("This nomenclature was imported by a newer program: update ChirurgieProX."));
      return FALSE;
    }

  return (header (self, CPX_HEADER_FORMAT) == CPX_NOMENCLATURE_FORMAT && header (self, CPX_HEADER_SIZE) == n_bytes) ||
         fail (error);
}

/* The pool ends the bytes and is text; each text in it ends with a zero, the last one too. */
static gboolean
find_pool (CpxNomenclature *self,
           gsize            n_bytes)
{
  guint32 offset = header (self, CPX_HEADER_POOL);
  guint32 size = header (self, CPX_HEADER_POOL_SIZE);
  const char *at;

  if (offset > n_bytes || size != n_bytes - offset || size == 0)
    return FALSE;
  self->pool = (const char *) self->words + offset;
  at = self->pool;
  if (self->pool[size - 1] != '\0')
    return FALSE;
  while (at < self->pool + size)
    {
      const char *end = at + strlen (at);

      if (!g_utf8_validate (at, end - at, NULL))
        return FALSE;
      at = end + 1;
    }

  return TRUE;
}

static gboolean
find_table (CpxNomenclature *self,
            CpxTable         table)
{
  guint32 offset = header (self, CPX_HEADER_TABLES + 2 * table);
  guint32 n_rows = header (self, CPX_HEADER_TABLES + 2 * table + 1);
  guint32 pool = header (self, CPX_HEADER_POOL);
  guint64 size = (guint64) n_rows * cpx_table_get_n_words (table) * sizeof (guint32);

  if (offset % sizeof (guint32) != 0 || offset > pool || size > pool - offset)
    return FALSE;
  self->tables[table] = self->words + offset / sizeof (guint32);
  self->n_rows[table] = n_rows;

  return TRUE;
}

/* A text begins a character, so that its rest is as valid as the pool. */
static gboolean
is_text (CpxNomenclature *self,
         guint32          offset)
{
  return offset < header (self, CPX_HEADER_POOL_SIZE) && ((guint8) self->pool[offset] & 0xc0) != 0x80;
}

static gboolean
is_word (CpxNomenclature *self,
         char             type,
         guint32          word)
{
  CpxTable table;

  if (type == 'w')
    return TRUE;
  if (type == 'c')
    return word < 128;
  if (type == 's')
    return is_text (self, word);
  table = cpx_table_of_index (type);

  return word < self->n_rows[table] || (type == 'm' && word == CPX_CCAM_NONE);
}

static gboolean
check_rows (CpxNomenclature *self,
            CpxTable         table)
{
  const char *types = cpx_table_get_shape (table)->types;
  const guint32 *word = self->tables[table];

  for (guint32 row = 0; row < self->n_rows[table]; row++)
    {
      for (guint i = 0; types[i] != '\0'; i++)
        {
          if (!is_word (self, types[i], GUINT32_FROM_LE (*word++)))
            return FALSE;
        }
    }

  return TRUE;
}

/* Who walks up or over the tree comes to an end: a parent is before its children, an end after its start. */
static gboolean
check_menus (CpxNomenclature *self)
{
  for (guint32 row = 0; row < self->n_rows[CPX_TABLE_MENU]; row++)
    {
      CpxCcamMenu menu = cpx_nomenclature_get_menu (self, row);

      if ((menu.parent != CPX_CCAM_NONE && menu.parent >= row) || menu.end <= row ||
          menu.end > self->n_rows[CPX_TABLE_MENU])
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_links (CpxNomenclature *self)
{
  for (guint32 row = 0; row < self->n_rows[CPX_TABLE_NOTE_LINK]; row++)
    {
      CpxCcamNoteLink link = cpx_nomenclature_get_note_link (self, row);
      gsize length = strlen (cpx_nomenclature_get_note (self, link.note).text);

      if (link.start > length || link.length > length - link.start)
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_nomenclature_check:
 * @self: a nomenclature of which only the words are set
 * @n_bytes: how many bytes those are
 * @error: where the fault goes
 *
 * Finds the tables and the texts, and checks each word of each row.
 *
 * Returns: `TRUE` if whatever is read of it now stays inside
 */
gboolean
cpx_nomenclature_check (CpxNomenclature  *self,
                        gsize             n_bytes,
                        GError          **error)
{
  if (!check_header (self, n_bytes, error))
    return FALSE;
  if (!find_pool (self, n_bytes) || !is_text (self, header (self, CPX_HEADER_VERSION)) ||
      !is_text (self, header (self, CPX_HEADER_SOURCE)))
    return fail (error);
  for (guint table = 0; table < CPX_N_TABLES; table++)
    {
      if (!find_table (self, table))
        return fail (error);
    }
  for (guint table = 0; table < CPX_N_TABLES; table++)
    {
      if (!check_rows (self, table))
        return fail (error);
    }

  return (check_menus (self) && check_links (self)) || fail (error);
}
