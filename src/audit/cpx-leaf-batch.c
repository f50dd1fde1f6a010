/* cpx-leaf-batch.c: leaves of a log, kept until there are enough to be hashed together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-leaf-batch.h"

#include <cpx-sha256-many.h>

typedef struct
{
  gsize          end;        /* of the leaf, in the bytes of all */
  gboolean       has_kept;
  CpxMerkleHash  kept;       /* the hash that is kept beside it */
} Waiting;

struct _CpxLeafBatch
{
  GByteArray *bytes;    /* (owned): of all leaves, each behind the zero that makes it a leaf (M1 of cpx-merkle.c) */
  GArray     *waiting;  /* (owned) (element-type Waiting) */
};

/**
 * cpx_leaf_batch_new:
 *
 * Returns: (transfer full): a batch of no leaf
 */
CpxLeafBatch *
cpx_leaf_batch_new (void)
{
  CpxLeafBatch *self = g_new0 (CpxLeafBatch, 1);

  self->bytes = g_byte_array_new ();
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));

  return self;
}

void
cpx_leaf_batch_free (CpxLeafBatch *self)
{
  g_byte_array_unref (self->bytes);
  g_array_unref (self->waiting);
  g_free (self);
}

/**
 * cpx_leaf_batch_add:
 * @self: a batch
 * @leaf: (nullable): the bytes of an entry; they are copied
 * @size: how many
 * @kept_hash: (nullable): the hash kept beside it; it is copied
 *
 * Adds a leaf to those that wait.
 */
void
cpx_leaf_batch_add (CpxLeafBatch        *self,
                    const void          *leaf,
                    gsize                size,
                    const CpxMerkleHash *kept_hash)
{
  static const guint8 begin = 0x00;
  Waiting waiting = { .has_kept = kept_hash != NULL };

  g_byte_array_append (self->bytes, &begin, 1);
  if (size > 0)
    g_byte_array_append (self->bytes, leaf, (guint) size);
  waiting.end = self->bytes->len;
  if (kept_hash != NULL)
    waiting.kept = *kept_hash;
  g_array_append_val (self->waiting, waiting);
}

/**
 * cpx_leaf_batch_count:
 * @self: a batch
 *
 * Returns: how many leaves wait
 */
guint
cpx_leaf_batch_count (CpxLeafBatch *self)
{
  return self->waiting->len;
}

/**
 * cpx_leaf_batch_get_size:
 * @self: a batch
 *
 * Returns: how many bytes those that wait have
 */
gsize
cpx_leaf_batch_get_size (CpxLeafBatch *self)
{
  return self->bytes->len;
}

/**
 * cpx_leaf_batch_hash:
 * @self: a batch
 * @out_hashes: (out caller-allocates): the hash of each leaf that waits, in their order
 *
 * Does cpx_merkle_hash_leaf() for all of them.
 */
void
cpx_leaf_batch_hash (CpxLeafBatch  *self,
                     CpxMerkleHash *out_hashes)
{
  g_autofree CpxSha256Message *messages = g_new (CpxSha256Message, self->waiting->len);
  gsize begin = 0;

  for (guint i = 0; i < self->waiting->len; i++)
    {
      gsize end = g_array_index (self->waiting, Waiting, i).end;

      messages[i] = (CpxSha256Message) { self->bytes->data + begin, end - begin };
      begin = end;
    }
  cpx_sha256_many (messages, self->waiting->len, (guint8 *) out_hashes);
}

/**
 * cpx_leaf_batch_get_kept:
 * @self: a batch
 * @i: one of the leaves that wait
 *
 * Returns: (nullable): the hash kept beside it
 */
const CpxMerkleHash *
cpx_leaf_batch_get_kept (CpxLeafBatch *self,
                         guint         i)
{
  const Waiting *waiting = &g_array_index (self->waiting, Waiting, i);

  return waiting->has_kept ? &waiting->kept : NULL;
}

/**
 * cpx_leaf_batch_agrees:
 * @self: a batch
 * @hashes: what cpx_leaf_batch_hash() gave
 *
 * Returns: `TRUE` if no hash kept beside a leaf is another one
 */
gboolean
cpx_leaf_batch_agrees (CpxLeafBatch        *self,
                       const CpxMerkleHash *hashes)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      const CpxMerkleHash *kept = cpx_leaf_batch_get_kept (self, i);

      if (kept != NULL && !cpx_merkle_hash_equal (kept, &hashes[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_leaf_batch_clear:
 * @self: a batch
 *
 * Lets go of the leaves that waited.
 */
void
cpx_leaf_batch_clear (CpxLeafBatch *self)
{
  g_byte_array_set_size (self->bytes, 0);
  g_array_set_size (self->waiting, 0);
}
