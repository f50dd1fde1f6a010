/* cpx-bundle-private.h: what the files of the bundle's verifier share of a verification under way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-bundle-verifier.h"
#include "cpx-checkpoint.h"
#include "cpx-merkle.h"

#include <cpx-json.h>

G_BEGIN_DECLS

/* What the log has to come to at one size. */
typedef struct
{
  guint64        size;
  CpxMerkleHash  root;
  gboolean       outside;  /* from a seal that was kept outside: the key's owner cannot have made it anew */
} CpxBundleRoot;

/* An entry that is proved by itself. */
typedef struct
{
  guint64        index;
  CpxMerkleHash  leaf;
  gboolean       has_entry;
  gboolean       has_proof;
} CpxBundleClaim;

typedef struct
{
  const CpxBundleSource *source;
  gpointer               archive;
  CpxBundleProgress      progress;     /* (nullable) */
  gpointer               user_data;
  GCancellable          *cancellable;  /* (nullable) */

  guint                  found;        /* bit n: CpxBundleMember n was met */
  GPtrArray             *listed;       /* (owned) (element-type CpxNoteKey): those of the bundle */
  GPtrArray             *trusted;      /* (owned) (element-type CpxNoteKey) */
  CpxSignedNote         *checkpoint;   /* (owned) */
  CpxCheckpoint          sealed;       /* what it says */
  GPtrArray             *seals;        /* (owned) (element-type CpxSignedNote): older ones of the bundle */
  GArray                *roots;        /* (owned) (element-type CpxBundleRoot): by size */
  GArray                *claims;       /* (owned) (element-type CpxBundleClaim): by index */
  GHashTable            *erasures;     /* (owned): of cpx-bundle-details.c */
  guint64                n_unsealed;   /* entries that tell of a seal which is not here, and of the first its size */
  guint64                first_unsealed;
  GBytes                *readme;       /* (owned) (nullable) */
  guint64                foreign_at;   /* the first entry that says that another post wrote it */

  CpxBundleReport       *report;       /* (owned) */
} CpxBundleCheck;

/* A pass over entries.jsonl. */
typedef struct
{
  CpxBundleCheck *check;
  CpxMerkleEdge   edge;            /* of the leaves so far */
  GInputStream   *hashes;          /* (owned) (nullable): compared with as it goes, up to the first that differs */
  guint           next_root;
  guint           broken_root;     /* the first of the roots that was not reached: a place in them */
  guint64         confirmed[2];    /* the size of the last root reached before that: of any, of those from outside */
  guint64         differs_at;      /* the first leaf whose hash is not that of "hashes", or that is one too many */
  guint64         misnumbered_at;  /* the first line whose index is not its place */
} CpxBundlePass;

#define CPX_BUNDLE_NOWHERE G_MAXUINT64

/* cpx-bundle-members.c */
gboolean       cpx_bundle_fail           (GError             **error,
                                          const char          *format,
                                          ...) G_GNUC_PRINTF (2, 3);
gboolean       cpx_bundle_read_members   (CpxBundleCheck      *self,
                                          GError             **error);
GBytes        *cpx_bundle_read_whole     (const char          *name,
                                          GInputStream        *stream,
                                          gsize                max_bytes,
                                          GCancellable        *cancellable,
                                          GError             **error);
gboolean       cpx_bundle_read_entries   (CpxBundleCheck      *self,
                                          CpxJsonTextFunc      func,
                                          gpointer             user_data,
                                          GError             **error);
gboolean       cpx_bundle_read_entry     (guint64              line,
                                          const char          *text,
                                          gsize                length,
                                          CpxBundleLine       *out_line,
                                          GError             **error);

/* cpx-bundle-faults.c */
gboolean       cpx_bundle_pass_read_hash (CpxBundlePass       *self,
                                          CpxMerkleHash       *out_hash,
                                          gboolean            *out_end,
                                          GError             **error);
gboolean       cpx_bundle_name_fault     (CpxBundlePass       *pass,
                                          GError             **error);

/* cpx-bundle-report.c */
void           cpx_bundle_report_take    (CpxBundleReport     *self,
                                          char                *sentence);
void           cpx_bundle_report_fault   (CpxBundleReport     *self,
                                          CpxLogFault          fault,
                                          guint64              first,
                                          guint64              last,
                                          gboolean             outside);

void           cpx_bundle_report_gap     (CpxBundleReport     *self,
                                          guint64              first,
                                          guint64              last);

/* cpx-bundle-details.c */
void           cpx_bundle_details_begin  (CpxBundleCheck      *self);
void           cpx_bundle_details_meet   (CpxBundleCheck      *self,
                                          const CpxBundleLine *line);
void           cpx_bundle_details_end    (CpxBundleCheck      *self);

/* cpx-bundle-remarks.c */
void           cpx_bundle_remarks_begin  (CpxBundleCheck      *self);
void           cpx_bundle_remarks_meet   (CpxBundleCheck      *self,
                                          const CpxBundleLine *line);
void           cpx_bundle_remarks_end    (CpxBundleCheck      *self);

/* cpx-bundle-pass.c */
CpxBundleClaim *cpx_bundle_find_claim       (CpxBundleCheck       *self,
                                             guint64               index);
void            cpx_bundle_hash_line        (const CpxBundleLine  *line,
                                             CpxMerkleHash        *out_hash);
void            cpx_bundle_meet_writer      (CpxBundleCheck       *self,
                                             const CpxBundleLine  *line);
gboolean        cpx_bundle_go_on            (CpxBundleCheck       *self,
                                             GError              **error);

void            cpx_bundle_pass_begin       (CpxBundlePass        *self,
                                             CpxBundleCheck       *check);
gboolean        cpx_bundle_pass_open_hashes (CpxBundlePass        *self,
                                             GError              **error);
void            cpx_bundle_pass_check_roots (CpxBundlePass        *self);
gboolean        cpx_bundle_pass_run         (CpxBundlePass        *self,
                                             CpxBundleCheck       *check,
                                             gboolean              against_hashes,
                                             GError              **error);
void            cpx_bundle_pass_clear       (CpxBundlePass        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxBundlePass, cpx_bundle_pass_clear)

G_END_DECLS
