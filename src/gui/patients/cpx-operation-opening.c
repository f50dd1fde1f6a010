/* cpx-operation-opening.c: opens the file of a patient at one of their operations, of which only the id is known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-operation-opening.h"

#include "cpx-toast.h"

#include <cpx-intervention.h>

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxPatientsPage) page = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) operation = cpx_practice_load_finish (CPX_PRACTICE (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (page)) == NULL)
    return;
  if (operation == NULL)
    {
      cpx_toast_show_error (GTK_WIDGET (page), error);
      return;
    }
  cpx_patients_page_open_at (page, cpx_record_get_patient_id (operation), cpx_record_get_id (operation));
}

/**
 * cpx_operation_opening_begin:
 * @page: the page of the patients
 * @practice: an unlocked practice
 * @intervention_id: an operation
 *
 * Opens the file of its patient at the report of the operation; says so if the operation cannot be read.
 */
void
cpx_operation_opening_begin (CpxPatientsPage *page,
                             CpxPractice     *practice,
                             const char      *intervention_id)
{
  g_return_if_fail (CPX_IS_PATIENTS_PAGE (page));

  cpx_practice_load_async (practice, &cpx_intervention_kind, intervention_id, NULL, loaded_cb, g_object_ref (page));
}
