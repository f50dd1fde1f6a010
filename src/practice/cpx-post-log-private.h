/* cpx-post-log-private.h: one post's log while it is verified.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-verify-log.h"

#include <cpx-audit-log.h>
#include <cpx-checkpoint.h>
#include <cpx-id.h>
#include <cpx-txn.h>

G_BEGIN_DECLS

typedef struct
{
  CpxCheckpoint  checkpoint;
  gboolean       is_outside;  /* not from the vault */
  gboolean       is_told;     /* no seal: what the log that follows says of this one */
} CpxPostSeal;

typedef struct
{
  CpxId           device;
  char            device_id[CPX_ID_TEXT_LENGTH + 1];
  char           *name;        /* (owned): of the post */
  char           *follows;     /* (owned) (nullable): what it says of the log that it follows (cpx-log-origin.c) */
  CpxNoteKey     *key;         /* (owned) (nullable): the one that is trusted; NULL: the vault knows none */
  GArray         *seals;       /* (owned) (element-type CpxPostSeal): by size, once expected */
  GArray         *kept_sizes;  /* (owned) (element-type guint64): of those in the vault, growing */
  guint           next_kept;
  CpxLogVerifier *verifier;    /* (owned) */
  guint64         n_total;
  guint64         next;
  gboolean        is_over;     /* what follows does not matter any more */
  guint64         left_size;   /* how many entries it had when it was left; 0 if it was not */
  gboolean        has_left_hash;
  CpxMerkleHash   left_hash;   /* of the last of them, if that is known */
  CpxLogVerdict   verdict;     /* what the verifier cannot know; in the end, what was found */
  CpxLogVerdict   filed;       /* what is wrong beside the leaves, and with the index; told if nothing else is */
  guint64         last_hlc;
  char           *sentence;    /* (owned) (nullable): what is wrong */
} CpxPostLog;

/* All its seals, or the last of them. */
CpxPostLog *cpx_post_log_read          (CpxTxn               *txn,
                                        const CpxId          *device,
                                        CpxNoteKey           *trusted,
                                        gboolean              all_seals,
                                        GError              **error);
void        cpx_post_log_free          (CpxPostLog           *self);
CpxPostLog *cpx_post_logs_find         (GPtrArray            *logs,
                                        const CpxId          *device);

CpxNoteKey *cpx_post_log_load_key      (CpxTxn               *txn,
                                        const char           *device_id,
                                        GError              **error);
gboolean    cpx_post_log_read_seal     (CpxSignedNote        *note,
                                        CpxNoteKey           *key,
                                        CpxCheckpoint        *out_checkpoint,
                                        GError              **error);
void        cpx_post_log_take_sentence (CpxPostLog           *self,
                                        char                 *sentence);
void        cpx_post_log_sort_seals    (CpxPostLog           *self);
void        cpx_post_log_expect_seals  (CpxPostLog           *self);
void        cpx_post_log_compare_seal  (CpxPostLog           *self,
                                        guint64               size,
                                        const void           *leaf,
                                        gsize                 leaf_size);
void        cpx_post_log_compare_left  (CpxPostLog           *self,
                                        guint64               size,
                                        const CpxMerkleHash  *kept_hash);
void        cpx_post_log_compare_columns
                                       (CpxPostLog           *self,
                                        const CpxAuditLogRow *row);
void        cpx_post_log_conclude      (CpxPostLog           *self);
void        cpx_post_log_expect_former (CpxPractice          *practice,
                                        GPtrArray            *logs,
                                        CpxLogReport         *report);
gboolean    cpx_post_log_expect_anchored
                                       (CpxPractice          *practice,
                                        GPtrArray            *logs,
                                        CpxLogReport         *report,
                                        GError              **error);
void        cpx_post_log_check_given_key
                                       (GPtrArray            *logs,
                                        CpxNoteKey           *key,
                                        CpxNoteKey           *own,
                                        CpxLogReport         *report);

G_END_DECLS
