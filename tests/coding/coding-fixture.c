/* coding-fixture.c: see coding-fixture.h.  Modifiers have the values of 2014, real acts the prices of V78.10.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"

#include "cpx-coding-draft-json.h"
#include "cpx-nomenclature-builder.h"

#include <stdlib.h>
#include <string.h>

#define ADD(name, ...) cpx_nomenclature_builder_add_##name (builder, __VA_ARGS__)

#define SINCE_2005 { 20050325, 0 }
#define YES 1 << 1  /* EXO_TM 1 */

typedef struct
{
  const char    *code;
  CpxCcamKind    kind;
  const char    *grouping;
  const char    *chapter;   /* of chapters[] */
  int            cents;     /* since 2025 */
  const char    *letters;   /* of activity 1 */
  int            anaesthesia_cents;
  CpxCcamRefund  refund;
  guint          exemptions;
  CpxCcamSex     sex;
  CpxDay         closing;
  const char    *performers;
  const char    *label;     /* NULL: the code */
} ActRow;

#define SURGERY "FJKOPSTULR6"
#define MAIN    CPX_CCAM_KIND_ISOLATED
#define MORE    CPX_CCAM_KIND_COMPLEMENTARY
#define PROC    CPX_CCAM_KIND_PROCEDURE
#define PAID    CPX_CCAM_REFUND_YES

static const ActRow acts[] = {
  { "AAAA900", MAIN, "ADC", "1", 5000, "J", 0, PAID, YES, .closing = 20200101 },
  { "ACQK900", MAIN, "ADI", "1", 2527, "", 0, PAID, 1 << 2, .label = "Scanographie du crâne, sans contraste" },
  { "AHQJ021", MORE, "ADA", "18.2", 2688, "", 2688, PAID, YES },
  { "EBQM900", MAIN, "ADE", "1", 6000, "", 0, PAID, YES },
  { "GAFA900", MAIN, "ADC", "1", 50000, SURGERY, 0, PAID, YES },
  { "HBGD900", MAIN, "DEN", "1", 3344, "", 0, PAID, YES },
  { "HFFA900", PROC, "ADC", "1", 40000, SURGERY, 0, PAID, YES },
  { "HFFA901", MAIN, "ADC", "1", 25000, SURGERY, 0, PAID, YES },
  { "HFFA902", MAIN, "ADC", "1", 15000, SURGERY, 0, PAID, YES },
  { "HHFA016", MAIN, "ADC", "1", 19186, SURGERY, 8000, PAID, YES },
  { "HMFA900", MAIN, "ADC", "1", 27000, SURGERY, 0, PAID, YES, .label = "Cholécystectomie, par laparotomie" },
  { "HMFA901", MAIN, "ADC", "1", 30000, SURGERY, 0, PAID, YES,
    .label = "Cholécystectomie avec désobstruction de la voie biliaire, par laparotomie" },
  { "HMFC004", MAIN, "ADC", "1", 29394, SURGERY, 12000, PAID, YES, .label = "Cholécystectomie, par coelioscopie" },
  { "HPQB900", MORE, "ADC", "18.2", 5000, "J", 0, PAID, YES },
  { "HPQB901", MORE, "ADC", "18.2", 3000, "", 0, PAID, YES },
  { "JNFA900", MAIN, "ADC", "1", 10000, SURGERY, 0, PAID, YES, CPX_CCAM_SEX_WOMAN },
  { "JQGD900", MAIN, "ACO", "1", 31350, "JKT", 0, PAID, 1 << 5, CPX_CCAM_SEX_WOMAN, .performers = "SF" },
  { "LCFA900", MAIN, "ADC", "1", 30000, SURGERY, 0, PAID, YES },
  { "LCMA900", MAIN, "ADC", "1", 40000, SURGERY, 0, PAID, YES },
  { "LECA900", MAIN, "ADC", "1.2", 30000, SURGERY, 0, PAID, YES },
  { "LFCA900", MAIN, "ADC", "1.3.1", 20000, SURGERY, 0, PAID, YES },
  { "LHCA900", MAIN, "ADC", "1", 10000, SURGERY, 0, PAID, YES },
  { "MDCB900", MAIN, "ADC", "1", 30000, SURGERY, 0, PAID, YES },
  { "MDQK900", MAIN, "ADI", "1", 2000, "EYZ", 0, PAID, 1 << 2 },
  { "MDQK901", MAIN, "ADI", "1", 1800, "EYZ", 0, PAID, 1 << 2 },
  { "MDQK902", MAIN, "ADI", "1", 1600, "EYZ", 0, PAID, 1 << 2 },
  { "NBCA900", MAIN, "ADC", "1", 20000, SURGERY, 0, PAID, YES },
  { "NBFA900", MAIN, "ADC", "1", 9000, SURGERY, 0, PAID, YES, .label = "Exérèse d'une exostose du fémur" },
  { "NBGA900", MAIN, "ADC", "1.8", 8000, SURGERY, 0, PAID, YES, .label = "Ablation de matériel du fémur" },
  { "PAAA900", MAIN, "ADC", "1.4", 10000, SURGERY, 0, PAID, YES, .label = "Appendicectomie, par laparotomie" },
  { "PAAA901", MAIN, "ADC", "1.4", 12000, SURGERY, 0, PAID, YES, .label = "Colectomie droite, par laparotomie" },
  { "PBAA900", MAIN, "ADC", "1.5", 10000, SURGERY, 0, PAID, YES, .label = "Ablation de calcul du rein" },
  { "PBAD900", MAIN, "ADC", "1", 9000, SURGERY, 0, PAID, YES, .label = "Néphrostomie, par voie transcutanée" },
  { "PCHA900", MAIN, "ADC", "1.6", 10000, SURGERY, 0, PAID, YES, .label = "Biopsie du col" },
  { "PCJA900", MAIN, "ADC", "1.6", 9000, SURGERY, 0, PAID, YES, .label = "Ponction du cul-de-sac" },
  { "PDEA900", MAIN, "ADC", "1.7", 10000, SURGERY, 0, PAID, YES, .label = "Réduction de luxation du coude" },
  { "PDEA901", MAIN, "ADC", "1.7", 9000, SURGERY, 0, PAID, YES, .label = "Réduction de fracture du coude" },
  { "PDFA900", MAIN, "ADC", "1.7", 9000, SURGERY, 0, PAID, YES, .label = "Exérèse de la tête radiale" },
  { "QAMA900", MAIN, "ADC", "1", 4000, "JR", 0, CPX_CCAM_REFUND_CONDITIONAL, YES },
  { "QAMA901", MAIN, "ADC", "1", 4000, "J", 0, CPX_CCAM_REFUND_NO, YES },
  { "QCFA900", MAIN, "ADC", "1", 3000, SURGERY, 0, PAID, YES, .label = "Exérèse d'une lésion de la peau" },
  { "QEQK900", MAIN, "ADI", "1", 6642, "", 0, PAID, 1 << 2 | 1 << 7 },
  { "QEQM900", MAIN, "ADE", "1", 4000, "", 0, PAID, YES },
  { "YYYY041", MORE, "ADA", "19.2", 6500, "", 0, PAID, YES },
  { "ZCQC900", MAIN, "ADC", "1", 12000, SURGERY, 0, PAID, YES, .label = "Coelioscopie exploratrice" },
  { "ZCQK900", MAIN, "ADI", "1", 5054, "", 0, PAID, 1 << 2, .label = "Scanographie de l'abdomen, sans contraste" },
  { "ZCQM900", MAIN, "ADE", "1", 7500, "", 0, PAID, YES },
  { "ZZLP025", MAIN, "ADA", "1", 0, "", 4800, PAID, YES },
  { "ZZLP030", MAIN, "ADA", "1", 0, "", 7200, PAID, YES },
  { "ZZQH900", MAIN, "ADI", "19.1.9.2", 6912, "", 0, PAID, YES },
  { "ZZQX900", MAIN, "ATM", "1", 3000, "", 0, PAID, YES },
  { "ZZQX901", MAIN, "ATM", "1", 2000, "", 0, PAID, YES },
};

/* Known before 2025 too: an act priced on the day before takes the older price. */
#define OLDER_APPENDIX_CENTS 18789

typedef struct
{
  char  letter;
  guint grid;
  guint coefficient;
  int   flat_cents;
} ValueRow;

static const ValueRow values[] = {
  { 'A', 0, 1000, 2300 }, { 'E', 0, 1490, 0 },    { 'F', 0, 1000, 1906 }, { 'G', 0, 1250, 0 },
  { 'J', 0, 1065, 0 },    { 'K', 0, 1115, 0 },    { 'L', 0, 1200, 0 },    { 'P', 0, 1000, 3500 },
  { 'R', 0, 1500, 0 },    { 'S', 0, 1000, 4000 }, { 'U', 0, 1000, 2515 }, { 'Y', 0, 1158, 0 },
  { 'Z', 0, 1218, 0 },    { '3', 0, 1080, 0 },    { '6', 0, 1250, 0 },    { '7', 0, 1040, 0 },
  { 'L', 99, 1255, 0 },   { 'U', 99, 1000, 2050 },
};

/* R_TB09 in 2014, less what the tests do not need. */
static const char pairs[] = "AFALAPARASAUA7A8EYEZFJFKFLFRF6GFJKJLJPJRJSJUJ6JOKLKPKRKSKUK6KOLPLSLURSRU";

static void
add_chapters (CpxNomenclatureBuilder *builder,
              GHashTable             *chapters)
{
  static const struct { const char *name; guint id, parent_id, rank; } rows[] = {
    { "1", 2, 1, 1 }, { "1.2", 12, 2, 2 }, { "1.3", 13, 2, 3 }, { "1.3.1", 131, 13, 1 },
    { "1.4", 14, 2, 4 }, { "1.5", 15, 2, 5 }, { "1.6", 16, 2, 6 }, { "1.7", 17, 2, 7 },
    { "1.8", 28, 2, 8 },
    { "18", 18, 1, 18 }, { "18.2", 182, 18, 2 }, { "19", 19, 1, 19 }, { "19.1", 191, 19, 1 },
    { "19.1.9", 1919, 191, 9 }, { "19.1.9.2", 19192, 1919, 2 }, { "19.2", 192, 19, 2 },
  };
  g_autoptr(GHashTable) by_id = g_hash_table_new (NULL, NULL);
  guint root = ADD (menu, &(CpxCcamMenu) { .id = 1, .parent = CPX_CCAM_NONE, .label = "ARBORESCENCE CCAM" });

  g_hash_table_insert (by_id, GUINT_TO_POINTER (1), GUINT_TO_POINTER (root));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint parent = GPOINTER_TO_UINT (g_hash_table_lookup (by_id, GUINT_TO_POINTER (rows[i].parent_id)));
      guint menu = ADD (menu, &(CpxCcamMenu) { .id = rows[i].id, .parent = parent, .rank = rows[i].rank,
                                               .label = rows[i].name });

      g_hash_table_insert (by_id, GUINT_TO_POINTER (rows[i].id), GUINT_TO_POINTER (menu));
      g_hash_table_insert (chapters, (char *) rows[i].name, GUINT_TO_POINTER (menu));
    }
}

static guint
add_activity (CpxNomenclatureBuilder *builder,
              const ActRow           *row,
              guint                   act,
              char                    number,
              const char             *letters,
              int                     cents)
{
  guint activity = ADD (activity, &(CpxCcamActivity) { act, number });
  guint phase = ADD (phase, &(CpxCcamPhase) { activity, 0 });

  ADD (activity_state, &(CpxCcamActivityState) { activity, SINCE_2005, number == '4' ? "ADA" : row->grouping, "99" });
  ADD (executant, &(CpxCcamExecutant) { activity, SINCE_2005, row->performers != NULL ? row->performers : "TS" });
  ADD (phase_state, &(CpxCcamPhaseState) { phase, SINCE_2005, .supplement_cents = 1000 });
  ADD (price, &(CpxCcamPrice) { phase, 3, { 20250101, 0 }, cents });
  ADD (price, &(CpxCcamPrice) { phase, 4, { 20250101, 0 }, cents - 100 });
  ADD (price, &(CpxCcamPrice) { phase, 6, { 20250101, 0 }, cents - 200 });
  ADD (price, &(CpxCcamPrice) { phase, 16, { 20250101, 0 }, cents });
  ADD (price, &(CpxCcamPrice) { phase, 17, { 20250101, 0 }, cents });
  ADD (price, &(CpxCcamPrice) { phase, 99, { 20250101, 0 }, 10030 });
  if (strcmp (row->code, "HHFA016") == 0 && number == '1')
    ADD (price, &(CpxCcamPrice) { phase, 3, { 20150101, 20241231 }, OLDER_APPENDIX_CENTS });
  ADD (territory, &(CpxCcamTerritory) { phase, 971, SINCE_2005, 1120 });
  for (; *letters != '\0'; letters++)
    ADD (allowed_modifier, &(CpxCcamAllowedModifier) { activity, *letters, SINCE_2005 });

  return activity;
}

/* As R_NOTE_MENU says such things. */
static void
add_notes_of_chapters (CpxNomenclatureBuilder *builder,
                       GHashTable             *chapters)
{
  static const struct { const char *chapter; guint type; const char *text; } notes[] = {
    { "1.2", 17, "Facturation : ne peuvent pas être facturés avec les actes du paragraphe 01.03 ni avec MDCB900" },
    { "1.3", 17, "Facturation : les actes à visée esthétique ne peuvent pas être facturés" },
    { "1.3.1", 3, "Avec ou sans : NBCA900" },
    { "1.4", 17, "Facturation : l'appendicectomie ne peut être facturée avec une autre intervention que si elle "
      "nécessite un mode d'accès spécifique" },
    { "1.5", 17, "Facturation : les actes du paragraphe 01.05 \"Ablation de calcul\" ne peuvent pas être facturés avec "
      "une néphrostomie" },
    { "1.6", 17, "Facturation : les actes du sous paragraphe 01.06 ne peuvent pas être facturés ensemble" },
    { "1.7", 17, "Facturation : lors de l'association d'une réduction de luxation et d'une réduction de fracture de "
      "l'épiphyse adjacente un seul acte peut être facturé" },
    { "1.8", 17, "Facturation : les actes d'ablation de matériel sur un os ne peuvent pas être facturés avec les actes "
      "d'exérèse, ou de résection partielle d'un os, d'ostéophytes ou d'exostose sur le même os" },
    { "1.3.1", 17, "Facturation : les actes de ce paragraphe ne sont pas facturables avec ceux du 01.02" },
    { "1.3.1", 1, "À l'exclusion de : actes du 01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    ADD (note, &(CpxCcamNote) { CPX_CCAM_NOTE_OF_MENU,
                                GPOINTER_TO_UINT (g_hash_table_lookup (chapters, notes[i].chapter)), notes[i].type,
                                notes[i].text });
}

static void
add_acts (CpxNomenclatureBuilder *builder,
          GHashTable             *rows)
{
  g_autoptr(GHashTable) chapters = g_hash_table_new (g_str_hash, g_str_equal);

  add_chapters (builder, chapters);
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      const ActRow *row = &acts[i];
      guint menu = GPOINTER_TO_UINT (g_hash_table_lookup (chapters, row->chapter));
      guint act = ADD (act, &(CpxCcamAct) { .code = row->code, .short_label = row->code,
                                            .long_label = row->label != NULL ? row->label : row->code,
                                            .kind = row->kind, .sex = row->sex, .creation = 20050325,
                                            .closing = row->closing, .effect = 20250101, .menu = menu,
                                            .place = (guint) i + 1 });
      guint activity;

      ADD (version, &(CpxCcamVersion) { act, { 20150101, 20241231 }, .refund = row->refund,
                                        .exemptions = row->exemptions });
      ADD (version, &(CpxCcamVersion) { act, { 20250101, 0 }, .refund = row->refund, .exemptions = row->exemptions,
                                        .prior_agreement = strcmp (row->code, "QAMA900") == 0 ? 'O' : 'N' });
      activity = add_activity (builder, row, act, '1', row->letters, row->cents);
      if (row->anaesthesia_cents > 0)
        add_activity (builder, row, act, '4', "A7SUF3", row->anaesthesia_cents);
      g_hash_table_insert (rows, (char *) row->code, GUINT_TO_POINTER (act + 1));
      g_hash_table_insert (rows, (char *) row->code + 1, GUINT_TO_POINTER (activity + 1));
    }
  add_notes_of_chapters (builder, chapters);
}

static guint
act_of (GHashTable *rows,
        const char *code)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (rows, code)) - 1;
}

static guint
activity_of (GHashTable *rows,
             const char *code)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (rows, code + 1)) - 1;
}

static void
add_pairs (CpxNomenclatureBuilder *builder,
           GHashTable             *rows)
{
  static const char * const foreseen[][2] = {
    { "HMFC004", "HPQB900" }, { "HMFC004", "HPQB901" }, { "MDCB900", "HPQB900" }, { "EBQM900", "ZZLP030" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (foreseen); i++)
    {
      guint first = activity_of (rows, foreseen[i][0]), second = activity_of (rows, foreseen[i][1]);

      ADD (association, &(CpxCcamAssociation) { first, second, SINCE_2005, '6' });
      ADD (association, &(CpxCcamAssociation) { second, first, SINCE_2005, '6' });
    }
  ADD (procedure, &(CpxCcamProcedure) { act_of (rows, "HFFA901"), act_of (rows, "HFFA900"), SINCE_2005 });
  ADD (procedure, &(CpxCcamProcedure) { act_of (rows, "HFFA902"), act_of (rows, "HFFA900"), SINCE_2005 });
  ADD (incompatibility, &(CpxCcamIncompatibility) { act_of (rows, "HHFA016"), act_of (rows, "HMFC004"),
                                                    { 20050325, 20050831 } });
  ADD (incompatibility, &(CpxCcamIncompatibility) { act_of (rows, "HHFA016"), act_of (rows, "JNFA900"), SINCE_2005 });
  ADD (note,
       &(CpxCcamNote) { CPX_CCAM_NOTE_OF_ACT, act_of (rows, "HMFC004"), 1, "À l'exclusion de : geste (LHCA900)" });
  ADD (note, &(CpxCcamNote) { CPX_CCAM_NOTE_OF_ACT, act_of (rows, "MDCB900"), 17,
                              "Facturation : ne peut pas être facturé avec HFFA902" });
  ADD (note, &(CpxCcamNote) { CPX_CCAM_NOTE_OF_ACT, act_of (rows, "NBCA900"), 17, "Facturation : voir aussi HFFA902" });
}

static void
add_modifiers (CpxNomenclatureBuilder *builder)
{
  static const char once[] = "FMPSU", many[] = "AEGJKLRYZ3678";

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    ADD (modifier_value, &(CpxCcamModifierValue) { values[i].letter, values[i].grid, SINCE_2005, values[i].coefficient,
                                                   values[i].flat_cents, "Modificateur" });
  for (gsize i = 0; pairs[i] != '\0'; i += 2)
    ADD (modifier_pair, &(CpxCcamModifierPair) { pairs[i], pairs[i + 1], SINCE_2005 });
  for (gsize i = 0; once[i] != '\0'; i++)
    ADD (modifier_rule, &(CpxCcamModifierRule) { once[i], SINCE_2005, FALSE, FALSE });
  for (gsize i = 0; many[i] != '\0'; i++)
    ADD (modifier_rule, &(CpxCcamModifierRule) { many[i], SINCE_2005, FALSE, TRUE });
  ADD (modifier_age, &(CpxCcamModifierAge) { 'E', SINCE_2005, 0, 'A', 5, 'A' });
  ADD (modifier_age, &(CpxCcamModifierAge) { 'G', SINCE_2005, 0, 'A', 3, 'A' });
  ADD (modifier_limit, &(CpxCcamModifierLimit) { SINCE_2005, 4 });
}

static void
add_tables (CpxNomenclatureBuilder *builder)
{
  static const guint rates[] = { 1000, 500, 750, 1000, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    ADD (association_code, &(CpxCcamAssociationCode) { (char) ('1' + i), 0, SINCE_2005, rates[i], "" });
  ADD (association_code, &(CpxCcamAssociationCode) { '2', 99, SINCE_2005, 955, "" });
  ADD (threshold, &(CpxCcamThreshold) { { 20050325, 20110228 }, 9100, 9100, 9100, 9100 });
  ADD (threshold, &(CpxCcamThreshold) { { 20110301, 0 }, 12000, 12000, 12000, 12000 });
  ADD (non_contracted, &(CpxCcamNonContracted) { SINCE_2005, 0, 160 });
  ADD (holiday, &(CpxCcamHoliday) { 527, 971, { 20030101, 0 }, 'F' });
  ADD (specialty, &(CpxCcamSpecialty) { SINCE_2005, "02", "TS", "Anesthésie" });
  ADD (specialty, &(CpxCcamSpecialty) { SINCE_2005, "04", "TS", "Chirurgie" });
  ADD (specialty, &(CpxCcamSpecialty) { SINCE_2005, "21", "SF", "Sages-femmes" });
  ADD (grid, &(CpxCcamGrid) { 3, "Spé chir et gynéco-obst, s1", "" });
  ADD (grid, &(CpxCcamGrid) { 4, "Spé chir et gynéco-obst, s2-1DP", "" });
}

CpxNomenclature *
coding_fixture_build (void)
{
  g_autoptr(CpxNomenclatureBuilder) builder = cpx_nomenclature_builder_new ("by hand", 20250101, "tests");
  g_autoptr(GHashTable) rows = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  CpxNomenclature *nomenclature;

  add_acts (builder, rows);
  add_pairs (builder, rows);
  add_modifiers (builder);
  add_tables (builder);
  bytes = cpx_nomenclature_builder_build (builder, &error);
  g_assert_no_error (error);
  nomenclature = cpx_nomenclature_new_from_bytes (bytes, &error);
  g_assert_no_error (error);

  return nomenclature;
}

CpxCodingContext
coding_fixture_context (CpxDay day)
{
  CpxCodingContext context;

  cpx_coding_context_init (&context, day);
  context.minute = 10 * 60;
  context.age_months = 45 * 12;
  context.sex = CPX_SEX_WOMAN;

  return context;
}

static CpxBodyPart
read_part (const char **at)
{
  static const char * const parts[] = { "H", "T", "RA", "LA", "RL", "LL" };

  for (int i = G_N_ELEMENTS (parts) - 1; i >= 0; i--)
    {
      if (g_str_has_prefix (*at, parts[i]))
        {
          *at += strlen (parts[i]);
          return (CpxBodyPart) (CPX_BODY_PART_HEAD + i);
        }
    }
  g_assert_not_reached ();
}

static CpxAssociation
read_association (char letter)
{
  if (letter == 'X')
    return CPX_ASSOCIATION_UNPRICED;

  return letter == '0' ? CPX_ASSOCIATION_NONE : (CpxAssociation) (CPX_ASSOCIATION_1 + letter - '1');
}

static void
read_option (const char    **at,
             CpxCodingLine  *line)
{
  static const char reasons[] = "nadtgp";
  char sign = *(*at)++;
  char *end = NULL;

  switch (sign)
    {
    case '.':
      line->activity = *(*at)++ - '0';
      return;
    case '/':
      line->phase = *(*at)++ - '0';
      return;
    case ':':
      for (gsize i = 0; g_ascii_isalnum (**at); i++)
        line->modifiers[i] = *(*at)++;
      return;
    case '=':
      line->association = read_association (*(*at)++);
      return;
    case '@':
      line->body_part = read_part (at);
      return;
    case '!':
      line->trauma = TRUE;
      return;
    case '~':
      line->moment = *(*at)++ - '0';
      return;
    case '#':
      line->ent_part = (CpxEntPart) (CPX_ENT_PART_EXCISION + (strchr ("ENR", *(*at)++) - "ENR"));
      return;
    case '&':
      line->performer = *(*at)++ - '0';
      return;
    case '%':
      line->gesture = *(*at)++ - '0';
      return;
    case 'x':
      line->quantity = *(*at)++ - '0';
      return;
    case '+':
      line->overcharge_cents = strtol (*at, &end, 10);
      *at = end + 1;
      line->overcharge_reason = (CpxOverchargeReason) (strchr (reasons, *end) - reasons);
      return;
    default:
      g_error ("what is “%c”?", sign);
    }
}

CpxCodingDraft *
coding_fixture_draft (const CpxCodingContext *context,
                      const char             *lines)
{
  g_auto(GStrv) words = g_strsplit (lines, " ", -1);
  g_autofree CpxCodingLine *read = g_new0 (CpxCodingLine, g_strv_length (words) + 1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      const char *at = words[i] + 7;

      cpx_coding_line_init (&read[n], words[i]);
      while (*at != '\0')
        read_option (&at, &read[n]);
      n++;
    }

  return cpx_coding_draft_new (context, read, n);
}

const CpxRuleFinding *
coding_fixture_find (CpxCodingResult *result,
                     const char      *rule)
{
  GPtrArray *findings = cpx_coding_result_get_findings (result);

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);

      if (strcmp (finding->rule, rule) == 0)
        return finding;
    }

  return NULL;
}

/* The association codes that are used, a character a line, in the order of the draft. */
char *
coding_fixture_dup_codes (CpxCodingResult *result)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < cpx_coding_result_get_n_lines (result); i++)
    {
      CpxAssociation association = cpx_coding_result_get_line (result, i)->association;

      g_string_append_c (codes, "?012345X"[association]);
    }

  return g_string_free (codes, FALSE);
}

/* The rules that found something of that weight, in order, each once: "1.7 2.2". */
char *
coding_fixture_dup_rules (CpxCodingResult *result,
                          CpxFindingLevel  level)
{
  GPtrArray *findings = cpx_coding_result_get_findings (result);
  g_autoptr(GPtrArray) rules = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);
      const char *number = finding->rule + strlen ("ccam.");

      if (finding->level == level && !g_ptr_array_find_with_equal_func (rules, number, g_str_equal, NULL))
        g_ptr_array_add (rules, (char *) number);
    }
  g_ptr_array_add (rules, NULL);

  return g_strjoinv (" ", (char **) rules->pdata);
}
