/* cpx-patient-state.c: who a patient is, in the words of the header of their file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-state.h"

#include <cpx-nir.h>
#include <cpx-patient.h>
#include <cpx-text.h>

#include <glib/gi18n-lib.h>

static char *
describe_birth (CpxRecord      *patient,
                CpxPartialDate  today)
{
  GString *line = g_string_new (NULL);
  CpxPartialDate birth = cpx_patient_get_birth (patient);
  g_autofree char *sex = cpx_record_has (patient, CPX_PATIENT_SEX) ? cpx_record_dup_display (patient, CPX_PATIENT_SEX)
                                                                   : NULL;

  if (birth.year != 0)
    {
      g_autofree char *date = cpx_partial_date_format_french (birth);
      g_autofree char *age = cpx_patient_dup_age (patient, today);
      gboolean woman = g_strcmp0 (cpx_record_get_text (patient, CPX_PATIENT_SEX), "F") == 0;
      g_autofree char *born = woman ? g_strdup_printf (C_("woman", "born on %s (%s)"), date, age)
                                    : g_strdup_printf (C_("man", "born on %s (%s)"), date, age);

      cpx_text_add_part (line, born);
    }
  cpx_text_add_part (line, sex);

  return g_string_free (line, FALSE);
}

static char *
describe_status (CpxRecord *patient)
{
  g_autofree char *status = NULL;

  if (!cpx_record_has (patient, CPX_PATIENT_IDENTITY_STATUS))
    return g_strdup (_("Identity not checked"));

  status = cpx_record_dup_display_inside (patient, CPX_PATIENT_IDENTITY_STATUS);

  return g_strdup_printf (C_("identity status", "Identity %s"), status);
}

static char *
describe_identifiers (CpxRecord *patient)
{
  GString *line = g_string_new (NULL);
  const char *file_number = cpx_record_get_text (patient, CPX_PATIENT_FILE_NUMBER);
  const char *ins = cpx_record_get_text (patient, CPX_PATIENT_INS_MATRICULE);
  g_autofree char *file = file_number != NULL ? g_strdup_printf (_("File %s"), file_number) : NULL;
  g_autofree char *ins_spaced = ins != NULL ? cpx_nir_format (ins) : NULL;
  g_autofree char *ins_part = ins_spaced != NULL ? g_strdup_printf (_("INS %s"), ins_spaced) : NULL;
  g_autofree char *status = describe_status (patient);

  cpx_text_add_part (line, file);
  cpx_text_add_part (line, ins_part);
  cpx_text_add_part (line, status);

  return g_string_free (line, FALSE);
}

static char *
describe_standing (CpxRecord *patient)
{
  GString *line = g_string_new (NULL);
  g_autofree char *died = NULL;

  if (cpx_record_get_boolean (patient, CPX_PATIENT_ARCHIVED))
    cpx_text_add_part (line, _("Archived file"));
  if (cpx_record_has (patient, CPX_PATIENT_DECEASED_ON))
    {
      g_autofree char *date = cpx_record_dup_display (patient, CPX_PATIENT_DECEASED_ON);

      died = g_strdup_printf (_("Deceased on %s"), date);
      cpx_text_add_part (line, died);
    }
  if (cpx_record_get_boolean (patient, CPX_PATIENT_DOUBTFUL))
    cpx_text_add_part (line, _("Doubtful identity"));
  if (cpx_record_get_boolean (patient, CPX_PATIENT_FICTITIOUS))
    cpx_text_add_part (line, _("Fictitious identity"));
  if (cpx_record_get_boolean (patient, CPX_PATIENT_HOMONYM))
    cpx_text_add_part (line, _("Beware of the homonym"));
  if (cpx_record_get_boolean (patient, CPX_PATIENT_CONFIDENTIAL))
    cpx_text_add_part (line, _("Confidential identity"));

  return g_string_free (line, line->len == 0);
}

/**
 * cpx_patient_state_compute:
 * @patient: a patient
 * @today: the day it is
 *
 * Says who @patient is.
 *
 * Returns: the state, to be cleared with cpx_patient_state_clear()
 */
CpxPatientState
cpx_patient_state_compute (CpxRecord      *patient,
                           CpxPartialDate  today)
{
  return (CpxPatientState) {
    .name = cpx_patient_dup_full_name (patient),
    .birth = describe_birth (patient, today),
    .identifiers = describe_identifiers (patient),
    .banner = describe_standing (patient),
    .archived = cpx_record_get_boolean (patient, CPX_PATIENT_ARCHIVED),
  };
}

/**
 * cpx_patient_state_clear:
 * @self: a state
 *
 * Frees what a state owns.
 */
void
cpx_patient_state_clear (CpxPatientState *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->birth, g_free);
  g_clear_pointer (&self->identifiers, g_free);
  g_clear_pointer (&self->banner, g_free);
}
