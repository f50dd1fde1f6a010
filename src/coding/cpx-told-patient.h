/* cpx-told-patient.h: the age and the sex that a text tells of its patient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-draft.h"
#include "cpx-note-text.h"

G_BEGIN_DECLS

#define CPX_AGE_UNKNOWN -1

typedef struct
{
  int    age_years;   /* CPX_AGE_UNKNOWN if nothing is told */
  CpxSex sex;
} CpxToldPatient;

CpxToldPatient cpx_told_patient_read (const CpxNoteText *text);

G_END_DECLS
