/* cpx-operation-state.h: an operation of a patient in words, with its report and its acts, and what may be done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-partial-date.h>
#include <cpx-record.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/* What hangs on the patient; each list holds records of one kind, those of other operations too, and may be NULL. */
typedef struct
{
  CpxRecord  *intervention;
  GListModel *practitioners;
  GListModel *notes;
  GListModel *codings;
  GListModel *acts;
} CpxOperationInput;

typedef enum
{
  CPX_OPERATION_PLAIN,
  CPX_OPERATION_WAITS,   /* someone has to do something */
  CPX_OPERATION_DONE,
} CpxOperationTone;

typedef struct
{
  char             *title;       /* (owned): "Cholecystectomy" */
  char             *when;        /* (owned): "18/11/2026 · right · Dr Hugo VASSEUR" */
  char             *acts;        /* (owned): "HMFC004 · 293.94 €" or "Planned: HMFC004"; empty for none */
  char             *state;       /* (owned): "Not coded", "Coding locked", "Scheduled"… */
  CpxOperationTone  tone;        /* of the state */
  const char       *report;      /* (nullable): "No report", "Report signed"… */
  gboolean          misses_report;
  gboolean          can_cancel;
  gboolean          can_code;    /* it took place and has a day */
  const char       *code_label;  /* of the button that leads to the coding */
  gboolean          is_fixed;    /* coded: its day, its surgeon and its state stay */
} CpxOperationState;

CpxOperationState  cpx_operation_state_compute     (const CpxOperationInput *input);
void               cpx_operation_state_clear       (CpxOperationState       *self);
CpxRecord         *cpx_operation_state_find_coding (GListModel              *codings,
                                                    const char              *intervention_id);
GPtrArray         *cpx_operation_state_list_acts   (GListModel              *acts,
                                                    const char              *intervention_id);
int                cpx_operation_state_compare     (CpxRecord               *a,
                                                    CpxRecord               *b);
const char        *cpx_operation_state_guess       (const char              *typed_date,
                                                    const char              *state,
                                                    CpxPartialDate           today);
char              *cpx_operation_state_dup_act     (CpxRecord               *act);
char              *cpx_operation_state_add_code    (const char              *codes,
                                                    const char              *code);
char              *cpx_operation_state_remove_code (const char              *codes,
                                                    const char              *code);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxOperationState, cpx_operation_state_clear)

G_END_DECLS
