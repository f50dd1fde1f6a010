/* operation-fixture.c: the records that coding needs, written as the application writes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "operation-fixture.h"

#include "ccam-fixture.h"
#include "code-fixture.h"

#include <cpx-add-patient.h>
#include <cpx-clock.h>
#include <cpx-intervention.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>
#include <cpx-save-record.h>

static gpointer
add_patient (CpxJournal  *journal,
             gpointer     patient,
             GError     **error)
{
  return cpx_add_patient (journal, patient, error);
}

static CpxRecord *
add (PageFixture *fixture,
     CpxRecord   *record)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt =
    cpx_record_get_kind (record) == &cpx_patient_kind
      ? cpx_practice_perform (fixture->practice, add_patient, record, g_object_unref, &error)
      : cpx_practice_save_record (fixture->practice, NULL, record, &error);

  g_assert_no_error (error);

  return g_object_ref (cpx_receipt_get_record (receipt));
}

/* With the starter nomenclature, whose some hundred acts the suggestions need; kept. */
CpxRecord *
operation_fixture_add_to_starter (PageFixture *fixture)
{
  g_autoptr(CpxRecord) no_surgeon = cpx_record_new_with_texts (&cpx_practitioner_kind, NULL, CPX_PRACTITIONER_NAME,
                                                               "Martin", CPX_PRACTITIONER_SECTOR, "1", -1);
  g_autoptr(CpxRecord) no_patient =
    cpx_record_new_with_texts (&cpx_patient_kind, NULL, CPX_PATIENT_BIRTH_NAME, "Dupont",
                               CPX_PATIENT_BIRTH_FIRST_NAMES, "Zoé", CPX_PATIENT_SEX, "F", CPX_PATIENT_BIRTH_DATE,
                               "1980-02-29", CPX_PATIENT_BIRTH_PLACE_INSEE, "75056", -1);
  g_autoptr(CpxRecord) surgeon = add (fixture, no_surgeon);
  g_autoptr(CpxRecord) patient = add (fixture, no_patient);
  g_autoptr(CpxRecord) operation =
    cpx_record_new_with_texts (&cpx_intervention_kind, NULL, CPX_INTERVENTION_PATIENT, cpx_record_get_id (patient),
                               CPX_INTERVENTION_SURGEON, cpx_record_get_id (surgeon), CPX_INTERVENTION_LABEL,
                               "Appendicectomie", CPX_INTERVENTION_STATE, "done", CPX_INTERVENTION_DATE,
                               OPERATION_DAY, -1);

  return add (fixture, operation);
}

/* With a nomenclature of two acts; kept. */
CpxRecord *
operation_fixture_add (PageFixture *fixture)
{
  ccam_fixture_import (fixture->practice);

  return operation_fixture_add_to_starter (fixture);
}

/* What is decided so far. */
CpxCodingRequest *
operation_fixture_load (PageFixture *fixture,
                        CpxRecord   *operation)
{
  g_autoptr(GError) error = NULL;
  CpxCodingRequest *request = cpx_practice_load_coding (fixture->practice, cpx_record_get_id (operation), NULL,
                                                        &error);

  g_assert_no_error (error);

  return request;
}

/* An act that was proposed and accepted. */
void
operation_fixture_add_act (CpxCodingRequest *request,
                           const char       *code)
{
  CpxCodingLine line;

  cpx_coding_line_init (&line, code);
  cpx_coding_request_add_line (request, &line, cpx_act_choice_new ("suggestion", code, NULL, NULL));
}

/* The dialog on the screen. */
GtkWidget *
operation_fixture_find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) != NULL && gtk_widget_get_visible (GTK_WIDGET (window)))
        return GTK_WIDGET (window);
    }

  return NULL;
}

/**
 * operation_fixture_make_code:
 * @secret: of a second factor, in base 32
 *
 * Returns: (transfer full): what the telephone shows now
 */
char *
operation_fixture_make_code (const char *secret)
{
  return practice_fixture_make_code (secret, cpx_clock_now_us ());
}
