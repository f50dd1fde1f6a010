/* cpx-patient-fields.h: which fields of a patient stand together on the screen, and in what order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-child-list.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title;    /* N_() */
  const int  *fields;   /* closed by CPX_END_OF_FIELDS */
} CpxFieldGroup;

/* Closed by { NULL }. */
extern const CpxFieldGroup cpx_identity_groups[];
extern const CpxFieldGroup cpx_record_groups[];
extern const CpxFieldGroup cpx_new_patient_groups[];

extern const int cpx_allergies_statement[];
extern const int cpx_treatments_statement[];
extern const int cpx_history_statement[];

extern const CpxChildStyle cpx_alert_style;
extern const CpxChildStyle cpx_allergy_style;
extern const CpxChildStyle cpx_treatment_style;
extern const CpxChildStyle cpx_history_style;
extern const CpxChildStyle cpx_cover_style;
extern const CpxChildStyle cpx_correspondent_style;
extern const CpxChildStyle cpx_contact_style;

G_END_DECLS
