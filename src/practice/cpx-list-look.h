/* cpx-list-look.h: how a list on the screen looks at its practice: asks, is told of changes, stops. For this folder.
 *
 * A part of each list model; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice-private.h"

G_BEGIN_DECLS

typedef struct
{
  CpxPractice  *practice;  /* (owned) */
  GCancellable *alive;     /* (owned): cancelled once the list is gone, or the practice locked */
  GError       *error;     /* (owned) (nullable): why the last look failed */
} CpxListLook;

/* Told of what commits changed: the signal CpxPractice::changed. */
typedef void (*CpxListLookChangedFunc) (CpxPractice *practice,
                                        GPtrArray   *changes,
                                        gpointer     list);
/* Told that nothing is to be seen any more: the signal CpxPractice::locked. */
typedef void (*CpxListLookLockedFunc)  (CpxPractice *practice,
                                        gpointer     list);

void        cpx_list_look_init        (CpxListLook            *self);
void        cpx_list_look_begin       (CpxListLook            *self,
                                       gpointer                list,
                                       CpxListLookChangedFunc  changed,
                                       CpxListLookLockedFunc   locked);
void        cpx_list_look_stop        (CpxListLook            *self);
void        cpx_list_look_clear       (CpxListLook            *self);

void        cpx_list_look_ask         (CpxListLook            *self,
                                       const char             *permission,
                                       CpxTxnFunc              func,
                                       gpointer                data,
                                       GDestroyNotify          free_data,
                                       GDestroyNotify          free_result,
                                       GAsyncReadyCallback     callback,
                                       gpointer                list);
gboolean    cpx_list_look_take        (CpxListLook            *self,
                                       GAsyncResult           *result,
                                       gpointer               *out_found);
void        cpx_list_look_set_error   (CpxListLook            *self,
                                       GError                 *taken_error);
const char *cpx_list_look_get_message (const CpxListLook      *self);

G_END_DECLS
