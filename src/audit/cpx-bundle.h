/* cpx-bundle.h: entries of one log with all that proves them: the members of an archive that anyone verifies.
 *
 *   LISEZMOI.txt          what this is and how to verify it with other tools
 *   keys                  verifier keys (c2sp.org/signed-note), one a line: they vouch for nothing by being here
 *   checkpoint            a signed checkpoint of the log (c2sp.org/tlog-checkpoint)
 *   seals/SIZE            of a whole log: the checkpoints that were signed before
 *   entries.jsonl         one entry a line: its index from 0, its leaf in base64, and by choice the opening
 *                         of its details
 *   hashes                of a whole log: the hash of each leaf, 32 bytes each
 *   proofs/N.tlog-proof   of the entries asked for (c2sp.org/tlog-proof@v1)
 *
 * Who alters entries.jsonl is found out by the checkpoint; the hashes and the seals, which come to the same roots, tell
 * where. Members may stand in any order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-audit-leaf.h"

#include <jansson.h>

G_BEGIN_DECLS

#define CPX_BUNDLE_ERROR (cpx_bundle_error_quark ())

typedef enum
{
  CPX_BUNDLE_ERROR_FORMAT,   /* not a bundle, or a member of it cannot be read */
  CPX_BUNDLE_ERROR_COMPARE,  /* the bundle does not hold what it takes to compare it */
} CpxBundleError;

GQuark cpx_bundle_error_quark (void);

typedef enum
{
  CPX_BUNDLE_README,
  CPX_BUNDLE_KEYS,
  CPX_BUNDLE_CHECKPOINT,
  CPX_BUNDLE_ENTRIES,
  CPX_BUNDLE_HASHES,
  CPX_BUNDLE_SEAL,     /* numbered by how many entries it is of */
  CPX_BUNDLE_PROOF,    /* numbered by its entry */
} CpxBundleMember;

/* One line of entries.jsonl. What is borrowed when it is written is owned when it was read. */
typedef struct
{
  guint64     index;         /* in the log, from 0 */
  GBytes     *leaf;
  char       *details;       /* (nullable): opened, with @key; canonical JSON */
  guint8      key[CPX_AUDIT_LEAF_KEY_SIZE];
  char       *erased_on;     /* (nullable): an instant in ISO 8601: the key is gone, nobody opens the details again */
  char       *erased_basis;  /* (nullable): the legal basis of that */
} CpxBundleLine;

char          *cpx_bundle_dup_name     (CpxBundleMember       member,
                                        guint64               number);
gboolean       cpx_bundle_parse_name   (const char           *name,
                                        CpxBundleMember      *out_member,
                                        guint64              *out_number);

void           cpx_bundle_append_line  (const CpxBundleLine  *line,
                                        GString              *out);
gboolean       cpx_bundle_read_plain_line
                                       (const char           *text,
                                        gsize                 length,
                                        CpxBundleLine        *out_line);
gboolean       cpx_bundle_read_line    (json_t               *object,
                                        CpxBundleLine        *out_line);
void           cpx_bundle_line_clear   (CpxBundleLine        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxBundleLine, cpx_bundle_line_clear)

G_END_DECLS
