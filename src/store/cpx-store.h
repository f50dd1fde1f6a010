/* cpx-store.h: a practice's records behind two threads: one that writes, one that looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

#include <cpx-vault.h>

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPX_STORE_ERROR (cpx_store_error_quark ())

typedef enum
{
  CPX_STORE_ERROR_NOT_FOUND,  /* no such record, blob, draft or entry */
  CPX_STORE_ERROR_STALE,      /* a field to be written changed since the record was read */
  CPX_STORE_ERROR_TAKEN,      /* another record has this value of a field that must be unique, or this id */
  CPX_STORE_ERROR_ERASED,     /* the patient was erased: the key that would open this is destroyed */
  CPX_STORE_ERROR_DAMAGED,    /* what is stored is not what a store writes (bad pages are the vault's errors) */
  CPX_STORE_ERROR_READ_ONLY,  /* the vault was opened to be read only */
  CPX_STORE_ERROR_CLOSED,     /* the practice was locked or closed */
} CpxStoreError;

GQuark   cpx_store_error_quark     (void);
gboolean cpx_store_error_is_damage (const GError *error);
gboolean cpx_store_error_spares_others (const GError *error);

#define CPX_TYPE_STORE (cpx_store_get_type ())
G_DECLARE_FINAL_TYPE (CpxStore, cpx_store, CPX, STORE, GObject)

/* One record that a commit changed. */
typedef struct
{
  const CpxKind *kind;
  CpxId          id;
  CpxRecord     *record;       /* (nullable): NULL once deleted or erased */
  char          *patient_id;   /* (nullable) */
  CpxId          change_id;
  guint64        audit_index;
} CpxStoreChange;

/* Does one thing in one transaction. NULL with @error set undoes it all; anything else is the result. */
typedef gpointer (*CpxTxnFunc)          (CpxTxn    *txn,
                                         gpointer   data,
                                         GError   **error);

/* What a transaction leads to outside the database. */
typedef struct
{
  gboolean       (*func)      (gpointer   data,      /* does it; it may fail */
                               GError   **error);
  CpxTxnFunc       note;      /* (nullable): a transaction that notes the failure */
  gpointer         data;
  GDestroyNotify   free_data; /* (nullable) */
} CpxTxnSequel;

/* Told, in the main context that opened the store, of the CpxStoreChange of each commit, in order of commit. */
typedef void     (*CpxStoreChangedFunc) (CpxStore  *self,
                                         GPtrArray *changes,
                                         gpointer   user_data);

CpxStore    *cpx_store_open             (CpxVault             *vault,
                                         GError              **error);
void         cpx_store_close            (CpxStore             *self);
gboolean     cpx_store_is_open          (CpxStore             *self);
gboolean     cpx_store_is_damaged       (CpxStore             *self);
const CpxId *cpx_store_get_device       (CpxStore             *self);
void         cpx_store_set_changed_func (CpxStore             *self,
                                         CpxStoreChangedFunc   func,
                                         gpointer              user_data);

void         cpx_store_run              (CpxStore             *self,
                                         GTask                *task,
                                         CpxTxnFunc            func,
                                         GDestroyNotify        free_result);
void         cpx_store_look             (CpxStore             *self,
                                         GTask                *task,
                                         CpxTxnFunc            func,
                                         GDestroyNotify        free_result);
gpointer     cpx_store_run_sync         (CpxStore             *self,
                                         CpxTxnFunc            func,
                                         gpointer              data,
                                         GDestroyNotify        free_result,
                                         GError              **error);
gpointer     cpx_store_look_sync        (CpxStore             *self,
                                         CpxTxnFunc            func,
                                         gpointer              data,
                                         GDestroyNotify        free_result,
                                         GError              **error);

/* At most once in a transaction. */
void         cpx_txn_set_sequel         (CpxTxn               *txn,
                                         CpxTxnSequel          sequel);

G_END_DECLS
