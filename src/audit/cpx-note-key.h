/* cpx-note-key.h: a key that checks signed notes (c2sp.org/signed-note). Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-signature.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a signature of the key says; the values are those of the specification. */
typedef enum
{
  CPX_NOTE_KEY_SIGNATURE = 0x01,    /* the log's own, over the text */
  CPX_NOTE_KEY_COSIGNATURE = 0x04,  /* a witness's, over a time and the text (c2sp.org/tlog-cosignature) */
} CpxNoteKeyType;

typedef struct _CpxNoteKey CpxNoteKey;

CpxNoteKey      *cpx_note_key_new                (const char      *name,
                                                  CpxNoteKeyType   type,
                                                  const guint8     public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE]);
CpxNoteKey      *cpx_note_key_parse              (const char      *text,
                                                  GError         **error);
CpxNoteKey      *cpx_note_key_ref                (CpxNoteKey      *self);
void             cpx_note_key_unref              (CpxNoteKey      *self);

char            *cpx_note_key_print              (CpxNoteKey      *self);
const char      *cpx_note_key_get_name           (CpxNoteKey      *self);
guint32          cpx_note_key_get_id             (CpxNoteKey      *self);
CpxNoteKeyType   cpx_note_key_get_key_type       (CpxNoteKey      *self);
const guint8    *cpx_note_key_get_public_key     (CpxNoteKey      *self);
char            *cpx_note_key_dup_fingerprint    (CpxNoteKey      *self);

gboolean         cpx_note_key_is_name            (const char      *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxNoteKey, cpx_note_key_unref)

G_END_DECLS
