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

/* Who is found. */
typedef struct
{
  GArray *ids;          /* (owned) (nullable) (element-type CpxId) once taken: the best first */
  guint   n_elsewhere;  /* where nobody is: how many the same search finds in the archive, or out of it */
} CpxPatientHits;

/* Patients that were read. */
typedef struct
{
  GPtrArray *records;     /* (element-type CpxRecord) (nullable) once taken */
  GArray    *unreadable;  /* (element-type CpxId): who lies on a damaged page */
} CpxPatientPage;

CpxPatientSearch *cpx_patient_search_new  (const char        *query,
                                           CpxQueryScope      scope,
                                           guint              limit);
void              cpx_patient_search_free (CpxPatientSearch  *self);
void              cpx_patient_hits_free   (CpxPatientHits    *self);
void              cpx_patient_page_free   (CpxPatientPage    *self);

/* All are CpxTxnFuncs. */
gpointer          cpx_patient_reader_find (CpxTxn            *txn,
                                           gpointer           search,
                                           GError           **error);
gpointer          cpx_patient_reader_find_hits
                                          (CpxTxn            *txn,
                                           gpointer           search,
                                           GError           **error);
gpointer          cpx_patient_reader_load (CpxTxn            *txn,
                                           gpointer           ids,
                                           GError           **error);
gpointer          cpx_patient_reader_load_page
                                          (CpxTxn            *txn,
                                           gpointer           ids,
                                           GError           **error);
gpointer          cpx_patient_reader_warm (CpxTxn            *txn,
                                           gpointer           unused,
                                           GError           **error);

gpointer          cpx_patient_reader_count_unreadable
                                          (CpxTxn            *txn,
                                           gpointer           scope,
                                           GError           **error);

gboolean          cpx_patient_reader_is_about_one (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxPatientHits, cpx_patient_hits_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxPatientPage, cpx_patient_page_free)

G_END_DECLS
