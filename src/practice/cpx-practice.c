/* cpx-practice.c: the vault and the store behind one unlocked practice, and who it was unlocked by.
 *
 * The two ways in, perform and look, are in cpx-practice-threads.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-practice-private.h"

#include "cpx-entrance.h"

#include <cpx-practice-record.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CpxPractice
{
  GObject          parent_instance;

  CpxVault        *vault;       /* (owned) (nullable): NULL once closed */
  CpxStore        *store;       /* (owned) */
  char            *path;        /* (owned) */
  CpxPasswordCost  cost;        /* of the slots made from here */
  CpxRecord       *record;      /* (owned) */
  CpxRecord       *user;        /* (owned) */
  char            *device_id;   /* (owned) */
  char            *notice;      /* (owned) (nullable) */
  int              locked;      /* atomic: deeds of other threads ask too */
  gboolean         watched;

  CpxPostponed    *postponed;   /* (owned) */
  CpxBrokenGlass  *glass;       /* (owned) */
  CpxClosing      *closing;     /* (owned) */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_LOCKED,
  SIGNAL_CHOICES_KEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxPractice, cpx_practice, G_TYPE_OBJECT)

static void
changed_free (CpxChanged *self)
{
  g_free (self->id);
  g_free (self->patient_id);
  g_clear_object (&self->record);
  g_free (self);
}

static CpxChanged *
make_changed (const CpxStoreChange *change)
{
  CpxChanged *changed = g_new0 (CpxChanged, 1);

  changed->kind = change->kind;
  changed->id = cpx_id_dup_text (&change->id);
  changed->patient_id = g_strdup (change->patient_id);
  if (change->record != NULL)
    changed->record = g_object_ref (change->record);

  return changed;
}

static void
keep_up (CpxPractice      *self,
         const CpxChanged *changed)
{
  if (changed->record == NULL)
    return;
  if (changed->kind == &cpx_practice_record_kind)
    g_set_object (&self->record, changed->record);
  else if (changed->kind == &cpx_user_kind && g_str_equal (changed->id, cpx_record_get_id (self->user)))
    g_set_object (&self->user, changed->record);
}

static void
changed_cb (CpxStore  *store,
            GPtrArray *store_changes,
            gpointer   user_data)
{
  g_autoptr(CpxPractice) self = g_object_ref (user_data);
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) changed_free);

  for (guint i = 0; i < store_changes->len; i++)
    {
      g_ptr_array_add (changes, make_changed (g_ptr_array_index (store_changes, i)));
      keep_up (self, g_ptr_array_index (changes, i));
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}

static void
cpx_practice_dispose (GObject *object)
{
  CpxPractice *self = CPX_PRACTICE (object);

  /* A program that cares whether the last checkpoint held calls cpx_practice_close() first. */
  cpx_practice_close (self, NULL);

  G_OBJECT_CLASS (cpx_practice_parent_class)->dispose (object);
}

static void
cpx_practice_finalize (GObject *object)
{
  CpxPractice *self = CPX_PRACTICE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->record);
  g_clear_object (&self->user);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->device_id, g_free);
  g_clear_pointer (&self->notice, g_free);
  g_clear_pointer (&self->postponed, cpx_postponed_free);
  g_clear_pointer (&self->glass, cpx_broken_glass_free);
  g_clear_pointer (&self->closing, cpx_closing_free);

  G_OBJECT_CLASS (cpx_practice_parent_class)->finalize (object);
}

static void
cpx_practice_class_init (CpxPracticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cpx_practice_dispose;
  object_class->finalize = cpx_practice_finalize;

  /**
   * CpxPractice::changed:
   * @self: the practice
   * @changes: (element-type CpxChanged): what a commit changed
   *
   * Emitted on the main thread after each commit, in the order of commits.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CPX_TYPE_PRACTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  /**
   * CpxPractice::locked:
   * @self: the practice
   *
   * Emitted once, when the practice closes: its keys are gone, its lists stay empty.
   */
  signals[SIGNAL_LOCKED] = g_signal_new ("locked", CPX_TYPE_PRACTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);

  /**
   * CpxPractice::choices-kept:
   * @self: the practice
   *
   * Emitted on the main thread once choices of a coding that are not recorded are kept, or dropped: see
   * cpx_practice_keep_begun_async(). They are no change of any record.
   */
  signals[SIGNAL_CHOICES_KEPT] = g_signal_new ("choices-kept", CPX_TYPE_PRACTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                               NULL, G_TYPE_NONE, 0);
}

static void
cpx_practice_init (CpxPractice *self)
{
  self->postponed = cpx_postponed_new ();
  self->glass = cpx_broken_glass_new ();
  self->closing = cpx_closing_new ();
}

/**
 * cpx_practice_new:
 * @vault: (transfer full): the open vault
 * @store: (transfer full): the store on it
 * @cost: what the slots made from here cost
 *
 * Returns: (transfer full): a practice that nobody has entered yet
 */
CpxPractice *
cpx_practice_new (CpxVault              *vault,
                  CpxStore              *store,
                  const CpxPasswordCost *cost)
{
  CpxPractice *self = g_object_new (CPX_TYPE_PRACTICE, NULL);

  self->vault = vault;
  self->store = store;
  self->cost = *cost;
  self->path = g_strdup (cpx_vault_get_path (vault));
  self->device_id = cpx_id_dup_text (cpx_store_get_device (store));

  return self;
}

/**
 * cpx_practice_tell_damage:
 * @self: a practice
 *
 * Has the screen say that a bad page was met while it was opened, and read around.
 */
void
cpx_practice_tell_damage (CpxPractice *self)
{
  cpx_practice_add_notice (self, _("A page of the vault is damaged: what does not need it is here. Restore the last "
                                   "sound backup; what was written since leaves with “cpxctl export FILE.zip”."));
}

/**
 * cpx_practice_enter:
 * @self: a practice
 * @login: whose passphrase opened the vault
 * @error: where the fault goes
 *
 * Reads the practice's own record and the user's; where one lies on a bad page, the log says what it is.
 *
 * Returns: `TRUE` if both were found
 */
gboolean
cpx_practice_enter (CpxPractice  *self,
                    const char   *login,
                    GError      **error)
{
  CpxEntrance entrance = { self->path, login, cpx_store_is_damaged (self->store) };
  g_autoptr(CpxRecord) user = NULL;

  g_clear_object (&self->record);
  self->record = cpx_store_look_sync (self->store, cpx_entrance_read_practice, &entrance, g_object_unref, error);
  if (self->record == NULL)
    return cpx_practice_error_translate (error);
  user = cpx_store_look_sync (self->store, cpx_entrance_find_user, &entrance, g_object_unref, error);
  if (user == NULL)
    {
      cpx_practice_error_translate (error);
      cpx_practice_error_say_lost (error, self->path, _("the record of this user"));
      return FALSE;
    }
  g_set_object (&self->user, user);
  if (entrance.damaged)
    cpx_practice_tell_damage (self);

  return TRUE;
}

/**
 * cpx_practice_add_notice:
 * @self: a practice
 * @notice: what the screen says as long as it is open, besides what it says already
 *
 * Nothing that is said already is said twice, and nothing is lost.
 */
void
cpx_practice_add_notice (CpxPractice *self,
                         const char  *notice)
{
  g_autofree char *both = self->notice != NULL ? g_strconcat (self->notice, "\n", notice, NULL) : g_strdup (notice);

  if (self->notice != NULL && strstr (self->notice, notice) != NULL)
    return;
  g_free (self->notice);
  self->notice = g_steal_pointer (&both);
}

/**
 * cpx_practice_renew_device:
 * @self: a practice that nobody works in yet
 * @error: where the fault goes
 *
 * Opens the store anew, for it to find or make this post's identity.
 *
 * Returns: `TRUE` if done; else @self is of no more use
 */
gboolean
cpx_practice_renew_device (CpxPractice  *self,
                           GError      **error)
{
  CpxStore *store;

  g_assert (!self->watched);

  cpx_store_close (self->store);
  store = cpx_store_open (self->vault, error);
  if (store == NULL)
    return cpx_practice_error_translate (error);
  g_object_unref (self->store);
  self->store = store;
  g_free (self->device_id);
  self->device_id = cpx_id_dup_text (cpx_store_get_device (store));

  return TRUE;
}

/* On the store's threads, or while the closing is held: else it may be closed under the caller's hands. */
CpxVault *
cpx_practice_get_vault (CpxPractice *self)
{
  return self->vault;
}

CpxClosing *
cpx_practice_get_closing (CpxPractice *self)
{
  return self->closing;
}

CpxStore *
cpx_practice_get_store (CpxPractice *self)
{
  return self->store;
}

const CpxPasswordCost *
cpx_practice_get_cost (CpxPractice *self)
{
  return &self->cost;
}

/**
 * cpx_practice_watch:
 * @self: a practice
 *
 * Has the store tell of its commits from now on. Programs without a main loop never ask, and keep no queue.
 */
void
cpx_practice_watch (CpxPractice *self)
{
  if (self->watched)
    return;
  self->watched = TRUE;
  cpx_store_set_changed_func (self->store, changed_cb, self);
}

CpxPostponed *
cpx_practice_get_postponed (CpxPractice *self)
{
  return self->postponed;
}

CpxBrokenGlass *
cpx_practice_get_broken_glass (CpxPractice *self)
{
  return self->glass;
}

/**
 * cpx_practice_get_path:
 * @self: a practice
 *
 * Returns: (transfer none): the vault's file
 */
const char *
cpx_practice_get_path (CpxPractice *self)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (self), NULL);

  return self->path;
}

/**
 * cpx_practice_get_name:
 * @self: a practice
 *
 * Returns: (transfer none): "Cabinet Delorme"
 */
const char *
cpx_practice_get_name (CpxPractice *self)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (self), NULL);

  return cpx_record_get_text (self->record, CPX_PRACTICE_RECORD_NAME);
}

/**
 * cpx_practice_get_record:
 * @self: a practice
 *
 * Returns: (transfer none): its own record, of kind "practice"
 */
CpxRecord *
cpx_practice_get_record (CpxPractice *self)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (self), NULL);

  return self->record;
}

/**
 * cpx_practice_get_user:
 * @self: a practice
 *
 * Returns: (transfer none): who unlocked it
 */
CpxRecord *
cpx_practice_get_user (CpxPractice *self)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (self), NULL);

  return self->user;
}

/**
 * cpx_practice_get_roles:
 * @self: a practice
 *
 * Returns: the roles of who unlocked it
 */
CpxRoles
cpx_practice_get_roles (CpxPractice *self)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (self), 0);

  return cpx_user_get_roles (self->user);
}

/**
 * cpx_practice_get_device_id:
 * @self: a practice
 *
 * Returns: (transfer none): this post, as the logs call it
 */
const char *
cpx_practice_get_device_id (CpxPractice *self)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (self), NULL);

  return self->device_id;
}

/**
 * cpx_practice_is_demonstration:
 * @self: a practice
 *
 * Returns: `TRUE` if its patients were invented, which the screen says at all times
 */
gboolean
cpx_practice_is_demonstration (CpxPractice *self)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (self), FALSE);

  return cpx_record_get_boolean (self->record, CPX_PRACTICE_RECORD_DEMONSTRATION);
}

/**
 * cpx_practice_is_locked:
 * @self: a practice
 *
 * Returns: `TRUE` once closed
 */
gboolean
cpx_practice_is_locked (CpxPractice *self)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (self), TRUE);

  return g_atomic_int_get (&self->locked) != 0;
}

/**
 * cpx_practice_get_notice:
 * @self: a practice
 *
 * Returns: (transfer none) (nullable): what whoever works here must know, for example that nothing can be written
 */
const char *
cpx_practice_get_notice (CpxPractice *self)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (self), NULL);

  return self->notice;
}

/**
 * cpx_practice_may:
 * @self: a practice
 * @permission: a `noun:verb` of cpx-access.c
 *
 * Returns: `TRUE` if who unlocked it may; the journal asks again
 */
gboolean
cpx_practice_may (CpxPractice *self,
                  const char  *permission)
{
  return cpx_access_may (cpx_practice_get_roles (self), permission);
}

/**
 * cpx_practice_may_write:
 * @self: a practice
 * @kind: a kind of record
 *
 * Returns: `TRUE` if who unlocked it may make and change records of @kind
 */
gboolean
cpx_practice_may_write (CpxPractice   *self,
                        const CpxKind *kind)
{
  return cpx_access_may_write (cpx_practice_get_roles (self), kind);
}

/* Says that it is over to who shows something of it, once. */
void
cpx_practice_lock (CpxPractice *self)
{
  if (g_atomic_int_compare_and_exchange (&self->locked, FALSE, TRUE))
    g_signal_emit (self, signals[SIGNAL_LOCKED], 0);
}

/* The store goes first: what its writer still has to do may need the vault. */
static gboolean
close_vault (CpxPractice  *self,
             GError      **error)
{
  g_autoptr(CpxVault) vault = NULL;

  if (self->vault == NULL)
    return TRUE;
  cpx_store_set_changed_func (self->store, NULL, NULL);
  cpx_store_close (self->store);
  vault = g_steal_pointer (&self->vault);

  return cpx_vault_close (vault, error) || cpx_practice_error_translate (error);
}

/**
 * cpx_practice_close:
 * @self: a practice
 * @error: where the fault goes
 *
 * Waits for what is being written, wipes the keys and closes the vault, so that its one file is whole. What is asked of
 * @self afterwards fails with %CPX_PRACTICE_ERROR_LOCKED. Closing twice does nothing, but waits for the first.
 *
 * Returns: `TRUE` if the file was closed without a fault
 */
gboolean
cpx_practice_close (CpxPractice  *self,
                    GError      **error)
{
  gboolean closed;

  g_return_val_if_fail (CPX_IS_PRACTICE (self), FALSE);

  g_atomic_int_set (&self->locked, TRUE);
  if (!cpx_closing_begin (self->closing))
    return TRUE;
  closed = close_vault (self, error);
  cpx_closing_end (self->closing);

  return closed;
}
