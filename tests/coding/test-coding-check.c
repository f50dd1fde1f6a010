/* test-coding-check.c: each rule of RULES 1 to 7 by its level, remedies, modifiers' advice, arrangement, properties.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"

#include "cpx-coding-draft-json.h"
#include "cpx-holiday.h"
#include "cpx-modifier-advice.h"
#include "cpx-rule-card.h"

#include <string.h>

#define SUNDAY  20250302
#define HOLIDAY 20250421  /* Easter Monday */

/* What a case says of the context besides the fixture's: a surgeon of sector 1, at 10:00, a woman of 45. */
typedef struct
{
  CpxDay         day;            /* 0: the fixture's */
  int            hour;           /* 0: 10:00; 24: midnight; -1: unknown */
  CpxConvention  convention;
  CpxSpecialty   specialty;      /* unknown: surgeon */
  CpxFact        emergency;
  CpxFact        unplanned;
  CpxFact        site;
  CpxFact        anaesthesia;
  int            admitted_before;  /* minutes; 0: unknown */
  int            age;            /* years; 0: the fixture's; -1: unknown */
  gboolean       man;
  gboolean       c2s;
  gboolean       consultation;
  gboolean       out;            /* of the care pathway */
} Scene;

typedef struct
{
  const char *name;
  Scene       scene;
  const char *lines;
  const char *blocking;
  const char *to_justify;
  const char *known;        /* one rule that is to know; NULL: not looked at */
} RuleCase;

#define Y CPX_FACT_YES
#define N CPX_FACT_NO
#define ANAESTHETIST .specialty = CPX_SPECIALTY_ANAESTHETIST
#define NIGHT .hour = 22, .emergency = Y, .unplanned = Y

static const RuleCase rule_cases[] = {
  { "clean", { 0 }, "HMFC004:J", "", "", "ccam.7.version" },
  { "1.1-act", { 0 }, "ZZZZ999", "1.1", "", "ccam.5.price" },
  { "1.1-activity", { 0 }, "LHCA900.4", "1.1", "2.5", NULL },
  { "1.1-phase", { 0 }, "HMFC004/2", "1.1", "", "ccam.1.3" },
  { "1.1-too-early", { .day = 20050101 }, "HMFC004", "1.1", "", NULL },
  { "1.1-version-not-held", { .day = 20100101 }, "HMFC004", "", "", "ccam.1.1" },
  { "1.2-twice", { 0 }, "HMFC004 HMFC004", "", "1.2", NULL },
  { "1.2-two-moments", { 0 }, "HMFC004 HMFC004~1", "", "3.EH", NULL },
  { "1.2-quantity", { 0 }, "HMFC004x2", "1.2", "", NULL },
  { "1.2-quantity-of-a-supplement", { 0 }, "HMFC004 HPQB900x2", "", "", NULL },
  { "1.4-two-accesses", { 0 }, "HMFC004 HMFA900", "", "1.4", NULL },
  { "1.4-a-variant", { 0 }, "HMFA901 HMFC004", "", "1.4", NULL },
  { "1.4-exploration", { 0 }, "HMFC004 ZCQC900", "", "1.4", NULL },
  { "1.4-exploration-first", { 0 }, "ZCQC900 HMFC004", "", "1.4", NULL },
  { "1.4-exploration-by-another-way", { 0 }, "HMFA900 ZCQC900", "", "", NULL },
  { "1.4-another-moment", { 0 }, "HMFC004 HMFA900~1", "", "3.EH", NULL },
  { "1.4-another-activity", { 0 }, "HMFA900 HMFC004.4", "", "2.5", NULL },
  { "1.4-two-limbs", { 0 }, "HMFC004@RL HMFA900@LL", "", "", NULL },
  { "1.4-one-limb", { 0 }, "HMFC004@RL HMFA900@RL", "", "1.4", NULL },
  { "1.4-two-lesions", { 0 }, "HMFC004! HMFA900!", "", "", NULL },
  { "1.4-one-lesion", { 0 }, "HMFC004! HMFA900", "", "1.4", NULL },
  { "1.4-one-gesture", { 0 }, "LCFA900%1 LCMA900%1", "", "1.4", NULL },
  { "1.4-two-gestures", { 0 }, "LCFA900%1 LCMA900%2", "", "", NULL },
  { "1.4-one-gesture-at-two-sites", { 0 }, "LCFA900%1 GAFA900%1", "", "", NULL },
  { "1.4-one-gesture-and-more", { 0 }, "HMFC004%1 HPQB900%1", "", "", NULL },
  { "1.4-same-site-no-gesture-told", { 0 }, "LCFA900 LCMA900", "", "", NULL },
  { "1.7-woman", { .man = TRUE }, "JNFA900", "1.7", "", NULL },
  { "1.7-good", { 0 }, "JNFA900", "", "", NULL },
  { "1.9-midwives-only", { 0 }, "JQGD900", "", "1.9", NULL },
  { "1.9-midwife", { .specialty = CPX_SPECIALTY_MIDWIFE }, "JQGD900", "", "", NULL },
  { "1.10-conditional", { 0 }, "QAMA900", "", "", "ccam.1.10" },
  { "1.11-agreement", { 0 }, "QAMA900", "", "", "ccam.1.11" },
  { "1.13-closed", { 0 }, "AAAA900", "1.13", "", NULL },
  { "1.13-on-the-day", { .day = 20200101 }, "AAAA900", "1.13", "", NULL },
  { "1.13-the-day-before", { .day = 20191231 }, "AAAA900", "", "", NULL },
  { "2.2-alone", { 0 }, "HPQB900", "2.2", "", NULL },
  { "2.2-with-another-complement", { 0 }, "HPQB900 HPQB901", "2.2", "", NULL },
  { "2.3-foreseen", { 0 }, "HMFC004 HPQB900", "", "", NULL },
  { "2.3-not-foreseen", { 0 }, "HHFA016 HPQB900", "", "2.3", NULL },
  { "2.3-exception", { 0 }, "HMFC004 YYYY041", "", "", NULL },
  { "2.5-operator", { .specialty = CPX_SPECIALTY_ANAESTHETIST }, "HMFC004.4 HMFC004", "", "2.5", NULL },
  { "2.5-surgeon", { 0 }, "HMFC004.4", "", "2.5", NULL },
  { "2.5-none-of-its-own", { ANAESTHETIST }, "EBQM900.4", "1.1", "", "ccam.2.5" },
  { "2.5-stated", { .anaesthesia = Y }, "EBQM900", "", "", "ccam.2.5" },
  { "2.5-listed", { ANAESTHETIST }, "EBQM900 ZZLP030.4", "", "", NULL },
  { "2.5-other-level", { ANAESTHETIST }, "EBQM900 ZZLP025.4", "", "2.5", NULL },
  { "2.5-own-anaesthesia", { ANAESTHETIST }, "HMFC004 ZZLP025.4", "", "2.5", NULL },
  { "2.5-one-of-two", { ANAESTHETIST }, "HMFC004 EBQM900 ZZLP030.4", "", "", NULL },
  { "2.5-level-1-when-none-is-listed", { ANAESTHETIST }, "JNFA900 ZZLP025.4", "", "", NULL },
  { "2.5-unlisted-other-level", { ANAESTHETIST }, "JNFA900 ZZLP030.4", "", "2.5", NULL },
  { "2.5-surgeon-beside", { 0 }, "EBQM900 ZZLP030.4", "", "2.5", NULL },
  { "2.6-same-procedure", { 0 }, "HFFA901 HFFA902", "", "2.6", NULL },
  { "2.6-part-of", { 0 }, "HFFA900 HFFA901", "", "2.6", NULL },
  { "3-single-with-code", { 0 }, "HMFC004=1", "3.code", "", NULL },
  { "3-single-half", { 0 }, "HMFC004=2", "3.code", "", NULL },
  { "3-one-code-missing", { 0 }, "HMFC004=0 HHFA016=2", "3.code", "", NULL },
  { "3-three-in-full", { 0 }, "HMFC004=1 HHFA016=1 LCFA900=1", "3.code", "3.4", NULL },
  { "3-none-in-full", { 0 }, "HMFC004=2 HHFA016=2", "3.code", "", NULL },
  { "3-two-in-full", { 0 }, "HMFC004=1 HHFA016=1", "3.code", "", NULL },
  { "3-four-mixed", { 0 }, "HMFC004=4 HHFA016=2", "3.code", "3.EG", NULL },
  { "3-four-everywhere", { 0 }, "HMFC004=4 HHFA016=4", "", "3.EG", NULL },
  { "3-75-twice", { 0 }, "MDCB900=1! NBCA900=3! LHCA900=3!", "3.code", "", NULL },
  { "3-five-without-moment", { 0 }, "HMFC004=1 HHFA016=5", "3.code", "", NULL },
  { "3-foreseen-with-code", { 0 }, "HMFC004=1 HPQB900=1", "", "3.code", NULL },
  { "3-foreseen-at-half", { 0 }, "HMFC004=1 HPQB900=2", "3.code", "3.code", NULL },
  { "3.1-cheap-first", { 0 }, "HMFC004=2 HHFA016=1", "", "3.1", "ccam.3.1" },
  { "3.3-readings", { 0 }, "HMFC004 HHFA016 HPQB900", "", "3.3", NULL },
  { "3.4-three", { 0 }, "HMFC004 HHFA016 LHCA900", "", "6.3 3.4", NULL },
  { "3.4-chosen", { 0 }, "HMFC004 HHFA016 LCFA900=X", "", "", "ccam.3.4" },
  { "3.4-three-charged", { 0 }, "GAFA900=1 LCFA900=2 LCMA900=2", "", "3.4", NULL },
  { "3.EA-facts", { 0 }, "MDCB900@RA NBCA900@LL", "", "", "ccam.3.EA" },
  { "3.EA-claimed", { 0 }, "MDCB900=1 NBCA900=3", "", "3.EA", NULL },
  { "3.EA-missed", { 0 }, "MDCB900 NBCA900", "", "", "ccam.3.EA" },
  { "3.EB-facts", { 0 }, "MDCB900! NBCA900! LHCA900!", "", "", "ccam.3.EB" },
  { "3.EB-claimed", { 0 }, "MDCB900=1 NBCA900=3 LHCA900=2", "", "3.EB", NULL },
  { "3.EC-facts", { 0 }, "GAFA900#E LCFA900#N LCMA900#R", "", "", "ccam.3.EC" },
  { "3.EE-scans", { .specialty = CPX_SPECIALTY_RADIOLOGIST }, "ACQK900 ZCQK900", "", "", NULL },
  { "3.EH-moment", { 0 }, "HMFC004 HHFA016~1", "", "3.EH", NULL },
  { "3.6-consultation", { .consultation = TRUE }, "HMFC004", "", "3.6", NULL },
  { "4.1-not-listed", { 0 }, "HMFC004:A", "4.1", "", NULL },
  { "4.2-five", { 0 }, "HHFA016:JKLR6", "", "4.3 4.2", NULL },
  { "4.3-exclusive", { NIGHT }, "HMFC004:US", "4.3", "4.9", NULL },
  { "4.3-night-of-a-sunday", { NIGHT, .day = SUNDAY }, "HMFC004:UF", "4.3", "4.10", NULL },
  { "4.3-night-of-a-sunday-turned", { NIGHT, .day = SUNDAY }, "HMFC004:FU", "4.3", "4.10", NULL },
  { "4.3-k-and-t-turned", { 0 }, "HMFC004:TK", "4.5", "4.6", NULL },
  { "4.3-not-a-pair", { 0 }, "HMFC004:LR6", "", "4.3", NULL },
  { "4.3-doubled", { 0 }, "HMFC004:JJ", "", "4.3", NULL },
  { "4.4-once", { NIGHT }, "HMFC004:U HHFA016:U", "", "4.4", NULL },
  { "4.5-k-and-t", { 0 }, "HMFC004:KT", "4.5", "4.6", NULL },
  { "4.6-sector-2", { .convention = CPX_CONVENTION_SECTOR_2 }, "HMFC004:K", "", "4.6", NULL },
  { "4.6-optam-aco", { .convention = CPX_CONVENTION_SECTOR_2_OPTAM_ACO }, "HMFC004:JK", "", "", NULL },
  { "4.6-c2s", { .convention = CPX_CONVENTION_SECTOR_2, .c2s = TRUE }, "HMFC004:K", "", "", "ccam.4.6" },
  { "4.7-f-on-a-tuesday", { .emergency = Y }, "HMFC004:F", "", "4.7", NULL },
  { "4.7-f-on-a-sunday", { .day = SUNDAY, .emergency = Y }, "HMFC004:F", "", "", NULL },
  { "4.7-f-on-a-holiday", { .day = HOLIDAY, .emergency = Y }, "HMFC004:F", "", "", NULL },
  { "4.7-f-not-stated", { .day = SUNDAY }, "HMFC004:F", "", "4.7", NULL },
  { "4.7-planned", { .day = SUNDAY, .emergency = Y, .unplanned = N }, "HMFC004:F", "", "4.7", NULL },
  { "4.7-proposed", { .day = SUNDAY, .emergency = Y }, "HMFC004", "", "", "ccam.4.7" },
  { "4.8-o-unknown", { .emergency = Y }, "HMFC004:O", "", "", "ccam.4.8" },
  { "4.8-o-not-stated", { 0 }, "HMFC004:O", "", "4.8", NULL },
  { "4.8-o-at-night", { NIGHT }, "HMFC004:O", "", "4.8", NULL },
  { "4.8-o-late", { .emergency = Y, .site = Y, .admitted_before = 361 }, "HMFC004:O", "", "4.8", NULL },
  { "4.8-o-in-time", { .emergency = Y, .site = Y, .admitted_before = 360 }, "HMFC004:O", "", "", NULL },
  { "4.9-u", { NIGHT }, "HMFC004:U", "", "", NULL },
  { "4.9-u-not-stated", { .hour = 22 }, "HMFC004:U", "", "4.7", NULL },
  { "4.9-s-not-stated", { .hour = 3 }, "HMFC004:S", "", "4.7", NULL },
  { "4.9-u-by-day", { .emergency = Y }, "HMFC004:U", "", "4.9", NULL },
  { "4.9-u-in-the-small-hours", { .hour = 3, .emergency = Y }, "HMFC004:U", "", "4.9", NULL },
  { "4.9-s", { .hour = 3, .emergency = Y }, "HMFC004:S", "", "", NULL },
  { "4.9-s-at-midnight", { .hour = 24, .emergency = Y }, "HMFC004:S", "", "", NULL },
  { "4.9-s-at-eight", { .hour = 8, .emergency = Y }, "HMFC004:S", "", "4.9", NULL },
  { "4.9-p", { NIGHT }, "HMFC004:P", "", "4.9", NULL },
  { "4.9-hour-unknown", { .hour = -1, .emergency = Y }, "HMFC004:U", "", "", "ccam.4.9" },
  { "4.9-hour-and-emergency-unknown", { .hour = -1 }, "HMFC004:U", "", "4.9", NULL },
  { "4.3-on-another-act", { NIGHT }, "HMFC004:U HHFA016:F", "4.3", "4.7", NULL },
  { "4.3-at-another-moment", { NIGHT }, "HMFC004:U HHFA016:F~1", "", "3.EH 4.7", NULL },
  { "4.10-sunday-night", { .day = SUNDAY, NIGHT }, "HMFC004:F", "", "4.10", NULL },
  { "4.11-a-old", { .specialty = CPX_SPECIALTY_ANAESTHETIST, .age = 81 }, "HMFC004.4:A", "", "", NULL },
  { "4.11-a-80", { .specialty = CPX_SPECIALTY_ANAESTHETIST, .age = 80 }, "HMFC004.4:A", "", "4.11", NULL },
  { "4.11-a-3", { .specialty = CPX_SPECIALTY_ANAESTHETIST, .age = 3 }, "HMFC004.4:A7", "", "", NULL },
  { "4.11-a-45", { .specialty = CPX_SPECIALTY_ANAESTHETIST }, "HMFC004.4:A", "", "4.11", NULL },
  { "4.11-e-4", { .specialty = CPX_SPECIALTY_RADIOLOGIST, .age = 4 }, "MDQK900:E", "", "", NULL },
  { "4.11-e-5", { .specialty = CPX_SPECIALTY_RADIOLOGIST, .age = 5 }, "MDQK900:E", "", "4.11", NULL },
  { "4.13-sector-1", { .specialty = CPX_SPECIALTY_ANAESTHETIST }, "HMFC004.4:3", "", "", NULL },
  { "4.13-sector-2", { .specialty = CPX_SPECIALTY_ANAESTHETIST, .convention = CPX_CONVENTION_SECTOR_2 },
    "HMFC004.4:3", "", "4.13", NULL },
  { "4.17-z", { 0 }, "MDQK900:Z", "", "4.17", NULL },
  { "5-overcharge-sector-1", { 0 }, "HMFC004+5000a", "5.overcharge", "", NULL },
  { "5-overcharge-no-reason", { 0 }, "HMFC004+5000n", "5.overcharge", "", NULL },
  { "5-overcharge-demand", { 0 }, "HMFC004+5000d", "", "", "ccam.5.overcharge" },
  { "5-overcharge-sector-2", { .convention = CPX_CONVENTION_SECTOR_2 }, "HMFC004+5000a", "", "", NULL },
  { "5-overcharge-sector-2-no-reason", { .convention = CPX_CONVENTION_SECTOR_2 }, "HMFC004+5000n", "", "5.overcharge",
    NULL },
  { "5-overcharge-c2s", { .convention = CPX_CONVENTION_SECTOR_2, .c2s = TRUE }, "HMFC004+5000a", "", "5.overcharge",
    NULL },
  { "5-overcharge-emergency", { .convention = CPX_CONVENTION_SECTOR_2, .emergency = Y }, "HMFC004+5000a", "",
    "5.overcharge", NULL },
  /* By hand: 17.5 % of 293.94 are 51.4395, so 52.00; of 400.00 they are 70.00 without rounding; of 95.93, 16.788. */
  { "5-pathway-cap", { .out = TRUE }, "HMFC004+5200p", "", "", "ccam.7.version" },
  { "5-pathway-over", { .out = TRUE }, "HMFC004+5201p", "", "5.pathway", NULL },
  { "5-pathway-exact", { .out = TRUE }, "HFFA900+7000p", "", "", NULL },
  { "5-pathway-exact-over", { .out = TRUE }, "HFFA900+7001p", "", "5.pathway", NULL },
  { "5-pathway-second-act", { .out = TRUE }, "HMFC004 HHFA016+1700p", "", "", NULL },
  { "5-pathway-second-act-over", { .out = TRUE }, "HMFC004 HHFA016+1800p", "", "5.pathway", NULL },
  { "5-pathway-inside", { 0 }, "HMFC004+5200p", "", "5.pathway", NULL },
  { "5-pathway-inside-over", { 0 }, "HMFC004+5300p", "", "5.pathway", NULL },
  { "5-pathway-demand", { .out = TRUE }, "HMFC004+9900d", "", "", "ccam.5.overcharge" },
  { "5-pathway-c2s", { .out = TRUE, .c2s = TRUE }, "HMFC004+5200p", "", "5.overcharge", NULL },
  { "5-unknown-value", { .convention = CPX_CONVENTION_SECTOR_2 }, "HMFC004:O", "", "4.8", "ccam.5.price" },
  { "6.1-in-force", { 0 }, "HHFA016 JNFA900", "", "6.1", NULL },
  { "6.1-older-version", { 0 }, "HHFA016 HMFC004", "", "", "ccam.6.1" },
  { "6.3-exclusion", { 0 }, "HMFC004 LHCA900", "", "6.3", NULL },
  { "6.3-billing", { 0 }, "MDCB900 HFFA902", "", "6.3", NULL },
  { "6.3-chapter", { 0 }, "LECA900 LFCA900", "", "6.3", "ccam.6.note" },
  { "6.3-chapter-names-an-act", { 0 }, "LECA900 MDCB900", "", "6.3", NULL },
  { "6.3-chapter-and-another", { 0 }, "LECA900 HMFC004", "", "", "ccam.6.note" },
  { "6.3-chapter-includes", { 0 }, "LFCA900 NBCA900", "", "6.3", NULL },
  { "6.3-chapter-shown", { 0 }, "LFCA900", "", "", "ccam.6.note" },
  { "6.3-with-any-other", { 0 }, "HMFC004 PAAA900", "", "6.3", "ccam.6.note" },
  { "6.3-with-any-other-second", { 0 }, "PAAA900 HMFC004", "", "6.3", NULL },
  { "6.3-with-a-wrist", { 0 }, "PAAA900 MDCB900", "", "", "ccam.6.note" },
  { "6.3-with-another-part", { 0 }, "PAAA900@T HMFC004@H", "", "6.3", NULL },
  { "6.3-with-a-limb-told", { 0 }, "PAAA900@T QCFA900@LL", "", "", NULL },
  { "6.3-with-a-complement", { 0 }, "PAAA900 YYYY041", "", "", NULL },
  { "6.3-not-its-subject", { 0 }, "PAAA901 HMFC004", "", "", "ccam.6.note" },
  { "6.3-alone", { 0 }, "PAAA900", "", "", NULL },
  { "6.3-a-gesture-named", { 0 }, "PBAA900 PBAD900", "", "6.3", NULL },
  { "6.3-same-bone", { 0 }, "NBGA900 NBFA900", "", "6.3", NULL },
  { "6.3-another-site", { 0 }, "NBGA900 QCFA900", "", "", "ccam.6.note" },
  { "6.3-with-an-anaesthesia", { .anaesthesia = Y }, "PAAA900 ZZLP025.4", "", "2.5", NULL },
  { "6.3-with-imaging", { 0 }, "PAAA900 MDQK900", "", "", NULL },
  { "6.3-another-gesture", { 0 }, "PBAA900 HMFC004", "", "", "ccam.6.note" },
  { "6.3-together", { 0 }, "PCHA900 PCJA900", "", "6.3", NULL },
  { "6.3-together-with-another", { 0 }, "PCHA900 HMFC004", "", "", NULL },
  { "6.3-one-act-alone", { 0 }, "PDEA900 PDEA901", "", "6.3", NULL },
  { "6.3-one-act-alone-beside", { 0 }, "PDEA900 PDFA900", "", "", NULL },
  { "6.3-mention", { 0 }, "NBCA900 HFFA902", "", "", NULL },
  { "7.1-threshold", { 0 }, "HMFC004", "", "", "ccam.7.1" },
  { "7.2-out-of-pathway", { .out = TRUE }, "LHCA900", "", "", "ccam.7.2" },
  { "7.3-two-sources", { 0 }, "HMFC004", "", "", "ccam.7.3" },
};

static CpxCodingContext
play (const Scene *scene)
{
  CpxCodingContext context = coding_fixture_context (scene->day != 0 ? scene->day : FIXTURE_DAY);

  if (scene->hour != 0)
    context.minute = scene->hour < 0 ? -1 : scene->hour % 24 * 60;
  context.performers[0].convention = scene->convention;
  if (scene->specialty != CPX_SPECIALTY_UNKNOWN)
    context.performers[0].specialty = scene->specialty;
  context.emergency = scene->emergency;
  context.unplanned = scene->unplanned;
  context.emergency_site = scene->site;
  context.anaesthesia = scene->anaesthesia;
  if (scene->admitted_before > 0)
    {
      context.admission_day = context.day;
      context.admission_minute = context.minute - scene->admitted_before;
    }
  if (scene->age != 0)
    context.age_months = scene->age < 0 ? -1 : scene->age * 12;
  context.sex = scene->man ? CPX_SEX_MAN : CPX_SEX_WOMAN;
  context.c2s = scene->c2s;
  context.consultation = scene->consultation;
  context.out_of_pathway = scene->out;
  if (context.admission_minute < 0 && context.admission_day != 0)   /* the evening before */
    {
      context.admission_day = cpx_day_add (context.day, -1);
      context.admission_minute += 24 * 60;
    }

  return context;
}

static CpxCodingResult *
check (const CpxCodingContext *context,
       const char             *lines)
{
  g_autoptr(CpxNomenclature) nomenclature = coding_fixture_build ();
  g_autoptr(CpxCodingDraft) draft = coding_fixture_draft (context, lines);

  return cpx_coding_check (draft, nomenclature);
}

static void
test_rule (gconstpointer data)
{
  const RuleCase *row = data;
  CpxCodingContext context = play (&row->scene);
  g_autoptr(CpxCodingResult) result = check (&context, row->lines);
  g_autofree char *blocking = coding_fixture_dup_rules (result, CPX_FINDING_BLOCKING);
  g_autofree char *to_justify = coding_fixture_dup_rules (result, CPX_FINDING_TO_JUSTIFY);

  g_assert_cmpstr (blocking, ==, row->blocking);
  g_assert_cmpstr (to_justify, ==, row->to_justify);
  g_assert_cmpint (cpx_coding_result_is_blocked (result), ==, *row->blocking != '\0');
  if (row->known != NULL)
    g_assert_nonnull (coding_fixture_find (result, row->known));
}

static guint
count_findings (CpxCodingResult *result,
                const char      *rule,
                const char      *words)
{
  GPtrArray *findings = cpx_coding_result_get_findings (result);
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);

      n += g_str_equal (finding->rule, rule) && strstr (finding->sentence, words) != NULL;
    }

  return n;
}

/* The act that the nomenclature lists beside an act without anaesthesia is named, level 1 where it lists none. */
static void
test_anaesthesia_beside (void)
{
  static const struct { const char *lines; CpxFact anaesthesia; const char *words; guint n; } rows[] = {
    { "EBQM900", Y, "ZZLP030", 1 },
    { "JNFA900", Y, "ZZLP025", 1 },
    { "HMFC004", Y, "ZZLP", 0 },                 /* has activity 4 */
    { "EBQM900", CPX_FACT_UNKNOWN, "ZZLP", 0 },  /* nobody speaks of an anaesthesia */
    { "EBQM900", N, "ZZLP", 0 },
    { "EBQM900 ZZLP030.4", Y, "ZZLP", 0 },
    { "HMFC004 HPQB900", Y, "ZZLP", 0 },         /* a complementary act has none of its own */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CpxCodingContext context = play (&(Scene) { ANAESTHETIST, .anaesthesia = rows[i].anaesthesia });
      g_autoptr(CpxCodingResult) result = check (&context, rows[i].lines);

      g_assert_cmpuint (count_findings (result, "ccam.2.5", rows[i].words), ==, rows[i].n);
    }
}

/* A chapter's note is shown once; one against other acts is nothing to a single act. */
static void
test_notes_of_chapters (void)
{
  static const struct { const char *lines, *words; guint n; } rows[] = {
    { "LFCA900", "esthétique", 1 },
    { "LFCA900 LFCA900~1", "esthétique", 1 },
    { "LECA900", "01.03", 0 },
    { "LECA900 HMFC004", "01.03", 1 },
    { "HMFC004", "", 0 },
    { "ZZZZ999", "", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CpxCodingContext context = play (&(Scene) { 0 });
      g_autoptr(CpxCodingResult) result = check (&context, rows[i].lines);

      g_assert_cmpuint (count_findings (result, "ccam.6.note", rows[i].words), ==, rows[i].n);
    }
}

/* Two chapters that exclude each other are said once; of one, the sentence names the act whose notes say so first. */
static void
test_mutual_notes (void)
{
  static const struct { const char *lines, *words; } rows[] = {
    { "LECA900 LFCA900", "LECA900 cannot be billed with LFCA900" },
    { "LFCA900 LECA900", "LFCA900 cannot be billed with LECA900" },
    { "NBCA900 LFCA900", "LFCA900 includes NBCA900" },
    { "LFCA900 NBCA900", "LFCA900 includes NBCA900" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CpxCodingContext context = play (&(Scene) { 0 });
      g_autoptr(CpxCodingResult) result = check (&context, rows[i].lines);

      g_assert_cmpuint (count_findings (result, "ccam.6.3", ""), ==, 1);
      g_assert_cmpuint (count_findings (result, "ccam.6.3", rows[i].words), ==, 1);
    }
}

/* Each finding has a card, a sentence, and lines that are there. */
static void
test_cards (void)
{
  const CpxRuleCard *cards;
  gsize n_cards;

  cards = cpx_rule_card_list (&n_cards);
  for (gsize i = 0; i < n_cards; i++)
    {
      g_assert_true (cpx_rule_card_find (cards[i].rule) == &cards[i]);
      g_assert_cmpstr (cpx_rule_card_get_text (&cards[i]), !=, "");
      g_assert_cmpstr (cards[i].source, !=, "");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rule_cases); i++)
    {
      CpxCodingContext context = play (&rule_cases[i].scene);
      g_autoptr(CpxCodingResult) result = check (&context, rule_cases[i].lines);
      GPtrArray *findings = cpx_coding_result_get_findings (result);

      for (guint j = 0; j < findings->len; j++)
        {
          const CpxRuleFinding *finding = g_ptr_array_index (findings, j);

          g_assert_nonnull (cpx_rule_card_find (finding->rule));
          g_assert_cmpuint (strlen (finding->sentence), >, 10);
          for (guint k = 0; k < finding->n_lines; k++)
            g_assert_cmpuint (finding->lines[k], <, cpx_coding_result_get_n_lines (result));
        }
    }
  g_assert_null (cpx_rule_card_find ("ccam.9.9"));
}

static const CpxRuleFinding *
find_same (CpxCodingResult      *result,
           const CpxRuleFinding *wanted)
{
  GPtrArray *findings = cpx_coding_result_get_findings (result);

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == wanted->level && g_str_equal (finding->rule, wanted->rule)
          && g_str_equal (finding->sentence, wanted->sentence) && finding->n_lines == wanted->n_lines
          && memcmp (finding->lines, wanted->lines, finding->n_lines * sizeof *finding->lines) == 0)
        return finding;
    }

  return NULL;
}

/* Whatever is found, the button beside it leaves that sentence behind: none proposes what is there already. */
static void
test_remedies_mend (gconstpointer data)
{
  const RuleCase *row = data;
  g_autoptr(CpxNomenclature) nomenclature = coding_fixture_build ();
  CpxCodingContext context = play (&row->scene);
  g_autoptr(CpxCodingDraft) draft = coding_fixture_draft (&context, row->lines);
  g_autoptr(CpxCodingResult) before = cpx_coding_check (draft, nomenclature);
  GPtrArray *findings = cpx_coding_result_get_findings (before);

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);
      g_autoptr(CpxCodingDraft) settled = cpx_remedy_apply (&finding->remedy, draft);
      g_autoptr(CpxCodingResult) after = cpx_coding_check (settled, nomenclature);

      if (finding->remedy.kind == CPX_REMEDY_NONE)
        continue;
      if (find_same (after, finding) != NULL)
        {
          g_test_message ("“%s” stays after its remedy", finding->sentence);
          g_test_fail ();
        }
    }
}

/* What a button would do settles the finding; nothing is changed unasked. */
static void
test_remedies (void)
{
  static const struct { const char *lines, *rule; } rows[] = {
    { "HMFC004:A", "ccam.4.1" }, { "HMFC004=1", "ccam.3.code" }, { "HMFC004=2 HHFA016=1", "ccam.3.1" },
    { "HMFC004+5000a", "ccam.5.overcharge" }, { "HHFA016 HPQB900", "ccam.2.3" }, { "HFFA900 HFFA901", "ccam.2.6" },
    { "HMFC004:KT", "ccam.4.5" }, { "HMFC004 HMFC004", "ccam.1.2" }, { "AAAA900", "ccam.1.13" },
    { "HMFC004 HHFA016 LCFA900", "ccam.3.4" },
  };
  g_autoptr(CpxNomenclature) nomenclature = coding_fixture_build ();
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(CpxCodingDraft) draft = coding_fixture_draft (&context, rows[i].lines);
      g_autoptr(CpxCodingDraft) same = coding_fixture_draft (&context, rows[i].lines);
      g_autoptr(CpxCodingResult) before = cpx_coding_check (draft, nomenclature);
      const CpxRuleFinding *finding = coding_fixture_find (before, rows[i].rule);
      g_autofree char *label = NULL;
      g_autoptr(CpxCodingDraft) settled = NULL;
      g_autoptr(CpxCodingResult) after = NULL;

      g_assert_nonnull (finding);
      label = cpx_remedy_dup_label (&finding->remedy, draft);
      g_assert_nonnull (label);
      settled = cpx_remedy_apply (&finding->remedy, draft);
      after = cpx_coding_check (settled, nomenclature);
      finding = coding_fixture_find (after, rows[i].rule);
      g_assert_true (finding == NULL || finding->level == CPX_FINDING_TO_KNOW);
      g_assert_true (cpx_coding_draft_equal (draft, same));
    }
}

/* The first that is not merely to know, and has a button. */
static const CpxRuleFinding *
find_remedied (CpxCodingResult *result)
{
  GPtrArray *findings = cpx_coding_result_get_findings (result);

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != CPX_FINDING_TO_KNOW && finding->remedy.kind != CPX_REMEDY_NONE)
        return finding;
    }

  return NULL;
}

/* The letters of the modifiers and the association codes that are charged; none may be blocked any more. */
static char *
describe_left (CpxCodingDraft  *draft,
               CpxNomenclature *nomenclature)
{
  g_autoptr(CpxCodingResult) result = cpx_coding_check (draft, nomenclature);
  GString *left = g_string_new (NULL);

  g_assert_false (cpx_coding_result_is_blocked (result));
  for (guint i = 0; i < cpx_coding_draft_get_n_lines (draft); i++)
    {
      CpxAssociation code = cpx_coding_result_get_line (result, i)->association;

      g_string_append (left, cpx_coding_draft_get_line (draft, i)->modifiers);
      g_string_append (left, cpx_association_get_token (code));
    }

  return g_string_free (left, FALSE);
}

/* Every button once, the gravest finding first: what remains is legal, and the letter that is due stays. */
static void
test_remedies_together (void)
{
  static const struct { Scene scene; const char *lines, *kept, *gone; } rows[] = {
    { { NIGHT, .day = SUNDAY }, "HMFC004:UF", "U", "F" },
    { { NIGHT, .day = SUNDAY }, "HMFC004:FU", "U", "F" },
    { { .hour = 3, .day = SUNDAY, .emergency = Y, .unplanned = Y }, "HMFC004:FS", "S", "F" },
    { { .hour = 3, .emergency = Y, .unplanned = Y, .anaesthesia = Y, .specialty = CPX_SPECIALTY_OTHER }, "HMFC004:SU",
      "S", "U" },
    { { .day = SUNDAY, .emergency = Y }, "HMFC004:UF", "F", "U" },
    { { 0 }, "HMFC004:TK", "K", "T" },
    { { 0 }, "HMFC004=1 HHFA016=1", "12", "" },
    { { 0 }, "HMFC004=2 HHFA016=1", "12", "" },
    { { 0 }, "HMFC004=1 HHFA016=1 LCFA900=1", "12", "" },
  };
  g_autoptr(CpxNomenclature) nomenclature = coding_fixture_build ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CpxCodingContext context = play (&rows[i].scene);
      g_autoptr(CpxCodingDraft) draft = coding_fixture_draft (&context, rows[i].lines);
      g_autofree char *left = NULL;

      for (guint n = 0; n < 10; n++)
        {
          g_autoptr(CpxCodingResult) result = cpx_coding_check (draft, nomenclature);
          const CpxRuleFinding *finding = find_remedied (result);
          CpxCodingDraft *next;

          if (finding == NULL)
            break;
          next = cpx_remedy_apply (&finding->remedy, draft);
          g_object_unref (draft);
          draft = next;
        }
      left = describe_left (draft, nomenclature);
      for (const char *letter = rows[i].kept; *letter != '\0'; letter++)
        g_assert_nonnull (strchr (left, *letter));
      for (const char *letter = rows[i].gone; *letter != '\0'; letter++)
        g_assert_null (strchr (left, *letter));
    }
}

typedef struct
{
  const char       *name;
  Scene             scene;
  const char       *lines;
  char              letter;
  CpxModifierState  state;
  gboolean          value_is_known;
} AdviceCase;

static const AdviceCase advice_cases[] = {
  { "j", { 0 }, "HMFC004", 'J', CPX_MODIFIER_PROPOSED, TRUE },
  { "k-sector-1", { 0 }, "HMFC004", 'K', CPX_MODIFIER_PROPOSED, TRUE },
  { "k-sector-2", { .convention = CPX_CONVENTION_SECTOR_2 }, "HMFC004", 'K', CPX_MODIFIER_NOT_ADVISED, TRUE },
  { "k-beside-t", { 0 }, "HMFC004:T", 'K', CPX_MODIFIER_FORBIDDEN, TRUE },
  { "u-beside-s", { NIGHT }, "HMFC004:S", 'U', CPX_MODIFIER_FORBIDDEN, TRUE },
  { "u", { NIGHT }, "HMFC004", 'U', CPX_MODIFIER_PROPOSED, TRUE },
  { "u-by-day", { 0 }, "HMFC004", 'U', CPX_MODIFIER_NOT_ADVISED, TRUE },
  { "o-no-value", { .emergency = Y }, "HMFC004", 'O', CPX_MODIFIER_ALLOWED, FALSE },
  { "on-the-line-not-listed", { 0 }, "HMFC004:A", 'A', CPX_MODIFIER_FORBIDDEN, TRUE },
  { "l", { 0 }, "HMFC004", 'L', CPX_MODIFIER_ALLOWED, TRUE },
};

static void
test_advice (gconstpointer data)
{
  const AdviceCase *row = data;
  g_autoptr(CpxNomenclature) nomenclature = coding_fixture_build ();
  CpxCodingContext context = play (&row->scene);
  g_autoptr(CpxCodingDraft) draft = coding_fixture_draft (&context, row->lines);
  g_autoptr(GArray) advices = cpx_modifier_advice_list (draft, nomenclature, 0);
  const CpxModifierAdvice *found = NULL;

  for (guint i = 0; i < advices->len; i++)
    {
      const CpxModifierAdvice *advice = &g_array_index (advices, CpxModifierAdvice, i);

      if (advice->letter == row->letter)
        found = advice;
    }
  g_assert_nonnull (found);
  g_assert_cmpint (found->state, ==, row->state);
  g_assert_cmpint (found->value_is_known, ==, row->value_is_known);
  g_assert_nonnull (cpx_rule_card_find (found->rule));
}

/* Trap 2: an order is proposed, a choice is kept, and the total is that of what is charged. */
static void
test_arrange (void)
{
  g_autoptr(CpxNomenclature) nomenclature = coding_fixture_build ();
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  g_autoptr(CpxCodingDraft) draft = coding_fixture_draft (&context, "HPQB900 LHCA900=X HHFA016 HMFC004=1");
  g_autofree char *explanation = NULL;
  g_autoptr(CpxCodingDraft) arranged = cpx_coding_arrange (draft, nomenclature, &explanation);
  g_autoptr(CpxCodingResult) result = cpx_coding_check (arranged, nomenclature);
  g_autoptr(CpxCodingDraft) settled = cpx_coding_result_dup_settled (result);
  g_autofree char *codes = coding_fixture_dup_codes (result);

  g_assert_cmpstr (cpx_coding_draft_get_line (arranged, 0)->code, ==, "HMFC004");
  g_assert_cmpint (cpx_coding_draft_get_line (arranged, 0)->association, ==, CPX_ASSOCIATION_1);
  g_assert_cmpstr (cpx_coding_draft_get_line (arranged, 1)->code, ==, "HHFA016");
  g_assert_cmpint (cpx_coding_draft_get_line (arranged, 1)->association, ==, CPX_ASSOCIATION_AUTO);
  g_assert_cmpstr (cpx_coding_draft_get_line (arranged, 3)->code, ==, "LHCA900");
  g_assert_cmpint (cpx_coding_draft_get_line (arranged, 3)->association, ==, CPX_ASSOCIATION_UNPRICED);
  g_assert_cmpint (cpx_coding_draft_get_line (settled, 1)->association, ==, CPX_ASSOCIATION_2);
  g_assert_cmpstr (codes, ==, "121X");
  g_assert_cmpint (cpx_coding_result_get_total (result, 0)->base_cents, ==, 38987 + 5000);
  g_assert_nonnull (strstr (explanation, "HMFC004"));
}

/* Adding a modifier that adds never lowers the price. */
static void
test_monotone (void)
{
  g_autoptr(CpxNomenclature) nomenclature = coding_fixture_build ();
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  static const char letters[] = "JKLUR6";

  for (guint set = 0; set < 1u << (sizeof letters - 1); set++)
    {
      g_autoptr(GString) line = g_string_new ("HMFC004 HHFA016:");
      gint64 without;

      for (guint i = 0; i < sizeof letters - 1; i++)
        {
          if ((set & (1u << i)) != 0)
            g_string_append_c (line, letters[i]);
        }
      for (guint i = 0; i < sizeof letters - 1; i++)
        {
          g_autoptr(CpxCodingDraft) draft = coding_fixture_draft (&context, line->str);
          g_autoptr(CpxCodingResult) before = cpx_coding_check (draft, nomenclature);
          g_autofree char *more = g_strdup_printf ("%s%c", line->str, letters[i]);
          g_autoptr(CpxCodingDraft) added = coding_fixture_draft (&context, more);
          g_autoptr(CpxCodingResult) after = cpx_coding_check (added, nomenclature);

          without = cpx_coding_result_get_total (before, 0)->base_cents;
          g_assert_cmpint (cpx_coding_result_get_total (after, 0)->base_cents, >=, without);
        }
    }
}

/* The order of the lines changes no total, whatever the acts. */
static void
test_order (void)
{
  static const char * const words[] = {
    "HMFC004:U", "HHFA016:JU", "LHCA900!", "MDCB900@RA!", "NBCA900@LL", "HPQB900", "YYYY041", "LCFA900:J", "ZZQX900",
    "HMFC004@T", "JNFA900=X", "MDCB900:KU!", "GAFA900#E", "LCFA900#N", "LCMA900#R", "HHFA016~1",
  };
  g_autoptr(CpxNomenclature) nomenclature = coding_fixture_build ();
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);

  for (guint round = 0; round < 2000; round++)
    {
      const char *drawn[6] = { NULL };
      guint n = (guint) g_test_rand_int_range (2, 6);
      g_autofree char *forwards = NULL;
      g_autofree char *backwards = NULL;
      g_autoptr(CpxCodingDraft) first = NULL;
      g_autoptr(CpxCodingDraft) second = NULL;
      g_autoptr(CpxCodingResult) a = NULL;
      g_autoptr(CpxCodingResult) b = NULL;

      for (guint i = 0; i < n; i++)
        drawn[i] = words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];
      forwards = g_strjoinv (" ", (char **) drawn);
      for (guint i = 0; i < n / 2; i++)
        {
          const char *swapped = drawn[i];

          drawn[i] = drawn[n - 1 - i];
          drawn[n - 1 - i] = swapped;
        }
      backwards = g_strjoinv (" ", (char **) drawn);
      first = coding_fixture_draft (&context, forwards);
      second = coding_fixture_draft (&context, backwards);
      a = cpx_coding_check (first, nomenclature);
      b = cpx_coding_check (second, nomenclature);
      g_assert_cmpint (cpx_coding_result_get_total (a, 0)->base_cents, ==,
                       cpx_coding_result_get_total (b, 0)->base_cents);
    }
}

/* Absurd drafts are answered, not obeyed. */
static void
test_hostile (void)
{
  static const CpxDay days[] = { 10101, 99991231, 20240229, 20050324 };
  g_autoptr(CpxNomenclature) nomenclature = coding_fixture_build ();
  g_autofree CpxCodingLine *lines = g_new0 (CpxCodingLine, CPX_CODING_MAX_LINES);

  for (guint i = 0; i < CPX_CODING_MAX_LINES; i++)
    {
      cpx_coding_line_init (&lines[i], i % 3 == 0 ? "HMFC004" : i % 3 == 1 ? "HHFA016" : "HPQB900");
      g_strlcpy (lines[i].modifiers, "UUUUJKLR", sizeof lines[i].modifiers);
      lines[i].overcharge_cents = 100000000;
      lines[i].quantity = CPX_CODING_MAX_QUANTITY;
      lines[i].body_part = (CpxBodyPart) (i % 7);
      lines[i].trauma = i % 2;
      lines[i].moment = (int) (i % 10);
      lines[i].ent_part = (CpxEntPart) (i % 4);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      CpxCodingContext context = coding_fixture_context (days[i]);
      g_autoptr(CpxCodingDraft) draft = NULL;
      g_autoptr(CpxCodingResult) result = NULL;

      context.birth_day = 99991231;
      context.admission_day = 10101;
      context.admission_minute = 0;
      draft = cpx_coding_draft_new (&context, lines, CPX_CODING_MAX_LINES);
      result = cpx_coding_check (draft, nomenclature);
      g_assert_cmpuint (cpx_coding_result_get_n_lines (result), ==, CPX_CODING_MAX_LINES);
      g_assert_cmpint (cpx_coding_result_get_total (result, 0)->charged_cents, >=, 0);
    }
}

static void
test_empty (void)
{
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  g_autoptr(CpxCodingResult) result = check (&context, "");
  g_autoptr(json_t) object = cpx_coding_result_to_json (result);

  g_assert_cmpuint (cpx_coding_result_get_findings (result)->len, ==, 0);
  g_assert_cmpuint (json_array_size (json_object_get (object, "acts")), ==, 0);
  g_assert_true (json_is_false (json_object_get (object, "blocked")));
}

static void
test_json (void)
{
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  g_autoptr(CpxCodingResult) result = check (&context, "HMFC004:T HHFA016:J");
  g_autoptr(json_t) object = cpx_coding_result_to_json (result);
  json_t *acts = json_object_get (object, "acts"), *finding = json_array_get (json_object_get (object, "findings"), 0);

  g_assert_true (json_is_null (json_object_get (json_array_get (acts, 0), "base_cents")));
  g_assert_cmpstr (json_string_value (json_object_get (json_array_get (acts, 0), "gap")), ==, "no_modifier_value");
  g_assert_cmpint (json_integer_value (json_object_get (json_array_get (acts, 1), "base_cents")), ==, 10217);
  g_assert_cmpstr (json_string_value (json_object_get (json_array_get (acts, 1), "association")), ==, "2");
  g_assert_nonnull (json_object_get (finding, "article"));
  g_assert_cmpstr (json_string_value (json_object_get (finding, "level")), ==, "to_justify");
}

static void
test_holidays (void)
{
  static const CpxDay holidays[] = { 20250101, 20250421, 20250529, 20250609, 20250714, 20261101, 20240401, 20380426 };
  static const CpxDay workdays[] = { 20250420, 20250422, 20250304, 20251226, 0, 20250230 };

  for (gsize i = 0; i < G_N_ELEMENTS (holidays); i++)
    g_assert_true (cpx_holiday_is_national (holidays[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (workdays); i++)
    g_assert_false (cpx_holiday_is_national (workdays[i]));
}

static void
add_tests (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rule_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/coding-check/rule/", rule_cases[i].name, NULL);
      g_autofree char *mend_path = g_strdup_printf ("/coding-check/remedies/%s", rule_cases[i].name);

      g_test_add_data_func (path, &rule_cases[i], test_rule);
      g_test_add_data_func (mend_path, &rule_cases[i], test_remedies_mend);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (advice_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/coding-check/advice/", advice_cases[i].name, NULL);

      g_test_add_data_func (path, &advice_cases[i], test_advice);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_tests ();
  g_test_add_func ("/coding-check/cards", test_cards);
  g_test_add_func ("/coding-check/anaesthesia-beside", test_anaesthesia_beside);
  g_test_add_func ("/coding-check/notes-of-chapters", test_notes_of_chapters);
  g_test_add_func ("/coding-check/mutual-notes", test_mutual_notes);
  g_test_add_func ("/coding-check/remedies/one", test_remedies);
  g_test_add_func ("/coding-check/remedies/together", test_remedies_together);
  g_test_add_func ("/coding-check/arrange", test_arrange);
  g_test_add_func ("/coding-check/monotone", test_monotone);
  g_test_add_func ("/coding-check/order", test_order);
  g_test_add_func ("/coding-check/hostile", test_hostile);
  g_test_add_func ("/coding-check/empty", test_empty);
  g_test_add_func ("/coding-check/json", test_json);
  g_test_add_func ("/coding-check/holidays", test_holidays);

  return g_test_run ();
}
