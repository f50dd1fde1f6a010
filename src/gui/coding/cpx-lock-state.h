/* cpx-lock-state.h: what is said of a coding that is validated, locked or reopened, and what may be done with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-history.h>
#include <cpx-record.h>

G_BEGIN_DECLS

/* What is known. */
typedef struct
{
  CpxRecord *coding;      /* (nullable): nobody began */
  GPtrArray *history;     /* (nullable) (element-type CpxCodingEvent): not read yet */
  gboolean   may_lock;    /* the user's permissions */
  gboolean   may_reopen;
  gboolean   busy;
} CpxLockFacts;

typedef struct
{
  gboolean    visible;     /* FALSE: a draft */
  char       *sentence;    /* (owned): "Locked by Dr Martin, 22/11/2026 at 10:04" */
  char       *detail;      /* (owned) (nullable): why it was reopened; why it cannot be */
  const char *icon_name;
  gboolean    shows_lock;
  gboolean    can_lock;
  gboolean    shows_reopen;
  gboolean    can_reopen;
} CpxLockState;

void        cpx_lock_state_compute       (const CpxLockFacts   *facts,
                                          CpxLockState         *out_state);
void        cpx_lock_state_clear         (CpxLockState         *self);

char       *cpx_coding_event_dup_title   (const CpxCodingEvent *event);
char       *cpx_coding_event_dup_reasons (const CpxCodingEvent *event);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxLockState, cpx_lock_state_clear)

G_END_DECLS
