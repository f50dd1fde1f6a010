/* cpx-coding-file.c: what is read beside the coding of an operation: its patient, its surgeon, its report.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-file.h"

#include <cpx-act.h>
#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-open-patient.h>
#include <cpx-operative-note.h>
#include <cpx-practitioner.h>
#include <cpx-record-list.h>

struct _CpxCodingFile
{
  GObject        parent_instance;

  GCancellable  *alive;    /* (owned) */
  CpxRecordList *notes;    /* (owned) (nullable): NULL once stopped */
  CpxRecord     *patient;  /* (owned) (nullable): until it is read */
  CpxRecord     *surgeon;  /* (owned) (nullable): the same */
  CpxRecord     *note;     /* (owned) (nullable): the last one written */
  char          *reading;  /* (owned) (nullable): what coding reads of it */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxCodingFile, cpx_coding_file, G_TYPE_OBJECT)

/* What cannot be read is left out of the header, not out of the work. */
static void
take (CpxCodingFile  *self,
      CpxRecord     **field,
      CpxRecord      *record)
{
  if (record == NULL || self->notes == NULL)
    return;
  g_set_object (field, record);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Whoever codes reads the patient's file: the audit log notes it as it does on the patient's page. */
static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxCodingFile) self = user_data;   /* the reference taken by the call */
  g_autoptr(CpxPatientFile) opened = cpx_practice_open_patient_finish (CPX_PRACTICE (source), result, NULL);

  take (self, &self->patient, opened != NULL ? opened->patient : NULL);
}

static void
surgeon_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxCodingFile) self = user_data;   /* the reference taken by the call */
  g_autoptr(CpxRecord) surgeon = cpx_practice_load_finish (CPX_PRACTICE (source), result, NULL);

  take (self, &self->surgeon, surgeon);
}

static void
notes_changed_cb (CpxCodingFile *self)
{
  guint n_notes = g_list_model_get_n_items (G_LIST_MODEL (self->notes));

  g_clear_object (&self->note);
  g_clear_pointer (&self->reading, g_free);
  if (n_notes > 0)
    self->note = g_list_model_get_item (G_LIST_MODEL (self->notes), n_notes - 1);
  if (self->note != NULL)
    self->reading = cpx_operative_note_dup_reading (self->note);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cpx_coding_file_dispose (GObject *object)
{
  cpx_coding_file_stop (CPX_CODING_FILE (object));

  G_OBJECT_CLASS (cpx_coding_file_parent_class)->dispose (object);
}

static void
cpx_coding_file_finalize (GObject *object)
{
  CpxCodingFile *self = CPX_CODING_FILE (object);

  g_clear_object (&self->alive);
  g_clear_object (&self->patient);
  g_clear_object (&self->surgeon);
  g_clear_object (&self->note);
  g_free (self->reading);

  G_OBJECT_CLASS (cpx_coding_file_parent_class)->finalize (object);
}

static void
cpx_coding_file_class_init (CpxCodingFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cpx_coding_file_dispose;
  object_class->finalize = cpx_coding_file_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
cpx_coding_file_init (CpxCodingFile *self)
{
  self->alive = g_cancellable_new ();
}

/**
 * cpx_coding_file_new:
 * @practice: an unlocked practice
 * @request: the coding as it was read
 *
 * Begins to read; signal `changed` tells that more is known, or that the report is another.
 *
 * Returns: (transfer full): the file
 */
CpxCodingFile *
cpx_coding_file_new (CpxPractice      *practice,
                     CpxCodingRequest *request)
{
  CpxCodingFile *self = g_object_new (CPX_TYPE_CODING_FILE, NULL);

  self->notes = cpx_record_list_new_about (practice, &cpx_operative_note_kind, CPX_OPERATIVE_NOTE_INTERVENTION,
                                           cpx_record_get_id (request->intervention));
  g_signal_connect_object (self->notes, "items-changed", G_CALLBACK (notes_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notes, "notify::loaded", G_CALLBACK (notes_changed_cb), self, G_CONNECT_SWAPPED);
  cpx_practice_open_patient_async (practice, cpx_record_get_patient_id (request->intervention), self->alive, opened_cb,
                                   g_object_ref (self));
  if (request->practitioner_id != NULL)
    cpx_practice_load_async (practice, &cpx_practitioner_kind, request->practitioner_id, self->alive, surgeon_cb,
                             g_object_ref (self));

  return self;
}

/**
 * cpx_coding_file_stop:
 * @self: a file
 *
 * Lets go of the practice: it is being locked, or nobody looks any more.
 */
void
cpx_coding_file_stop (CpxCodingFile *self)
{
  g_cancellable_cancel (self->alive);
  if (self->notes != NULL)
    g_signal_handlers_disconnect_by_data (self->notes, self);
  g_clear_object (&self->notes);
}

/**
 * cpx_coding_file_get_patient:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): whose operation it is; `NULL` until read
 */
CpxRecord *
cpx_coding_file_get_patient (CpxCodingFile *self)
{
  return self->patient;
}

/**
 * cpx_coding_file_get_surgeon:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): for whom it is coded; `NULL` until read
 */
CpxRecord *
cpx_coding_file_get_surgeon (CpxCodingFile *self)
{
  return self->surgeon;
}

/**
 * cpx_coding_file_get_note:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): the report that is read: the last one written
 */
CpxRecord *
cpx_coding_file_get_note (CpxCodingFile *self)
{
  return self->note;
}

/**
 * cpx_coding_file_get_reading:
 * @self: a file
 *
 * Returns: (nullable): what coding reads of the report; `NULL` without one
 */
const char *
cpx_coding_file_get_reading (CpxCodingFile *self)
{
  return self->reading;
}

/**
 * cpx_coding_file_is_loaded:
 * @self: a file
 *
 * Returns: whether it is known that there is a report, or none
 */
gboolean
cpx_coding_file_is_loaded (CpxCodingFile *self)
{
  return self->notes != NULL && cpx_record_list_get_loaded (self->notes);
}

/**
 * cpx_coding_file_make_question:
 * @self: a file that is loaded
 * @request: what is chosen
 * @title: (nullable): a few words typed in place of a report
 *
 * Returns: what suggestions are asked for; its texts are lent
 */
CpxCodeQuestion
cpx_coding_file_make_question (CpxCodingFile    *self,
                               CpxCodingRequest *request,
                               const char       *title)
{
  CpxCodeQuestion question = { .text = cpx_coding_file_choose_text (self->reading, request, title) };

  if (self->surgeon != NULL)
    question.specialty = cpx_record_get_text (self->surgeon, CPX_PRACTITIONER_SPECIALTY);
  question.intervention_id = cpx_record_get_id (request->intervention);
  question.practitioner = request->practitioner_id;
  question.operation = cpx_record_get_text (request->intervention, CPX_INTERVENTION_LABEL);
  question.side = cpx_record_get_text (request->intervention, CPX_INTERVENTION_SIDE);
  question.planned = cpx_record_get_text (request->intervention, CPX_INTERVENTION_PLANNED_ACTS);
  question.circumstances = cpx_coding_draft_get_context (request->draft);

  return question;
}

/**
 * cpx_coding_file_choose_text:
 * @reading: (nullable): what coding reads of the report
 * @request: (nullable): what is chosen
 * @title: (nullable): a few words typed in its place
 *
 * Returns: the report, or what was typed in its place, or the title of the operation
 */
const char *
cpx_coding_file_choose_text (const char       *reading,
                             CpxCodingRequest *request,
                             const char       *title)
{
  const char *text = reading != NULL ? reading : title;

  if (text == NULL && request != NULL)
    text = cpx_record_get_text (request->intervention, CPX_INTERVENTION_LABEL);

  return text != NULL ? text : "";
}

/* Whether it is the operation, its coding or one of its acts. */
static gboolean
concerns (const char       *intervention_id,
          const CpxChanged *changed)
{
  int field = -1;

  if (changed->kind == &cpx_intervention_kind)
    return g_str_equal (changed->id, intervention_id);
  if (changed->kind == &cpx_coding_kind)
    field = CPX_CODING_INTERVENTION;
  if (changed->kind == &cpx_act_kind)
    field = CPX_ACT_INTERVENTION;
  if (field < 0)
    return FALSE;

  return changed->record == NULL ||
         g_strcmp0 (cpx_record_get_text (changed->record, field), intervention_id) == 0;
}

/**
 * cpx_coding_file_read_changes:
 * @intervention_id: an operation
 * @changes: (element-type CpxChanged): what was changed
 * @out_mine: (out): whether the operation, its coding or one of its acts was
 * @out_ccam: (out): whether a nomenclature was
 *
 * Tells what a commit means for the coding of an operation.
 */
void
cpx_coding_file_read_changes (const char *intervention_id,
                              GPtrArray  *changes,
                              gboolean   *out_mine,
                              gboolean   *out_ccam)
{
  *out_mine = FALSE;
  *out_ccam = FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      const CpxChanged *changed = g_ptr_array_index (changes, i);

      *out_mine = *out_mine || concerns (intervention_id, changed);
      *out_ccam = *out_ccam || g_str_equal (changed->kind->name, "nomenclature");
    }
}
