/* cpx-patient-row-factory.h: the rows of lists of patients.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkListItemFactory *cpx_patient_row_factory_new        (void);
char               *cpx_patient_row_factory_dup_detail (CpxRecord *patient);

G_END_DECLS
