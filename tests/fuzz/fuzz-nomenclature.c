/* fuzz-nomenclature.c: the bytes of a nomenclature, damaged: refused, or all that is read of it stays inside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dbf-fixture.h"
#include "fuzz-target.h"

#include <string.h>

guint8 *
fuzz_target_make_seed (gsize *out_n_bytes)
{
  g_autoptr(GHashTable) tables = dbf_distribution ();
  CpxTableSource source = { .load = dbf_load, .data = tables };
  CpxCompileCounts counts;
  g_autoptr(GBytes) bytes = cpx_nomenclature_compile (&source, "78.10", &counts, NULL);
  const guint8 *data;

  g_assert_nonnull (bytes);
  data = g_bytes_get_data (bytes, out_n_bytes);

  return g_memdup2 (data, *out_n_bytes);
}

static void
read_phase (CpxNomenclature *self,
            guint            activity)
{
  guint phase = cpx_nomenclature_find_phase (self, activity, 0);
  CpxCcamPrice price;
  CpxCcamActivityState state;

  (void) cpx_nomenclature_find_activity_state (self, activity, 20250101, &state);
  (void) cpx_nomenclature_allows_modifier (self, activity, 'J', 20250101);
  if (phase != CPX_CCAM_NONE)
    (void) cpx_nomenclature_find_price (self, phase, 3, 20250101, &price);
}

static void
read_act (CpxNomenclature *self,
          guint            act)
{
  CpxCcamAct row = cpx_nomenclature_get_act (self, act);
  CpxCcamRange activities = cpx_nomenclature_list_activities (self, act);
  CpxCcamRange notes = cpx_nomenclature_list_notes (self, CPX_CCAM_NOTE_OF_ACT, act);

  g_assert_true (g_utf8_validate (row.long_label, -1, NULL));
  (void) cpx_nomenclature_find_act (self, row.code);
  for (guint i = activities.first; i < activities.first + activities.n; i++)
    read_phase (self, i);
  for (guint i = notes.first; i < notes.first + notes.n; i++)
    {
      CpxCcamNote note = cpx_nomenclature_get_note (self, i);
      CpxCcamRange links = cpx_nomenclature_list_note_links (self, i);

      for (guint j = links.first; j < links.first + links.n; j++)
        g_assert_cmpuint (cpx_nomenclature_get_note_link (self, j).start, <=, strlen (note.text));
    }
  for (guint menu = row.menu; menu != CPX_CCAM_NONE; menu = cpx_nomenclature_get_menu (self, menu).parent)
    g_assert_nonnull (cpx_nomenclature_get_menu (self, menu).label);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxNomenclature) self = cpx_nomenclature_new_from_bytes (bytes, &error);

  g_assert_true ((self == NULL) == (error != NULL));
  for (guint act = 0; self != NULL && act < cpx_nomenclature_get_n_acts (self); act++)
    read_act (self, act);

  return 0;
}
