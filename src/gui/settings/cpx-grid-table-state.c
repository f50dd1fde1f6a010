/* cpx-grid-table-state.c: the program's own table of grids in words, with the labels of the version in force.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-grid-table-state.h"

#include <cpx-convention.h>

#include <glib/gi18n-lib.h>

static void
line_free (gpointer data)
{
  CpxGridLine *line = data;

  g_free (line->specialty);
  g_free (line->contracts);
  g_free (line->grid);
  g_free (line->label);
  g_free (line);
}

static char *
join (GStrvBuilder *builder,
      const char   *separator)
{
  g_auto(GStrv) parts = g_strv_builder_end (builder);

  return g_strjoinv (separator, parts);
}

static char *
list_contracts (guint32 conventions)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (conventions == (1u << CPX_N_CONVENTIONS) - 1)
    return g_strdup (_("Whatever the contract"));
  for (guint i = 0; i < CPX_N_CONVENTIONS; i++)
    {
      if ((conventions & (1u << i)) != 0)
        g_strv_builder_add (builder, cpx_convention_get_label ((CpxConvention) i));
    }

  return join (builder, "\n");
}

static char *
format_period (const CpxGridRule *rule)
{
  g_autofree char *from = rule->from != CPX_DAY_NONE ? cpx_day_format_french (rule->from) : NULL;
  g_autofree char *until = rule->until != CPX_DAY_NONE ? cpx_day_format_french (rule->until) : NULL;

  if (until != NULL)
    return g_strdup_printf (_("until %s"), until);

  return from != NULL ? g_strdup_printf (_("from %s on"), from) : NULL;
}

static const char *
find_label (CpxNomenclature *nomenclature,
            guint            grid)
{
  CpxCcamRange range = nomenclature != NULL ? cpx_nomenclature_list_grids (nomenclature) : (CpxCcamRange) { 0, 0 };

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamGrid row = cpx_nomenclature_get_grid (nomenclature, i);

      if (row.grid == grid)
        return row.label;
    }

  return NULL;
}

static char *
describe (CpxNomenclature   *nomenclature,
          const CpxGridRule *rule)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *period = format_period (rule);
  const char *label = find_label (nomenclature, (guint) rule->grid);

  if (label != NULL)
    g_strv_builder_add (builder, label);
  if (period != NULL)
    g_strv_builder_add (builder, period);
  if (!rule->sure)
    g_strv_builder_add (builder, _("the nearest: no label names this case"));

  return join (builder, "\n");
}

static CpxGridLine *
make_heading (CpxSpecialty specialty)
{
  CpxGridLine *line = g_new0 (CpxGridLine, 1);

  line->specialty = g_strdup (specialty == CPX_SPECIALTY_SURGEON ? _("Surgeons, all specialties of surgery")
                                                                 : cpx_specialty_get_label (specialty));

  return line;
}

static CpxGridLine *
make_rule (CpxNomenclature   *nomenclature,
           const CpxGridRule *rule)
{
  CpxGridLine *line = g_new0 (CpxGridLine, 1);

  line->contracts = list_contracts (rule->conventions);
  line->grid = g_strdup_printf (_("Grid %d"), rule->grid);
  line->label = describe (nomenclature, rule);

  return line;
}

/**
 * cpx_grid_table_state_list:
 * @nomenclature: (nullable): the version whose labels are shown
 *
 * Returns: (transfer full) (element-type CpxGridLine): all lines, a heading before those of each specialty
 */
GPtrArray *
cpx_grid_table_state_list (CpxNomenclature *nomenclature)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  gsize n_rules;
  const CpxGridRule *rules = cpx_grid_rule_list (&n_rules);

  for (gsize i = 0; i < n_rules; i++)
    {
      if (i == 0 || rules[i].specialty != rules[i - 1].specialty)
        g_ptr_array_add (lines, make_heading (rules[i].specialty));
      g_ptr_array_add (lines, make_rule (nomenclature, &rules[i]));
    }

  return lines;
}
