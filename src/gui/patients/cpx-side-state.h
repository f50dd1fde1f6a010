/* cpx-side-state.h: what must be seen beside every form of a patient's file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-partial-date.h>
#include <cpx-record.h>

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_TONE_PLAIN,
  CPX_TONE_QUIET,    /* nothing to tell */
  CPX_TONE_UNKNOWN,  /* nobody asked yet */
  CPX_TONE_DANGER,
} CpxTone;

typedef struct
{
  char       *title;       /* (owned) */
  const char *icon_name;
  CpxTone     tone;
  char      **lines;       /* (owned) */
} CpxSideSection;

/* The lists that hang on a patient; each may be NULL while it is read. */
typedef struct
{
  GListModel *alerts;
  GListModel *allergies;
  GListModel *treatments;
  GListModel *histories;
} CpxSideLists;

GPtrArray *cpx_side_state_compute (CpxRecord          *patient,
                                   const CpxSideLists *lists,
                                   CpxPartialDate      today);

G_END_DECLS
