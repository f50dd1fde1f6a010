/* cpx-nomenclature-table.c: one line a table: its columns, what they are, where they lie in the struct.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-table.h"

#include <string.h>

#define AT(Type, field) ((guint16) offsetof (Type, field))
#define SPAN(Type) AT (Type, span.first), AT (Type, span.last)

static const CpxTableShape shapes[CPX_N_TABLES] = {
#define T CpxCcamAct
  [CPX_TABLE_ACT] = { "ssswwwwwmw", 0, FALSE, FALSE, sizeof (T),
                      { AT (T, code), AT (T, short_label), AT (T, long_label), AT (T, kind), AT (T, sex),
                        AT (T, creation), AT (T, closing), AT (T, effect), AT (T, menu),
                        AT (T, place) } },
#undef T
#define T CpxCcamVersion
  [CPX_TABLE_VERSION] = { "Awwwwwccwc", 1, TRUE, FALSE, sizeof (T),
                          { AT (T, act), SPAN (T), AT (T, modified), AT (T, published), AT (T, refund),
                            AT (T, prior_agreement), AT (T, travel), AT (T, exemptions), AT (T, package) } },
#undef T
#define T CpxCcamActivity
  [CPX_TABLE_ACTIVITY] = { "Ac", 2, FALSE, FALSE, sizeof (T), { AT (T, act), AT (T, activity) } },
#undef T
#define T CpxCcamActivityState
  [CPX_TABLE_ACTIVITY_STATE] = { "Vwwss", 1, TRUE, TRUE, sizeof (T),
                                 { AT (T, activity), SPAN (T), AT (T, grouping), AT (T, category) } },
#undef T
#define T CpxCcamExecutant
  [CPX_TABLE_EXECUTANT] = { "Vwws", 1, TRUE, TRUE, sizeof (T), { AT (T, activity), SPAN (T), AT (T, performers) } },
#undef T
#define T CpxCcamPhase
  [CPX_TABLE_PHASE] = { "Vw", 2, FALSE, FALSE, sizeof (T), { AT (T, activity), AT (T, phase) } },
#undef T
#define T CpxCcamPhaseState
  [CPX_TABLE_PHASE_STATE] = { "Pwwwwww", 1, TRUE, TRUE, sizeof (T),
                              { AT (T, phase), SPAN (T), AT (T, supplement_cents), AT (T, n_sessions),
                                AT (T, age_min), AT (T, age_max) } },
#undef T
#define T CpxCcamPrice
  [CPX_TABLE_PRICE] = { "Pwwww", 2, TRUE, TRUE, sizeof (T), { AT (T, phase), AT (T, grid), SPAN (T), AT (T, cents) } },
#undef T
#define T CpxCcamTerritory
  [CPX_TABLE_TERRITORY] = { "Pwwww", 2, TRUE, TRUE, sizeof (T),
                            { AT (T, phase), AT (T, territory), SPAN (T), AT (T, coefficient) } },
#undef T
#define T CpxCcamAllowedModifier
  [CPX_TABLE_ALLOWED_MODIFIER] = { "Vcww", 2, TRUE, TRUE, sizeof (T), { AT (T, activity), AT (T, letter), SPAN (T) } },
#undef T
#define T CpxCcamAssociation
  [CPX_TABLE_ASSOCIATION] = { "VVwwc", 2, TRUE, TRUE, sizeof (T),
                              { AT (T, activity), AT (T, other), SPAN (T), AT (T, rule) } },
#undef T
#define T CpxCcamIncompatibility
  [CPX_TABLE_INCOMPATIBILITY] = { "AAww", 2, TRUE, TRUE, sizeof (T), { AT (T, act), AT (T, other), SPAN (T) } },
#undef T
#define T CpxCcamProcedure
  [CPX_TABLE_PROCEDURE] = { "AAww", 2, TRUE, TRUE, sizeof (T), { AT (T, act), AT (T, procedure), SPAN (T) } },
#undef T
#define T CpxCcamModifierValue
  [CPX_TABLE_MODIFIER_VALUE] = { "cwwwwws", 2, TRUE, TRUE, sizeof (T),
                                 { AT (T, letter), AT (T, grid), SPAN (T), AT (T, coefficient), AT (T, flat_cents),
                                   AT (T, label) } },
#undef T
#define T CpxCcamModifierPair
  [CPX_TABLE_MODIFIER_PAIR] = { "ccww", 2, TRUE, TRUE, sizeof (T), { AT (T, letter), AT (T, other), SPAN (T) } },
#undef T
#define T CpxCcamModifierRule
  [CPX_TABLE_MODIFIER_RULE] = { "cwwww", 1, TRUE, TRUE, sizeof (T),
                                { AT (T, letter), SPAN (T), AT (T, on_all_activities), AT (T, may_repeat) } },
#undef T
#define T CpxCcamModifierAge
  [CPX_TABLE_MODIFIER_AGE] = { "cwwwcwc", 1, TRUE, TRUE, sizeof (T),
                               { AT (T, letter), SPAN (T), AT (T, age_min), AT (T, unit_min), AT (T, age_max),
                                 AT (T, unit_max) } },
#undef T
#define T CpxCcamModifierLimit
  [CPX_TABLE_MODIFIER_LIMIT] = { "www", 0, TRUE, TRUE, sizeof (T), { SPAN (T), AT (T, n) } },
#undef T
#define T CpxCcamAssociationCode
  [CPX_TABLE_ASSOCIATION_CODE] = { "cwwwws", 2, TRUE, TRUE, sizeof (T),
                                   { AT (T, code), AT (T, grid), SPAN (T), AT (T, coefficient), AT (T, label) } },
  [CPX_TABLE_ASSOCIATION_RULE] = { "cwwwws", 2, TRUE, TRUE, sizeof (T),
                                   { AT (T, code), AT (T, grid), SPAN (T), AT (T, coefficient), AT (T, label) } },
#undef T
#define T CpxCcamThreshold
  [CPX_TABLE_THRESHOLD] = { "wwwwww", 0, TRUE, TRUE, sizeof (T),
                            { SPAN (T), AT (T, metropole_cents), AT (T, antilles_cents), AT (T, reunion_cents),
                              AT (T, guyane_cents) } },
#undef T
#define T CpxCcamHoliday
  [CPX_TABLE_HOLIDAY] = { "wwwwc", 2, TRUE, TRUE, sizeof (T), { AT (T, day), AT (T, fund), SPAN (T), AT (T, type) } },
#undef T
#define T CpxCcamNonContracted
  [CPX_TABLE_NON_CONTRACTED] = { "wwww", 0, TRUE, TRUE, sizeof (T),
                                 { SPAN (T), AT (T, flat_cents), AT (T, coefficient) } },
#undef T
#define T CpxCcamGrid
  [CPX_TABLE_GRID] = { "wss", 1, FALSE, FALSE, sizeof (T), { AT (T, grid), AT (T, label), AT (T, definition) } },
#undef T
#define T CpxCcamContext
  [CPX_TABLE_CONTEXT] = { "wwwww", 2, TRUE, TRUE, sizeof (T),
                          { AT (T, physician), AT (T, patient), SPAN (T), AT (T, grid) } },
#undef T
#define T CpxCcamSpecialty
  [CPX_TABLE_SPECIALTY] = { "wwsss", 0, TRUE, FALSE, sizeof (T),
                            { SPAN (T), AT (T, code), AT (T, performers), AT (T, label) } },
#undef T
#define T CpxCcamConcept
  [CPX_TABLE_CONCEPT] = { "wwss", 0, TRUE, FALSE, sizeof (T), { SPAN (T), AT (T, concept), AT (T, code) } },
#undef T
#define T CpxCcamLabel
  [CPX_TABLE_LABEL] = { "wss", 1, FALSE, FALSE, sizeof (T), { AT (T, list), AT (T, code), AT (T, label) } },
#undef T
#define T CpxCcamNote
  [CPX_TABLE_NOTE] = { "wwws", 2, FALSE, FALSE, sizeof (T), { AT (T, owner), AT (T, of), AT (T, type), AT (T, text) } },
#undef T
#define T CpxCcamNoteLink
  [CPX_TABLE_NOTE_LINK] = { "NAww", 1, FALSE, FALSE, sizeof (T),
                            { AT (T, note), AT (T, act), AT (T, start), AT (T, length) } },
#undef T
#define T CpxCcamMenu
  [CPX_TABLE_MENU] = { "wmwwwss", 0, FALSE, FALSE, sizeof (T),
                       { AT (T, id), AT (T, parent), AT (T, rank), AT (T, depth), AT (T, end), AT (T, number),
                         AT (T, label) } },
#undef T
#define T CpxCcamMenuAct
  [CPX_TABLE_MENU_ACT] = { "MA", 1, FALSE, FALSE, sizeof (T), { AT (T, menu), AT (T, act) } },
#undef T
#define T CpxCcamCondition
  [CPX_TABLE_CONDITION] = { "Aws", 2, FALSE, FALSE, sizeof (T), { AT (T, act), AT (T, number), AT (T, text) } },
#undef T
#define T CpxCcamTerm
  [CPX_TABLE_TERM] = { "ss", 0, FALSE, FALSE, sizeof (T), { AT (T, term), AT (T, definition) } },
#undef T
};

/**
 * cpx_table_get_shape:
 * @table: a table
 *
 * Returns: (transfer none): how its rows lie
 */
const CpxTableShape *
cpx_table_get_shape (CpxTable table)
{
  return &shapes[table];
}

/**
 * cpx_table_get_n_words:
 * @table: a table
 *
 * Returns: how many words a row of it takes
 */
guint
cpx_table_get_n_words (CpxTable table)
{
  return (guint) strlen (shapes[table].types);
}

/**
 * cpx_table_of_index:
 * @type: the type of a column
 *
 * Returns: the table of which the column holds an index, or `CPX_N_TABLES` if it holds none
 */
CpxTable
cpx_table_of_index (char type)
{
  switch (type)
    {
    case 'A':
      return CPX_TABLE_ACT;
    case 'V':
      return CPX_TABLE_ACTIVITY;
    case 'P':
      return CPX_TABLE_PHASE;
    case 'N':
      return CPX_TABLE_NOTE;
    case 'M':
    case 'm':
      return CPX_TABLE_MENU;
    default:
      return CPX_N_TABLES;
    }
}

/**
 * cpx_table_read_row:
 * @table: a table
 * @words: a row of it, checked
 * @pool: the texts
 * @out_row: the struct of that table
 *
 * Makes of a row the struct that callers see.
 */
void
cpx_table_read_row (CpxTable       table,
                    const guint32 *words,
                    const char    *pool,
                    gpointer       out_row)
{
  const CpxTableShape *shape = &shapes[table];

  memset (out_row, 0, shape->row_size);
  for (guint i = 0; shape->types[i] != '\0'; i++)
    {
      guint32 word = GUINT32_FROM_LE (words[i]);
      char *field = (char *) out_row + shape->fields[i];

      if (shape->types[i] == 's')
        *(const char **) field = pool + word;
      else if (shape->types[i] == 'c')
        *field = (char) word;
      else
        memcpy (field, &word, sizeof word);
    }
}

/**
 * cpx_table_write_row:
 * @table: a table
 * @row: the struct of that table
 * @intern: (scope call): gives the offset of a text in the pool
 * @data: for @intern
 * @out_words: the row, in the words of this machine
 *
 * Makes of a struct the row that is kept.
 */
void
cpx_table_write_row (CpxTable        table,
                     gconstpointer   row,
                     guint32      (* intern) (const char *text,
                                              gpointer    data),
                     gpointer        data,
                     guint32        *out_words)
{
  const CpxTableShape *shape = &shapes[table];

  for (guint i = 0; shape->types[i] != '\0'; i++)
    {
      const char *field = (const char *) row + shape->fields[i];

      if (shape->types[i] == 's')
        out_words[i] = intern (*(const char * const *) field, data);
      else if (shape->types[i] == 'c')
        out_words[i] = (guint8) *field;
      else
        memcpy (&out_words[i], field, sizeof (guint32));
    }
}
