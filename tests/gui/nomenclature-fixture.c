/* nomenclature-fixture.c: a small CCAM with all that the page of an act shows.
 *
 * HMFC004 has two versions and goes with all the others; HHFA001 was closed on 01/01/2014; ZCJA002 has a label that
 * tries to be markup; YYYY145 is a supplement whose prices nobody knows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nomenclature-fixture.h"

#include <cpx-nomenclature-builder.h>

#define ADD(name, ...) cpx_nomenclature_builder_add_##name (builder, __VA_ARGS__)
#define SINCE_2020 { 20200101, 0 }

/* Returns its first activity. */
static guint
add_act (CpxNomenclatureBuilder *builder,
         CpxCcamAct              row,
         CpxCcamRefund           refund,
         char                    agreement)
{
  guint act, activity, phase;

  row.creation = 20050301;
  row.effect = 20200101;
  act = ADD (act, &row);
  activity = ADD (activity, &(CpxCcamActivity) { act, '1' });
  phase = ADD (phase, &(CpxCcamPhase) { activity, 0 });
  ADD (version, &(CpxCcamVersion) { act, SINCE_2020, .modified = 20191201, .refund = refund,
                                    .prior_agreement = agreement });
  ADD (activity_state, &(CpxCcamActivityState) { activity, SINCE_2020, "ADC", "99" });
  ADD (phase_state, &(CpxCcamPhaseState) { phase, SINCE_2020 });

  return activity;
}

/* Two versions, two activities, one of them without a price before 2025. */
static guint
add_main (CpxNomenclatureBuilder *builder,
          guint                   menu)
{
  guint act = ADD (act, &(CpxCcamAct) { .code = "HMFC004", .short_label = "cholécystectomie coelio.",
                                        .long_label = "Cholécystectomie, par cœlioscopie", .creation = 20050301,
                                        .effect = 20250101, .menu = menu, .place = 1 });
  guint surgery = ADD (activity, &(CpxCcamActivity) { act, '1' });
  guint anaesthesia = ADD (activity, &(CpxCcamActivity) { act, '4' });
  guint phase = ADD (phase, &(CpxCcamPhase) { surgery, 0 });
  guint asleep = ADD (phase, &(CpxCcamPhase) { anaesthesia, 0 });

  ADD (version, &(CpxCcamVersion) { act, { 20200101, 20241231 }, .modified = 20191201,
                                    .refund = CPX_CCAM_REFUND_YES, .prior_agreement = 'N' });
  ADD (version, &(CpxCcamVersion) { act, { 20250101, 0 }, .modified = 20241104, .refund = CPX_CCAM_REFUND_YES,
                                    .prior_agreement = 'O', .exemptions = 1u << 1 });
  ADD (activity_state, &(CpxCcamActivityState) { surgery, SINCE_2020, "ADC", "99" });
  ADD (activity_state, &(CpxCcamActivityState) { anaesthesia, SINCE_2020, "ADA", "99" });
  ADD (phase_state, &(CpxCcamPhaseState) { phase, SINCE_2020, .supplement_cents = 1250, .n_sessions = 2 });
  ADD (phase_state, &(CpxCcamPhaseState) { asleep, SINCE_2020 });
  ADD (price, &(CpxCcamPrice) { phase, FIXTURE_GRID, { 20200101, 20241231 }, 28785 });
  ADD (price, &(CpxCcamPrice) { phase, FIXTURE_GRID, { 20250101, 0 }, 129394 });
  ADD (price, &(CpxCcamPrice) { phase, 4, { 20200101, 0 }, 27582 });
  ADD (price, &(CpxCcamPrice) { asleep, FIXTURE_GRID, { 20250101, 0 }, 14937 });
  ADD (allowed_modifier, &(CpxCcamAllowedModifier) { surgery, 'J', SINCE_2020 });
  ADD (allowed_modifier, &(CpxCcamAllowedModifier) { surgery, 'U', SINCE_2020 });
  ADD (allowed_modifier, &(CpxCcamAllowedModifier) { anaesthesia, 'U', SINCE_2020 });
  ADD (allowed_modifier, &(CpxCcamAllowedModifier) { surgery, 'K', SINCE_2020 });
  ADD (note, &(CpxCcamNote) { CPX_CCAM_NOTE_OF_ACT, act, 1, "À l'exclusion de : <i>LMMC002</i> & (ZCJA002)\n" });

  return surgery;
}

static void
add_tables (CpxNomenclatureBuilder *builder)
{
  ADD (grid, &(CpxCcamGrid) { FIXTURE_GRID, "Chirurgiens, secteur 1", "" });
  ADD (grid, &(CpxCcamGrid) { 4, "Chirurgiens, secteur 2", "" });
  ADD (grid, &(CpxCcamGrid) { 19, "Anesthésistes, secteur 2", "" });
  ADD (modifier_value, &(CpxCcamModifierValue) { 'J', 0, SINCE_2020, 1065, 0, "Majoration de chirurgie" });
  ADD (modifier_value, &(CpxCcamModifierValue) { 'U', 0, SINCE_2020, 1000, 2515, "Urgence de nuit" });
  ADD (association_rule, &(CpxCcamAssociationCode) { '6', 0, SINCE_2020, 1000, "" });
  ADD (label, &(CpxCcamLabel) { CPX_CCAM_LABELS_NOTE_TYPE, "1", "À l'exclusion de" });
  ADD (label, &(CpxCcamLabel) { CPX_CCAM_LABELS_ACTIVITY, "1", "Chirurgie, médecine" });
  ADD (label, &(CpxCcamLabel) { CPX_CCAM_LABELS_GROUPING, "ADC", "Actes de chirurgie" });
  ADD (label, &(CpxCcamLabel) { CPX_CCAM_LABELS_EXEMPTION, "1", "Acte exonérant" });
}

CpxNomenclature *
nomenclature_fixture_new (void)
{
  g_autoptr(CpxNomenclatureBuilder) builder = cpx_nomenclature_builder_new ("78.10", 20250101, "by hand");
  guint root = ADD (menu, &(CpxCcamMenu) { .id = 1, .parent = CPX_CCAM_NONE, .label = "ARBORESCENCE CCAM" });
  guint menu = ADD (menu, &(CpxCcamMenu) { .id = 70, .parent = root, .rank = 7, .label = "DIGESTIF" });
  guint below = ADD (menu, &(CpxCcamMenu) { .id = 71, .parent = menu, .rank = 4, .label = "Voies <biliaires>" });
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  guint main_act = add_main (builder, below);
  guint plain = add_act (builder, (CpxCcamAct) { .code = "LMMC002", .short_label = "hernie", .menu = menu, .place = 1,
                                                 .long_label = "Cure de hernie inguinale" },
                         CPX_CCAM_REFUND_CONDITIONAL, 'N');
  guint extra = add_act (builder, (CpxCcamAct) { .code = "ZCJA002", .short_label = "drain", .menu = menu, .place = 2,
                                                 .long_label = "Drainage <b>&amp; \"guillemets\"</b>",
                                                 .kind = CPX_CCAM_KIND_COMPLEMENTARY }, CPX_CCAM_REFUND_NO, 0);
  guint supplement = add_act (builder, (CpxCcamAct) { .code = "YYYY145", .short_label = "radio", .menu = menu,
                                                      .place = 3, .long_label = "Supplément radiologique",
                                                      .kind = CPX_CCAM_KIND_COMPLEMENTARY },
                              CPX_CCAM_REFUND_UNKNOWN, 0);

  add_act (builder, (CpxCcamAct) { .code = "HHFA001", .short_label = "append.", .menu = menu, .place = 4,
                                   .long_label = "Appendicectomie ancienne", .closing = 20210101 },
           CPX_CCAM_REFUND_YES, 'N');
  ADD (association, &(CpxCcamAssociation) { main_act, plain, SINCE_2020, '6' });
  ADD (association, &(CpxCcamAssociation) { main_act, extra, SINCE_2020, '6' });
  ADD (association, &(CpxCcamAssociation) { main_act, supplement, SINCE_2020, '6' });
  ADD (incompatibility, &(CpxCcamIncompatibility) { 0, 1, { 20200101, 20241231 } });
  ADD (note, &(CpxCcamNote) { CPX_CCAM_NOTE_OF_MENU, menu, 1, "Note du chapitre, voir HMFC004\n" });
  add_tables (builder);
  bytes = cpx_nomenclature_builder_build (builder, &error);
  g_assert_no_error (error);

  return cpx_nomenclature_new_from_bytes (bytes, NULL);
}
