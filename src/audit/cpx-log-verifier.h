/* cpx-log-verifier.h: goes through a whole log once, in its order, and names the first entry that is not what it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-merkle.h"

G_BEGIN_DECLS

typedef enum
{
  CPX_LOG_FAULT_NONE,
  CPX_LOG_FAULT_CHANGED,    /* an entry is not the one that was hashed */
  CPX_LOG_FAULT_REMOVED,
  CPX_LOG_FAULT_INSERTED,
  CPX_LOG_FAULT_REORDERED,
  CPX_LOG_FAULT_TRUNCATED,  /* a checkpoint is of more entries than there are: some of these are missing */
  CPX_LOG_FAULT_ALTERED,    /* one of these, which one the log does not tell any more */
  CPX_LOG_FAULT_HASHES,     /* the hashes kept of the entries are not theirs; what was signed is not contradicted */
  CPX_LOG_FAULT_UNREADABLE, /* who keeps the entries cannot read them; no verifier says so, nor the next four */
  CPX_LOG_FAULT_MISFILED,   /* kept as of another patient or record than the entry says */
  CPX_LOG_FAULT_MISTIMED,   /* kept with a logical time that is not after that of the entry before */
  CPX_LOG_FAULT_UNINDEXED,  /* not found where the index should have it */
  CPX_LOG_FAULT_FOREIGN,    /* kept in the log of another post than the one that it says wrote it */
  CPX_LOG_FAULT_UNPROVED,   /* of a bundle: an entry without its proof, which says nothing of the log */
  CPX_LOG_FAULT_MISSING,    /* of a bundle: a proof without its entry */
} CpxLogFault;

/* The first fault of a log, and the entries, from 0, among which it is. */
typedef struct
{
  CpxLogFault  fault;
  guint64      first;
  guint64      last;
} CpxLogVerdict;

typedef struct _CpxLogVerifier CpxLogVerifier;

CpxLogVerifier *cpx_log_verifier_new          (void);
void            cpx_log_verifier_free         (CpxLogVerifier       *self);

void            cpx_log_verifier_expect_root  (CpxLogVerifier       *self,
                                               guint64               size,
                                               const CpxMerkleHash  *root);
void            cpx_log_verifier_expect_outside_root
                                              (CpxLogVerifier       *self,
                                               guint64               size,
                                               const CpxMerkleHash  *root);
void            cpx_log_verifier_expect_tile  (CpxLogVerifier       *self,
                                               const CpxMerkleHash  *node);
void            cpx_log_verifier_expect_node  (CpxLogVerifier       *self,
                                               guint                 level,
                                               const CpxMerkleHash  *node);
gboolean        cpx_log_verifier_add          (CpxLogVerifier       *self,
                                               guint64               index,
                                               const void           *leaf,
                                               gsize                 size,
                                               const CpxMerkleHash  *kept_hash);
void            cpx_log_verifier_end          (CpxLogVerifier       *self);

CpxLogVerdict   cpx_log_verifier_get_verdict  (CpxLogVerifier       *self);
guint64         cpx_log_verifier_get_size     (CpxLogVerifier       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLogVerifier, cpx_log_verifier_free)

G_END_DECLS
