/* cpx-assistant-state.h: what the first-run assistant lets one do, from what was typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_STEP_PRACTICE,
  CPX_STEP_YOU,
  CPX_STEP_RECOVERY,
  CPX_N_STEPS,
} CpxAssistantStep;

typedef struct
{
  CpxAssistantStep  step;
  gboolean          busy;           /* the vault is being made */
  gboolean          proved;         /* the group of the recovery code was retyped right */
  const char       *practice_name;
  const char       *user_name;
  const char       *login;
  const char       *rpps;
  gboolean          has_passphrase; /* one that will do, typed twice alike */
  const char       *failure;        /* (nullable): why the vault could not be made */
} CpxAssistantInput;

typedef struct
{
  gboolean  can_go_on;
  gboolean  can_go_back;
  gboolean  shows_spinner;
  char     *title;          /* (owned): "Step 1 of 3" */
  char     *sentence;       /* (owned) (nullable): what is missing or wrong */
} CpxAssistantState;

CpxAssistantState  cpx_assistant_state_compute       (const CpxAssistantInput *input);
void               cpx_assistant_state_clear         (CpxAssistantState       *self);
char              *cpx_assistant_state_suggest_login (const char              *user_name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxAssistantState, cpx_assistant_state_clear)

G_END_DECLS
