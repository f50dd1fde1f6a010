/* cpx-unsaved.c: every text that is typed and not yet kept: it outlives its page, and the lock.
 *
 * 1. A draft with something typed in it is held here until it is kept or dropped by its author, whatever becomes of
 *    the form that shows it; who comes back to the record finds the text again.
 * 2. Every second what changed, and before the practice locks each such draft, is handed to practice/, which alone can
 *    write it down: see cpx-draft-keeper.h.
 * 3. After the unlock they are read back, and forgotten by practice/ once they are kept or dropped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-unsaved.h"

#include "cpx-draft-keeper.h"

struct _CpxUnsaved
{
  GObject      parent_instance;

  CpxPractice    *practice;   /* (unowned): its owner */
  GPtrArray      *held;       /* (owned) (element-type CpxDraft): those with something typed */
  CpxDraftKeeper *keeper;     /* (owned): writes them down */
  guint           n_saving;   /* forms whose save is under way */
  GTask          *keeping;    /* (owned) (nullable): waits for them */
  GError         *failed;     /* (owned) (nullable): why one of them did not keep what it held */
  guint           n_keeping;  /* answers awaited by cpx_unsaved_keep_async() */
};

enum
{
  CHANGED,
  SAVE_ASKED,
  CREATE_ASKED,
  LEAVE_ASKED,
  KEEP_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxUnsaved, cpx_unsaved, G_TYPE_OBJECT)

static const char *
get_id (CpxDraft *draft)
{
  return cpx_record_get_id (cpx_draft_get_kept (draft));
}

static void
draft_changed_cb (CpxDraft   *draft,
                  CpxUnsaved *self)
{
  gboolean is_held = g_ptr_array_find (self->held, draft, NULL);
  gboolean is_changed = cpx_draft_is_changed (draft);

  if (is_changed)
    cpx_draft_keeper_touch (self->keeper, draft);
  if (is_changed == is_held)
    return;

  if (is_held)
    {
      cpx_draft_keeper_forget (self->keeper, draft);
      g_ptr_array_remove (self->held, draft);
    }
  else
    g_ptr_array_add (self->held, g_object_ref (draft));
  g_signal_emit (self, signals[CHANGED], 0);
}

static CpxDraft *
watch (CpxUnsaved *self,
       CpxDraft   *draft)
{
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self, 0);
  draft_changed_cb (draft, self);

  return draft;
}

static CpxRecord *
make_empty (const CpxKind *kind,
            const char    *id,
            const char    *patient_id)
{
  if (kind->patient_field < 0 || patient_id == NULL)
    return cpx_record_new (kind, id);

  return cpx_record_new_with_texts (kind, id, kind->patient_field, patient_id, -1);
}

static void
cpx_unsaved_dispose (GObject *object)
{
  CpxUnsaved *self = CPX_UNSAVED (object);

  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_clear_error (&self->failed);
  g_clear_object (&self->keeper);

  G_OBJECT_CLASS (cpx_unsaved_parent_class)->dispose (object);
}

static void
cpx_unsaved_class_init (CpxUnsavedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_unsaved_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVE_ASKED] =
    g_signal_new ("save-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CREATE_ASKED] =
    g_signal_new ("create-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEAVE_ASKED] =
    g_signal_new ("leave-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[KEEP_FAILED] = g_signal_new ("keep-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
cpx_unsaved_init (CpxUnsaved *self)
{
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
keep_failed_cb (CpxUnsaved *self,
                GError     *error)
{
  g_signal_emit (self, signals[KEEP_FAILED], 0, error);
}

/**
 * cpx_unsaved_get:
 * @practice: an unlocked practice
 *
 * Signal `changed` tells that a record joined or left, or that a save began or ended; `keep-failed`, with the #GError,
 * that what is typed can no more be written down every second.
 *
 * Returns: (transfer none): what is typed and not yet kept in it; lives as long as @practice
 */
CpxUnsaved *
cpx_unsaved_get (CpxPractice *practice)
{
  CpxUnsaved *self = g_object_get_data (G_OBJECT (practice), "cpx-unsaved");

  if (self == NULL)
    {
      self = g_object_new (CPX_TYPE_UNSAVED, NULL);
      self->practice = practice;
      self->keeper = cpx_draft_keeper_new (practice);
      g_signal_connect_object (self->keeper, "failed", G_CALLBACK (keep_failed_cb), self, G_CONNECT_SWAPPED);
      g_object_set_data_full (G_OBJECT (practice), "cpx-unsaved", self, g_object_unref);
    }

  return self;
}

/**
 * cpx_unsaved_begin:
 * @self: the unsaved texts
 * @kept: a record as it is stored
 *
 * Gives the draft in which @kept is edited: the one left with something typed in it, or a fresh one.
 *
 * Returns: (transfer full): the draft
 */
CpxDraft *
cpx_unsaved_begin (CpxUnsaved *self,
                   CpxRecord  *kept)
{
  for (guint i = 0; i < self->held->len; i++)
    {
      g_autoptr(CpxDraft) draft = g_object_ref (g_ptr_array_index (self->held, i));

      if (g_str_equal (get_id (draft), cpx_record_get_id (kept)))
        {
          cpx_draft_set_kept (draft, kept);
          return g_steal_pointer (&draft);
        }
    }

  return watch (self, cpx_draft_new (kept, FALSE));
}

/**
 * cpx_unsaved_begin_new:
 * @self: the unsaved texts
 * @kind: what is to be added
 * @patient_id: (nullable): whose file it belongs to
 *
 * Gives the draft of a record to add: the one begun before and not finished, or a fresh one.
 *
 * Returns: (transfer full): the draft
 */
CpxDraft *
cpx_unsaved_begin_new (CpxUnsaved    *self,
                       const CpxKind *kind,
                       const char    *patient_id)
{
  g_autoptr(CpxRecord) empty = make_empty (kind, NULL, patient_id);

  return cpx_unsaved_begin_new_from (self, empty, kind->patient_field);
}

/**
 * cpx_unsaved_begin_new_from:
 * @self: the unsaved texts
 * @empty: a record to add, with what is known of it before anything is typed
 * @about_field: the field of it that tells one unfinished record from another: the patient, the operation; negative
 *   for none
 *
 * Gives the draft of a record to add: the one begun before about the same and not finished, or one that begins as
 * @empty.
 *
 * Returns: (transfer full): the draft
 */
CpxDraft *
cpx_unsaved_begin_new_from (CpxUnsaved *self,
                            CpxRecord  *empty,
                            int         about_field)
{
  const char *about = about_field >= 0 ? cpx_record_get_text (empty, about_field) : NULL;

  for (guint i = 0; i < self->held->len; i++)
    {
      CpxDraft *draft = g_ptr_array_index (self->held, i);

      if (cpx_draft_is_new (draft) && cpx_draft_get_kind (draft) == cpx_record_get_kind (empty) &&
          (about_field < 0 || g_strcmp0 (cpx_draft_get_state (draft, about_field).text, about) == 0))
        return g_object_ref (draft);
    }

  return watch (self, cpx_draft_new (empty, TRUE));
}

/**
 * cpx_unsaved_count:
 * @self: the unsaved texts
 *
 * Returns: how many records have something typed that is not kept
 */
guint
cpx_unsaved_count (CpxUnsaved *self)
{
  return self->held->len;
}

/**
 * cpx_unsaved_get_place:
 * @self: the unsaved texts
 *
 * Returns: (nullable): the id of the first patient in whose file something is typed
 */
const char *
cpx_unsaved_get_place (CpxUnsaved *self)
{
  for (guint i = 0; i < self->held->len; i++)
    {
      CpxDraft *draft = g_ptr_array_index (self->held, i);
      const char *patient_id = cpx_record_get_patient_id (cpx_draft_get_kept (draft));

      if (patient_id != NULL && !(cpx_draft_is_new (draft) && cpx_draft_get_kind (draft)->patient_field < 0))
        return patient_id;
    }

  return NULL;
}

/**
 * cpx_unsaved_has_new:
 * @self: the unsaved texts
 * @kind: a kind of record
 *
 * Returns: whether a record of @kind is begun and not yet added
 */
gboolean
cpx_unsaved_has_new (CpxUnsaved    *self,
                     const CpxKind *kind)
{
  for (guint i = 0; i < self->held->len; i++)
    {
      CpxDraft *draft = g_ptr_array_index (self->held, i);

      if (cpx_draft_is_new (draft) && cpx_draft_get_kind (draft) == kind)
        return TRUE;
    }

  return FALSE;
}

static void
draft_kept_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;   /* the reference taken by the call */
  CpxUnsaved *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!cpx_draft_keeper_write_finish (CPX_DRAFT_KEEPER (source), result, &error) && g_task_get_task_data (task) == NULL)
    g_task_set_task_data (task, g_steal_pointer (&error), (GDestroyNotify) g_error_free);
  g_clear_error (&error);
  if (--self->n_keeping > 0)
    return;

  if (g_task_get_task_data (task) != NULL)
    g_task_return_error (task, g_error_copy (g_task_get_task_data (task)));
  else
    g_task_return_boolean (task, TRUE);
}

static void
keep_all (CpxUnsaved *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->keeping);

  if (self->failed != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&self->failed));
      return;
    }
  if (self->held->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  cpx_draft_keeper_stop (self->keeper);
  self->n_keeping = self->held->len;
  for (guint i = 0; i < self->held->len; i++)
    cpx_draft_keeper_write_async (self->keeper, g_ptr_array_index (self->held, i), draft_kept_cb, g_object_ref (task));
}

/**
 * cpx_unsaved_ask_to_save:
 * @self: the unsaved texts
 *
 * Asks every form on the screen to keep what can be kept now, wherever the keyboard is: signal `save-asked`.
 */
void
cpx_unsaved_ask_to_save (CpxUnsaved *self)
{
  g_signal_emit (self, signals[SAVE_ASKED], 0);
}

/**
 * cpx_unsaved_ask_to_create:
 * @self: the unsaved texts
 *
 * Asks the page on the screen that makes a record to make it, as its button does: signal `create-asked`. A person asks;
 * the lock does not.
 */
void
cpx_unsaved_ask_to_create (CpxUnsaved *self)
{
  g_signal_emit (self, signals[CREATE_ASKED], 0);
}

/**
 * cpx_unsaved_is_saving:
 * @self: the unsaved texts
 *
 * Returns: whether a form's save is under way
 */
gboolean
cpx_unsaved_is_saving (CpxUnsaved *self)
{
  return self->n_saving > 0;
}

/**
 * cpx_unsaved_save_began:
 * @self: the unsaved texts
 *
 * Tells that a form's save is under way; each call is answered by one of cpx_unsaved_save_ended().
 */
void
cpx_unsaved_save_began (CpxUnsaved *self)
{
  self->n_saving++;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * cpx_unsaved_save_ended:
 * @self: the unsaved texts
 *
 * Tells that a form's save is over, well or not.
 */
void
cpx_unsaved_save_ended (CpxUnsaved *self)
{
  g_return_if_fail (self->n_saving > 0);

  self->n_saving--;
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->n_saving == 0 && self->keeping != NULL)
    keep_all (self);
}

/**
 * cpx_unsaved_save_failed:
 * @self: the unsaved texts
 * @error: why
 *
 * Tells, before cpx_unsaved_save_ended(), that what a page holds outside any form was not kept: if it is to be kept
 * before the lock, the lock waits for a person's word.
 */
void
cpx_unsaved_save_failed (CpxUnsaved   *self,
                         const GError *error)
{
  if (self->keeping != NULL && self->failed == NULL)
    self->failed = g_error_copy (error);
}

/**
 * cpx_unsaved_keep_async:
 * @self: the unsaved texts
 * @callback: called once all are in safety, or with the first failure
 * @user_data: for @callback
 *
 * Writes every unsaved text down, encrypted, for its author alone; saves under way come first. Signal `leave-asked`
 * lets pages begin a last one: the practice is about to be locked.
 */
void
cpx_unsaved_keep_async (CpxUnsaved          *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (self->keeping == NULL);

  g_signal_emit (self, signals[LEAVE_ASKED], 0);
  self->keeping = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->keeping, cpx_unsaved_keep_async);
  if (self->n_saving == 0)
    keep_all (self);
}

/**
 * cpx_unsaved_keep_finish:
 * @self: the unsaved texts
 * @result: what the callback got
 * @error: return location
 *
 * Returns: `TRUE` if every text is in safety
 */
gboolean
cpx_unsaved_keep_finish (CpxUnsaved    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
take_back (CpxUnsaved   *self,
           CpxFormDraft *stored)
{
  const char *id = cpx_record_get_id (stored->record);
  const CpxKind *kind = cpx_record_get_kind (stored->record);
  g_autoptr(CpxRecord) empty = make_empty (kind, id, cpx_record_get_patient_id (stored->record));
  g_autoptr(CpxDraft) draft = cpx_draft_new (stored->base != NULL ? stored->base : empty, stored->base == NULL);

  cpx_draft_keeper_recall (self->keeper, stored);
  if (!stored->added && cpx_draft_restore (draft, stored->base, stored->record))
    watch (self, draft);
  else
    cpx_draft_keeper_forget (self->keeper, draft);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;   /* the reference taken by the call */
  CpxUnsaved *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) stored = cpx_practice_list_drafts_finish (CPX_PRACTICE (source), result, &error);

  if (stored == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < stored->len; i++)
    take_back (self, g_ptr_array_index (stored, i));
  g_task_return_boolean (task, TRUE);
}

/**
 * cpx_unsaved_load_async:
 * @self: the unsaved texts
 * @callback: called once they are back
 * @user_data: for @callback
 *
 * Reads back what the user was typing when the practice was last locked.
 */
void
cpx_unsaved_load_async (CpxUnsaved          *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cpx_unsaved_load_async);
  cpx_practice_list_drafts_async (self->practice, NULL, listed_cb, task);
}

/**
 * cpx_unsaved_load_finish:
 * @self: the unsaved texts
 * @result: what the callback got
 * @error: return location
 *
 * Returns: `TRUE` if they were read, were there any or none
 */
gboolean
cpx_unsaved_load_finish (CpxUnsaved    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
