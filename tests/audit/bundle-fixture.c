/* bundle-fixture.c: a log made for a test, and bundles of it in memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bundle-fixture.h"

#include "cpx-growth-proof.h"
#include "cpx-merkle-proof.h"

#include <string.h>

static void
member_free (BundleMember *self)
{
  g_free (self->name);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

BundleArchive *
bundle_archive_new (void)
{
  BundleArchive *self = g_new0 (BundleArchive, 1);

  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) member_free);

  return self;
}

void
bundle_archive_free (BundleArchive *self)
{
  g_ptr_array_unref (self->members);
  g_free (self);
}

void
bundle_archive_add (BundleArchive *self,
                    const char    *name,
                    const void    *bytes,
                    gsize          size)
{
  BundleMember *member = g_new0 (BundleMember, 1);

  member->name = g_strdup (name);
  member->bytes = g_byte_array_new ();
  if (size > 0)
    g_byte_array_append (member->bytes, bytes, (guint) size);
  g_ptr_array_add (self->members, member);
}

BundleMember *
bundle_archive_find (BundleArchive *self,
                     const char    *name)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      BundleMember *member = g_ptr_array_index (self->members, i);

      if (strcmp (member->name, name) == 0)
        return member;
    }

  return NULL;
}

void
bundle_archive_drop (BundleArchive *self,
                     const char    *name)
{
  g_assert_true (g_ptr_array_remove (self->members, bundle_archive_find (self, name)));
}

void
bundle_archive_set (BundleArchive *self,
                    const char    *name,
                    const char    *text)
{
  BundleMember *member = bundle_archive_find (self, name);

  g_assert_nonnull (member);
  g_byte_array_set_size (member->bytes, 0);
  g_byte_array_append (member->bytes, (const guint8 *) text, (guint) strlen (text));
}

static gboolean
begin (gpointer     archive,
       const char  *name,
       GError     **error)
{
  bundle_archive_add (archive, name, NULL, 0);

  return TRUE;
}

static gboolean
put (gpointer     archive,
     const char  *bytes,
     gsize        n_bytes,
     GError     **error)
{
  GPtrArray *members = ((BundleArchive *) archive)->members;
  BundleMember *last = g_ptr_array_index (members, members->len - 1);

  g_byte_array_append (last->bytes, (const guint8 *) bytes, (guint) n_bytes);

  return TRUE;
}

const CpxBundleSink bundle_archive_sink = { begin, put };

static GInputStream *
open_member (const BundleMember *member)
{
  return g_memory_input_stream_new_from_data (member->bytes->data, member->bytes->len, NULL);
}

static gboolean
walk (gpointer              archive,
      CpxBundleMemberFunc   func,
      gpointer              user_data,
      GError              **error)
{
  GPtrArray *members = ((BundleArchive *) archive)->members;

  for (guint i = 0; i < members->len; i++)
    {
      const BundleMember *member = g_ptr_array_index (members, i);
      g_autoptr(GInputStream) stream = open_member (member);

      if (!func (member->name, stream, user_data, error))
        return FALSE;
    }

  return TRUE;
}

static GInputStream *
open_named (gpointer     archive,
            const char  *name,
            GError     **error)
{
  BundleMember *member = bundle_archive_find (archive, name);

  g_assert_nonnull (member);

  return open_member (member);
}

const CpxBundleSource bundle_archive_source = { walk, open_named };

static char *
make_details (guint i)
{
  return g_strdup_printf ("{\"after\":{\"birth_name\":\"NOM %u é\"}}", i);
}

static GBytes *
make_leaf (BundleLog *self,
           guint      i)
{
  const CpxAuditEntry entry = {
    .time_us = G_GINT64_CONSTANT (1790000000000000) + i * G_USEC_PER_SEC,
    .user_id = "018f3a1c-0000-7000-8000-000000000001",
    .roles = CPX_ROLE_SURGEON,
    .device_id = "018f3a1c-0000-7000-8000-000000000002",
    .action = "patient.edited",
    .kind = "patient",
    .id = "018f3a1c-0000-7000-8000-000000000003",
    .patient_id = "018f3a1c-0000-7000-8000-000000000003",
  };
  g_autofree char *details = make_details (i);
  g_autoptr(GError) error = NULL;
  GBytes *leaf = cpx_audit_leaf_print (&entry, details, self->owner_key, &error);

  g_assert_no_error (error);

  return leaf;
}

BundleLog *
bundle_log_new (guint n_leaves)
{
  BundleLog *self = g_new0 (BundleLog, 1);
  guint8 seed[CPX_SIGNATURE_SEED_SIZE], public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE];

  memset (seed, 7, sizeof seed);
  memset (self->owner_key, 9, sizeof self->owner_key);
  self->seed = cpx_secret_new_from_bytes (seed, sizeof seed);
  cpx_signature_get_public_key (self->seed, public_key);
  self->key = cpx_note_key_new (BUNDLE_ORIGIN, CPX_NOTE_KEY_SIGNATURE, public_key);
  self->leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < n_leaves; i++)
    g_ptr_array_add (self->leaves, make_leaf (self, i));

  return self;
}

/* Entry @at is the erasure of the patient whom all others are about. */
void
bundle_log_erase (BundleLog  *self,
                  guint       at,
                  const char *basis)
{
  const CpxAuditEntry entry = {
    .time_us = G_GINT64_CONSTANT (1790000000000000) + at * G_USEC_PER_SEC,
    .user_id = "018f3a1c-0000-7000-8000-000000000001",
    .roles = CPX_ROLE_ADMIN,
    .device_id = "018f3a1c-0000-7000-8000-000000000002",
    .action = "patient.erased",
    .kind = "patient",
    .id = "018f3a1c-0000-7000-8000-000000000003",
    .patient_id = "018f3a1c-0000-7000-8000-000000000003",
    .reason = basis,
  };
  g_autoptr(GError) error = NULL;

  g_bytes_unref (self->leaves->pdata[at]);
  self->leaves->pdata[at] = cpx_audit_leaf_print (&entry, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Entry @at tells that the log was sealed with it. */
void
bundle_log_tell_seal (BundleLog *self,
                      guint      at)
{
  const CpxAuditEntry entry = {
    .time_us = G_GINT64_CONSTANT (1790000000000000) + at * G_USEC_PER_SEC,
    .device_id = "018f3a1c-0000-7000-8000-000000000002",
    .action = "log.sealed",
  };
  g_autoptr(GError) error = NULL;

  g_bytes_unref (self->leaves->pdata[at]);
  self->leaves->pdata[at] = cpx_audit_leaf_print (&entry, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Entry @at is another post's, copied into this log before it was sealed. */
void
bundle_log_copy_in (BundleLog *self,
                    guint      at)
{
  const CpxAuditEntry entry = {
    .time_us = G_GINT64_CONSTANT (1790000000000000) + at * G_USEC_PER_SEC,
    .roles = CPX_ROLE_ADMIN,
    .device_id = "018f3a1c-0000-7000-8000-000000000007",
    .action = "practice.locked",
  };
  g_autoptr(GError) error = NULL;

  g_bytes_unref (self->leaves->pdata[at]);
  self->leaves->pdata[at] = cpx_audit_leaf_print (&entry, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
bundle_log_free (BundleLog *self)
{
  g_ptr_array_unref (self->leaves);
  cpx_secret_unref (self->seed);
  cpx_note_key_unref (self->key);
  g_free (self);
}

static void
hash_leaf (BundleLog     *self,
           guint          i,
           CpxMerkleHash *out_hash)
{
  gsize size;
  const void *leaf = g_bytes_get_data (g_ptr_array_index (self->leaves, i), &size);

  cpx_merkle_hash_leaf (leaf, size, out_hash);
}

/* A CpxMerkleRead. */
static gboolean
read_node (guint           level,
           guint64         index,
           CpxMerkleHash  *out_hash,
           gpointer        user_data,
           GError        **error)
{
  CpxMerkleHash left, right;

  if (level == 0)
    {
      hash_leaf (user_data, (guint) index, out_hash);
      return TRUE;
    }
  read_node (level - 1, 2 * index, &left, user_data, error);
  read_node (level - 1, 2 * index + 1, &right, user_data, error);
  cpx_merkle_hash_pair (&left, &right, out_hash);

  return TRUE;
}

CpxSignedNote *
bundle_log_seal (BundleLog *self,
                 guint      size)
{
  g_autofree char *text = NULL;
  CpxMerkleHash root;

  g_assert_true (cpx_merkle_find_root (size, read_node, self, &root, NULL));
  text = cpx_checkpoint_print (BUNDLE_ORIGIN, size, &root);

  return cpx_signed_note_new (text, self->key, self->seed);
}

static CpxBundleWriter *
begin_bundle (BundleLog     *self,
              BundleArchive *archive,
              CpxSignedNote *checkpoint,
              guint          n_entries,
              gboolean       opened)
{
  CpxBundleWriter *writer = cpx_bundle_writer_new (&bundle_archive_sink, archive);
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();

  g_ptr_array_add (keys, self->key);
  g_assert_true (cpx_bundle_writer_put_head (writer, checkpoint, keys, n_entries, opened, NULL));

  return writer;
}

static void
put_entry (BundleLog       *self,
           CpxBundleWriter *writer,
           guint            i,
           gboolean         opened)
{
  g_autofree char *details = opened && i % 3 == 0 ? make_details (i) : NULL;
  g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (g_ptr_array_index (self->leaves, i), NULL);
  CpxBundleLine line = { .index = i, .leaf = g_ptr_array_index (self->leaves, i), .details = details };

  if (details != NULL)
    cpx_audit_leaf_derive_key (leaf, self->owner_key, line.key);
  if (opened && i == 1)
    line.erased_on = (char *) BUNDLE_ERASED_ON, line.erased_basis = (char *) BUNDLE_BASIS;
  g_assert_true (cpx_bundle_writer_put_entry (writer, &line, NULL));
}

/* The older seal is of the first half. */
BundleArchive *
bundle_log_export (BundleLog   *self,
                   BundleFlags  flags)
{
  guint n = self->leaves->len;
  BundleArchive *archive = bundle_archive_new ();
  g_autoptr(CpxSignedNote) checkpoint = bundle_log_seal (self, n), older = bundle_log_seal (self, n / 2);
  g_autoptr(CpxBundleWriter) writer = begin_bundle (self, archive, checkpoint, n, (flags & BUNDLE_OPENED) != 0);

  if ((flags & BUNDLE_BARE) == 0)
    g_assert_true (cpx_bundle_writer_put_seal (writer, n / 2, cpx_signed_note_get_bytes (older), NULL));
  for (guint i = 0; i < n; i++)
    put_entry (self, writer, i, (flags & BUNDLE_OPENED) != 0);
  for (guint i = 0; i < n && (flags & BUNDLE_BARE) == 0; i++)
    {
      CpxMerkleHash hash;

      hash_leaf (self, i, &hash);
      g_assert_true (cpx_bundle_writer_put_hash (writer, &hash, NULL));
    }
  g_assert_true (cpx_bundle_writer_end (writer, NULL));

  return archive;
}

BundleArchive *
bundle_log_select (BundleLog *self,
                   guint      every)
{
  guint n = self->leaves->len;
  BundleArchive *archive = bundle_archive_new ();
  g_autoptr(CpxSignedNote) checkpoint = bundle_log_seal (self, n);
  g_autoptr(CpxBundleWriter) writer = begin_bundle (self, archive, checkpoint, (n + every - 1) / every, TRUE);

  for (guint i = 0; i < n; i += every)
    put_entry (self, writer, i, TRUE);
  for (guint i = 0; i < n; i += every)
    {
      g_autoptr(GArray) hashes = cpx_merkle_prove_inclusion (i, n, read_node, self, NULL);
      g_autoptr(CpxTlogProof) proof = cpx_tlog_proof_new (i, NULL, hashes, checkpoint);

      g_assert_true (cpx_bundle_writer_put_proof (writer, proof, NULL));
    }
  g_assert_true (cpx_bundle_writer_end (writer, NULL));

  return archive;
}

char *
bundle_log_prove (BundleLog *self,
                  guint      index,
                  gboolean   with_leaf)
{
  guint n = self->leaves->len;
  g_autoptr(CpxSignedNote) checkpoint = bundle_log_seal (self, n);
  g_autoptr(GArray) hashes = cpx_merkle_prove_inclusion (index, n, read_node, self, NULL);
  GBytes *leaf = with_leaf ? g_ptr_array_index (self->leaves, index) : NULL;
  g_autoptr(CpxTlogProof) proof = cpx_tlog_proof_new (index, leaf, hashes, checkpoint);

  return cpx_tlog_proof_print (proof);
}

/* Up to a seal of the whole log, or to none. */
json_t *
bundle_log_grow (BundleLog *self,
                 guint      old_size,
                 guint      size,
                 gboolean   sealed)
{
  g_auto(CpxGrowthProof) proof = { .old_size = old_size, .size = size };

  g_assert_true (cpx_merkle_find_root (old_size, read_node, self, &proof.old_root, NULL));
  g_assert_true (cpx_merkle_find_root (size, read_node, self, &proof.root, NULL));
  proof.hashes = cpx_merkle_prove_consistency (old_size, size, read_node, self, NULL);
  if (sealed)
    {
      proof.checkpoint = bundle_log_seal (self, self->leaves->len);
      proof.checkpoint_hashes = cpx_merkle_prove_consistency (size, self->leaves->len, read_node, self, NULL);
    }

  return cpx_growth_proof_to_json (&proof);
}
