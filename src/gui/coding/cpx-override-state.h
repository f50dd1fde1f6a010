/* cpx-override-state.h: what the dialog of an override shows and would hand back: computed, then shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-override-target.h"

G_BEGIN_DECLS

/* What a person entered so far. */
typedef struct
{
  char     *kept;    /* (owned) (nullable): CODE: a code */
  char     *motive;  /* (owned) (nullable): a token of the act's kind */
  char     *reason;  /* (owned) (nullable): as typed */
  gboolean  tried;   /* they asked for it, or left the reason behind: what is missing is said */
} CpxOverrideEntry;

/* One of the two things compared. */
typedef struct
{
  char *name;    /* (owned): "HMFC004", "Association 2", … */
  char *label;   /* (owned) */
  char *amount;  /* (owned): "293,94 €", or why it is not known; "" for none */
} CpxOverrideSide;

typedef struct
{
  CpxOverrideSide   proposed;
  CpxOverrideSide   kept;
  char             *effect;            /* (owned): on the amount of the whole coding */
  char             *remarks;           /* (owned) (nullable): what the rules will say of it */
  const char       *missing;           /* (nullable): the first thing that is missing; a static text */
  gboolean          motive_is_wrong;   /* to be shown in red */
  gboolean          reason_is_wrong;
  gboolean          needs_reason;      /* FALSE: the code proposed is taken up again, or nothing can be overridden */
  gboolean          can_accept;
  CpxCodingRequest *result;            /* (owned) (nullable): the changed copy; NULL as long as it cannot be accepted */
} CpxOverrideState;

void              cpx_override_state_compute   (CpxCodingRequest        *request,
                                                const CpxOverrideTarget *target,
                                                const CpxOverrideEntry  *entry,
                                                CpxOverrideState        *out_state);
void              cpx_override_state_clear     (CpxOverrideState        *self);
void              cpx_override_entry_clear     (CpxOverrideEntry        *self);
CpxOverrideEntry  cpx_override_entry_begin     (CpxCodingRequest        *request,
                                                const CpxOverrideTarget *target);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxOverrideState, cpx_override_state_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxOverrideEntry, cpx_override_entry_clear)

G_END_DECLS
