/* cpx-bundle-members.c: what is in a bundle, read with bounds: nothing of it is believed yet.
 *
 *  B1. A member that a bundle has not, or a second one of a name, ends the reading: what is shown is what is verified.
 *  B2. Whatever an archive unfolds to, no more is kept of it than a key, a note, a proof or a line may be large.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-bundle-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAME_SHOWN 60

/**
 * cpx_bundle_fail:
 * @error: where the fault goes
 * @format: the sentence, as for printf()
 * @...: its values
 *
 * Says why a bundle cannot be read.
 *
 * Returns: `FALSE`
 */
gboolean
cpx_bundle_fail (GError     **error,
                 const char  *format,
                 ...)
{
  va_list values;

  va_start (values, format);
  g_clear_error (error);
  if (error != NULL)
    *error = g_error_new_valist (CPX_BUNDLE_ERROR, CPX_BUNDLE_ERROR_FORMAT, format, values);
  va_end (values);

  return FALSE;
}

/* A name from outside, on one line. */
static char *
show_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  char *shown = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_NAME_SHOWN));

  for (char *at = shown; *at != '\0'; at++)
    {
      if (g_ascii_iscntrl (*at))
        *at = '?';
    }

  return shown;
}

/**
 * cpx_bundle_read_whole:
 * @name: the member's name, for a sentence
 * @stream: the member
 * @max_bytes: how many it may have (B2)
 * @cancellable: (nullable): to give up
 * @error: where the fault goes
 *
 * Reads a small member.
 *
 * Returns: (transfer full) (nullable): its bytes, with a NUL after them
 */
GBytes *
cpx_bundle_read_whole (const char    *name,
                       GInputStream  *stream,
                       gsize          max_bytes,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autofree char *bytes = g_malloc (max_bytes + 2);
  gsize n_bytes;

  if (!g_input_stream_read_all (stream, bytes, max_bytes + 1, &n_bytes, cancellable, error))
    return NULL;
  if (n_bytes > max_bytes)
    {
      cpx_bundle_fail (error, _("“%s” is larger than it can be in a bundle."), name);
      return NULL;
    }
  bytes = g_realloc (bytes, n_bytes + 1);
  bytes[n_bytes] = '\0';

  return g_bytes_new_take (g_steal_pointer (&bytes), n_bytes);
}

static gboolean
read_keys (CpxBundleCheck  *self,
           GBytes          *bytes,
           GError         **error)
{
  const char *text = g_bytes_get_data (bytes, NULL);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  if (strlen (text) != g_bytes_get_size (bytes))
    return cpx_bundle_fail (error, _("“keys” of the bundle holds no keys."));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      CpxNoteKey *key;

      if (*lines[i] == '\0')
        continue;
      key = cpx_note_key_parse (lines[i], NULL);
      if (key == NULL)
        return cpx_bundle_fail (error, _("Line %u of “keys” is no key of a journal."), i + 1);
      g_ptr_array_add (self->listed, key);
    }

  return self->listed->len > 0 || cpx_bundle_fail (error, _("“keys” of the bundle holds no keys."));
}

static CpxSignedNote *
read_note (const char  *name,
           GBytes      *bytes,
           GError     **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  CpxSignedNote *note = cpx_signed_note_parse (text, size, NULL);

  if (note == NULL)
    cpx_bundle_fail (error, _("“%s” of the bundle is no signed checkpoint of a journal."), name);

  return note;
}

static gboolean
read_checkpoint (CpxBundleCheck  *self,
                 const char      *name,
                 GBytes          *bytes,
                 GError         **error)
{
  self->checkpoint = read_note (name, bytes, error);

  return self->checkpoint != NULL &&
         (cpx_checkpoint_parse (cpx_signed_note_get_text (self->checkpoint), &self->sealed, NULL) ||
          cpx_bundle_fail (error, _("“%s” of the bundle is no signed checkpoint of a journal."), name));
}

static gboolean
read_seal (CpxBundleCheck  *self,
           const char      *name,
           GBytes          *bytes,
           GError         **error)
{
  CpxSignedNote *note = read_note (name, bytes, error);

  if (note != NULL)
    g_ptr_array_add (self->seals, note);

  return note != NULL;
}

static gboolean
read_small (CpxBundleCheck   *self,
            CpxBundleMember   member,
            const char       *name,
            GInputStream     *stream,
            GError          **error)
{
  g_autoptr(GBytes) bytes = cpx_bundle_read_whole (name, stream, CPX_SIGNED_NOTE_MAX_SIZE_BYTES, self->cancellable,
                                                   error);

  if (bytes == NULL)
    return FALSE;
  if (member == CPX_BUNDLE_README)   /* it explains, and proves nothing */
    {
      self->readme = g_steal_pointer (&bytes);
      return TRUE;
    }
  if (member == CPX_BUNDLE_KEYS)
    return read_keys (self, bytes, error);
  if (member == CPX_BUNDLE_CHECKPOINT)
    return read_checkpoint (self, name, bytes, error);

  return read_seal (self, name, bytes, error);
}

/* A CpxBundleMemberFunc. */
static gboolean
meet_member (const char    *name,
             GInputStream  *stream,
             gpointer       user_data,
             GError       **error)
{
  CpxBundleCheck *self = user_data;
  g_autofree char *shown = show_name (name);
  CpxBundleClaim claim = { 0 };
  CpxBundleMember member;

  if (!cpx_bundle_parse_name (name, &member, &claim.index))
    return cpx_bundle_fail (error, _("“%s” has no place in a bundle: take it out, or ask for the bundle again."),
                            shown);
  if (member < CPX_BUNDLE_SEAL && (self->found & 1u << member) != 0)
    return cpx_bundle_fail (error, _("“%s” is twice in the bundle: which one counts cannot be told."), shown);
  self->found |= 1u << member;
  if (member == CPX_BUNDLE_PROOF)
    g_array_append_val (self->claims, claim);
  if (member != CPX_BUNDLE_PROOF && member != CPX_BUNDLE_ENTRIES && member != CPX_BUNDLE_HASHES)
    return read_small (self, member, shown, stream, error);

  return TRUE;
}

static int
compare_claims (gconstpointer a,
                gconstpointer b)
{
  const CpxBundleClaim *one = a, *other = b;

  return one->index < other->index ? -1 : one->index > other->index;
}

/* Proofs are too many for a table of names: sorted, two of a name stand side by side. */
static gboolean
sort_claims (CpxBundleCheck  *self,
             GError         **error)
{
  g_array_sort (self->claims, compare_claims);
  for (guint i = 1; i < self->claims->len; i++)
    {
      const CpxBundleClaim *claim = &g_array_index (self->claims, CpxBundleClaim, i);
      g_autofree char *name = NULL;

      if (claim->index != (claim - 1)->index)
        continue;
      name = cpx_bundle_dup_name (CPX_BUNDLE_PROOF, claim->index);
      return cpx_bundle_fail (error, _("“%s” is twice in the bundle: which one counts cannot be told."), name);
    }

  return TRUE;
}

/**
 * cpx_bundle_read_members:
 * @self: a verification at its beginning
 * @error: where the fault goes
 *
 * Goes through the archive once: small members are read, of the others it is known that they are there (B1).
 *
 * Returns: `TRUE` if it is a bundle
 */
gboolean
cpx_bundle_read_members (CpxBundleCheck  *self,
                         GError         **error)
{
  const CpxBundleMember needed[] = { CPX_BUNDLE_KEYS, CPX_BUNDLE_CHECKPOINT, CPX_BUNDLE_ENTRIES };

  if (!self->source->walk (self->archive, meet_member, self, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autofree char *name = cpx_bundle_dup_name (needed[i], 0);

      if ((self->found & 1u << needed[i]) == 0)
        return cpx_bundle_fail (error, _("The bundle has no “%s”: it is not whole, ask for it again."), name);
    }

  return sort_claims (self, error);
}

/**
 * cpx_bundle_read_entries:
 * @self: a verification
 * @func: (scope call): given each line
 * @user_data: for @func
 * @error: where the fault goes
 *
 * Goes through entries.jsonl.
 *
 * Returns: `FALSE` if @func stopped it, or a line cannot be read
 */
gboolean
cpx_bundle_read_entries (CpxBundleCheck   *self,
                         CpxJsonTextFunc   func,
                         gpointer          user_data,
                         GError          **error)
{
  g_autofree char *name = cpx_bundle_dup_name (CPX_BUNDLE_ENTRIES, 0);
  g_autoptr(GInputStream) stream = self->source->open (self->archive, name, error);
  g_autoptr(GError) fault = NULL;

  if (stream == NULL)
    return FALSE;
  if (cpx_json_read_texts (stream, func, user_data, self->cancellable, &fault))
    return TRUE;
  if (fault->domain == CPX_JSON_ERROR)
    return cpx_bundle_fail (error, _("“%s”: %s"), name, fault->message);
  g_propagate_error (error, g_steal_pointer (&fault));

  return FALSE;
}

/**
 * cpx_bundle_read_entry:
 * @line: its number, from 1
 * @text: the line
 * @length: its length in bytes
 * @out_line: (out caller-allocates): what it says; to be cleared in any case
 * @error: where the fault goes
 *
 * Returns: `TRUE` if the line is an entry
 */
gboolean
cpx_bundle_read_entry (guint64         line,
                       const char     *text,
                       gsize           length,
                       CpxBundleLine  *out_line,
                       GError        **error)
{
  g_autoptr(json_t) value = NULL;
  g_autoptr(GError) fault = NULL;
  g_autofree char *number = NULL;

  if (cpx_bundle_read_plain_line (text, length, out_line))
    return TRUE;
  value = cpx_json_parse_line (line, text, length, &fault);
  if (value != NULL && cpx_bundle_read_line (value, out_line))
    return TRUE;
  number = g_strdup_printf ("%" G_GUINT64_FORMAT, line);
  if (value == NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    cpx_bundle_fail (error, _("Line %s of “entries.jsonl” is no entry: an index and a leaf in base64 are wanted."),
                     number);

  return FALSE;
}
