/* cpx-practice-private.h: what the files of practice/ share of an unlocked practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-broken-glass.h"
#include "cpx-closing.h"
#include "cpx-postponed.h"
#include "cpx-practice.h"

#include <cpx-store.h>
#include <cpx-vault.h>

G_BEGIN_DECLS

CpxPractice           *cpx_practice_new            (CpxVault              *vault,
                                                    CpxStore              *store,
                                                    const CpxPasswordCost *cost);
gboolean               cpx_practice_enter          (CpxPractice           *self,
                                                    const char            *login,
                                                    GError               **error);
gboolean               cpx_practice_renew_device   (CpxPractice           *self,
                                                    GError               **error);
CpxVault              *cpx_practice_get_vault      (CpxPractice           *self);
void                   cpx_practice_lock           (CpxPractice           *self);
CpxClosing            *cpx_practice_get_closing    (CpxPractice           *self);
CpxStore              *cpx_practice_get_store      (CpxPractice           *self);
const CpxPasswordCost *cpx_practice_get_cost       (CpxPractice           *self);
CpxPostponed          *cpx_practice_get_postponed  (CpxPractice           *self);
CpxBrokenGlass        *cpx_practice_get_broken_glass (CpxPractice         *self);
void                   cpx_practice_watch          (CpxPractice           *self);

/* Writes once more, for who closes. */
gpointer               cpx_practice_perform_last   (CpxPractice           *self,
                                                    CpxDeedFunc            func,
                                                    gpointer               data,
                                                    GDestroyNotify         free_result,
                                                    GError               **error);

void                   cpx_practice_add_notice     (CpxPractice           *self,
                                                    const char            *notice);

void                   cpx_practice_tell_damage    (CpxPractice           *self);

/* What is asked before something of one patient is read: nothing while their file is open by break-glass. */
const char            *cpx_practice_get_file_permission (CpxPractice      *self,
                                                    const char            *patient_id);

gboolean               cpx_practice_check_record   (CpxPractice           *self,
                                                    CpxRecord             *record,
                                                    GError               **error);

/* Looks, on the reader thread; @permission NULL asks none. */
gpointer               cpx_practice_look           (CpxPractice           *self,
                                                    const char            *permission,
                                                    CpxTxnFunc             func,
                                                    gpointer               data,
                                                    GDestroyNotify         free_result,
                                                    GError               **error);
void                   cpx_practice_look_async     (CpxPractice           *self,
                                                    const char            *permission,
                                                    CpxTxnFunc             func,
                                                    gpointer               data,
                                                    GDestroyNotify         free_data,
                                                    GDestroyNotify         free_result,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);

CpxRecord             *cpx_txn_find_user           (CpxTxn                *txn,
                                                    const char            *login,
                                                    GError               **error);

G_END_DECLS
