/* coding-fixture.c: what the tests of coding begin with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"

#include "ccam-fixture.h"
#include "cpx-save-record.h"

#include <cpx-id.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>

static void
make_id (char id[CPX_ID_TEXT_LENGTH + 1])
{
  CpxId new_id = cpx_id_new ();

  cpx_id_format (&new_id, id);
}

static CpxRecord *
add_surgeon (CodingFixture *self)
{
  char id[CPX_ID_TEXT_LENGTH + 1];
  g_autoptr(CpxRecord) surgeon = NULL;

  make_id (id);
  surgeon = cpx_record_new_with_texts (&cpx_practitioner_kind, id, CPX_PRACTITIONER_NAME, "Martin",
                                       CPX_PRACTITIONER_SECTOR, "1", -1);

  return practice_fixture_save (&self->base, NULL, surgeon);
}

/* An operation of the patient by the surgeon; kept. */
CpxRecord *
coding_fixture_add_intervention (CodingFixture *self,
                                 const char    *state,
                                 const char    *date)
{
  char id[CPX_ID_TEXT_LENGTH + 1];
  g_autoptr(CpxRecord) intervention = NULL;

  make_id (id);
  intervention = cpx_record_new_with_texts (&cpx_intervention_kind, id, CPX_INTERVENTION_PATIENT,
                                            cpx_record_get_id (self->patient), CPX_INTERVENTION_SURGEON,
                                            cpx_record_get_id (self->surgeon), CPX_INTERVENTION_LABEL,
                                            "Appendicectomie", CPX_INTERVENTION_STATE, state, CPX_INTERVENTION_DATE,
                                            date, -1);

  return practice_fixture_save (&self->base, NULL, intervention);
}

static CpxRecord *
add_note (CodingFixture *self)
{
  char id[CPX_ID_TEXT_LENGTH + 1];
  g_autoptr(CpxRecord) note = NULL;

  make_id (id);
  note = cpx_record_new_with_texts (&cpx_operative_note_kind, id, CPX_OPERATIVE_NOTE_PATIENT,
                                    cpx_record_get_id (self->patient), CPX_OPERATIVE_NOTE_INTERVENTION,
                                    cpx_record_get_id (self->intervention), CPX_OPERATIVE_NOTE_TITLE,
                                    "Appendicectomie par cœlioscopie", CPX_OPERATIVE_NOTE_TEXT,
                                    "Abord cœlioscopique. Appendice inflammatoire. Appendicectomie.",
                                    CPX_OPERATIVE_NOTE_STATE, "draft", -1);

  return practice_fixture_save (&self->base, NULL, note);
}

void
coding_fixture_set_up (CodingFixture *self,
                       gconstpointer  data)
{
  practice_fixture_set_up (&self->base, data);
  ccam_fixture_import (self->base.practice);
  self->surgeon = add_surgeon (self);
  self->patient = practice_fixture_add_patient (&self->base, "Dupont", "Zoé", "1980-02-29");
  self->intervention = coding_fixture_add_intervention (self, "done", CODING_DAY);
  self->note = add_note (self);
}

void
coding_fixture_tear_down (CodingFixture *self,
                          gconstpointer  data)
{
  g_clear_object (&self->surgeon);
  g_clear_object (&self->patient);
  g_clear_object (&self->intervention);
  g_clear_object (&self->note);
  practice_fixture_tear_down (&self->base, data);
}

/* The record as it is now. */
CpxRecord *
coding_fixture_load (CodingFixture *self,
                     CpxRecord     *record)
{
  g_autoptr(GError) error = NULL;
  CpxRecord *now = cpx_practice_load (self->base.practice, cpx_record_get_kind (record), cpx_record_get_id (record),
                                      &error);

  g_assert_no_error (error);

  return now;
}

/* Saving is refused, and leaves neither row nor entry. */
void
coding_fixture_assert_refused (CodingFixture *self,
                               CpxRecord     *before,
                               CpxRecord     *after,
                               int            code)
{
  const CpxKind *kind = cpx_record_get_kind (after);
  gint64 n_audit = practice_fixture_count_audit (&self->base);
  gint64 n_records = practice_fixture_count (&self->base, kind);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (self->base.practice, before, after, &error);

  g_assert_null (receipt);
  g_assert_error (error, CPX_PRACTICE_ERROR, code);
  g_assert_cmpint (practice_fixture_count_audit (&self->base), ==, n_audit);
  g_assert_cmpint (practice_fixture_count (&self->base, kind), ==, n_records);
}
