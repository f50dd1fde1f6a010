/* cpx-note-state.h: an operative report in words: how safe it is, who may sign it, and its wordings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-note-versions.h>
#include <cpx-record.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/* A wording that the same author replaces within that time is a stop on the way, not one to go back to. */
#define CPX_NOTE_STATE_GOES_ON_US (10 * 60 * G_USEC_PER_SEC)

typedef struct
{
  CpxRecord  *note;       /* as it is kept */
  gboolean    is_new;     /* nothing of it is kept yet */
  CpxRecord  *author;     /* (nullable): the practitioner */
  CpxRecord  *coding;     /* (nullable): of the operation */
  gboolean    may_write;
  gboolean    may_sign;
} CpxNoteInput;

typedef struct
{
  char     *description;    /* (owned): "Not signed · Dr Claire MARTIN" */
  gboolean  is_fixed;       /* signed: read only */
  gboolean  can_sign;
  gboolean  can_complete;   /* by another report */
  gboolean  has_versions;
  char     *structured;     /* (owned): what the row of the structured report says of its fields */
} CpxNoteState;

CpxNoteState  cpx_note_state_compute      (const CpxNoteInput   *input);
void          cpx_note_state_clear        (CpxNoteState         *self);
CpxRecord    *cpx_note_state_make_empty   (CpxRecord            *intervention,
                                           const char           *author_id);

GPtrArray    *cpx_note_state_list_shown   (GPtrArray            *versions,
                                           CpxRecord            *coding);
char         *cpx_note_state_dup_version  (const CpxNoteVersion *version,
                                           GDateTime            *now);
char         *cpx_note_state_dup_author   (const CpxNoteVersion *version,
                                           GListModel           *users);
char         *cpx_note_state_dup_marks    (const CpxNoteVersion *version,
                                           guint                 n_versions,
                                           CpxRecord            *coding);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxNoteState, cpx_note_state_clear)

G_END_DECLS
