/* bench-coding.c: drafts checked and priced on one core, against the nomenclature made by hand for the tests.
 *
 *   bench-coding COUNT
 *
 * The drafts are those of a practice's week: one to four acts, modifiers, an association, an anaesthetist beside.
 * Figures are lines as bench-scenario.c writes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench-clock.h"
#include "coding-fixture.h"

#include <stdlib.h>

static const char * const drafts[] = {
  "HMFC004:JK", "HMFC004:JK HHFA016:JK", "HHFA016:JU", "MDCB900@RA! NBCA900@LL! LHCA900!", "HMFC004:J HPQB900",
  "HMFC004 HHFA016 HPQB900 YYYY041", "MDCB900:JL=1 NBCA900=3", "JNFA900 LHCA900:J",
};

int
main (int   argc,
      char *argv[])
{
  guint count = argc > 1 ? (guint) atoi (argv[1]) : 10000;
  g_autoptr(CpxNomenclature) nomenclature = coding_fixture_build ();
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  g_autoptr(GPtrArray) prepared = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 sum_cents = 0;
  BenchTime began;

  for (gsize i = 0; i < G_N_ELEMENTS (drafts); i++)
    g_ptr_array_add (prepared, coding_fixture_draft (&context, drafts[i]));
  began = bench_now ();
  for (guint i = 0; i < count; i++)
    {
      CpxCodingDraft *draft = g_ptr_array_index (prepared, i % prepared->len);
      g_autoptr(CpxCodingResult) result = cpx_coding_check (draft, nomenclature);

      sum_cents += cpx_coding_result_get_total (result, 0)->base_cents;
    }
  bench_report ("drafts checked and priced", count, bench_since (began));

  return sum_cents > 0 ? 0 : 1;
}
