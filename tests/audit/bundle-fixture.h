/* bundle-fixture.h: a log made for a test, and bundles of it in memory: lists of members that a test alters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-bundle-verifier.h"
#include "cpx-bundle-writer.h"

G_BEGIN_DECLS

#define BUNDLE_ERASED_ON "2026-09-21T14:13:40Z"   /* the time of entry 20 */
#define BUNDLE_BASIS     "RGPD, article 17"
#define BUNDLE_ORIGIN "chirurgieprox/journal/018f3a1c-0000-7000-8000-000000000002"

/* One member; several may have one name, as in a bad archive. */
typedef struct
{
  char       *name;
  GByteArray *bytes;
} BundleMember;

/* An archive in memory, and a CpxBundleSink and CpxBundleSource of it. */
typedef struct
{
  GPtrArray *members;  /* (element-type BundleMember) */
} BundleArchive;

extern const CpxBundleSink bundle_archive_sink;
extern const CpxBundleSource bundle_archive_source;

BundleArchive *bundle_archive_new   (void);
void           bundle_archive_free  (BundleArchive  *self);
void           bundle_archive_add   (BundleArchive  *self,
                                     const char     *name,
                                     const void     *bytes,
                                     gsize           size);
BundleMember  *bundle_archive_find  (BundleArchive  *self,
                                     const char     *name);
void           bundle_archive_drop  (BundleArchive  *self,
                                     const char     *name);
void           bundle_archive_set   (BundleArchive  *self,
                                     const char     *name,
                                     const char     *text);

/* A log of leaves that a key of the test signs. */
typedef struct
{
  GPtrArray  *leaves;  /* (element-type GBytes) */
  CpxSecret  *seed;
  CpxNoteKey *key;
  guint8      owner_key[CPX_AUDIT_LEAF_KEY_SIZE];
} BundleLog;

typedef enum
{
  BUNDLE_OPENED = 1 << 0,  /* every third entry has its opening; one is erased */
  BUNDLE_BARE   = 1 << 1,  /* without hashes and older seals */
} BundleFlags;

BundleLog     *bundle_log_new       (guint           n_leaves);
void           bundle_log_erase     (BundleLog      *self,
                                     guint           at,
                                     const char     *basis);
void           bundle_log_tell_seal (BundleLog      *self,
                                     guint           at);
void           bundle_log_copy_in   (BundleLog      *self,
                                     guint           at);
void           bundle_log_free      (BundleLog      *self);
CpxSignedNote *bundle_log_seal      (BundleLog      *self,
                                     guint           size);
BundleArchive *bundle_log_export    (BundleLog      *self,
                                     BundleFlags     flags);
BundleArchive *bundle_log_select    (BundleLog      *self,
                                     guint           every);
char          *bundle_log_prove     (BundleLog      *self,
                                     guint           index,
                                     gboolean        with_leaf);
json_t        *bundle_log_grow      (BundleLog      *self,
                                     guint           old_size,
                                     guint           size,
                                     gboolean        sealed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BundleArchive, bundle_archive_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BundleLog, bundle_log_free)

G_END_DECLS
