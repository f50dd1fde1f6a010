/* cpx-patient-base-read.c: the patients in memory, read from the index of names, or from what is left of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-base-read.h"

#include "cpx-record-rescue.h"
#include "cpx-txn-private.h"

#include <cpx-patient.h>
#include <string.h>

/* One of the three runs of the index of names: each is in order, and so is their merge. */
typedef struct
{
  CpxStatement *statement;  /* (owned) */
  CpxStep       step;
  CpxRowState   state;
} Run;

static gboolean
open_runs (CpxDb   *db,
           Run      runs[CPX_ROW_DELETED],
           GError **error)
{
  for (int state = 0; state < CPX_ROW_DELETED; state++)
    {
      /* Texts that differ, so that each run has a statement of its own. */
      g_autofree char *sql = g_strdup_printf ("SELECT id, name FROM r_patient INDEXED BY r_patient_name"
                                              " WHERE state = %d ORDER BY name, id", state);

      runs[state].state = (CpxRowState) state;
      runs[state].statement = cpx_db_prepare (db, sql, error);
      if (runs[state].statement == NULL)
        return FALSE;
      runs[state].step = cpx_statement_step (runs[state].statement, error);
      if (runs[state].step == CPX_STEP_ERROR)
        return FALSE;
    }

  return TRUE;
}

static Run *
find_least (Run runs[CPX_ROW_DELETED])
{
  Run *least = NULL;

  for (int state = 0; state < CPX_ROW_DELETED; state++)
    {
      Run *run = &runs[state];

      if (run->step == CPX_STEP_ROW &&
          (least == NULL || strcmp (cpx_statement_get_text (run->statement, 1),
                                    cpx_statement_get_text (least->statement, 1)) < 0))
        least = run;
    }

  return least;
}

static gboolean
read_runs (CpxPatientBase  *base,
           Run              runs[CPX_ROW_DELETED],
           GError         **error)
{
  Run *run;

  while ((run = find_least (runs)) != NULL)
    {
      gsize size;
      const CpxId *id = cpx_statement_get_blob (run->statement, 0, &size);
      const char *name = cpx_statement_get_text (run->statement, 1);

      if (id != NULL && size == sizeof *id && name != NULL)
        cpx_patient_base_add (base, id, run->state, name);
      run->step = cpx_statement_step (run->statement, error);
      if (run->step == CPX_STEP_ERROR)
        return FALSE;
    }

  return TRUE;
}

static CpxPatientBase *
read_base (CpxDb   *db,
           GError **error)
{
  CpxPatientBase *base = cpx_patient_base_new ();
  Run runs[CPX_ROW_DELETED] = { { NULL } };
  gboolean done = open_runs (db, runs, error) && read_runs (base, runs, error);

  for (int state = 0; state < CPX_ROW_DELETED; state++)
    g_clear_pointer (&runs[state].statement, cpx_statement_release);
  cpx_patient_base_end (base);
  if (!done)
    g_clear_pointer (&base, cpx_patient_base_free);

  return base;
}

/* From what is left of a damaged table and of its indexes. */
static CpxPatientBase *
rescue_base (CpxTxn  *txn,
             GError **error)
{
  g_autoptr(CpxRescue) rescue = cpx_rescue_new (txn, &cpx_patient_kind, error);
  g_autoptr(GPtrArray) traces = rescue != NULL ? cpx_rescue_list (rescue, CPX_QUERY_ALL, TRUE) : NULL;
  CpxPatientBase *base;

  if (traces == NULL)
    return NULL;
  base = cpx_patient_base_new ();
  for (guint i = 0; i < traces->len; i++)
    {
      const CpxTrace *trace = g_ptr_array_index (traces, i);

      if (trace->has_id && trace->has_state && trace->name != NULL)
        cpx_patient_base_add (base, &trace->id, (CpxRowState) trace->state, trace->name);
    }
  cpx_patient_base_end (base);

  return base;
}

/**
 * cpx_patient_base_read:
 * @txn: a transaction
 * @error: where to put what is wrong
 *
 * Reads all patients; where a page is damaged, those that are left.
 *
 * Returns: (transfer full) (nullable): them
 */
CpxPatientBase *
cpx_patient_base_read (CpxTxn  *txn,
                       GError **error)
{
  g_autoptr(GError) failure = NULL;
  CpxPatientBase *base = read_base (txn->db, &failure);

  if (base == NULL && cpx_rescue_may (txn, failure))
    base = rescue_base (txn, NULL);
  if (base == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return base;
}
