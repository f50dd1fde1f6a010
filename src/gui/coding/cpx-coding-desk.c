/* cpx-coding-desk.c: one operation being coded: what the records say, what is chosen and not yet kept, what is asked.
 *
 * 1. What is shown is what the records said when they were last read, with the edits made since laid over it.
 * 2. A desk with edits that are not recorded is held by its practice, whatever becomes of the page; who comes back to
 *    the operation finds them again. A second after a change, when the page is left and before the lock they are kept
 *    for their author alone (cpx-coding-begun.h): no power cut takes them, and the journal says nothing of them. They
 *    are recorded when a person asks: Ctrl+S, the validation.
 * 3. Edits made while a save is under way are laid over what it wrote. Over what somebody else wrote, those that name
 *    lines are laid only if the acts are still the same ones; `overtaken` tells.
 * 4. Nothing here adds an act: edits come from a person.
 * 5. What is asked for while a save is under way follows it, once the records are read again; a validation only if the
 *    acts are still those that were seen. Nothing is kept meanwhile: it would be laid over what is being replaced.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-desk.h"

#include "cpx-code-advisor.h"
#include "cpx-coding-autosave.h"
#include "cpx-coding-file.h"
#include "cpx-coding-held.h"
#include "cpx-coding-layers.h"
#include "cpx-coding-next.h"
#include "cpx-unsaved.h"

#include <cpx-coding-begun.h>
#include <cpx-coding.h>

struct _CpxCodingDesk
{
  GObject            parent_instance;

  CpxPractice       *practice;       /* (owned) (nullable): NULL once locked */
  char              *id;             /* (owned): of the operation */
  GCancellable      *alive;          /* (owned): of reads */

  CpxCodingLayers   *layers;         /* (owned): what the records say, and what is chosen */
  GError            *error;          /* (owned) (nullable): why it could not be read */

  CpxCodingFile     *file;           /* (owned) (nullable): until the operation is read */
  CpxCodeAdvisor    *advisor;        /* (owned) (nullable): the same */
  char              *title;          /* (owned) (nullable): what is asked when there is no report */

  CpxUnsaved        *unsaved;        /* (owned): to whom saves are told */
  CpxCodingAutosave *autosave;       /* (owned) */
  CpxCodingStep      step;           /* of the save under way */
  CpxCodingNext      next;           /* what is asked for after it */
  gboolean           saving;
  gboolean           loading;
  gboolean           again;          /* something changed while it was read */
  gboolean           foreign;        /* ... or is read because somebody else changed it */
};

enum
{
  CHANGED,
  FAILED,
  OVERTAKEN,
  RESTORED,
  VALIDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxCodingDesk, cpx_coding_desk, G_TYPE_OBJECT)

static void
tell (CpxCodingDesk *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
may_write (CpxCodingDesk *self)
{
  return self->practice != NULL && cpx_practice_may (self->practice, "act:write");
}

static gboolean
may_change (CpxCodingDesk *self)
{
  return self->layers->request != NULL && cpx_coding_request_may_change (self->layers->request) && may_write (self);
}

static CpxRecord *
get_note (CpxCodingDesk *self)
{
  return self->file != NULL ? cpx_coding_file_get_note (self->file) : NULL;
}

static void
ask (CpxCodingDesk *self)
{
  CpxCodeQuestion question;

  if (self->advisor == NULL || !cpx_coding_file_is_loaded (self->file))
    return;
  question = cpx_coding_file_make_question (self->file, self->layers->request, self->title);
  cpx_code_advisor_ask (self->advisor, &question);
}

/* The reading of records */

/* What is back, perhaps over what somebody else did meanwhile. */
static void
tell_begun (CpxCodingDesk *self)
{
  if (self->layers->edits->len > 0)
    g_signal_emit (self, signals[self->layers->base->begun_over_others ? OVERTAKEN : RESTORED], 0);
}

/* 2 */
static void
hold (CpxCodingDesk *self)
{
  gboolean needed = self->layers->edits->len > 0 || self->saving;

  if (self->practice != NULL)
    cpx_coding_held_set (self->practice, self->id, needed ? G_OBJECT (self) : NULL);
}

/* 3: what was kept of the edits was laid over what the records do not say any more. */
static void
take_base (CpxCodingDesk    *self,
           CpxCodingRequest *base)
{
  gboolean stale = base->begun_over_others || (self->layers->base != NULL && self->layers->edits->len > 0);

  cpx_coding_layers_take_base (self->layers, base, self->foreign);
  if (stale)
    cpx_coding_autosave_touch (self->autosave);
}

/* 5 */
static void
follow (CpxCodingDesk *self)
{
  CpxCodingWant want;

  if (self->next.want == CPX_CODING_WANT_NOTHING || self->saving || self->loading)
    return;
  want = cpx_coding_next_take (&self->next, self->layers->request->draft);
  if (want == CPX_CODING_WANT_KEPT)
    cpx_coding_desk_keep (self);
  else
    cpx_coding_desk_save (self, want == CPX_CODING_WANT_VALIDATION ? CPX_CODING_STEP_VALIDATE : CPX_CODING_STEP_DRAFT);
  cpx_unsaved_save_ended (self->unsaved);
}

static void load_others (CpxCodingDesk *self);

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxCodingDesk) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  CpxCodingRequest *base = cpx_practice_load_coding_finish (CPX_PRACTICE (source), result, &error);
  gboolean first = self->layers->base == NULL;

  self->loading = FALSE;
  if (self->practice == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&base, cpx_coding_request_free);
      follow (self);
      return;
    }
  g_clear_error (&self->error);
  if (base == NULL)
    self->error = g_steal_pointer (&error);
  else
    take_base (self, base);
  self->foreign = FALSE;
  hold (self);
  tell (self);
  if (first && base != NULL)
    load_others (self);
  if (self->again)
    cpx_coding_desk_reload (self);
  follow (self);
}

static void
file_changed_cb (CpxCodingDesk *self)
{
  ask (self);
  tell (self);
}

static void
load_others (CpxCodingDesk *self)
{
  self->file = cpx_coding_file_new (self->practice, self->layers->base);
  g_signal_connect_object (self->file, "changed", G_CALLBACK (file_changed_cb), self, G_CONNECT_SWAPPED);
  self->advisor = cpx_code_advisor_new (self->practice, cpx_coding_draft_get_context (self->layers->base->draft)->day);
  g_signal_connect_object (self->advisor, "changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  tell_begun (self);
}

/* What others do */

static void
practice_changed_cb (CpxPractice   *practice,
                     GPtrArray     *changes,
                     CpxCodingDesk *self)
{
  gboolean mine;
  gboolean ccam;

  cpx_coding_file_read_changes (self->id, changes, &mine, &ccam);
  if ((!mine && !ccam) || self->saving)
    return;
  if (mine && self->layers->edits->len > 0)
    g_signal_emit (self, signals[OVERTAKEN], 0);
  self->foreign = self->foreign || mine;
  cpx_coding_desk_reload (self);
}

static void
locked_cb (CpxCodingDesk *self)
{
  g_autoptr(CpxPractice) practice = g_steal_pointer (&self->practice);
  g_autoptr(CpxCodingDesk) alive = g_object_ref (self);

  g_cancellable_cancel (self->alive);
  cpx_coding_autosave_stop (self->autosave);
  if (self->file != NULL)
    cpx_coding_file_stop (self->file);
  if (self->advisor != NULL)
    cpx_code_advisor_stop (self->advisor);
  if (practice == NULL)
    return;
  g_signal_handlers_disconnect_by_data (practice, self);
  cpx_coding_held_set (practice, self->id, NULL);
}

/* Keeping */

static CpxCodingRequest *
make_snapshot (CpxCodingDesk *self)
{
  json_t *suggestions = self->advisor != NULL ? cpx_code_advisor_to_json (self->advisor) : NULL;

  return cpx_coding_layers_make_snapshot (self->layers, get_note (self), suggestions);
}

static void
saved (CpxCodingDesk *self,
       GPtrArray     *receipts)
{
  CpxRecord *coding = cpx_receipt_get_record (g_ptr_array_index (receipts, 0));

  cpx_coding_layers_drop_saved (self->layers);
  if (self->practice == NULL)
    return;
  hold (self);
  cpx_coding_desk_reload (self);
  if (g_strcmp0 (cpx_record_get_text (coding, CPX_CODING_STATE), "validated") == 0)
    g_signal_emit (self, signals[VALIDATED], 0);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxCodingDesk) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) receipts = cpx_practice_save_coding_finish (CPX_PRACTICE (source), result, &error);

  self->saving = FALSE;
  cpx_coding_autosave_tell (self->autosave, receipts != NULL);
  if (receipts != NULL)
    saved (self, receipts);
  else
    {
      self->layers->n_saving = 0;
      hold (self);
      cpx_unsaved_save_failed (self->unsaved, error);
      g_signal_emit (self, signals[FAILED], 0, error);
    }
  follow (self);
  cpx_unsaved_save_ended (self->unsaved);
  tell (self);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CpxCodingDesk) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  gboolean kept = cpx_practice_keep_begun_finish (CPX_PRACTICE (source), result, &error);

  cpx_coding_autosave_tell (self->autosave, kept);
  if (!kept)
    {
      cpx_unsaved_save_failed (self->unsaved, error);
      g_signal_emit (self, signals[FAILED], 0, error);
    }
  cpx_unsaved_save_ended (self->unsaved);
  tell (self);
}

/* Of the autosave and of the lock. */
static void
keep_asked_cb (gpointer self)
{
  cpx_coding_desk_keep (self);
}

static void
cpx_coding_desk_dispose (GObject *object)
{
  CpxCodingDesk *self = CPX_CODING_DESK (object);

  g_cancellable_cancel (self->alive);
  g_clear_object (&self->file);
  g_clear_object (&self->advisor);
  g_clear_object (&self->practice);
  cpx_coding_autosave_stop (self->autosave);

  G_OBJECT_CLASS (cpx_coding_desk_parent_class)->dispose (object);
}

static void
cpx_coding_desk_finalize (GObject *object)
{
  CpxCodingDesk *self = CPX_CODING_DESK (object);

  g_clear_object (&self->alive);
  cpx_coding_next_clear (&self->next);
  g_clear_object (&self->unsaved);
  g_clear_pointer (&self->autosave, cpx_coding_autosave_free);
  g_clear_pointer (&self->layers, cpx_coding_layers_free);
  g_clear_error (&self->error);
  g_free (self->title);
  g_free (self->id);

  G_OBJECT_CLASS (cpx_coding_desk_parent_class)->finalize (object);
}

static void
cpx_coding_desk_class_init (CpxCodingDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = cpx_coding_desk_dispose;
  object_class->finalize = cpx_coding_desk_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_ERROR);
  signals[OVERTAKEN] = g_signal_new ("overtaken", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RESTORED] = g_signal_new ("restored", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[VALIDATED] = g_signal_new ("validated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cpx_coding_desk_init (CpxCodingDesk *self)
{
  self->alive = g_cancellable_new ();
  self->autosave = cpx_coding_autosave_new (keep_asked_cb, self);
  self->layers = cpx_coding_layers_new ();
}

/**
 * cpx_coding_desk_open:
 * @practice: an unlocked practice
 * @intervention_id: an operation
 *
 * Begins to read the operation, or comes back to the desk on which something is chosen and not yet kept. Signals:
 * `changed`, `failed` (a save; with the error), `overtaken` (somebody else changed what is being changed here),
 * `restored` (what was chosen before a lock or a power cut is here again), `validated`.
 *
 * Returns: (transfer full): the desk
 */
CpxCodingDesk *
cpx_coding_desk_open (CpxPractice *practice,
                      const char  *intervention_id)
{
  CpxCodingDesk *self = (CpxCodingDesk *) cpx_coding_held_find (practice, intervention_id);

  if (self != NULL)
    return g_object_ref (self);
  self = g_object_new (CPX_TYPE_CODING_DESK, NULL);
  self->practice = g_object_ref (practice);
  self->unsaved = g_object_ref (cpx_unsaved_get (practice));
  self->id = g_strdup (intervention_id);
  g_signal_connect_object (practice, "changed", G_CALLBACK (practice_changed_cb), self, 0);
  g_signal_connect_object (practice, "locked", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->unsaved, "save-asked", G_CALLBACK (keep_asked_cb), self, G_CONNECT_SWAPPED);
  cpx_coding_desk_reload (self);

  return self;
}

/**
 * cpx_coding_desk_get_id:
 * @self: a desk
 *
 * Returns: the id of the operation
 */
const char *
cpx_coding_desk_get_id (CpxCodingDesk *self)
{
  return self->id;
}

/**
 * cpx_coding_desk_get_facts:
 * @self: a desk
 *
 * Returns: what is known of the operation now; lent until the main loop turns
 */
CpxCodingFacts
cpx_coding_desk_get_facts (CpxCodingDesk *self)
{
  CpxCodingFacts facts = {
    .request = self->layers->request,
    .verdict = self->layers->verdict,
    .note = get_note (self),
    .text = cpx_coding_file_choose_text (self->file != NULL ? cpx_coding_file_get_reading (self->file) : NULL,
                                         self->layers->request, self->title),
    .error = self->error,
    .may_write = may_write (self),
    .saving = (self->saving && self->step == CPX_CODING_STEP_VALIDATE) ||
              self->next.want == CPX_CODING_WANT_VALIDATION,
    .unsaved = self->layers->edits->len > 0,
    .kept = !cpx_coding_autosave_is_pending (self->autosave),
  };

  if (self->file == NULL)
    return facts;
  facts.patient = cpx_coding_file_get_patient (self->file);
  facts.surgeon = cpx_coding_file_get_surgeon (self->file);
  facts.notes_known = cpx_coding_file_is_loaded (self->file);
  facts.suggestions = cpx_code_advisor_get_suggestions (self->advisor);
  facts.suggester = cpx_code_advisor_get_suggester (self->advisor);
  facts.advisor = self->advisor;
  facts.asking = cpx_code_advisor_is_asking (self->advisor);

  return facts;
}

/**
 * cpx_coding_desk_reload:
 * @self: a desk
 *
 * Reads the operation again, and lays over it what is chosen and not kept.
 */
void
cpx_coding_desk_reload (CpxCodingDesk *self)
{
  if (self->practice == NULL || cpx_practice_is_locked (self->practice))
    return;
  self->again = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  cpx_practice_load_coding_async (self->practice, self->id, NULL, self->alive, loaded_cb, g_object_ref (self));
}

/**
 * cpx_coding_desk_ask:
 * @self: a desk
 * @title: a few words on the operation
 *
 * Asks for suggestions; the title counts where there is no report.
 */
void
cpx_coding_desk_ask (CpxCodingDesk *self,
                     const char    *title)
{
  if (g_strcmp0 (title, self->title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  ask (self);
}

static void
changed_here (CpxCodingDesk *self)
{
  hold (self);
  cpx_coding_autosave_touch (self->autosave);
  tell (self);
}

/**
 * cpx_coding_desk_change:
 * @self: a desk
 * @edit: (transfer full): what a person changed
 *
 * Returns: `FALSE` if nothing may be changed, or @edit means nothing here
 */
gboolean
cpx_coding_desk_change (CpxCodingDesk *self,
                        CpxCodingEdit *edit)
{
  if (!may_change (self))
    {
      cpx_coding_edit_free (edit);
      return FALSE;
    }
  if (!cpx_coding_layers_change (self->layers, edit))
    return FALSE;
  changed_here (self);

  return TRUE;
}

/**
 * cpx_coding_desk_undo:
 * @self: a desk
 *
 * Undoes the last removal of an act.
 */
void
cpx_coding_desk_undo (CpxCodingDesk *self)
{
  if (may_change (self) && cpx_coding_layers_undo (self->layers))
    changed_here (self);
}

/* 5 */
static void
ask_to_follow (CpxCodingDesk *self,
               CpxCodingWant  want)
{
  if (cpx_coding_next_ask (&self->next, want, self->layers->request->draft))
    cpx_unsaved_save_began (self->unsaved);
}

static gboolean
may_save (CpxCodingDesk *self)
{
  return self->practice != NULL && !cpx_practice_is_locked (self->practice) && may_change (self);
}

/**
 * cpx_coding_desk_keep:
 * @self: a desk
 *
 * Keeps what is chosen for its author alone, unless it is kept already: nothing is recorded, nothing stands in the
 * journal.
 */
void
cpx_coding_desk_keep (CpxCodingDesk *self)
{
  if (!may_save (self) || !cpx_coding_autosave_is_pending (self->autosave))
    return;
  if (self->saving || self->loading)
    {
      ask_to_follow (self, CPX_CODING_WANT_KEPT);
      return;
    }
  cpx_coding_autosave_stop (self->autosave);
  cpx_unsaved_save_began (self->unsaved);
  if (self->layers->edits->len > 0)
    cpx_practice_keep_begun_async (self->practice, self->layers->request, kept_cb, g_object_ref (self));
  else
    cpx_practice_drop_begun_async (self->practice, self->layers->request, kept_cb, g_object_ref (self));
  tell (self);
}

/**
 * cpx_coding_desk_save:
 * @self: a desk
 * @step: whether the coding is finished
 *
 * Makes records of what is chosen, and forgets what was kept of it. A draft without anything new is not written.
 */
void
cpx_coding_desk_save (CpxCodingDesk *self,
                      CpxCodingStep  step)
{
  g_autoptr(CpxCodingRequest) snapshot = NULL;

  if (!may_save (self) || (step == CPX_CODING_STEP_DRAFT && self->layers->edits->len <= self->layers->n_saving))
    return;
  if (self->saving || self->loading)
    {
      ask_to_follow (self, step == CPX_CODING_STEP_VALIDATE ? CPX_CODING_WANT_VALIDATION : CPX_CODING_WANT_DRAFT);
      return;
    }
  snapshot = make_snapshot (self);
  cpx_coding_autosave_stop (self->autosave);
  self->saving = TRUE;
  self->step = step;
  self->layers->n_saving = self->layers->edits->len;
  hold (self);
  cpx_unsaved_save_began (self->unsaved);
  cpx_practice_save_coding_async (self->practice, snapshot, step, saved_cb, g_object_ref (self));
  tell (self);
}
