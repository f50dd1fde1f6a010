/* cpx-as-it-was.h: a patient's file, or another record, as it was at an instant: its changes put together again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

/* What is asked; borrowed. */
typedef struct
{
  const char *patient_id;  /* (nullable): whose file; NULL for a record that is not about a patient */
  const char *record_id;   /* (nullable): that record, without a patient */
  gint64      place;       /* of the entry after which it is asked; 0: at an instant */
  gint64      time_us;     /* the instant, without an entry */
} CpxAsItWasRequest;

typedef struct
{
  GPtrArray *records;     /* (element-type CpxRecord): those that were there, the patient first */
  gint64     at_us;       /* the instant */
  gint64     first_us;    /* of the first change; 0: none is known, as after an erasure */
  gint64     before_us;   /* of the last change before those of @at_us; 0: none */
  gint64     after_us;    /* of the first change after @at_us; 0: none */
} CpxAsItWas;

void        cpx_as_it_was_free                 (CpxAsItWas               *self);

CpxAsItWas *cpx_practice_load_as_it_was        (CpxPractice              *practice,
                                                const CpxAsItWasRequest  *request,
                                                GError                  **error);
void        cpx_practice_load_as_it_was_async  (CpxPractice              *practice,
                                                const CpxAsItWasRequest  *request,
                                                GCancellable             *cancellable,
                                                GAsyncReadyCallback       callback,
                                                gpointer                  user_data);
CpxAsItWas *cpx_practice_load_as_it_was_finish (CpxPractice              *practice,
                                                GAsyncResult             *result,
                                                GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxAsItWas, cpx_as_it_was_free)

G_END_DECLS
