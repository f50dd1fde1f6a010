/* cpx-tlog-proof.c: a file that proves one entry of a log to anyone (c2sp.org/tlog-proof@v1). Immutable.
 *
 *   c2sp.org/tlog-proof@v1
 *   extra eyJhY3Rpb24iOiJwYXRpZW50LmVkaXRlZCIsI…       not in bundles: the leaf, so that the file stands alone
 *   index 73894
 *   gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=   the inclusion proof, from the leaf's sibling up
 *   …
 *                                                  a blank line, then the signed checkpoint as it is
 *
 * A line "extra …" after the first is opaque to all but who put it. Nothing signs it: as a leaf it is believed only
 * where its hash is the one that is proved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-tlog-proof.h"

#include "cpx-merkle-proof.h"

#include <cpx-base64.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIRST_LINE "c2sp.org/tlog-proof@v1"
#define EXTRA      "extra "
#define INDEX      "index "

struct _CpxTlogProof
{
  gatomicrefcount  ref_count;
  guint64          index;
  GBytes          *extra;       /* (owned) (nullable) */
  GArray          *hashes;      /* (owned) (element-type CpxMerkleHash) */
  CpxSignedNote   *checkpoint;  /* (owned) */
};

/**
 * cpx_tlog_proof_new:
 * @index: which entry, from 0
 * @extra: (nullable): what goes along, the leaf
 * @hashes: (element-type CpxMerkleHash): its proof in the tree of @checkpoint; must not change any more
 * @checkpoint: a signed checkpoint
 *
 * Returns: (transfer full): the proof
 */
CpxTlogProof *
cpx_tlog_proof_new (guint64        index,
                    GBytes        *extra,
                    GArray        *hashes,
                    CpxSignedNote *checkpoint)
{
  CpxTlogProof *self = g_new0 (CpxTlogProof, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->index = index;
  self->extra = extra != NULL ? g_bytes_ref (extra) : NULL;
  self->hashes = g_array_ref (hashes);
  self->checkpoint = cpx_signed_note_ref (checkpoint);

  return self;
}

/* "index 42", the number written in the one way. */
static gboolean
parse_index (const char *line,
             guint64    *out_index)
{
  const char *digits = line + strlen (INDEX);

  return g_str_has_prefix (line, INDEX) && g_ascii_isdigit (*digits) && (*digits != '0' || digits[1] == '\0') &&
         g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64, out_index, NULL);
}

/* The lines before the blank one. */
static GArray *
parse_head (const char  *head,
            guint64     *out_index,
            GBytes     **out_extra)
{
  g_auto(GStrv) lines = g_strsplit (head, "\n", -1);
  g_autoptr(GArray) hashes = g_array_new (FALSE, FALSE, sizeof (CpxMerkleHash));
  guint at = 1;

  /* Of nothing, g_strsplit() makes no line at all. */
  if (g_strcmp0 (lines[0], FIRST_LINE) != 0 || lines[1] == NULL)
    return NULL;
  if (g_str_has_prefix (lines[at], EXTRA))
    {
      *out_extra = cpx_base64_decode (lines[at++] + strlen (EXTRA), -1);
      if (*out_extra == NULL || lines[at] == NULL)
        return NULL;
    }
  if (!parse_index (lines[at++], out_index))
    return NULL;

  for (; lines[at] != NULL; at++)
    {
      CpxMerkleHash hash;

      if (hashes->len >= CPX_MERKLE_LEVELS || !cpx_base64_decode_exact (lines[at], -1, hash.bytes, sizeof hash.bytes))
        return NULL;
      g_array_append_val (hashes, hash);
    }

  return g_steal_pointer (&hashes);
}

/**
 * cpx_tlog_proof_parse:
 * @bytes: (array length=size): the file
 * @size: how many bytes
 * @error: where to put what is wrong
 *
 * Reads a proof; nothing is believed yet, see cpx_tlog_proof_check().
 *
 * Returns: (transfer full) (nullable): the proof
 */
CpxTlogProof *
cpx_tlog_proof_parse (const char  *bytes,
                      gsize        size,
                      GError     **error)
{
  g_autofree char *text = size <= CPX_TLOG_PROOF_MAX_SIZE_BYTES ? g_strndup (bytes, size) : NULL;
  char *blank = text != NULL ? strstr (text, "\n\n") : NULL;
  g_autoptr(GArray) hashes = NULL;
  g_autoptr(CpxSignedNote) checkpoint = NULL;
  g_autoptr(GBytes) extra = NULL;
  guint64 index = 0;

  if (blank != NULL && strlen (text) == size)
    {
      *blank = '\0';
      hashes = parse_head (text, &index, &extra);
      checkpoint = cpx_signed_note_parse (blank + 2, size - (gsize) (blank + 2 - text), NULL);
    }
  if (hashes == NULL || checkpoint == NULL)
    {
      g_set_error_literal (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_FORMAT,
                           _("This is not the proof of an entry of a journal"));
      return NULL;
    }

  return cpx_tlog_proof_new (index, extra, hashes, checkpoint);
}

CpxTlogProof *
cpx_tlog_proof_ref (CpxTlogProof *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_tlog_proof_unref (CpxTlogProof *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->extra, g_bytes_unref);
  g_clear_pointer (&self->hashes, g_array_unref);
  g_clear_pointer (&self->checkpoint, cpx_signed_note_unref);
  g_free (self);
}

/**
 * cpx_tlog_proof_print:
 * @self: a proof
 *
 * Returns: (transfer full): the file
 */
char *
cpx_tlog_proof_print (CpxTlogProof *self)
{
  GString *out = g_string_new (FIRST_LINE "\n");

  if (self->extra != NULL)
    {
      g_string_append (out, EXTRA);
      cpx_base64_append (g_bytes_get_data (self->extra, NULL), g_bytes_get_size (self->extra), out);
      g_string_append_c (out, '\n');
    }
  g_string_append_printf (out, INDEX "%" G_GUINT64_FORMAT "\n", self->index);
  for (guint i = 0; i < self->hashes->len; i++)
    {
      g_autofree char *coded = g_base64_encode (g_array_index (self->hashes, CpxMerkleHash, i).bytes,
                                                CPX_MERKLE_HASH_SIZE);

      g_string_append_printf (out, "%s\n", coded);
    }
  g_string_append_printf (out, "\n%s", cpx_signed_note_get_bytes (self->checkpoint));

  return g_string_free (out, FALSE);
}

/**
 * cpx_tlog_proof_get_index:
 * @self: a proof
 *
 * Returns: the place of the entry in its log, from 0
 */
guint64
cpx_tlog_proof_get_index (CpxTlogProof *self)
{
  return self->index;
}

/**
 * cpx_tlog_proof_get_extra:
 * @self: a proof
 *
 * Returns: (transfer none) (nullable): what goes along, the leaf; nothing vouches for it but the proof of its hash
 */
GBytes *
cpx_tlog_proof_get_extra (CpxTlogProof *self)
{
  return self->extra;
}

/**
 * cpx_tlog_proof_get_hashes:
 * @self: a proof
 *
 * Returns: (transfer none) (element-type CpxMerkleHash): the proof, from the leaf's sibling up
 */
GArray *
cpx_tlog_proof_get_hashes (CpxTlogProof *self)
{
  return self->hashes;
}

/**
 * cpx_tlog_proof_get_checkpoint:
 * @self: a proof
 *
 * Returns: (transfer none): the signed checkpoint whose root the proof leads to
 */
CpxSignedNote *
cpx_tlog_proof_get_checkpoint (CpxTlogProof *self)
{
  return self->checkpoint;
}

/**
 * cpx_tlog_proof_includes:
 * @self: a proof
 * @leaf: the hash of the entry
 * @checkpoint: what its checkpoint says, whose signature was checked
 *
 * Returns: `TRUE` if the entry is in the tree of @checkpoint
 */
gboolean
cpx_tlog_proof_includes (CpxTlogProof        *self,
                         const CpxMerkleHash *leaf,
                         const CpxCheckpoint *checkpoint)
{
  return cpx_merkle_check_inclusion (self->index, checkpoint->size, leaf, (const CpxMerkleHash *) self->hashes->data,
                                     self->hashes->len, &checkpoint->root);
}

/* The log's own key: only it may say what its tree was; a witness alone may not. */
static gboolean
is_signed_by_log (GPtrArray  *verified,
                  const char *origin)
{
  for (guint i = 0; i < verified->len; i++)
    {
      CpxNoteKey *key = g_ptr_array_index (verified, i);

      if (cpx_note_key_get_key_type (key) == CPX_NOTE_KEY_SIGNATURE &&
          strcmp (cpx_note_key_get_name (key), origin) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_tlog_proof_check:
 * @self: a proof
 * @leaf: the hash of the entry
 * @keys: (element-type CpxNoteKey): the keys that are trusted
 * @error: where to put what is wrong
 *
 * Checks that the entry is in the log that the checkpoint was signed for.
 *
 * Returns: `TRUE` if it is
 */
gboolean
cpx_tlog_proof_check (CpxTlogProof         *self,
                      const CpxMerkleHash  *leaf,
                      GPtrArray            *keys,
                      GError              **error)
{
  g_autoptr(GPtrArray) verified = cpx_signed_note_verify (self->checkpoint, keys, error);
  g_auto(CpxCheckpoint) checkpoint = { 0 };

  if (verified == NULL || !cpx_checkpoint_parse (cpx_signed_note_get_text (self->checkpoint), &checkpoint, error))
    return FALSE;
  if (!is_signed_by_log (verified, checkpoint.origin))
    {
      g_set_error_literal (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_UNKNOWN,
                           _("No known key signed this checkpoint"));
      return FALSE;
    }
  if (!cpx_tlog_proof_includes (self, leaf, &checkpoint))
    {
      g_set_error_literal (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_SIGNATURE,
                           _("This entry is not the one that the checkpoint was signed for"));
      return FALSE;
    }

  return TRUE;
}
