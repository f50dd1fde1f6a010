/* cpx-note-key.c: a key that checks signed notes (c2sp.org/signed-note). Immutable.
 *
 * A name, an id and an Ed25519 public key, written "name+id+base64 (type || public key)", the id in eight hexadecimal
 * digits: the first bytes of SHA-256 (name || "\n" || type || public key). The id finds the key; it is too short to
 * vouch for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-key.h"

#include "cpx-signed-note.h"

#include <cpx-base64.h>
#include <cpx-hash.h>

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CpxNoteKey
{
  gatomicrefcount  ref_count;
  char            *name;                                       /* (owned) */
  guint32          id;
  guint8           coded[1 + CPX_SIGNATURE_PUBLIC_KEY_SIZE];   /* the type, then the public key */
};

static void
digest_key (const char   *name,
            const guint8 *coded,
            guint8        out_digest[CPX_SHA256_SIZE])
{
  g_autoptr(CpxSha256) digest = cpx_sha256_new ();

  cpx_sha256_begin (digest);
  cpx_sha256_add (digest, name, strlen (name));
  cpx_sha256_add (digest, "\n", 1);
  cpx_sha256_add (digest, coded, 1 + CPX_SIGNATURE_PUBLIC_KEY_SIZE);
  cpx_sha256_end (digest, out_digest);
}

/**
 * cpx_note_key_is_name:
 * @name: a text
 *
 * A name has no space of any script, no plus sign and no control character.
 *
 * Returns: `TRUE` if a key can have this name
 */
gboolean
cpx_note_key_is_name (const char *name)
{
  if (*name == '\0' || !g_utf8_validate (name, -1, NULL))
    return FALSE;

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == '+')
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_note_key_new:
 * @name: its name: for a log, its origin
 * @type: what it signs
 * @public_key: an Ed25519 public key
 *
 * Returns: (transfer full): the key
 */
CpxNoteKey *
cpx_note_key_new (const char     *name,
                  CpxNoteKeyType  type,
                  const guint8    public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE])
{
  CpxNoteKey *self;
  guint8 digest[CPX_SHA256_SIZE];

  g_return_val_if_fail (cpx_note_key_is_name (name), NULL);

  self = g_new0 (CpxNoteKey, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->coded[0] = (guint8) type;
  memcpy (self->coded + 1, public_key, CPX_SIGNATURE_PUBLIC_KEY_SIZE);
  digest_key (name, self->coded, digest);
  memcpy (&self->id, digest, sizeof self->id);
  self->id = GUINT32_FROM_BE (self->id);

  return self;
}

/**
 * cpx_note_key_parse:
 * @text: a key as cpx_note_key_print() writes it
 * @error: where to put what is wrong
 *
 * Reads a key, strictly: an id that is not the key's is refused, for it would hide a slip of the hand.
 *
 * Returns: (transfer full) (nullable): the key
 */
CpxNoteKey *
cpx_note_key_parse (const char  *text,
                    GError     **error)
{
  g_auto(GStrv) parts = g_strsplit (text, "+", 3);
  g_autoptr(CpxNoteKey) self = NULL;
  g_autofree char *again = NULL;
  guint8 coded[1 + CPX_SIGNATURE_PUBLIC_KEY_SIZE];

  if (g_strv_length (parts) == 3 && cpx_note_key_is_name (parts[0]) &&
      cpx_base64_decode_exact (parts[2], -1, coded, sizeof coded) &&
      (coded[0] == CPX_NOTE_KEY_SIGNATURE || coded[0] == CPX_NOTE_KEY_COSIGNATURE))
    self = cpx_note_key_new (parts[0], coded[0], coded + 1);
  again = self != NULL ? cpx_note_key_print (self) : NULL;
  if (again != NULL && strcmp (again, text) == 0)
    return g_steal_pointer (&self);

  g_set_error_literal (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_KEY,
                       _("This is not the key of a journal: copy it whole, as it was given"));
  return NULL;
}

CpxNoteKey *
cpx_note_key_ref (CpxNoteKey *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_note_key_unref (CpxNoteKey *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->name);
  g_free (self);
}

/**
 * cpx_note_key_print:
 * @self: a key
 *
 * Returns: (transfer full): the key as the specification writes it, on one line
 */
char *
cpx_note_key_print (CpxNoteKey *self)
{
  g_autofree char *coded = g_base64_encode (self->coded, sizeof self->coded);

  return g_strdup_printf ("%s+%08x+%s", self->name, self->id, coded);
}

/**
 * cpx_note_key_get_name:
 * @self: a key
 *
 * Returns: (transfer none): who signs with it
 */
const char *
cpx_note_key_get_name (CpxNoteKey *self)
{
  return self->name;
}

/**
 * cpx_note_key_get_id:
 * @self: a key
 *
 * Returns: the four bytes by which a signature line names it (C2SP signed-note), as a big-endian number
 */
guint32
cpx_note_key_get_id (CpxNoteKey *self)
{
  return self->id;
}

/**
 * cpx_note_key_get_key_type:
 * @self: a key
 *
 * Returns: what its signatures are of, the byte that C2SP signed-note puts before the key
 */
CpxNoteKeyType
cpx_note_key_get_key_type (CpxNoteKey *self)
{
  return self->coded[0];
}

/**
 * cpx_note_key_get_public_key:
 * @self: a key
 *
 * Returns: (transfer none) (array fixed-size=32): the Ed25519 public key (RFC 8032)
 */
const guint8 *
cpx_note_key_get_public_key (CpxNoteKey *self)
{
  return self->coded + 1;
}

/**
 * cpx_note_key_dup_fingerprint:
 * @self: a key
 *
 * Gives what two people compare on the telephone: the whole SHA-256 whose first bytes are the id, in groups of four
 * hexadecimal digits.
 *
 * Returns: (transfer full): the fingerprint
 */
char *
cpx_note_key_dup_fingerprint (CpxNoteKey *self)
{
  GString *out = g_string_new (NULL);
  guint8 digest[CPX_SHA256_SIZE];

  digest_key (self->name, self->coded, digest);
  for (guint i = 0; i < sizeof digest; i++)
    g_string_append_printf (out, i > 0 && i % 2 == 0 ? " %02x" : "%02x", digest[i]);

  return g_string_free (out, FALSE);
}
