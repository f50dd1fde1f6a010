/* cpx-patient-state.h: who a patient is, in the words of the header of their file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-partial-date.h>
#include <cpx-record.h>

G_BEGIN_DECLS

typedef struct
{
  char     *name;         /* (owned): as on papers, with the birth name where another is in use */
  char     *birth;        /* (owned): "born on 14/03/1958 (68 years) · Male" */
  char     *identifiers;  /* (owned): "File 2026-0412 · INS … · Validated identity" */
  char     *banner;       /* (owned) (nullable): archived, deceased, fictitious… */
  gboolean  archived;
} CpxPatientState;

CpxPatientState cpx_patient_state_compute (CpxRecord       *patient,
                                           CpxPartialDate   today);
void            cpx_patient_state_clear   (CpxPatientState *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxPatientState, cpx_patient_state_clear)

G_END_DECLS
