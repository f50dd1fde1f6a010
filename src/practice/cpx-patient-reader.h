/* cpx-patient-reader.h: what lists of patients read: identifiers in order, then records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-txn.h>

G_BEGIN_DECLS

/* What is looked for. Immutable. */
typedef struct
{
  char          *query;
  CpxQueryScope  scope;
  guint          limit;
} CpxPatientSearch;

CpxPatientSearch *cpx_patient_search_new  (const char        *query,
                                           CpxQueryScope      scope,
                                           guint              limit);
void              cpx_patient_search_free (CpxPatientSearch  *self);

/* All are CpxTxnFuncs. */
gpointer          cpx_patient_reader_find (CpxTxn            *txn,
                                           gpointer           search,
                                           GError           **error);
gpointer          cpx_patient_reader_load (CpxTxn            *txn,
                                           gpointer           ids,
                                           GError           **error);
gpointer          cpx_patient_reader_warm (CpxTxn            *txn,
                                           gpointer           unused,
                                           GError           **error);

gboolean          cpx_patient_reader_is_about_one (const GError *error);

G_END_DECLS
