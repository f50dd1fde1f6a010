/* cpx-act-sheet-prices.c: the table of prices: a line a grid, a column for each activity and phase.
 *
 * A price is never guessed: what the version does not hold is said to be unknown, what it closes is a dash.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-sheet-private.h"

#include "cpx-ccam-text.h"

#include <glib/gi18n-lib.h>

/* The phases of the act on that day, in the order of the columns. */
static GArray *
list_phases (const CpxActLook *look)
{
  GArray *phases = g_array_new (FALSE, FALSE, sizeof (guint));
  CpxCcamRange activities = cpx_nomenclature_list_activities (look->nomenclature, look->act);

  for (guint i = activities.first; i < activities.first + activities.n; i++)
    {
      CpxCcamRange range = cpx_nomenclature_list_phases (look->nomenclature, i);

      for (guint j = range.first; j < range.first + range.n; j++)
        {
          if (cpx_nomenclature_has_phase (look->nomenclature, j, look->day) == CPX_CCAM_YES)
            g_array_append_val (phases, j);
        }
    }

  return phases;
}

static char *
name_phase (const CpxActLook *look,
            guint             index)
{
  CpxCcamPhase phase = cpx_nomenclature_get_phase (look->nomenclature, index);
  char letter[2] = { cpx_nomenclature_get_activity (look->nomenclature, phase.activity).activity, '\0' };

  return phase.phase == 0 ? g_strdup_printf (_("Activity %s"), letter)
                          : g_strdup_printf (_("Activity %s, phase %u"), letter, phase.phase);
}

static void
prices_free (CpxSheetPrices *self)
{
  for (CpxSheetCell *cell = self->cells; cell->text != NULL; cell++)
    {
      g_free (cell->text);
      g_free (cell->since);
    }
  g_free (self->cells);
  g_free (self);
}

static void
count_day (GHashTable *days,
           CpxDay      day)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (days, GUINT_TO_POINTER (day)));

  g_hash_table_insert (days, GUINT_TO_POINTER (day), GUINT_TO_POINTER (n + 1));
}

/* The day that was counted most, the last one of several. */
static CpxDay
choose_day (GHashTable *days)
{
  GHashTableIter iter;
  gpointer day, n;
  CpxDay usual = CPX_DAY_NONE;
  guint most = 0;

  g_hash_table_iter_init (&iter, days);
  while (g_hash_table_iter_next (&iter, &day, &n))
    {
      if (GPOINTER_TO_UINT (n) < most || (GPOINTER_TO_UINT (n) == most && GPOINTER_TO_UINT (day) < usual))
        continue;
      most = GPOINTER_TO_UINT (n);
      usual = GPOINTER_TO_UINT (day);
    }

  return usual;
}

/* The day from which on most prices hold; it stands once above the table. */
static CpxDay
find_usual_day (const CpxActLook *look,
                GArray           *phases)
{
  g_autoptr(GHashTable) days = g_hash_table_new (NULL, NULL);
  CpxCcamRange grids = cpx_nomenclature_list_grids (look->nomenclature);
  CpxCcamPrice price;

  for (guint i = grids.first; i < grids.first + grids.n; i++)
    {
      guint grid = cpx_nomenclature_get_grid (look->nomenclature, i).grid;

      for (guint j = 0; j < phases->len; j++)
        {
          if (cpx_nomenclature_find_price (look->nomenclature, g_array_index (phases, guint, j), grid, look->day,
                                           &price) == CPX_CCAM_PRICE_KNOWN)
            count_day (days, price.span.first);
        }
    }

  return choose_day (days);
}

static CpxSheetCell
make_cell (const CpxActLook *look,
           guint             phase,
           guint             grid,
           CpxDay            usual)
{
  CpxSheetCell cell = { 0 };
  CpxCcamPrice price;
  g_autofree char *since = NULL;

  switch (cpx_nomenclature_find_price (look->nomenclature, phase, grid, look->day, &price))
    {
    case CPX_CCAM_PRICE_KNOWN:
      cell.text = cpx_ccam_text_dup_amount (price.cents);
      cell.known = TRUE;
      if (price.span.first == usual)
        break;
      since = cpx_day_format_french (price.span.first);
      cell.since = g_strdup_printf (_("since %s"), since);
      break;
    case CPX_CCAM_PRICE_CLOSED:
      cell.text = g_strdup ("–");
      break;
    case CPX_CCAM_PRICE_UNKNOWN:
    default:
      cell.text = g_strdup (C_("price", "unknown"));
      break;
    }

  return cell;
}

/* NULL for a grid without any price. */
static CpxSheetPrices *
make_row (const CpxActLook *look,
          GArray           *phases,
          CpxCcamGrid       grid,
          CpxDay            usual)
{
  CpxSheetPrices *row = g_new0 (CpxSheetPrices, 1);
  gboolean known = FALSE;

  row->grid = grid.grid;
  row->label = grid.label;
  row->own = grid.grid == look->own_grid;
  row->cells = g_new0 (CpxSheetCell, phases->len + 1);
  for (guint i = 0; i < phases->len; i++)
    {
      row->cells[i] = make_cell (look, g_array_index (phases, guint, i), grid.grid, usual);
      known = known || row->cells[i].known;
    }
  if (!known && !row->own)
    g_clear_pointer (&row, prices_free);

  return row;
}

/* The practitioner's own first, the others in the order of the files. */
static void
add_row (CpxSheetTable  *table,
         CpxSheetPrices *row)
{
  if (row != NULL)
    g_ptr_array_insert (table->rows, row->own ? 0 : -1, row);
}

static char *
make_hint (const CpxActLook *look,
           CpxDay            usual)
{
  const char *version = cpx_nomenclature_get_version (look->nomenclature);
  g_autofree char *since = cpx_day_format_french (usual);

  if (usual != CPX_DAY_NONE)
    return g_strdup_printf (_("Since %s unless told otherwise, version %s"), since, version);

  return g_strdup_printf (_("Version %s holds no price of this act: unknown"), version);
}

/**
 * cpx_act_sheet_add_prices:
 * @look: a sheet under way
 *
 * Adds the table of prices: the grids that have one, and the practitioner's own in any case.
 */
void
cpx_act_sheet_add_prices (CpxActLook *look)
{
  CpxSheetTable *table = &look->sheet->prices;
  g_autoptr(GArray) phases = list_phases (look);
  CpxDay usual = find_usual_day (look, phases);
  CpxCcamRange grids = cpx_nomenclature_list_grids (look->nomenclature);

  table->columns = g_ptr_array_new_with_free_func (g_free);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) prices_free);
  for (guint i = 0; i < phases->len; i++)
    g_ptr_array_add (table->columns, name_phase (look, g_array_index (phases, guint, i)));
  for (guint i = grids.first; phases->len > 0 && i < grids.first + grids.n; i++)
    add_row (table, make_row (look, phases, cpx_nomenclature_get_grid (look->nomenclature, i), usual));
  if (look->has_version)
    table->hint = make_hint (look, usual);
}

/**
 * cpx_act_look_get_price_grid:
 * @look: a sheet whose prices were added
 *
 * Returns: the grid of the first line of the table, or `CPX_CCAM_NONE`
 */
guint
cpx_act_look_get_price_grid (const CpxActLook *look)
{
  GPtrArray *rows = look->sheet->prices.rows;

  return rows->len > 0 ? ((CpxSheetPrices *) g_ptr_array_index (rows, 0))->grid : CPX_CCAM_NONE;
}

/* What the act cost from a day on, in the first line and column of the table. */
static char *
dup_price_on (const CpxActLook *look,
              CpxDay            day)
{
  CpxCcamRange activities = cpx_nomenclature_list_activities (look->nomenclature, look->act);
  CpxCcamRange phases;
  CpxCcamPrice price;
  guint grid = cpx_act_look_get_price_grid (look);

  if (activities.n == 0 || grid == CPX_CCAM_NONE)
    return NULL;
  phases = cpx_nomenclature_list_phases (look->nomenclature, activities.first);
  if (phases.n == 0 || cpx_nomenclature_find_price (look->nomenclature, phases.first, grid, day, &price) !=
                         CPX_CCAM_PRICE_KNOWN)
    return g_strdup (C_("price", "unknown"));

  return cpx_ccam_text_dup_amount (price.cents);
}

static void
add_day (CpxSheetSection *section,
         const char      *caption,
         CpxDay           day)
{
  g_autofree char *text = cpx_day_format_french (day);

  if (day != CPX_DAY_NONE)
    cpx_sheet_section_add (section, g_markup_escape_text (text, -1), caption, NULL);
}

static void
add_version (CpxActLook      *look,
             CpxSheetSection *section,
             CpxCcamVersion   version)
{
  gboolean shown = cpx_day_span_contains (version.span, look->day);
  g_autofree char *span = cpx_ccam_text_dup_span (version.span);
  g_autofree char *iso = cpx_day_format_iso (version.span.first);
  char *markup = shown ? g_markup_printf_escaped ("<b>%s</b>", span)
                       : cpx_ccam_text_dup_link (CPX_CCAM_LINK_DAY, iso, span);

  cpx_sheet_section_add (section, markup, NULL, dup_price_on (look, version.span.first));
}

/**
 * cpx_act_sheet_add_history:
 * @look: a sheet whose prices were added
 *
 * Adds when the act was made and closed, and its versions, the last one first; a link shows the act as it was then.
 */
void
cpx_act_sheet_add_history (CpxActLook *look)
{
  CpxCcamAct act = cpx_nomenclature_get_act (look->nomenclature, look->act);
  CpxCcamRange versions = cpx_nomenclature_list_versions (look->nomenclature, look->act);
  CpxSheetSection *section = cpx_ccam_sheet_add_section (look->sheet, "history", C_("act", "History"));

  if (cpx_act_look_get_price_grid (look) != CPX_CCAM_NONE)
    section->hint = g_strdup_printf (_("Prices of grid %u, first activity"), cpx_act_look_get_price_grid (look));
  add_day (section, _("Closed"), act.closing);
  for (guint i = versions.first + versions.n; i > versions.first; i--)
    add_version (look, section, cpx_nomenclature_get_act_version (look->nomenclature, i - 1));
  add_day (section, _("Created"), act.creation);
}
