/* cpx-nomenclature-book.c: what is read more than reckoned with: codes, labels, notes, chapters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-private.h"

#include <string.h>

/* The text of a row's first column. */
static const char *
get_first_text (CpxNomenclature *self,
                CpxTable         table,
                guint            row)
{
  return self->pool + GUINT32_FROM_LE (self->tables[table][(gsize) row * cpx_table_get_n_words (table)]);
}

/**
 * cpx_nomenclature_find_act:
 * @self: a nomenclature
 * @code: "HHFA016", in letters of any case
 *
 * Returns: the index of the act, or `CPX_CCAM_NONE`
 */
guint
cpx_nomenclature_find_act (CpxNomenclature *self,
                           const char      *code)
{
  guint low = 0;
  guint high = self->n_rows[CPX_TABLE_ACT];

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = g_ascii_strcasecmp (get_first_text (self, CPX_TABLE_ACT, middle), code);

      if (order == 0)
        return middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return CPX_CCAM_NONE;
}

/**
 * cpx_nomenclature_get_code:
 * @self: a nomenclature
 * @act: an act
 *
 * Returns: its code
 */
const char *
cpx_nomenclature_get_code (CpxNomenclature *self,
                           guint            act)
{
  g_return_val_if_fail (act < self->n_rows[CPX_TABLE_ACT], "");

  return get_first_text (self, CPX_TABLE_ACT, act);
}

/**
 * cpx_nomenclature_get_long_label:
 * @self: a nomenclature
 * @act: an act
 *
 * Returns: its label in full
 */
const char *
cpx_nomenclature_get_long_label (CpxNomenclature *self,
                                 guint            act)
{
  return cpx_nomenclature_get_act (self, act).long_label;
}

/**
 * cpx_nomenclature_get_label:
 * @self: a nomenclature
 * @list: what the code is a code of
 * @code: the code
 *
 * Returns: (nullable): the label of that code
 */
const char *
cpx_nomenclature_get_label (CpxNomenclature *self,
                            CpxCcamLabels    list,
                            const char      *code)
{
  CpxCcamRange range = cpx_nomenclature_find_rows (self, CPX_TABLE_LABEL, (const guint32[]) { list }, 1);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamLabel label;

      cpx_nomenclature_read_row (self, CPX_TABLE_LABEL, i, &label);
      if (strcmp (label.code, code) == 0)
        return label.label;
    }

  return NULL;
}

/**
 * cpx_nomenclature_list_notes:
 * @self: a nomenclature
 * @owner: whether @of is an act or a chapter
 * @of: an act or a chapter
 *
 * Returns: its notes, in the order of the book
 */
CpxCcamRange
cpx_nomenclature_list_notes (CpxNomenclature  *self,
                             CpxCcamNoteOwner  owner,
                             guint             of)
{
  return cpx_nomenclature_find_rows (self, CPX_TABLE_NOTE, (const guint32[]) { owner, of }, 2);
}

/**
 * cpx_nomenclature_get_n_menus:
 * @self: a nomenclature
 *
 * Returns: how many chapters there are, the root included
 */
guint
cpx_nomenclature_get_n_menus (CpxNomenclature *self)
{
  return self->n_rows[CPX_TABLE_MENU];
}

/**
 * cpx_nomenclature_find_specialty:
 * @self: a nomenclature
 * @code: "04", "4" will not do
 * @day: a day
 * @out_specialty: (out): the specialty
 *
 * Returns: `TRUE` if there is one
 */
gboolean
cpx_nomenclature_find_specialty (CpxNomenclature  *self,
                                 const char       *code,
                                 CpxDay            day,
                                 CpxCcamSpecialty *out_specialty)
{
  for (guint i = 0; i < self->n_rows[CPX_TABLE_SPECIALTY]; i++)
    {
      CpxCcamSpecialty specialty = cpx_nomenclature_get_specialty (self, i);

      if (strcmp (specialty.code, code) != 0 || !cpx_day_span_contains (specialty.span, day))
        continue;
      *out_specialty = specialty;
      return TRUE;
    }

  return FALSE;
}

/**
 * cpx_nomenclature_list_incompatible_acts:
 * @self: a nomenclature
 * @act: an act
 * @day: a day
 *
 * Returns: (transfer full) (element-type guint): the acts that may not be billed with it that day
 */
GArray *
cpx_nomenclature_list_incompatible_acts (CpxNomenclature *self,
                                         guint            act,
                                         CpxDay           day)
{
  GArray *acts = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->n_rows[CPX_TABLE_INCOMPATIBILITY]; i++)
    {
      CpxCcamIncompatibility pair;
      guint other;

      cpx_nomenclature_read_row (self, CPX_TABLE_INCOMPATIBILITY, i, &pair);
      other = pair.act == act ? pair.other : pair.act;
      if ((pair.act == act || pair.other == act) && cpx_day_span_contains (pair.span, day))
        g_array_append_val (acts, other);
    }

  return acts;
}

/**
 * cpx_nomenclature_list_procedure_acts:
 * @self: a nomenclature
 * @procedure: an act of kind procedure
 * @day: a day
 *
 * Returns: (transfer full) (element-type guint): the acts that it contains
 */
GArray *
cpx_nomenclature_list_procedure_acts (CpxNomenclature *self,
                                      guint            procedure,
                                      CpxDay           day)
{
  GArray *acts = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->n_rows[CPX_TABLE_PROCEDURE]; i++)
    {
      CpxCcamProcedure row = cpx_nomenclature_get_procedure (self, i);

      if (row.procedure == procedure && cpx_day_span_contains (row.span, day))
        g_array_append_val (acts, row.act);
    }

  return acts;
}
