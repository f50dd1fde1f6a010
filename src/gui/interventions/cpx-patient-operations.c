/* cpx-patient-operations.c: the operations of a patient with all that hangs on them, kept true by changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-operations.h"

#include <cpx-act.h>
#include <cpx-coding.h>
#include <cpx-establishment.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-practitioner.h>
#include <cpx-room.h>

struct _CpxPatientOperations
{
  GObject        parent_instance;

  CpxPractice   *practice;                       /* (owned) */
  char          *patient_id;                     /* (owned) */
  CpxRecordList *lists[CPX_N_OPERATIONS_LISTS];  /* (owned) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of CpxOperationsList; those that hang on the patient come first. */
static const CpxKind * const kinds[CPX_N_OPERATIONS_LISTS] = {
  &cpx_intervention_kind, &cpx_operative_note_kind, &cpx_coding_kind, &cpx_act_kind,
  &cpx_practitioner_kind, &cpx_establishment_kind,  &cpx_room_kind,
};

G_DEFINE_FINAL_TYPE (CpxPatientOperations, cpx_patient_operations, G_TYPE_OBJECT)

static void
changed_cb (CpxPatientOperations *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cpx_patient_operations_dispose (GObject *object)
{
  CpxPatientOperations *self = CPX_PATIENT_OPERATIONS (object);

  for (guint i = 0; i < CPX_N_OPERATIONS_LISTS; i++)
    {
      if (self->lists[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->lists[i], self);
      g_clear_object (&self->lists[i]);
    }
  g_clear_object (&self->practice);
  g_clear_pointer (&self->patient_id, g_free);

  G_OBJECT_CLASS (cpx_patient_operations_parent_class)->dispose (object);
}

static void
cpx_patient_operations_class_init (CpxPatientOperationsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_patient_operations_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cpx_patient_operations_init (CpxPatientOperations *self)
{
}

/**
 * cpx_patient_operations_new:
 * @practice: an unlocked practice
 * @patient_id: a patient
 *
 * Begins to read.
 *
 * Returns: (transfer full): the operations, none until the reader answers
 */
CpxPatientOperations *
cpx_patient_operations_new (CpxPractice *practice,
                            const char  *patient_id)
{
  CpxPatientOperations *self = g_object_new (CPX_TYPE_PATIENT_OPERATIONS, NULL);

  self->practice = g_object_ref (practice);
  self->patient_id = g_strdup (patient_id);
  for (guint i = 0; i < CPX_N_OPERATIONS_LISTS; i++)
    {
      self->lists[i] = cpx_record_list_new (practice, kinds[i], kinds[i]->patient_field >= 0 ? patient_id : NULL);
      g_signal_connect_object (self->lists[i], "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->lists[i], "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }

  return self;
}

/**
 * cpx_patient_operations_get_practice:
 * @self: the operations of a patient
 *
 * Returns: (transfer none): where they are kept
 */
CpxPractice *
cpx_patient_operations_get_practice (CpxPatientOperations *self)
{
  return self->practice;
}

/**
 * cpx_patient_operations_get_patient_id:
 * @self: the operations of a patient
 *
 * Returns: whose they are
 */
const char *
cpx_patient_operations_get_patient_id (CpxPatientOperations *self)
{
  return self->patient_id;
}

/**
 * cpx_patient_operations_get_list:
 * @self: the operations of a patient
 * @which: a list
 *
 * Returns: (transfer none): the records
 */
GListModel *
cpx_patient_operations_get_list (CpxPatientOperations *self,
                                 CpxOperationsList     which)
{
  return G_LIST_MODEL (self->lists[which]);
}

/**
 * cpx_patient_operations_find:
 * @self: the operations of a patient
 * @intervention_id: an operation
 *
 * Returns: (transfer none) (nullable): the operation, if it is the patient's and was read
 */
CpxRecord *
cpx_patient_operations_find (CpxPatientOperations *self,
                             const char           *intervention_id)
{
  return cpx_record_list_find (self->lists[CPX_OPERATIONS_INTERVENTIONS], intervention_id);
}

/**
 * cpx_patient_operations_list_notes:
 * @self: the operations of a patient
 * @intervention_id: an operation
 *
 * Returns: (transfer full) (element-type CpxRecord): its reports, the first one first
 */
GPtrArray *
cpx_patient_operations_list_notes (CpxPatientOperations *self,
                                   const char           *intervention_id)
{
  GListModel *notes = cpx_patient_operations_get_list (self, CPX_OPERATIONS_NOTES);
  GPtrArray *own = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (notes); i++)
    {
      g_autoptr(CpxRecord) note = g_list_model_get_item (notes, i);

      if (g_strcmp0 (cpx_record_get_text (note, CPX_OPERATIVE_NOTE_INTERVENTION), intervention_id) == 0)
        g_ptr_array_add (own, g_steal_pointer (&note));
    }

  return own;
}

/**
 * cpx_patient_operations_read_input:
 * @self: the operations of a patient
 * @intervention: one of them
 *
 * Returns: what it is put into words from
 */
CpxOperationInput
cpx_patient_operations_read_input (CpxPatientOperations *self,
                                   CpxRecord            *intervention)
{
  return (CpxOperationInput) {
    .intervention = intervention,
    .practitioners = cpx_patient_operations_get_list (self, CPX_OPERATIONS_PRACTITIONERS),
    .notes = cpx_patient_operations_get_list (self, CPX_OPERATIONS_NOTES),
    .codings = cpx_patient_operations_get_list (self, CPX_OPERATIONS_CODINGS),
    .acts = cpx_patient_operations_get_list (self, CPX_OPERATIONS_ACTS),
  };
}

/**
 * cpx_patient_operations_get_loaded:
 * @self: the operations of a patient
 *
 * Returns: `TRUE` once all was read
 */
gboolean
cpx_patient_operations_get_loaded (CpxPatientOperations *self)
{
  for (guint i = 0; i < CPX_N_OPERATIONS_LISTS; i++)
    {
      if (!cpx_record_list_get_loaded (self->lists[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_patient_operations_get_error:
 * @self: the operations of a patient
 *
 * Returns: (transfer none) (nullable): the first reason why something could not be read
 */
const GError *
cpx_patient_operations_get_error (CpxPatientOperations *self)
{
  for (guint i = 0; i < CPX_N_OPERATIONS_LISTS; i++)
    {
      if (cpx_record_list_get_error (self->lists[i]) != NULL)
        return cpx_record_list_get_error (self->lists[i]);
    }

  return NULL;
}
