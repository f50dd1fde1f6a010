/* cpx-practice.h: an unlocked practice, for one user.
 *
 * Made by cpx-unlock.h or cpx-create-practice.h; each thing a person can do with it has a file of its own,
 * cpx-save-record.h, cpx-open-patient.h and so on. Functions named `_async` are for the main thread; they call back in
 * its main context. Functions without that suffix block and are for programs without one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-access.h"
#include "cpx-practice-error.h"

#include <cpx-record.h>

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPX_TYPE_PRACTICE (cpx_practice_get_type ())
G_DECLARE_FINAL_TYPE (CpxPractice, cpx_practice, CPX, PRACTICE, GObject)

/* A write under way: see cpx-journal.h. Only code that runs inside cpx_practice_perform() holds one. */
typedef struct _CpxJournal CpxJournal;

/* Does one thing inside one transaction; NULL with an error undoes all of it. */
typedef gpointer (*CpxDeedFunc) (CpxJournal  *journal,
                                 gpointer     data,
                                 GError     **error);

/* What became of one record: an item of the signal CpxPractice::changed. */
typedef struct
{
  const CpxKind *kind;
  char          *id;
  char          *patient_id;  /* (nullable): whose file it belongs to; a patient's own id for a patient */
  CpxRecord     *record;      /* (nullable): as it is now; NULL once removed */
} CpxChanged;

const char    *cpx_practice_get_path          (CpxPractice          *self);
const char    *cpx_practice_get_name          (CpxPractice          *self);
CpxRecord     *cpx_practice_get_record        (CpxPractice          *self);
CpxRecord     *cpx_practice_get_user          (CpxPractice          *self);
CpxRoles       cpx_practice_get_roles         (CpxPractice          *self);
const char    *cpx_practice_get_device_id     (CpxPractice          *self);
gboolean       cpx_practice_is_demonstration  (CpxPractice          *self);
gboolean       cpx_practice_is_locked         (CpxPractice          *self);
const char    *cpx_practice_get_notice        (CpxPractice          *self);
gboolean       cpx_practice_may               (CpxPractice          *self,
                                               const char           *permission);
gboolean       cpx_practice_may_read_file     (CpxPractice          *self,
                                               const char           *patient_id);
gboolean       cpx_practice_may_write         (CpxPractice          *self,
                                               const CpxKind        *kind);

gpointer       cpx_practice_perform           (CpxPractice          *self,
                                               CpxDeedFunc           func,
                                               gpointer              data,
                                               GDestroyNotify        free_result,
                                               GError              **error);
void           cpx_practice_perform_async     (CpxPractice          *self,
                                               CpxDeedFunc           func,
                                               gpointer              data,
                                               GDestroyNotify        free_data,
                                               GDestroyNotify        free_result,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gpointer       cpx_practice_perform_finish    (CpxPractice          *self,
                                               GAsyncResult         *result,
                                               GError              **error);

CpxRecord     *cpx_practice_load              (CpxPractice          *self,
                                               const CpxKind        *kind,
                                               const char           *id,
                                               GError              **error);
void           cpx_practice_load_async        (CpxPractice          *self,
                                               const CpxKind        *kind,
                                               const char           *id,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
CpxRecord     *cpx_practice_load_finish       (CpxPractice          *self,
                                               GAsyncResult         *result,
                                               GError              **error);

gboolean       cpx_practice_close             (CpxPractice          *self,
                                               GError              **error);
void           cpx_practice_close_async       (CpxPractice          *self,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean       cpx_practice_close_finish      (CpxPractice          *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
