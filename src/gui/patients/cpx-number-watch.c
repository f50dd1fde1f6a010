/* cpx-number-watch.c: two files may stand under one number, on two shelves; who types it should know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-number-watch.h"

#include <cpx-find-records.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>

/* Of one form, as long as it lives. */
typedef struct
{
  CpxPractice  *practice;     /* (owned) */
  char         *asked;        /* (owned) (nullable): the number that was asked for last */
  GCancellable *cancellable;  /* (owned) (nullable): of that question */
} Watch;

static void
watch_free (gpointer data)
{
  Watch *self = data;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->practice);
  g_free (self->asked);
  g_free (self);
}

static CpxRecord *
find_other (GPtrArray  *bearers,
            const char *id)
{
  for (guint i = 0; i < bearers->len; i++)
    {
      if (!g_str_equal (cpx_record_get_id (g_ptr_array_index (bearers, i)), id))
        return g_ptr_array_index (bearers, i);
    }

  return NULL;
}

static char *
describe (CpxRecord *other)
{
  g_autofree char *name = other != NULL ? cpx_patient_dup_name (other) : NULL;

  return name != NULL ? g_strdup_printf (_("The file of %s has this number too"), name) : NULL;
}

/* What was asked: the watch may be gone when the answer comes. */
typedef struct
{
  CpxDraft *draft;   /* (owned) */
  char     *number;  /* (owned) */
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->draft);
  g_free (self->number);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(GPtrArray) bearers = cpx_practice_find_number_finish (CPX_PRACTICE (source), result, NULL);
  const char *id = cpx_record_get_id (cpx_draft_get_kept (question->draft));
  g_autofree char *sentence = bearers != NULL ? describe (find_other (bearers, id)) : NULL;

  /* A look that failed, or was given up, says nothing. */
  if (bearers != NULL)
    cpx_draft_set_remark (question->draft, CPX_PATIENT_FILE_NUMBER, question->number, sentence);
}

static void
ask (Watch      *self,
     CpxDraft   *draft,
     const char *number)
{
  Question *question = g_new0 (Question, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  question->draft = g_object_ref (draft);
  question->number = g_strdup (number);
  cpx_practice_find_number_async (self->practice, number, self->cancellable, found_cb, question);
}

static void
changed_cb (CpxRecordForm *form,
            Watch         *self)
{
  CpxDraft *draft = cpx_record_form_get_draft (form);
  const char *number = cpx_draft_get_state (draft, CPX_PATIENT_FILE_NUMBER).text;

  if (g_strcmp0 (self->asked, number) == 0 || cpx_practice_is_locked (self->practice))
    return;
  g_free (self->asked);
  self->asked = g_strdup (number);
  if (*number != '\0')
    ask (self, draft, number);
}

/**
 * cpx_number_watch_begin:
 * @form: the form of a patient's file
 * @practice: an unlocked practice
 *
 * Says beside the number of the file whose it is already, now and whenever it is typed anew. That refuses nothing.
 */
void
cpx_number_watch_begin (CpxRecordForm *form,
                        CpxPractice   *practice)
{
  Watch *self = g_new0 (Watch, 1);

  self->practice = g_object_ref (practice);
  g_object_set_data_full (G_OBJECT (form), "cpx-number-watch", self, watch_free);
  g_signal_connect (form, "changed", G_CALLBACK (changed_cb), self);
  changed_cb (form, self);
}
