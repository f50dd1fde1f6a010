/* fuzz-dbf.c: a table of the CCAM that anyone may have written: every value of it is asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-dbf-table.h"
#include "dbf-fixture.h"
#include "fuzz-target.h"

#include <string.h>

static const char columns[] = "COD_ACTE C13, DT_MODIF D, PU_BASE N7.2, TEXTE_NOTE C12, TEXTE_NOT0 C12";

guint8 *
fuzz_target_make_seed (gsize *out_n_bytes)
{
  const char *const rows[] = { "HHFA016|20241104|191.86|par \xa0 coelio|s. \xf4- x", "*AHQJ021|||l\xa8\141vis|", NULL };
  g_autoptr(GBytes) bytes = dbf_make (columns, rows);
  const guint8 *data = g_bytes_get_data (bytes, out_n_bytes);

  return g_memdup2 (data, *out_n_bytes);
}

static void
read_row (CpxDbfTable       *table,
          guint              row,
          const guint       *found,
          const CpxDbfParts *parts)
{
  g_autofree char *text = cpx_dbf_table_dup_text (table, row, parts);
  char key[17];
  CpxDay day;
  int number;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  if (cpx_dbf_table_get_key (table, row, found[0], key, sizeof key, NULL))
    g_assert_cmpuint (strlen (key), <, sizeof key);
  if (cpx_dbf_table_get_day (table, row, found[1], &day, NULL))
    g_assert_true (day == CPX_DAY_NONE || cpx_day_is_valid (day));
  (void) cpx_dbf_table_get_number (table, row, found[2], 2, &number, NULL);
  (void) cpx_dbf_table_is_deleted (table, row);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxDbfTable) table = cpx_dbf_table_new ("R_ACTE", bytes, &error);
  CpxDbfParts parts;
  guint found[3];

  g_assert_true ((table == NULL) == (error != NULL));
  if (table == NULL || !cpx_dbf_table_find_column (table, "COD_ACTE", &found[0], NULL) ||
      !cpx_dbf_table_find_column (table, "DT_MODIF", &found[1], NULL) ||
      !cpx_dbf_table_find_column (table, "PU_BASE", &found[2], NULL) ||
      !cpx_dbf_table_find_parts (table, "TEXTE_NOTE", &parts, NULL))
    return 0;
  for (guint row = 0; row < MIN (cpx_dbf_table_get_n_rows (table), 1000); row++)
    read_row (table, row, found, &parts);

  return 0;
}
