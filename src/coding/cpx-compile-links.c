/* cpx-compile-links.c: what is allowed with what: modifiers, associations, incompatibilities, procedures, executants.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-compile-private.h"

/* Two codes with their dates: the row holds on the days of both. */
static CpxHolds
find_both (CpxCompile   *self,
           CpxLevel      level,
           CpxDbfTable  *table,
           guint         row,
           const guint  *columns,
           guint32       owners[2],
           CpxDaySpan   *out_span,
           GError      **error)
{
  CpxDaySpan spans[2];
  CpxHolds first = cpx_compile_find_span (self, level, table, row, columns, &owners[0], &spans[0], error);
  CpxHolds second;

  if (first == CPX_HOLDS_NOTHING)
    return first;
  second = cpx_compile_find_span (self, level, table, row, columns + 2, &owners[1], &spans[1], error);
  if (second == CPX_HOLDS_NOTHING)
    return second;
  if (first == CPX_HOLDS_NEVER || second == CPX_HOLDS_NEVER)
    return CPX_HOLDS_NEVER;
  if (first == CPX_HOLDS_LAPSED || second == CPX_HOLDS_LAPSED)
    {
      *out_span = first == CPX_HOLDS_LAPSED ? spans[0] : spans[1];
      return CPX_HOLDS_LAPSED;
    }

  return cpx_day_span_intersect (spans[0], spans[1], out_span) ? CPX_HOLDS : CPX_HOLDS_NEVER;
}

static gboolean
read_modifier (CpxCompile   *self,
               CpxDbfTable  *table,
               guint         row,
               const guint  *columns,
               gpointer      data,
               GError      **error)
{
  CpxCcamAllowedModifier allowed = { 0 };
  CpxHolds holds = cpx_compile_find_span (self, CPX_LEVEL_ACTIVITY, table, row, columns, &allowed.activity,
                                          &allowed.span, error);
  char letter[4];

  if (holds == CPX_HOLDS_NOTHING || !cpx_dbf_table_get_key (table, row, columns[2], letter, sizeof letter, error))
    return FALSE;
  allowed.letter = letter[0];
  if (holds == CPX_HOLDS)
    cpx_nomenclature_builder_add_allowed_modifier (self->builder, &allowed);

  return TRUE;
}

static gboolean
read_executant (CpxCompile   *self,
                CpxDbfTable  *table,
                guint         row,
                const guint  *columns,
                gpointer      data,
                GError      **error)
{
  CpxCcamExecutant executant = { 0 };
  CpxHolds holds = cpx_compile_find_span (self, CPX_LEVEL_ACTIVITY, table, row, columns, &executant.activity,
                                          &executant.span, error);
  char performers[8];

  if (holds == CPX_HOLDS_NOTHING ||
      !cpx_dbf_table_get_key (table, row, columns[2], performers, sizeof performers, error))
    return FALSE;
  executant.performers = performers;
  if (holds == CPX_HOLDS)
    cpx_nomenclature_builder_add_executant (self->builder, &executant);

  return TRUE;
}

static gboolean
read_association (CpxCompile   *self,
                  CpxDbfTable  *table,
                  guint         row,
                  const guint  *columns,
                  gpointer      data,
                  GError      **error)
{
  CpxCcamAssociation association = { 0 };
  guint32 owners[2];
  CpxHolds holds = find_both (self, CPX_LEVEL_ACTIVITY, table, row, columns, owners, &association.span, error);
  char rule[4];

  if (holds == CPX_HOLDS_NOTHING || !cpx_dbf_table_get_key (table, row, columns[4], rule, sizeof rule, error))
    return FALSE;
  association.activity = owners[0];
  association.other = owners[1];
  association.rule = rule[0];
  if (holds == CPX_HOLDS)
    cpx_nomenclature_builder_add_association (self->builder, &association);

  return TRUE;
}

/* Pairs of versions that the files hold no more are kept with their date: later versions did not carry them on, so
 * that they are advice at most (RULES 6.1). */
static gboolean
read_incompatibility (CpxCompile   *self,
                      CpxDbfTable  *table,
                      guint         row,
                      const guint  *columns,
                      gpointer      data,
                      GError      **error)
{
  CpxCcamIncompatibility pair = { 0 };
  guint32 owners[2];
  CpxHolds holds = find_both (self, CPX_LEVEL_ACT, table, row, columns, owners, &pair.span, error);

  pair.act = owners[0];
  pair.other = owners[1];
  if (holds == CPX_HOLDS || holds == CPX_HOLDS_LAPSED)
    cpx_nomenclature_builder_add_incompatibility (self->builder, &pair);

  return holds != CPX_HOLDS_NOTHING;
}

static gboolean
read_procedure (CpxCompile   *self,
                CpxDbfTable  *table,
                guint         row,
                const guint  *columns,
                gpointer      data,
                GError      **error)
{
  CpxCcamProcedure procedure = { 0 };
  guint32 owners[2];
  CpxHolds holds = find_both (self, CPX_LEVEL_ACT, table, row, columns, owners, &procedure.span, error);

  procedure.act = owners[0];
  procedure.procedure = owners[1];
  if (holds == CPX_HOLDS)
    cpx_nomenclature_builder_add_procedure (self->builder, &procedure);

  return holds != CPX_HOLDS_NOTHING;
}

/**
 * cpx_compile_read_links:
 * @self: a compilation of which the acts are read
 * @error: where the fault goes
 *
 * Reads what links acts and activities to others, to modifiers, to those who may perform them.
 *
 * Returns: `TRUE` if all could be read
 */
gboolean
cpx_compile_read_links (CpxCompile  *self,
                        GError     **error)
{
  static const char *const modifiers[] = { "AA_CODE", "AADT_MODIF", "MODIFI_COD", NULL };
  static const char *const executants[] = { "AA_COD", "AADT_MODIF", "CATSPE_COD", NULL };
  static const char *const associations[] = { "AA_CODE1", "DT_MODIF1", "AA_CODE2", "DT_MODIF2", "REGLE_COD", NULL };
  static const char *const pairs[] = { "ACTE_COD1", "DT_MODIF1", "ACTE_COD2", "DT_MODIF2", NULL };
  static const char *const procedures[] = { "ACTE_COD", "ACDT_MODIF", "PROC_COD", "PRDT_MODIF", NULL };

  return cpx_compile_table (self, "R_ACTIVITE_MODIFICATEUR", TRUE, modifiers, read_modifier, NULL, error) &&
         cpx_compile_table (self, "R_ACTIVITE_EXECUTANT", FALSE, executants, read_executant, NULL, error) &&
         cpx_compile_table (self, "R_ASSOCIATIONS", TRUE, associations, read_association, NULL, error) &&
         cpx_compile_table (self, "R_INCOMPATIBILITES", FALSE, pairs, read_incompatibility, NULL, error) &&
         cpx_compile_table (self, "R_PROCEDURE", FALSE, procedures, read_procedure, NULL, error);
}
