/* cpx-ccam-sheet.c: sections are made in the order in which they are read; those without a row go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-sheet.h"

#include <string.h>

static void
row_free (CpxSheetRow *self)
{
  g_free (self->markup);
  g_free (self->caption);
  g_free (self->value);
  g_free (self);
}

static void
section_free (CpxSheetSection *self)
{
  g_free (self->hint);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * cpx_ccam_sheet_new:
 * @code: the code of an act, or the number of a chapter
 * @title: its label
 *
 * Returns: (transfer full): a sheet with nothing else on it
 */
CpxCcamSheet *
cpx_ccam_sheet_new (const char *code,
                    const char *title)
{
  CpxCcamSheet *self = g_new0 (CpxCcamSheet, 1);

  self->code = g_strdup (code);
  self->title = g_strdup (title);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);

  return self;
}

/**
 * cpx_ccam_sheet_free:
 * @self: (transfer full): a sheet
 */
void
cpx_ccam_sheet_free (CpxCcamSheet *self)
{
  g_free (self->code);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->path);
  g_free (self->notice);
  g_ptr_array_unref (self->tags);
  g_clear_pointer (&self->prices.columns, g_ptr_array_unref);
  g_clear_pointer (&self->prices.rows, g_ptr_array_unref);
  g_free (self->prices.hint);
  g_ptr_array_unref (self->sections);
  g_free (self);
}

/**
 * cpx_ccam_sheet_add_section:
 * @self: a sheet
 * @id: by which cpx_ccam_sheet_find() finds it
 * @title: above it
 *
 * Returns: (transfer none): a section, to which rows are added
 */
CpxSheetSection *
cpx_ccam_sheet_add_section (CpxCcamSheet *self,
                            const char   *id,
                            const char   *title)
{
  CpxSheetSection *section = g_new0 (CpxSheetSection, 1);

  section->id = id;
  section->title = title;
  section->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  g_ptr_array_add (self->sections, section);

  return section;
}

/**
 * cpx_ccam_sheet_drop_empty:
 * @self: a sheet
 *
 * Drops the sections without a row.
 */
void
cpx_ccam_sheet_drop_empty (CpxCcamSheet *self)
{
  for (guint i = self->sections->len; i > 0; i--)
    {
      CpxSheetSection *section = g_ptr_array_index (self->sections, i - 1);

      if (section->rows->len == 0)
        g_ptr_array_remove_index (self->sections, i - 1);
    }
}

/**
 * cpx_ccam_sheet_find:
 * @self: a sheet
 * @id: of a section
 *
 * Returns: (nullable): the section
 */
const CpxSheetSection *
cpx_ccam_sheet_find (const CpxCcamSheet *self,
                     const char         *id)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      const CpxSheetSection *section = g_ptr_array_index (self->sections, i);

      if (strcmp (section->id, id) == 0)
        return section;
    }

  return NULL;
}

/**
 * cpx_sheet_section_add:
 * @self: a section
 * @markup: (transfer full): what is read
 * @caption: (nullable): small, above it
 * @value: (transfer full) (nullable): at its end
 */
void
cpx_sheet_section_add (CpxSheetSection *self,
                       char            *markup,
                       const char      *caption,
                       char            *value)
{
  CpxSheetRow *row = g_new0 (CpxSheetRow, 1);

  row->markup = markup;
  row->caption = g_strdup (caption);
  row->value = value;
  g_ptr_array_add (self->rows, row);
}

/**
 * cpx_sheet_section_add_text:
 * @self: a section
 * @text: what is read, no markup
 * @value: (nullable): at its end
 */
void
cpx_sheet_section_add_text (CpxSheetSection *self,
                            const char      *text,
                            const char      *value)
{
  cpx_sheet_section_add (self, g_markup_escape_text (text, -1), NULL, g_strdup (value));
}
