/* cpx-patient-row-factory.c: the rows of lists of patients.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-row-factory.h"

#include <cpx-patient-row.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>

static char *
row_detail (GtkListItem *item,
            CpxRecord   *patient,
            gpointer     user_data)
{
  return patient != NULL ? cpx_patient_row_factory_dup_detail (patient) : NULL;
}

/* No row is blank while its record is on its way. */
static char *
row_name (GtkListItem *item,
          const char  *name,
          gpointer     user_data)
{
  return g_strdup (name != NULL && *name != '\0' ? name : "…");
}

/**
 * cpx_patient_row_factory_new:
 *
 * Returns: (transfer full): a factory of rows for a list of #CpxPatientRow
 */
GtkListItemFactory *
cpx_patient_row_factory_new (void)
{
  g_autoptr(GtkBuilderScope) scope = gtk_builder_cscope_new ();

  g_type_ensure (CPX_TYPE_PATIENT_ROW);
  gtk_builder_cscope_add_callback_symbol (GTK_BUILDER_CSCOPE (scope), "row_detail", G_CALLBACK (row_detail));
  gtk_builder_cscope_add_callback_symbol (GTK_BUILDER_CSCOPE (scope), "row_name", G_CALLBACK (row_name));

  return gtk_builder_list_item_factory_new_from_resource (scope, "/fr/chirurgieprox/ChirurgieProX/ui/patients/"
                                                                 "patient-row.ui");
}

/**
 * cpx_patient_row_factory_dup_detail:
 * @patient: a patient
 *
 * Writes what stands under the name: the birth name where another is in use, for it may be what was searched, and
 * the date of birth.
 *
 * Returns: (transfer full): `14/03/1958 · née MARTIN`
 */
char *
cpx_patient_row_factory_dup_detail (CpxRecord *patient)
{
  const char *used = cpx_record_get_text (patient, CPX_PATIENT_USED_NAME);
  const char *birth_name = cpx_record_get_text (patient, CPX_PATIENT_BIRTH_NAME);
  g_autofree char *date = cpx_partial_date_format_french (cpx_patient_get_birth (patient));
  g_autofree char *used_capitals = used != NULL ? g_utf8_strup (used, -1) : NULL;
  g_autofree char *capitals = birth_name != NULL ? g_utf8_strup (birth_name, -1) : NULL;

  if (used_capitals == NULL || capitals == NULL || g_str_equal (used_capitals, capitals))
    return g_steal_pointer (&date);

  if (g_strcmp0 (cpx_record_get_text (patient, CPX_PATIENT_SEX), "F") == 0)
    return g_strdup_printf (C_("woman", "%s · born %s"), date, capitals);

  return g_strdup_printf (C_("man", "%s · born %s"), date, capitals);
}
