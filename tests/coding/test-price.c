/* test-price.c: invoices worked by hand: RULES 5 and its examples, totals, shares, and what is unknown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *lines;
  const char *codes;       /* that are used */
  gint64      base_cents;  /* of the invoice; -1: unknown */
} InvoiceCase;

/* Article III-3 B by the table of RULES 3, and the formula of RULES 5. */
static const InvoiceCase invoice_cases[] = {
  { "nothing", "", "", 0 },
  { "single", "HMFC004", "0", 29394 },
  { "general", "HMFC004 HHFA016", "12", 29394 + 9593 },             /* 389.87, RULES 5 */
  { "general-other-order", "HHFA016 HMFC004", "21", 38987 },
  { "flat-not-reduced", "HMFC004 HHFA016:U", "12", 38987 + 2515 },
  { "percents-add", "HHFA016:JKU", "0", 22639 + 2515 },             /* 251.54, RULES 5: 191.86 × 1.18 = 226.39 */
  { "percents-do-not-multiply", "HMFC004:JL", "0", 37183 },          /* 293.94 × 1.265 = 371.834 */
  { "percent-then-half", "HMFC004 HHFA016:J", "12", 29394 + 10217 },  /* 191.86 × 1.065 × 0.5 = 102.165, half up */
  { "dearest-without-modifiers", "HFFA901:R GAFA900", "21", 50000 + 18750 },
  { "tie-by-percents", "MDCB900 LCFA900:J", "21", 31950 + 15000 },
  { "third-not-charged", "HMFC004 HHFA016 LHCA900", "12X", 38987 },
  { "foreseen", "HMFC004 HPQB900", "00", 34394 },
  { "foreseen-imaging", "HMFC004 ZZQH900", "00", 29394 + 6912 },
  { "complement-and-supplement", "HMFC004 HPQB900 YYYY041", "111", 40894 },
  { "two-and-complement", "HMFC004 HHFA016 HPQB900", "121", 38987 + 5000 },
  { "limbs", "MDCB900@RA NBCA900@LL", "13", 30000 + 15000 },
  { "trunk-and-limb", "HMFC004@T MDCB900@RA", "31", 30000 + 22046 },  /* 293.94 × 0.75 = 220.455, half up */
  { "head-and-trunk-are-not-apart", "LCFA900@H HMFC004@T", "12", 30000 + 14697 },
  { "one-limb", "MDCB900@RA LHCA900@RA", "12", 35000 },
  { "limbs-pick-the-best-pair", "MDCB900@RA LCFA900@RA HMFC004@T", "X13", 30000 + 22046 },
  { "trauma", "MDCB900! NBCA900! LHCA900!", "132", 30000 + 15000 + 5000 },   /* 100/75/50 */
  { "trauma-other-order", "LHCA900! MDCB900! NBCA900!", "213", 50000 },
  { "trauma-four", "LHCA900! MDCB900! NBCA900! HMFC004!", "X123", 0 + 30000 + 10000 + 22046 },
  { "trauma-third-unknown", "MDCB900!@RA NBCA900!@LL HMFC004/2!@T", "132", -1 },
  { "trauma-one-lesion", "MDCB900! NBCA900", "12", 40000 },
  { "ent-cancer", "GAFA900#E LCFA900#N LCMA900#R", "122", 50000 + 15000 + 20000 },
  { "ent-two-parts", "GAFA900#E LCFA900#N LCMA900#N", "1X2", 50000 + 20000 },
  { "pathology", "ZZQX900 ZZQX901", "44", 5000 },
  { "pathology-and-one", "HMFC004 ZZQX900", "44", 32394 },
  { "pathology-and-two", "HMFC004 HHFA016 ZZQX900", "121", 38987 + 3000 },
  { "radiography", "MDQK900 MDQK901 MDQK902", "122", 2000 + 900 + 800 },
  { "scans-of-joint-regions", "ACQK900 ZCQK900", "44", 2527 + 5054 },
  { "ultrasound", "EBQM900 QEQM900", "0X", 6000 },
  { "ultrasound-abdomen-breast", "ZCQM900 QEQM900", "12", 7500 + 2000 },
  { "moments", "HMFC004 HHFA016~1 LHCA900~1", "152", 29394 + 19186 + 5000 },
  { "moment-of-one", "HMFC004 HHFA016~1", "15", 29394 + 19186 },
  { "chosen-stays", "HMFC004=1 HHFA016=1", "11", 29394 + 19186 },
  { "chosen-not-charged", "HMFC004 HHFA016=X", "0X", 29394 },
  { "dearest-chosen-not-charged", "HMFC004 HHFA016 LCFA900=X", "12X", 38987 },
  { "chosen-half", "HMFC004=2 HHFA016=1", "21", 14697 + 19186 },
  { "twice-the-same", "HMFC004 HMFC004", "12", 29394 + 14697 },
  { "quantity", "HMFC004 HPQB900x3", "00", 29394 + 15000 },
  { "four-modifiers", "HHFA016:JKLR6", "0", 36070 },                  /* 1.880 without the fifth: 360.6968 */
  { "once-an-invoice", "HMFC004:U HHFA016:U", "12", 38987 + 2515 },
  { "once-keeps-its-place", "HMFC004:U HHFA016:UJKLR", "12", 29394 + 13238 + 2515 },  /* × 1.38 × 0.5 = 132.383 */
  { "anaesthesia-beside", "EBQM900 ZZLP030.4", "00", 6000 + 7200 },
  { "anaesthesia-of-two", "HMFC004.4 EBQM900 ZZLP030.4", "102", 12000 + 6000 + 3600 },
  { "chapters-apart", "LECA900 LFCA900", "12", 30000 + 10000 },   /* charged as chosen; a finding asks why */
  { "unknown-modifier", "HMFC004:T", "0", -1 },
  { "unknown-act", "ZZZZ999", "0", -1 },
  { "unknown-phase", "HMFC004/2", "0", -1 },
};

static CpxCodingResult *
check (const CpxCodingContext *context,
       const char             *lines)
{
  g_autoptr(CpxNomenclature) nomenclature = coding_fixture_build ();
  g_autoptr(CpxCodingDraft) draft = coding_fixture_draft (context, lines);

  return cpx_coding_check (draft, nomenclature);
}

static void
test_invoice (gconstpointer data)
{
  const InvoiceCase *row = data;
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  g_autoptr(CpxCodingResult) result = check (&context, row->lines);
  const CpxInvoiceTotal *total = cpx_coding_result_get_total (result, 0);
  g_autofree char *codes = coding_fixture_dup_codes (result);

  g_assert_cmpstr (codes, ==, row->codes);
  g_assert_cmpint (total->is_known, ==, row->base_cents >= 0);
  if (row->base_cents >= 0)
    g_assert_cmpint (total->base_cents, ==, row->base_cents);
}

/* SFG V06.09: 100.30, 1.255, 0.955, 20.50 make 120.21 and 140.71. */
static void
test_sfg_example (void)
{
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  g_autoptr(CpxCodingResult) result = NULL;
  const CpxPricedLine *price;

  context.performers[0].grid = 99;
  result = check (&context, "HMFC004:LU=2");
  price = cpx_coding_result_get_line (result, 0);
  g_assert_cmpint (price->tariff_cents, ==, 10030);
  g_assert_cmpuint (price->coefficient, ==, 1255);
  g_assert_cmpuint (price->rate, ==, 955);
  g_assert_cmpint (price->reduced_cents, ==, 12021);
  g_assert_cmpint (price->flat_cents, ==, 2050);
  g_assert_cmpint (price->base_cents, ==, 14071);
}

/* Trap 1: the base of the day of execution, and an effect on the very day it begins. */
static void
test_version_of_the_day (void)
{
  static const struct { CpxDay day; gint64 cents; CpxDay effect; } rows[] = {
    { 20241231, 18789, 20150101 }, { 20250101, 19186, 20250101 }, { 20261122, 19186, 20250101 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CpxCodingContext context = coding_fixture_context (rows[i].day);
      g_autoptr(CpxCodingResult) result = check (&context, "HHFA016");

      g_assert_cmpint (cpx_coding_result_get_line (result, 0)->base_cents, ==, rows[i].cents);
      g_assert_cmpuint (cpx_coding_result_get_line (result, 0)->effect, ==, rows[i].effect);
      g_assert_cmpuint (cpx_coding_result_get_line (result, 0)->version, ==, rows[i].effect);
    }
}

static void
test_rounding (void)
{
  g_assert_cmpint (cpx_round_half_up (0, 1000), ==, 0);
  g_assert_cmpint (cpx_round_half_up (499, 1000), ==, 0);
  g_assert_cmpint (cpx_round_half_up (500, 1000), ==, 1);
  g_assert_cmpint (cpx_round_half_up (1500, 1000), ==, 2);
  g_assert_cmpint (cpx_round_half_up (2, 3), ==, 1);
  g_assert_cmpint (cpx_round_half_up (1, 3), ==, 0);
}

static void
test_practice_and_overseas (void)
{
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  g_autoptr(CpxCodingResult) in_practice = NULL;
  g_autoptr(CpxCodingResult) overseas = NULL;
  g_autoptr(CpxCodingResult) nowhere = NULL;

  context.in_practice = TRUE;
  in_practice = check (&context, "HMFC004 HHFA016");
  g_assert_cmpint (cpx_coding_result_get_total (in_practice, 0)->base_cents, ==, 38987 + 2000);
  g_assert_cmpint (cpx_coding_result_get_line (in_practice, 1)->supplement_cents, ==, 1000);
  context.in_practice = FALSE;
  g_strlcpy (context.zone, "971", sizeof context.zone);
  overseas = check (&context, "HMFC004");
  g_assert_cmpint (cpx_coding_result_get_line (overseas, 0)->base_cents, ==, 32921);   /* × 1.12 = 329.2128 */
  g_strlcpy (context.zone, "976", sizeof context.zone);
  nowhere = check (&context, "HMFC004");
  g_assert_cmpint (cpx_coding_result_get_line (nowhere, 0)->gap, ==, CPX_PRICE_NO_TERRITORY);
  g_assert_false (cpx_coding_result_get_total (nowhere, 0)->is_known);
}

static void
test_outside_the_convention (void)
{
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  g_autoptr(CpxCodingResult) result = NULL;
  const CpxPricedLine *price;

  context.performers[0].convention = CPX_CONVENTION_NONE;
  result = check (&context, "HMFC004");
  price = cpx_coding_result_get_line (result, 0);
  g_assert_cmpuint (price->grid, ==, 6);
  g_assert_cmpint (price->base_cents, ==, 29194);
  g_assert_cmpint (price->refund_base_cents, ==, 4671);   /* × 0.160 = 46.7104 */
}

typedef struct
{
  const char   *name;
  const char   *lines;
  const char   *facts;        /* letters: c C2S, a AME, l ALD, w work injury, m maternity, 9: flat share of 9.00 */
  CpxShareKind  kind;
  gint64        refund_cents;
  gint64        share_cents;
  gint64        high_cents;
  gint64        patient_cents;
} ShareCase;

static const ShareCase share_cases[] = {
  { "percent", "LHCA900", "", CPX_SHARE_PERCENT, 10000, 3000, 3000, 3000 },
  { "percent-half-up", "QAMA900:R", "", CPX_SHARE_NONE, 0, 0, 0, 6000 },
  { "over-the-threshold", "HMFC004", "", CPX_SHARE_FLAT, 29394, 2400, 3200, 2400 },
  { "flat-share-of-the-practice", "HMFC004", "9", CPX_SHARE_FLAT, 29394, 900, 900, 900 },
  { "sum-of-the-day", "LHCA900 HFFA902", "", CPX_SHARE_FLAT, 20000, 2400, 3200, 2400 },
  { "flat-modifiers-do-not-count", "LHCA900:U", "", CPX_SHARE_PERCENT, 12515, 3755, 3755, 3755 },
  { "percents-count", "LHCA900:L", "", CPX_SHARE_FLAT, 12000, 2400, 3200, 2400 },
  { "never-exempt", "JQGD900", "", CPX_SHARE_PERCENT, 31350, 9405, 9405, 9405 },
  { "itself-only", "MDQK900", "", CPX_SHARE_PERCENT, 2000, 600, 600, 600 },
  { "ald", "HMFC004", "l", CPX_SHARE_NONE, 29394, 0, 0, 0 },
  { "maternity", "LHCA900", "m", CPX_SHARE_NONE, 10000, 0, 0, 0 },
  { "work", "LHCA900", "w", CPX_SHARE_NONE, 10000, 0, 0, 0 },
  { "ame", "LHCA900", "a", CPX_SHARE_NONE, 10000, 0, 0, 0 },
  { "c2s", "HMFC004", "c", CPX_SHARE_COMPLEMENTARY, 29394, 2400, 3200, 0 },
  { "overcharge-is-the-patients", "LHCA900+5000a", "", CPX_SHARE_PERCENT, 10000, 3000, 3000, 8000 },
  { "not-refunded", "QAMA901", "", CPX_SHARE_NONE, 0, 0, 0, 4000 },
  { "dental-is-told-nowhere", "HBGD900", "", CPX_SHARE_UNKNOWN, 0, 0, 0, 0 },
  { "dental-and-a-film", "MDQK900 HBGD900", "", CPX_SHARE_UNKNOWN, 0, 0, 0, 0 },
  { "dental-ald", "HBGD900", "l", CPX_SHARE_NONE, 3344, 0, 0, 0 },
  { "prevention", "QEQK900", "", CPX_SHARE_PERCENT, 6642, 1993, 1993, 1993 },   /* 66.42 × 0.30 = 19.926 */
  { "anaesthesia-beside", "EBQM900 ZZLP030.4", "", CPX_SHARE_NONE, 13200, 0, 0, 0 },   /* 7.2: no flat share */
  { "out-of-pathway", "LHCA900", "o", CPX_SHARE_PERCENT, 10000, 3000, 3000, 3000 },
  { "out-of-pathway-c2s", "HMFC004", "oc", CPX_SHARE_COMPLEMENTARY, 29394, 2400, 3200, 0 },
  { "unknown-amount", "HMFC004:T", "", CPX_SHARE_UNKNOWN, 0, 0, 0, 0 },
};

static void
test_share (gconstpointer data)
{
  const ShareCase *row = data;
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  g_autoptr(CpxCodingResult) result = NULL;
  const CpxInvoiceTotal *total;

  context.c2s = strchr (row->facts, 'c') != NULL;
  context.ame = strchr (row->facts, 'a') != NULL;
  context.ald = strchr (row->facts, 'l') != NULL;
  context.work_injury = strchr (row->facts, 'w') != NULL;
  context.maternity = strchr (row->facts, 'm') != NULL;
  context.out_of_pathway = strchr (row->facts, 'o') != NULL;
  context.flat_share_cents = strchr (row->facts, '9') != NULL ? 900 : -1;
  result = check (&context, row->lines);
  total = cpx_coding_result_get_total (result, 0);
  g_assert_cmpint (total->share_kind, ==, row->kind);
  if (row->kind == CPX_SHARE_UNKNOWN)
    return;
  g_assert_cmpint (total->refund_base_cents, ==, row->refund_cents);
  g_assert_cmpint (total->share_cents, ==, row->share_cents);
  g_assert_cmpint (total->share_high_cents, ==, row->high_cents);
  g_assert_cmpint (total->fund_cents, ==, row->refund_cents - row->share_cents);
  g_assert_cmpint (total->patient_cents, ==, row->patient_cents);
  g_assert_cmpint (total->pathway_is_untold, ==, context.out_of_pathway && !context.c2s);
}

/* Each practitioner has an invoice, and starts at code 1 (RULES 3.5). */
static void
test_several_practitioners (void)
{
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  g_autoptr(CpxCodingResult) result = NULL;
  g_autofree char *codes = NULL;

  context.n_performers = 2;
  context.performers[1] = (CpxPerformer) { CPX_SPECIALTY_ANAESTHETIST, CPX_CONVENTION_SECTOR_2_OPTAM_ACO, 0 };
  result = check (&context, "HMFC004 HHFA016 HMFC004.4&1 HHFA016.4&1");
  codes = coding_fixture_dup_codes (result);
  g_assert_cmpstr (codes, ==, "1212");
  g_assert_cmpuint (cpx_coding_result_get_n_totals (result), ==, 2);
  g_assert_cmpint (cpx_coding_result_get_total (result, 0)->base_cents, ==, 38987);
  g_assert_cmpint (cpx_coding_result_get_total (result, 1)->base_cents, ==, 12000 + 4000);
  g_assert_cmpuint (cpx_coding_result_get_line (result, 2)->grid, ==, 17);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (invoice_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/price/invoice/", invoice_cases[i].name, NULL);

      g_test_add_data_func (path, &invoice_cases[i], test_invoice);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (share_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/price/share/", share_cases[i].name, NULL);

      g_test_add_data_func (path, &share_cases[i], test_share);
    }
  g_test_add_func ("/price/sfg-example", test_sfg_example);
  g_test_add_func ("/price/version-of-the-day", test_version_of_the_day);
  g_test_add_func ("/price/rounding", test_rounding);
  g_test_add_func ("/price/practice-and-overseas", test_practice_and_overseas);
  g_test_add_func ("/price/outside-the-convention", test_outside_the_convention);
  g_test_add_func ("/price/several-practitioners", test_several_practitioners);

  return g_test_run ();
}
