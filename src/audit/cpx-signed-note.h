/* cpx-signed-note.h: a text and who signed it (c2sp.org/signed-note, c2sp.org/tlog-cosignature). Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-note-key.h"

G_BEGIN_DECLS

#define CPX_SIGNED_NOTE_ERROR (cpx_signed_note_error_quark ())

#define CPX_SIGNED_NOTE_MAX_SIZE_BYTES 65536
#define CPX_SIGNED_NOTE_MAX_SIGNATURES 100

typedef enum
{
  CPX_SIGNED_NOTE_ERROR_FORMAT,     /* not a signed note, or not what its text has to be */
  CPX_SIGNED_NOTE_ERROR_KEY,        /* not a key */
  CPX_SIGNED_NOTE_ERROR_SIGNATURE,  /* a known key's signature is false */
  CPX_SIGNED_NOTE_ERROR_UNKNOWN,    /* no known key signed */
} CpxSignedNoteError;

GQuark cpx_signed_note_error_quark (void);

typedef struct _CpxSignedNote CpxSignedNote;

CpxSignedNote *cpx_signed_note_parse     (const char      *bytes,
                                          gsize            size,
                                          GError         **error);
CpxSignedNote *cpx_signed_note_new       (const char      *text,
                                          CpxNoteKey      *key,
                                          CpxSecret       *seed);
CpxSignedNote *cpx_signed_note_cosign    (CpxSignedNote   *self,
                                          CpxNoteKey      *key,
                                          CpxSecret       *seed,
                                          guint64          time_s);
CpxSignedNote *cpx_signed_note_ref       (CpxSignedNote   *self);
void           cpx_signed_note_unref     (CpxSignedNote   *self);

const char    *cpx_signed_note_get_text  (CpxSignedNote   *self);
const char    *cpx_signed_note_get_bytes (CpxSignedNote   *self);
GPtrArray     *cpx_signed_note_verify    (CpxSignedNote   *self,
                                          GPtrArray       *keys,
                                          GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxSignedNote, cpx_signed_note_unref)

G_END_DECLS
