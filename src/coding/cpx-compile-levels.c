/* cpx-compile-levels.c: what a code and a date in a row mean: whose row it is, and on which days it holds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-compile-private.h"
#include "cpx-row-order.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const level_tables[] = { "R_ACTE", "R_ACTE_IVITE", "R_ACTE_IVITE_PHASE" };

/**
 * cpx_compile_find_owner:
 * @self: a compilation
 * @level: what the row names
 * @table: a table
 * @row: a row of it
 * @column: where the code is
 * @out_owner: (out): what the builder calls the act, activity or phase
 * @error: where the fault goes
 *
 * Returns: `TRUE` if there is one of that code
 */
gboolean
cpx_compile_find_owner (CpxCompile   *self,
                        CpxLevel      level,
                        CpxDbfTable  *table,
                        guint         row,
                        guint         column,
                        guint32      *out_owner,
                        GError      **error)
{
  char key[CPX_KEY_BYTES];
  gpointer owner;

  if (!cpx_dbf_table_get_key (table, row, column, key, sizeof key, error))
    return FALSE;
  if (level == self->last_level && key[0] != '\0' && strcmp (key, self->last_key) == 0)
    {
      *out_owner = self->last_owner;
      return TRUE;
    }
  if (!g_hash_table_lookup_extended (self->levels[level].owners, key, NULL, &owner))
    {
      cpx_dbf_table_fail (table, row, error, _("“%s” is not in the table %s."), key, level_tables[level]);
      return FALSE;
    }
  *out_owner = GPOINTER_TO_UINT (owner);
  self->last_level = level;
  self->last_owner = *out_owner;
  strcpy (self->last_key, key);

  return TRUE;
}

static int
compare_versions (gconstpointer a,
                  gconstpointer b)
{
  const CpxLevelVersion *left = a;
  const CpxLevelVersion *right = b;

  if (left->owner != right->owner)
    return left->owner < right->owner ? -1 : 1;
  if (left->modified != right->modified)
    return left->modified < right->modified ? -1 : 1;

  return 0;
}

static int
compare_versions_and_rows (gconstpointer a,
                           gconstpointer b)
{
  int order = compare_versions (a, b);

  return order != 0 ? order : (int) ((const CpxLevelVersion *) a)->row - (int) ((const CpxLevelVersion *) b)->row;
}

/**
 * cpx_compile_sort_versions:
 * @self: a compilation
 * @level: a level of which all rows are read
 * @table: their table
 * @error: where the fault goes
 *
 * Makes the versions of a level ready to be found.
 *
 * Returns: `TRUE` if no code has two of one date
 */
gboolean
cpx_compile_sort_versions (CpxCompile   *self,
                           CpxLevel      level,
                           CpxDbfTable  *table,
                           GError      **error)
{
  GArray *versions = self->levels[level].versions;

  g_array_sort (versions, compare_versions_and_rows);
  for (guint i = 1; i < versions->len; i++)
    {
      const CpxLevelVersion *before = &g_array_index (versions, CpxLevelVersion, i - 1);
      const CpxLevelVersion *version = &g_array_index (versions, CpxLevelVersion, i);

      if (compare_versions (before, version) != 0)
        continue;
      cpx_dbf_table_fail (table, version->row, error, _("its code and its date are those of row %u."), before->row + 1);
      return FALSE;
    }

  return TRUE;
}

/**
 * cpx_compile_find_version:
 * @self: a compilation
 * @level: a level
 * @owner: an act, activity or phase of it
 * @modified: the date of a version
 *
 * Returns: (transfer none) (nullable): that version
 */
CpxLevelVersion *
cpx_compile_find_version (CpxCompile *self,
                          CpxLevel    level,
                          guint32     owner,
                          CpxDay      modified)
{
  GArray *versions = self->levels[level].versions;
  CpxLevelVersion wanted = { .owner = owner, .modified = modified };
  guint at;

  if (!g_array_binary_search (versions, &wanted, compare_versions, &at))
    return NULL;

  return &g_array_index (versions, CpxLevelVersion, at);
}

/**
 * cpx_compile_find_parent:
 * @self: a compilation
 * @level: what the row names
 * @table: a table
 * @row: a row of it
 * @columns: where the code and the date are
 * @out_version: (out) (transfer none): the version
 * @error: where the fault goes
 *
 * Finds a version that must be there.
 *
 * Returns: `TRUE` if it is
 */
gboolean
cpx_compile_find_parent (CpxCompile       *self,
                         CpxLevel          level,
                         CpxDbfTable      *table,
                         guint             row,
                         const guint      *columns,
                         CpxLevelVersion **out_version,
                         GError          **error)
{
  guint32 owner;
  CpxDay modified;
  g_autofree char *day = NULL;

  if (!cpx_compile_find_owner (self, level, table, row, columns[0], &owner, error) ||
      !cpx_dbf_table_get_day (table, row, columns[1], &modified, error))
    return FALSE;
  *out_version = cpx_compile_find_version (self, level, owner, modified);
  if (*out_version != NULL)
    return TRUE;
  day = cpx_day_format_iso (modified);
  cpx_dbf_table_fail (table, row, error, _("the version of %s of “%s” is not in the table %s."), day, self->last_key,
                      level_tables[level]);

  return FALSE;
}

/**
 * cpx_compile_find_span:
 * @self: a compilation
 * @level: what the row names
 * @table: a table
 * @row: a row of it
 * @columns: where the code and the date are
 * @out_owner: (out): the act, activity or phase
 * @out_span: (out): the days on which the row holds; of a version that the files hold no more, its date
 * @error: where the fault goes
 *
 * Tells when a row holds that hangs on a version. It is no fault that the version is not there: the files keep rows
 * of old ones.
 *
 * Returns: whether and how it holds
 */
CpxHolds
cpx_compile_find_span (CpxCompile   *self,
                       CpxLevel      level,
                       CpxDbfTable  *table,
                       guint         row,
                       const guint  *columns,
                       guint32      *out_owner,
                       CpxDaySpan   *out_span,
                       GError      **error)
{
  const CpxLevelVersion *version;
  CpxDay modified;

  if (!cpx_compile_find_owner (self, level, table, row, columns[0], out_owner, error) ||
      !cpx_dbf_table_get_day (table, row, columns[1], &modified, error))
    return CPX_HOLDS_NOTHING;
  version = cpx_compile_find_version (self, level, *out_owner, modified);
  if (version == NULL)
    {
      *out_span = (CpxDaySpan) { modified, modified };
      self->counts.n_lapsed++;
      return CPX_HOLDS_LAPSED;
    }
  *out_span = version->span;

  return version->is_void ? CPX_HOLDS_NEVER : CPX_HOLDS;
}

/**
 * cpx_compile_check_keys:
 * @table: a table
 * @keys: (element-type guint32): three words of a key and the row, for each row
 * @error: where the fault goes
 *
 * Returns: `TRUE` if no two rows have the same key
 */
gboolean
cpx_compile_check_keys (CpxDbfTable  *table,
                        GArray       *keys,
                        GError      **error)
{
  cpx_rows_sort (keys, 4, &(CpxRowOrder) { 4, 0, 4 });
  for (guint i = 4; i < keys->len; i += 4)
    {
      const guint32 *key = &g_array_index (keys, guint32, i);

      if (cpx_words_compare (key - 4, key, 0, 3) != 0)
        continue;
      cpx_dbf_table_fail (table, key[3], error, _("its code and its date are those of row %u."),
                          g_array_index (keys, guint32, i - 1) + 1);
      return FALSE;
    }

  return TRUE;
}
