/* cpx-bundle-writer.h: writes a bundle, member after member, into whatever archive. Keeps nothing in memory.
 *
 * The order of the calls is that of the members: head, seals, entries, hashes, proofs, end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-bundle.h"
#include "cpx-checkpoint.h"
#include "cpx-merkle.h"
#include "cpx-tlog-proof.h"

G_BEGIN_DECLS

/* An archive to write: what is put goes into the member begun last. */
typedef struct
{
  gboolean (*begin) (gpointer      archive,
                     const char   *name,
                     GError      **error);
  gboolean (*put)   (gpointer      archive,
                     const char   *bytes,
                     gsize         n_bytes,
                     GError      **error);
} CpxBundleSink;

typedef struct _CpxBundleWriter CpxBundleWriter;

CpxBundleWriter *cpx_bundle_writer_new       (const CpxBundleSink  *sink,
                                              gpointer              archive);
void             cpx_bundle_writer_free      (CpxBundleWriter      *self);

char            *cpx_bundle_dup_readme       (const CpxCheckpoint  *checkpoint,
                                              guint64               n_entries,
                                              gboolean              opened);

gboolean         cpx_bundle_writer_put_head  (CpxBundleWriter      *self,
                                              CpxSignedNote        *checkpoint,
                                              GPtrArray            *keys,
                                              guint64               n_entries,
                                              gboolean              opened,
                                              GError              **error);
gboolean         cpx_bundle_writer_put_seal  (CpxBundleWriter      *self,
                                              guint64               size,
                                              const char           *note,
                                              GError              **error);
gboolean         cpx_bundle_writer_put_entry (CpxBundleWriter      *self,
                                              const CpxBundleLine  *line,
                                              GError              **error);
gboolean         cpx_bundle_writer_put_hash  (CpxBundleWriter      *self,
                                              const CpxMerkleHash  *hash,
                                              GError              **error);
gboolean         cpx_bundle_writer_put_proof (CpxBundleWriter      *self,
                                              CpxTlogProof         *proof,
                                              GError              **error);
gboolean         cpx_bundle_writer_end       (CpxBundleWriter      *self,
                                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxBundleWriter, cpx_bundle_writer_free)

G_END_DECLS
