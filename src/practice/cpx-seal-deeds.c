/* cpx-seal-deeds.c: the functions that wait, on a thread of GTask.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-seal-deeds.h"

#include "cpx-anchor-receipt.h"
#include "cpx-anchors.h"
#include "cpx-audit-seal.h"
#include "cpx-second-place.h"

typedef struct _Order Order;

/* What is asked, a copy. */
struct _Order
{
  gboolean (*run) (CpxPractice  *practice,
                   const Order  *order,
                   GError      **error);
  char    *text;    /* (nullable) */
  char    *path;    /* (nullable) */
  gint64   number;
  guint64  size;
};

static void
order_free (Order *self)
{
  g_free (self->text);
  g_free (self->path);
  g_free (self);
}

/* A GTaskThreadFunc. */
static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  const Order *order = data;
  GError *error = NULL;

  if (order->run (source, order, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
begin (CpxPractice         *practice,
       Order                wanted,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (practice, NULL, callback, user_data);
  Order *order = g_memdup2 (&wanted, sizeof wanted);

  order->text = g_strdup (wanted.text);
  order->path = g_strdup (wanted.path);
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * cpx_practice_seal_deed_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Ends each of the deeds below.
 *
 * Returns: `TRUE` if it was done
 */
gboolean
cpx_practice_seal_deed_finish (CpxPractice   *practice,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
tell (CpxReceipt *receipt)
{
  g_clear_object (&receipt);

  return TRUE;
}

static gboolean
seal_now (CpxPractice  *practice,
          const Order  *order,
          GError      **error)
{
  g_autoptr(CpxAuditSeal) seal = cpx_practice_seal_log (practice, CPX_SEAL_ASKED, error);

  return seal != NULL;
}

/**
 * cpx_practice_seal_now_async:
 * @practice: a practice
 * @callback: called when it is sealed
 * @user_data: for @callback
 *
 * Does cpx_practice_seal_log(). The watch is to look again then.
 */
void
cpx_practice_seal_now_async (CpxPractice         *practice,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  begin (practice, (Order) { .run = seal_now }, callback, user_data);
}

static gboolean
choose_place (CpxPractice  *practice,
              const Order  *order,
              GError      **error)
{
  CpxReceipt *receipt = cpx_practice_set_second_place (practice, order->path, error);

  return receipt != NULL && tell (receipt);
}

/**
 * cpx_practice_choose_second_place_async:
 * @practice: a practice
 * @folder: (nullable): where; `NULL`: nowhere any more
 * @callback: called when it is chosen, or refused
 * @user_data: for @callback
 *
 * Does cpx_practice_set_second_place().
 */
void
cpx_practice_choose_second_place_async (CpxPractice         *practice,
                                        const char          *folder,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  begin (practice, (Order) { .run = choose_place, .path = (char *) folder }, callback, user_data);
}

static gboolean
add_folder (CpxPractice  *practice,
            const Order  *order,
            GError      **error)
{
  CpxReceipt *receipt = cpx_practice_add_anchor (practice, "folder", order->path, NULL, error);

  return receipt != NULL && tell (receipt);
}

/**
 * cpx_practice_add_folder_anchor_async:
 * @practice: a practice
 * @folder: where each seal becomes a file
 * @callback: called when it is added, or refused
 * @user_data: for @callback
 *
 * Does cpx_practice_add_anchor().
 */
void
cpx_practice_add_folder_anchor_async (CpxPractice         *practice,
                                      const char          *folder,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  begin (practice, (Order) { .run = add_folder, .path = (char *) folder }, callback, user_data);
}

static gboolean
add_authority (CpxPractice  *practice,
               const Order  *order,
               GError      **error)
{
  g_autofree char *certificates = cpx_anchor_read_certificates (order->path, error);
  CpxReceipt *receipt =
    certificates != NULL ? cpx_practice_add_anchor (practice, "rfc3161", order->text, certificates, error) : NULL;

  return receipt != NULL && tell (receipt);
}

/**
 * cpx_practice_add_authority_async:
 * @practice: a practice
 * @address: of a time-stamping authority
 * @certificate_path: the file of its certificate
 * @callback: called when it is added, or refused
 * @user_data: for @callback
 *
 * Does cpx_practice_add_anchor().
 */
void
cpx_practice_add_authority_async (CpxPractice         *practice,
                                  const char          *address,
                                  const char          *certificate_path,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  begin (practice, (Order) { .run = add_authority, .text = (char *) address, .path = (char *) certificate_path },
         callback, user_data);
}

static gboolean
remove_anchor (CpxPractice  *practice,
               const Order  *order,
               GError      **error)
{
  CpxReceipt *receipt = cpx_practice_remove_anchor (practice, order->number, error);

  return receipt != NULL && tell (receipt);
}

/**
 * cpx_practice_remove_anchor_async:
 * @practice: a practice
 * @number: an anchor
 * @callback: called when it is removed, or refused
 * @user_data: for @callback
 *
 * Does cpx_practice_remove_anchor().
 */
void
cpx_practice_remove_anchor_async (CpxPractice         *practice,
                                  gint64               number,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  begin (practice, (Order) { .run = remove_anchor, .number = number }, callback, user_data);
}

static gboolean
save_receipt (CpxPractice  *practice,
              const Order  *order,
              GError      **error)
{
  g_autoptr(CpxAnchorReceipt) receipt = cpx_practice_load_older_receipt (practice, order->number, order->size,
                                                                                error);

  return receipt != NULL && cpx_anchor_receipt_save (receipt, order->path, error);
}

/**
 * cpx_practice_save_anchor_receipt_async:
 * @practice: a practice
 * @number: an anchor
 * @size: the one of the seal of so many entries; 0 for the last
 * @path: the files, without what their names end with
 * @callback: called when they are written
 * @user_data: for @callback
 *
 * Checks a receipt of an anchor and does cpx_anchor_receipt_save().
 */
void
cpx_practice_save_anchor_receipt_async (CpxPractice         *practice,
                                        gint64               number,
                                        guint64              size,
                                        const char          *path,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  begin (practice, (Order) { .run = save_receipt, .number = number, .size = size, .path = (char *) path }, callback,
         user_data);
}

/* A GTaskThreadFunc. */
static void
list_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *anchors = cpx_practice_list_anchors (source, &error);

  if (anchors == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, anchors, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * cpx_practice_list_anchors_async:
 * @practice: a practice
 * @cancellable: (nullable): the page's
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Does cpx_practice_list_anchors().
 */
void
cpx_practice_list_anchors_async (CpxPractice         *practice,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (practice, cancellable, callback, user_data);

  g_task_set_source_tag (task, cpx_practice_list_anchors_async);
  g_task_run_in_thread (task, list_in_thread);
}

/**
 * cpx_practice_list_anchors_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (element-type CpxAnchor): the anchors
 */
GPtrArray *
cpx_practice_list_anchors_finish (CpxPractice   *practice,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
