/* cpx-draft-keeper.c: what is being typed, written down every second for who types it.
 *
 * 1. A text typed waits for one second at the most, however fast one types; where nothing is typed nothing is written:
 *    a write costs the disk one sync, on the writer thread.
 * 2. A draft that was written is forgotten in the vault too once it is kept or dropped: the thread that writes takes
 *    one after the other, so a forgetting never overtakes the writing.
 * 3. A failure is told once, until a write succeeds again; the next letter tries again, and so does the lock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-draft-keeper.h"

/* What the vault holds of one record. */
typedef struct
{
  char      *place;
  CpxRecord *written;  /* (nullable): the last that was handed over; NULL after a failure */
} Stored;

struct _CpxDraftKeeper
{
  GObject      parent_instance;

  CpxPractice *practice;  /* (unowned): its owner's owner */
  GHashTable  *stored;    /* (owned): record id to Stored */
  GHashTable  *touched;   /* (owned): the set of CpxDraft to be written when the second is over */
  guint        timer;     /* 0: nothing waits */
  gboolean     failed;    /* the last write did */
};

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxDraftKeeper, cpx_draft_keeper, G_TYPE_OBJECT)

static void
stored_free (gpointer data)
{
  Stored *stored = data;

  g_free (stored->place);
  g_clear_object (&stored->written);
  g_free (stored);
}

static const char *
get_id (CpxDraft *draft)
{
  return cpx_record_get_id (cpx_draft_get_kept (draft));
}

static void
note_stored (CpxDraftKeeper *self,
             const char     *place,
             CpxRecord      *written)
{
  Stored *stored = g_new0 (Stored, 1);

  stored->place = g_strdup (place);
  stored->written = g_object_ref (written);
  g_hash_table_replace (self->stored, g_strdup (cpx_record_get_id (written)), stored);
}

static void
discard (CpxDraftKeeper *self,
         const char     *place)
{
  if (!cpx_practice_is_locked (self->practice))
    cpx_practice_discard_draft_async (self->practice, place, NULL, NULL);
}

/* A draft of an older program may lie at another place. */
static void
discard_elsewhere (CpxDraftKeeper *self,
                   CpxRecord      *unfinished,
                   const char     *place)
{
  const Stored *stored = g_hash_table_lookup (self->stored, cpx_record_get_id (unfinished));

  if (stored != NULL && !g_str_equal (stored->place, place))
    discard (self, stored->place);
}

static gboolean
is_written (CpxDraftKeeper *self,
            CpxRecord      *unfinished)
{
  const Stored *stored = g_hash_table_lookup (self->stored, cpx_record_get_id (unfinished));

  return stored != NULL && stored->written != NULL && cpx_record_equal (stored->written, unfinished);
}

static void
tell (CpxDraftKeeper *self,
      GError         *error)
{
  gboolean failed_before = self->failed;

  self->failed = error != NULL;
  if (self->failed && !failed_before)
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;   /* the reference taken by the call */
  CpxDraftKeeper *self = g_task_get_source_object (task);
  Stored *stored = g_hash_table_lookup (self->stored, g_task_get_task_data (task));
  GError *error = NULL;

  if (cpx_practice_save_draft_finish (CPX_PRACTICE (source), result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (stored != NULL)
    g_clear_object (&stored->written);
  g_task_return_error (task, error);
}

static void
write_record (CpxDraftKeeper      *self,
              CpxDraft            *draft,
              CpxRecord           *unfinished,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *place = cpx_form_draft_dup_place (unfinished);

  g_task_set_source_tag (task, cpx_draft_keeper_write_async);
  g_task_set_task_data (task, g_strdup (cpx_record_get_id (unfinished)), g_free);
  discard_elsewhere (self, unfinished, place);
  note_stored (self, place, unfinished);
  cpx_practice_save_draft_async (self->practice, cpx_draft_is_new (draft) ? NULL : cpx_draft_get_kept (draft),
                                 unfinished, written_cb, task);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  CpxDraftKeeper *self = CPX_DRAFT_KEEPER (source);
  g_autoptr(GError) error = NULL;

  cpx_draft_keeper_write_finish (self, result, &error);
  tell (self, error);
}

static void
due_cb (gpointer user_data)
{
  CpxDraftKeeper *self = user_data;
  GHashTableIter iter;
  gpointer draft;

  self->timer = 0;
  g_hash_table_iter_init (&iter, self->touched);
  while (!cpx_practice_is_locked (self->practice) && g_hash_table_iter_next (&iter, &draft, NULL))
    {
      g_autoptr(CpxRecord) unfinished = cpx_draft_make_unfinished (draft);

      if (!is_written (self, unfinished))
        write_record (self, draft, unfinished, kept_cb, NULL);
    }
  g_hash_table_remove_all (self->touched);
}

static void
cpx_draft_keeper_dispose (GObject *object)
{
  CpxDraftKeeper *self = CPX_DRAFT_KEEPER (object);

  cpx_draft_keeper_stop (self);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->stored, g_hash_table_unref);

  G_OBJECT_CLASS (cpx_draft_keeper_parent_class)->dispose (object);
}

static void
cpx_draft_keeper_class_init (CpxDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_draft_keeper_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
cpx_draft_keeper_init (CpxDraftKeeper *self)
{
  self->stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, stored_free);
  self->touched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * cpx_draft_keeper_new:
 * @practice: an unlocked practice, which outlives the keeper
 *
 * Signal `failed` tells, with the #GError, that what is typed can no more be written down.
 *
 * Returns: (transfer full): a keeper of no draft
 */
CpxDraftKeeper *
cpx_draft_keeper_new (CpxPractice *practice)
{
  CpxDraftKeeper *self;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  self = g_object_new (CPX_TYPE_DRAFT_KEEPER, NULL);
  self->practice = practice;

  return self;
}

/**
 * cpx_draft_keeper_touch:
 * @self: a keeper
 * @draft: a draft with something typed in it
 *
 * Tells that @draft may have changed: it is written down within a second if it did.
 */
void
cpx_draft_keeper_touch (CpxDraftKeeper *self,
                        CpxDraft       *draft)
{
  if (!g_hash_table_contains (self->touched, draft))
    g_hash_table_add (self->touched, g_object_ref (draft));
  if (self->timer == 0)
    self->timer = g_timeout_add_once (CPX_DRAFT_KEEPER_WAIT_MS, due_cb, self);
}

/**
 * cpx_draft_keeper_forget:
 * @self: a keeper
 * @draft: a draft that was kept, or dropped by its author
 *
 * Has the vault forget it too.
 */
void
cpx_draft_keeper_forget (CpxDraftKeeper *self,
                         CpxDraft       *draft)
{
  const Stored *stored = g_hash_table_lookup (self->stored, get_id (draft));

  g_hash_table_remove (self->touched, draft);
  if (stored == NULL)
    return;

  discard (self, stored->place);
  g_hash_table_remove (self->stored, get_id (draft));
}

/**
 * cpx_draft_keeper_recall:
 * @self: a keeper
 * @stored: a draft that was read back from the vault
 *
 * Tells that the vault holds it, so that it is forgotten there in the end.
 */
void
cpx_draft_keeper_recall (CpxDraftKeeper     *self,
                         const CpxFormDraft *stored)
{
  note_stored (self, stored->id, stored->record);
}

/**
 * cpx_draft_keeper_stop:
 * @self: a keeper
 *
 * Waits for nothing more: everything is about to be written, or the practice is left.
 */
void
cpx_draft_keeper_stop (CpxDraftKeeper *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->touched != NULL)
    g_hash_table_remove_all (self->touched);
}

/**
 * cpx_draft_keeper_write_async:
 * @self: a keeper
 * @draft: a draft with something typed in it
 * @callback: called once it is durable
 * @user_data: for @callback
 *
 * Writes @draft down now.
 */
void
cpx_draft_keeper_write_async (CpxDraftKeeper      *self,
                              CpxDraft            *draft,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(CpxRecord) unfinished = cpx_draft_make_unfinished (draft);

  write_record (self, draft, unfinished, callback, user_data);
}

/**
 * cpx_draft_keeper_write_finish:
 * @self: a keeper
 * @result: what the callback got
 * @error: return location
 *
 * Returns: `TRUE` once it is durable
 */
gboolean
cpx_draft_keeper_write_finish (CpxDraftKeeper  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
