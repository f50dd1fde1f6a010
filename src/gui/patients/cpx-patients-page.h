/* cpx-patients-page.h: the patients: the list one searches, and the file one chose.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-place.h"

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_PATIENTS_PAGE (cpx_patients_page_get_type ())
G_DECLARE_FINAL_TYPE (CpxPatientsPage, cpx_patients_page, CPX, PATIENTS_PAGE, GtkWidget)

CpxPatientsPage *cpx_patients_page_new     (CpxPractice     *practice);
void             cpx_patients_page_find    (CpxPatientsPage *self);
void             cpx_patients_page_add     (CpxPatientsPage *self);
void             cpx_patients_page_open    (CpxPatientsPage *self,
                                            const char      *patient_id);
void             cpx_patients_page_open_at (CpxPatientsPage *self,
                                            const char      *patient_id,
                                            const char      *intervention_id);
void             cpx_patients_page_reopen  (CpxPatientsPage *self,
                                            CpxPlace        *place);
void             cpx_patients_page_describe_place (CpxPatientsPage *self,
                                                   CpxPlace        *place);
void             cpx_patients_page_go_back (CpxPatientsPage *self);

G_END_DECLS
