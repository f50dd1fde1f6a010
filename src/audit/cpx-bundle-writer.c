/* cpx-bundle-writer.c: writes a bundle, member after member, into whatever archive.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-bundle-writer.h"

#include "cpx-audit-resources.h"

#include <string.h>

#define README_PATH   "/fr/chirurgieprox/audit/LISEZMOI.txt"
#define BUFFER_BYTES  (64 * 1024)
#define NO_MEMBER     G_MAXUINT

struct _CpxBundleWriter
{
  const CpxBundleSink *sink;
  gpointer             archive;  /* (unowned) */
  GString             *pending;  /* (owned): of the member begun last, not put yet */
  guint                member;   /* that one: lines and hashes follow each other in it */
};

/**
 * cpx_bundle_writer_new:
 * @sink: how to write
 * @archive: where; must outlive the writer
 *
 * Returns: (transfer full): a writer before its first member
 */
CpxBundleWriter *
cpx_bundle_writer_new (const CpxBundleSink *sink,
                       gpointer             archive)
{
  CpxBundleWriter *self = g_new0 (CpxBundleWriter, 1);

  self->sink = sink;
  self->archive = archive;
  self->pending = g_string_new (NULL);
  self->member = NO_MEMBER;

  return self;
}

void
cpx_bundle_writer_free (CpxBundleWriter *self)
{
  g_string_free (self->pending, TRUE);
  g_free (self);
}

static gboolean
flush (CpxBundleWriter  *self,
       GError          **error)
{
  gboolean put = self->pending->len == 0 ||
                 self->sink->put (self->archive, self->pending->str, self->pending->len, error);

  g_string_truncate (self->pending, 0);

  return put;
}

static gboolean
begin (CpxBundleWriter  *self,
       CpxBundleMember   member,
       guint64           number,
       GError          **error)
{
  g_autofree char *name = cpx_bundle_dup_name (member, number);

  self->member = member;

  return flush (self, error) && self->sink->begin (self->archive, name, error);
}

static gboolean
put_text (CpxBundleWriter  *self,
          CpxBundleMember   member,
          guint64           number,
          const char       *text,
          GError          **error)
{
  if (!begin (self, member, number, error))
    return FALSE;
  g_string_append (self->pending, text);

  return flush (self, error);
}

/* Lines that begin with @mark stay, without it, if @wanted; else they go. */
static void
keep_lines (GString    *text,
            const char *mark,
            gboolean    wanted)
{
  const char *found;

  while ((found = strstr (text->str, mark)) != NULL)
    {
      gssize at = found - text->str;
      gssize n_line = strchr (found, '\n') + 1 - found;

      g_string_erase (text, at, wanted ? (gssize) strlen (mark) : n_line);
    }
}

static void
replace_number (GString    *text,
                const char *mark,
                guint64     number)
{
  g_autofree char *value = g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  g_string_replace (text, mark, value, 0);
}

/**
 * cpx_bundle_dup_readme:
 * @checkpoint: what the bundle is sealed with
 * @n_entries: how many it has
 * @opened: whether some are with their opening
 *
 * In French whatever the language of the screen: it is for the auditor.
 *
 * Returns: (transfer full): LISEZMOI.txt
 */
char *
cpx_bundle_dup_readme (const CpxCheckpoint *checkpoint,
                       guint64              n_entries,
                       gboolean             opened)
{
  g_autoptr(GBytes) template = g_resource_lookup_data (cpx_audit_get_resource (), README_PATH,
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *code = cpx_checkpoint_dup_short_code (checkpoint);
  GString *text = g_string_new_len (g_bytes_get_data (template, NULL), (gssize) g_bytes_get_size (template));

  keep_lines (text, "@WHOLE@", n_entries == checkpoint->size);
  keep_lines (text, "@SELECTION@", n_entries != checkpoint->size);
  keep_lines (text, "@OPENED@", opened);
  keep_lines (text, "@SEALED@", !opened);
  g_string_replace (text, "@ORIGIN@", checkpoint->origin, 0);
  g_string_replace (text, "@CODE@", code, 0);
  replace_number (text, "@SIZE@", checkpoint->size);
  replace_number (text, "@N@", n_entries);

  return g_string_free (text, FALSE);
}

static char *
print_keys (GPtrArray *keys)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < keys->len; i++)
    {
      g_autofree char *key = cpx_note_key_print (g_ptr_array_index (keys, i));

      g_string_append_printf (text, "%s\n", key);
    }

  return g_string_free (text, FALSE);
}

/**
 * cpx_bundle_writer_put_head:
 * @self: a writer at its beginning
 * @checkpoint: the checkpoint that the entries are proved under
 * @keys: (element-type CpxNoteKey): who signed it
 * @n_entries: how many entries will be put
 * @opened: whether some will be with their opening
 * @error: where the fault goes: @checkpoint is none, or that of the sink
 *
 * Writes LISEZMOI.txt, keys and checkpoint.
 *
 * Returns: `TRUE` if they are written
 */
gboolean
cpx_bundle_writer_put_head (CpxBundleWriter  *self,
                            CpxSignedNote    *checkpoint,
                            GPtrArray        *keys,
                            guint64           n_entries,
                            gboolean          opened,
                            GError          **error)
{
  g_auto(CpxCheckpoint) sealed = { 0 };
  g_autofree char *readme = NULL;
  g_autofree char *key_texts = print_keys (keys);

  if (!cpx_checkpoint_parse (cpx_signed_note_get_text (checkpoint), &sealed, error))
    return FALSE;
  readme = cpx_bundle_dup_readme (&sealed, n_entries, opened);

  return put_text (self, CPX_BUNDLE_README, 0, readme, error) &&
         put_text (self, CPX_BUNDLE_KEYS, 0, key_texts, error) &&
         put_text (self, CPX_BUNDLE_CHECKPOINT, 0, cpx_signed_note_get_bytes (checkpoint), error);
}

/**
 * cpx_bundle_writer_put_seal:
 * @self: a writer of a whole log, after its head
 * @size: how many entries the seal is of
 * @note: a signed checkpoint of the same log, older than the bundle's own
 * @error: where the fault of the sink goes
 *
 * Returns: `TRUE` if it is written
 */
gboolean
cpx_bundle_writer_put_seal (CpxBundleWriter  *self,
                            guint64           size,
                            const char       *note,
                            GError          **error)
{
  return put_text (self, CPX_BUNDLE_SEAL, size, note, error);
}

static gboolean
flush_when_full (CpxBundleWriter  *self,
                 GError          **error)
{
  return self->pending->len < BUFFER_BYTES || flush (self, error);
}

/**
 * cpx_bundle_writer_put_entry:
 * @self: a writer after its seals
 * @line: the next entry, of a greater index than the one before
 * @error: where the fault of the sink goes
 *
 * Returns: `TRUE` if it is written, or will be with what follows
 */
gboolean
cpx_bundle_writer_put_entry (CpxBundleWriter      *self,
                             const CpxBundleLine  *line,
                             GError              **error)
{
  if (self->member != CPX_BUNDLE_ENTRIES && !begin (self, CPX_BUNDLE_ENTRIES, 0, error))
    return FALSE;
  cpx_bundle_append_line (line, self->pending);

  return flush_when_full (self, error);
}

/**
 * cpx_bundle_writer_put_hash:
 * @self: a writer of a whole log, after its entries
 * @hash: that of the next entry, from the first on
 * @error: where the fault of the sink goes
 *
 * Returns: `TRUE` if it is written, or will be with what follows
 */
gboolean
cpx_bundle_writer_put_hash (CpxBundleWriter      *self,
                            const CpxMerkleHash  *hash,
                            GError              **error)
{
  if (self->member != CPX_BUNDLE_HASHES && !begin (self, CPX_BUNDLE_HASHES, 0, error))
    return FALSE;
  g_string_append_len (self->pending, (const char *) hash->bytes, sizeof hash->bytes);

  return flush_when_full (self, error);
}

/**
 * cpx_bundle_writer_put_proof:
 * @self: a writer after its entries
 * @proof: of one of them
 * @error: where the fault of the sink goes
 *
 * Returns: `TRUE` if it is written
 */
gboolean
cpx_bundle_writer_put_proof (CpxBundleWriter  *self,
                             CpxTlogProof     *proof,
                             GError          **error)
{
  g_autofree char *text = cpx_tlog_proof_print (proof);

  return put_text (self, CPX_BUNDLE_PROOF, cpx_tlog_proof_get_index (proof), text, error);
}

/**
 * cpx_bundle_writer_end:
 * @self: a writer
 * @error: where the fault of the sink goes
 *
 * Returns: `TRUE` if all that was put is written
 */
gboolean
cpx_bundle_writer_end (CpxBundleWriter  *self,
                       GError          **error)
{
  return flush (self, error);
}
