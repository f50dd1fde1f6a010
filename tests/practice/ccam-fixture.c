/* ccam-fixture.c: two operations with a price, a supplement that is not coded alone, an act that was closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-fixture.h"

#include "cpx-journal.h"

#include <cpx-nomenclature-builder.h>
#include <cpx-nomenclature-record.h>

#define ADD(name, ...) cpx_nomenclature_builder_add_##name (builder, __VA_ARGS__)
#define SURGEONS_GRID 3

static void
add_act (CpxNomenclatureBuilder *builder,
         const CpxCcamAct       *row,
         int                     cents)
{
  guint act = ADD (act, row);
  guint activity = ADD (activity, &(CpxCcamActivity) { act, '1' });
  guint phase = ADD (phase, &(CpxCcamPhase) { activity, 0 });

  ADD (version, &(CpxCcamVersion) { act, { 20250101, 0 }, .modified = 20241104, .refund = CPX_CCAM_REFUND_YES });
  ADD (activity_state, &(CpxCcamActivityState) { activity, { 20250101, 0 }, "ADC", "99" });
  ADD (phase_state, &(CpxCcamPhaseState) { phase, { 20250101, 0 } });
  ADD (price, &(CpxCcamPrice) { phase, SURGEONS_GRID, { 20250101, 0 }, cents });
}

CpxNomenclature *
ccam_fixture_new (void)
{
  g_autoptr(CpxNomenclatureBuilder) builder = cpx_nomenclature_builder_new ("78.10", 20250101, "by hand");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  guint root = ADD (menu, &(CpxCcamMenu) { .id = 1, .parent = CPX_CCAM_NONE, .label = "ARBORESCENCE CCAM" });
  guint menu = ADD (menu, &(CpxCcamMenu) { .id = 9, .parent = root, .rank = 7, .label = "DIGESTIF" });
  CpxNomenclature *nomenclature;

  add_act (builder, &(CpxCcamAct) { .code = "HHFA016", .short_label = "appendicectomie",
                                    .long_label = "Appendicectomie, par cœlioscopie", .creation = 20050301,
                                    .effect = 20250101, .menu = menu, .place = 1 }, CCAM_HHFA016_CENTS);
  add_act (builder, &(CpxCcamAct) { .code = "HMFC004", .short_label = "cholécystectomie",
                                    .long_label = "Cholécystectomie, par cœlioscopie", .creation = 20050301,
                                    .effect = 20250101, .menu = menu, .place = 2 }, CCAM_HMFC004_CENTS);
  ADD (association_code, &(CpxCcamAssociationCode) { '1', 0, { 20050325, 0 }, 1000 });
  ADD (association_code, &(CpxCcamAssociationCode) { '2', 0, { 20050325, 0 }, 500 });
  bytes = cpx_nomenclature_builder_build (builder, &error);
  g_assert_no_error (error);
  nomenclature = cpx_nomenclature_new_from_bytes (bytes, &error);
  g_assert_no_error (error);

  return nomenclature;
}

/* A CpxDeedFunc: as the import does it, without the files. */
static gpointer
import (CpxJournal  *journal,
        gpointer     nomenclature,
        GError     **error)
{
  g_autofree char *hash = cpx_journal_keep_blob (journal, cpx_nomenclature_get_bytes (nomenclature), error);
  g_autoptr(CpxRecord) record = NULL;

  g_assert_nonnull (hash);
  record = cpx_record_new_with_texts (&cpx_nomenclature_record_kind, "01890000-0000-7000-8000-0000000000cc",
                                      CPX_NOMENCLATURE_RECORD_VERSION, "78.10", CPX_NOMENCLATURE_RECORD_EFFECT,
                                      "2025-01-01", CPX_NOMENCLATURE_RECORD_HASH, hash, -1);

  return cpx_journal_save (journal, NULL, record, "nomenclature:import", "nomenclature.imported", NULL, error);
}

/* The version in force of a practice, from 2025 on. */
void
ccam_fixture_import (CpxPractice *practice)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GObject) receipt = cpx_practice_perform (practice, import, nomenclature, g_object_unref, &error);

  g_assert_no_error (error);
}
