/* test-nomenclature-changes.c: what a version changes for the acts done most, and who says which these are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-fixture.h"
#include "practice-fixture.h"

#include "cpx-nomenclature-changes.h"
#include "cpx-nomenclatures.h"
#include "cpx-suggesters.h"

#include <string.h>

static CpxNomenclatureChanges *
find (PracticeFixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) versions = cpx_practice_list_nomenclatures (self->practice, &error);
  CpxNomenclatureChanges *found = cpx_practice_find_changes (self->practice, g_ptr_array_index (versions, 0), &error);

  g_assert_no_error (error);

  return found;
}

static void
import_volumes (PracticeFixture *self,
                const char      *text)
{
  g_autoptr(GBytes) table = g_bytes_new_static (text, strlen (text));
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_import_volumes (self->practice, table, "test", &error);

  g_assert_no_error (error);
}

/* Nothing recorded, no volumes: that is told, and nothing is compared. */
static void
test_nobody (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(CpxNomenclatureChanges) found = NULL;

  ccam_fixture_import (self->practice);
  found = find (self);
  g_assert_cmpint (found->source, ==, CPX_USED_ACTS_NOBODY);
  g_assert_cmpuint (found->n_acts, ==, 0);
  g_assert_cmpuint (found->changes->len, ==, 0);
  g_assert_true (cpx_nomenclature_is_starter (found->before));
  g_assert_false (cpx_nomenclature_is_starter (found->after));
}

/* The volumes say which acts: only theirs are compared, against the starter that served before. */
static void
test_volumes (PracticeFixture *self,
              gconstpointer    data)
{
  g_autoptr(CpxNomenclatureChanges) found = NULL;

  ccam_fixture_import (self->practice);
  import_volumes (self, "code\tnb_acts\nHHFA016\t10\n");
  found = find (self);
  g_assert_cmpint (found->source, ==, CPX_USED_ACTS_VOLUMES);
  g_assert_cmpuint (found->n_acts, ==, 1);
  g_assert_cmpuint (found->changes->len, >, 0);
  for (guint i = 0; i < found->changes->len; i++)
    g_assert_cmpstr (((const CpxCcamChange *) g_ptr_array_index (found->changes, i))->code, ==, "HHFA016");
}

/* Volumes are removed, all that were ever imported, and nothing comes back from below. */
static void
test_volumes_removed (PracticeFixture *self,
                      gconstpointer    data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) removed = NULL;
  g_autoptr(CpxReceipt) again = NULL;
  g_autoptr(CpxSuggester) suggester = NULL;

  import_volumes (self, "code\tnb_acts\nHHFA016\t10\n");
  import_volumes (self, "code\tnb_acts\nHHFA016\t20\n");
  removed = cpx_practice_remove_volumes (self->practice, &error);
  g_assert_no_error (error);
  g_assert_nonnull (removed);
  suggester = cpx_practice_open_suggester (self->practice, cpx_day_today (), &error);
  g_assert_no_error (error);
  g_assert_false (cpx_suggester_has_volumes (suggester));
  again = cpx_practice_remove_volumes (self->practice, &error);
  g_assert_null (again);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/nomenclature-changes/nobody", test_nobody);
  FIXTURE_TEST ("/nomenclature-changes/volumes", test_volumes);
  FIXTURE_TEST ("/nomenclature-changes/volumes-removed", test_volumes_removed);

  return g_test_run ();
}
