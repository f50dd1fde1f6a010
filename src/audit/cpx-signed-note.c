/* cpx-signed-note.c: a text and who signed it (c2sp.org/signed-note, c2sp.org/tlog-cosignature). Immutable.
 *
 *   the text, of whole lines        what is signed ends with the last newline before the blank line
 *                                   a blank line
 *   — name base64 (id || signature) one line and more, each by a key
 *
 * Invariants (the tests carry the numbers):
 *
 *  S1. What is read is written again byte for byte: a note is its bytes, and there is one way to read them.
 *  S2. A text is believed only if a known key signed it, and not at all if a known key's signature is false.
 *  S3. Signatures of unknown keys are kept and count for nothing, also if they bear the name or the id of a known one.
 *  S4. A witness signs the time with the text, under a heading of its own: a cosignature never passes for a signature.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-signed-note.h"

#include <cpx-base64.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define DASH "\342\200\224 "  /* U+2014 and a space */

typedef struct
{
  char    *name;    /* (owned) */
  guint32  id;
  GBytes  *bytes;   /* (owned): what follows the id */
} Signature;

struct _CpxSignedNote
{
  gatomicrefcount  ref_count;
  char            *bytes;       /* (owned): the whole note */
  char            *text;        /* (owned): what is signed, its last newline included */
  GPtrArray       *signatures;  /* (owned) (element-type Signature) */
};

G_DEFINE_QUARK (cpx-signed-note-error-quark, cpx_signed_note_error)

static void
signature_free (Signature *self)
{
  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* "— name base64", without its newline. NULL if it is not that. */
static Signature *
parse_line (const char *line)
{
  const char *name = line + strlen (DASH);
  const char *space = g_str_has_prefix (line, DASH) ? strchr (name, ' ') : NULL;
  g_autofree char *owner = space != NULL ? g_strndup (name, (gsize) (space - name)) : NULL;
  g_autoptr(GBytes) coded = owner != NULL && cpx_note_key_is_name (owner) ? cpx_base64_decode (space + 1, -1) : NULL;
  Signature *self;

  if (coded == NULL || g_bytes_get_size (coded) <= sizeof self->id)
    return NULL;

  self = g_new0 (Signature, 1);
  self->name = g_steal_pointer (&owner);
  memcpy (&self->id, g_bytes_get_data (coded, NULL), sizeof self->id);
  self->id = GUINT32_FROM_BE (self->id);
  self->bytes = g_bytes_new_from_bytes (coded, sizeof self->id, g_bytes_get_size (coded) - sizeof self->id);

  return self;
}

/* All lines of the last part; FALSE if one is no signature, or there is none, or too many. */
static gboolean
parse_signatures (CpxSignedNote *self,
                  const char    *part)
{
  g_auto(GStrv) lines = g_strsplit (part, "\n", CPX_SIGNED_NOTE_MAX_SIGNATURES + 2);
  guint n = g_strv_length (lines);

  /* The last newline leaves an empty piece. */
  if (n < 2 || n - 1 > CPX_SIGNED_NOTE_MAX_SIGNATURES || *lines[n - 1] != '\0')
    return FALSE;

  for (guint i = 0; i < n - 1; i++)
    {
      Signature *signature = parse_line (lines[i]);

      if (signature == NULL)
        return FALSE;
      g_ptr_array_add (self->signatures, signature);
    }

  return TRUE;
}

static gboolean
is_clean (const char *bytes,
          gsize       size)
{
  if (size > CPX_SIGNED_NOTE_MAX_SIZE_BYTES || !g_utf8_validate_len (bytes, size, NULL))
    return FALSE;

  for (gsize i = 0; i < size; i++)
    if ((guchar) bytes[i] < 0x20 && bytes[i] != '\n')
      return FALSE;

  return TRUE;
}

static CpxSignedNote *
fail (GError **error)
{
  g_set_error_literal (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_FORMAT,
                       _("This is not a signed checkpoint of a journal"));
  return NULL;
}

/**
 * cpx_signed_note_parse:
 * @bytes: (array length=size): a signed note
 * @size: how many bytes
 * @error: where to put what is wrong
 *
 * Reads a signed note; nothing is believed yet, see cpx_signed_note_verify().
 *
 * Returns: (transfer full) (nullable): the note
 */
CpxSignedNote *
cpx_signed_note_parse (const char  *bytes,
                       gsize        size,
                       GError     **error)
{
  g_autoptr(CpxSignedNote) self = NULL;
  const char *blank;

  if (!is_clean (bytes, size))
    return fail (error);

  self = g_new0 (CpxSignedNote, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify) signature_free);
  self->bytes = g_strndup (bytes, size);
  blank = g_strrstr (self->bytes, "\n\n");
  if (blank == NULL || !parse_signatures (self, blank + 2))
    return fail (error);
  self->text = g_strndup (self->bytes, (gsize) (blank + 1 - self->bytes));

  return g_steal_pointer (&self);
}

static void
append_signature (GString      *out,
                  CpxNoteKey   *key,
                  const void   *signature,
                  gsize         size)
{
  g_autofree guint8 *coded = g_malloc (sizeof (guint32) + size);
  g_autofree char *text = NULL;
  guint32 id = GUINT32_TO_BE (cpx_note_key_get_id (key));

  memcpy (coded, &id, sizeof id);
  memcpy (coded + sizeof id, signature, size);
  text = g_base64_encode (coded, sizeof id + size);
  g_string_append_printf (out, DASH "%s %s\n", cpx_note_key_get_name (key), text);
}

/* What is written here is read again: one way in. */
static CpxSignedNote *
take_written (GString *out)
{
  g_autoptr(GError) error = NULL;
  CpxSignedNote *self = cpx_signed_note_parse (out->str, out->len, &error);

  g_assert_no_error (error);
  g_string_free (out, TRUE);

  return self;
}

/**
 * cpx_signed_note_new:
 * @text: whole lines, the last with its newline, without control characters
 * @key: the public side of @seed, of the type that signs
 * @seed: the secret side
 *
 * Signs a text.
 *
 * Returns: (transfer full): the note
 */
CpxSignedNote *
cpx_signed_note_new (const char *text,
                     CpxNoteKey *key,
                     CpxSecret  *seed)
{
  GString *out;
  guint8 signature[CPX_SIGNATURE_SIZE];

  g_return_val_if_fail (g_str_has_suffix (text, "\n") && is_clean (text, strlen (text)), NULL);
  g_return_val_if_fail (cpx_note_key_get_key_type (key) == CPX_NOTE_KEY_SIGNATURE, NULL);

  out = g_string_new (text);
  cpx_signature_sign (seed, text, strlen (text), signature);
  g_string_append_c (out, '\n');
  append_signature (out, key, signature, sizeof signature);

  return take_written (out);
}

static char *
cosigned_message (const char *text,
                  guint64     time_s)
{
  return g_strdup_printf ("cosignature/v1\ntime %" G_GUINT64_FORMAT "\n%s", time_s, text);
}

/**
 * cpx_signed_note_cosign:
 * @self: a checkpoint
 * @key: the public side of @seed, of the type that cosigns
 * @seed: the secret side
 * @time_s: seconds since the epoch
 *
 * Adds the line of a witness that saw the log only grow up to this checkpoint (S4).
 *
 * Returns: (transfer full): the note with the line
 */
CpxSignedNote *
cpx_signed_note_cosign (CpxSignedNote *self,
                        CpxNoteKey    *key,
                        CpxSecret     *seed,
                        guint64        time_s)
{
  g_autofree char *message = cosigned_message (self->text, time_s);
  GString *out = g_string_new (self->bytes);
  struct { guint64 time_s; guint8 signature[CPX_SIGNATURE_SIZE]; } stamped = { .time_s = GUINT64_TO_BE (time_s) };

  g_return_val_if_fail (cpx_note_key_get_key_type (key) == CPX_NOTE_KEY_COSIGNATURE, NULL);

  cpx_signature_sign (seed, message, strlen (message), stamped.signature);
  append_signature (out, key, &stamped, sizeof stamped);

  return take_written (out);
}

CpxSignedNote *
cpx_signed_note_ref (CpxSignedNote *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_signed_note_unref (CpxSignedNote *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->bytes);
  g_free (self->text);
  g_clear_pointer (&self->signatures, g_ptr_array_unref);
  g_free (self);
}

/**
 * cpx_signed_note_get_text:
 * @self: a note
 *
 * Returns: the text, not to be believed before cpx_signed_note_verify()
 */
const char *
cpx_signed_note_get_text (CpxSignedNote *self)
{
  return self->text;
}

/**
 * cpx_signed_note_get_bytes:
 * @self: a note
 *
 * Returns: the whole note, to be kept or handed on as it is
 */
const char *
cpx_signed_note_get_bytes (CpxSignedNote *self)
{
  return self->bytes;
}

static CpxNoteKey *
find_key (GPtrArray *keys,
          Signature *signature)
{
  for (guint i = 0; i < keys->len; i++)
    {
      CpxNoteKey *key = g_ptr_array_index (keys, i);

      if (cpx_note_key_get_id (key) == signature->id && strcmp (cpx_note_key_get_name (key), signature->name) == 0)
        return key;
    }

  return NULL;
}

static gboolean
check_cosignature (CpxSignedNote *self,
                   const guint8  *public_key,
                   const guint8  *stamped)
{
  g_autofree char *message = NULL;
  guint64 time_s;

  memcpy (&time_s, stamped, sizeof time_s);
  time_s = GUINT64_FROM_BE (time_s);
  if (time_s > G_MAXINT64)
    return FALSE;
  message = cosigned_message (self->text, time_s);

  return cpx_signature_verify (public_key, message, strlen (message), stamped + sizeof time_s);
}

static gboolean
check_signature (CpxSignedNote *self,
                 CpxNoteKey    *key,
                 Signature     *signature)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (signature->bytes, &size);
  const guint8 *public_key = cpx_note_key_get_public_key (key);

  if (cpx_note_key_get_key_type (key) == CPX_NOTE_KEY_COSIGNATURE)
    return size == sizeof (guint64) + CPX_SIGNATURE_SIZE && check_cosignature (self, public_key, bytes);
  else
    return size == CPX_SIGNATURE_SIZE && cpx_signature_verify (public_key, self->text, strlen (self->text), bytes);
}

/**
 * cpx_signed_note_verify:
 * @self: a note
 * @keys: (element-type CpxNoteKey): the keys that are trusted
 * @error: where to put what is wrong
 *
 * Checks who signed (S2, S3).
 *
 * Returns: (transfer container) (nullable) (element-type CpxNoteKey): at least one of @keys, each once
 */
GPtrArray *
cpx_signed_note_verify (CpxSignedNote  *self,
                        GPtrArray      *keys,
                        GError        **error)
{
  g_autoptr(GPtrArray) verified = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_note_key_unref);

  for (guint i = 0; i < self->signatures->len; i++)
    {
      Signature *signature = g_ptr_array_index (self->signatures, i);
      CpxNoteKey *key = find_key (keys, signature);

      if (key == NULL)
        continue;
      if (!check_signature (self, key, signature))
        {
          g_set_error (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_SIGNATURE,
                       _("The signature of “%s” is false: this checkpoint was altered"), signature->name);
          return NULL;
        }
      if (!g_ptr_array_find (verified, key, NULL))
        g_ptr_array_add (verified, cpx_note_key_ref (key));
    }
  if (verified->len == 0)
    {
      g_set_error_literal (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_UNKNOWN,
                           _("No known key signed this checkpoint"));
      return NULL;
    }

  return g_steal_pointer (&verified);
}
