/* cpx-proof-verifier.h: does a file prove what it says, of one entry or of the growth of a log? Needs no store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-bundle.h"
#include "cpx-signed-note.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean    sound;
  gboolean    trusted;      /* what it comes to is signed by the key that was given */
  gboolean    is_growth;    /* else of one entry */
  guint64     index;        /* of an entry: which, from 0 */
  GBytes     *leaf;         /* (owned) (nullable): of an entry: the one that is proved */
  guint64     old_size;     /* of growth: from how many entries */
  guint64     size;         /* of growth: to how many */
  guint64     sealed_size;  /* entries of the seal that it comes to; 0 if it has none */
  guint       n_outside;    /* seals from outside that agree with it */
  CpxNoteKey *key;          /* (owned) (nullable): that was given */
  char       *code;         /* (owned) (nullable): the short code of the seal that it comes to */
  char       *sentence;     /* (owned) (nullable): what is wrong, NULL if it is sound */
} CpxProofReport;

CpxProofReport *cpx_proof_verify      (const char      *bytes,
                                       gsize            size,
                                       GBytes          *leaf,
                                       CpxNoteKey      *key,
                                       GPtrArray       *outside,
                                       GError         **error);
void            cpx_proof_report_free (CpxProofReport  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxProofReport, cpx_proof_report_free)

G_END_DECLS
