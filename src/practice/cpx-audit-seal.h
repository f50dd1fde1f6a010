/* cpx-audit-seal.h: what this post's log is at one instant, signed: a checkpoint anyone can verify.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

#include <cpx-note-key.h>

G_BEGIN_DECLS

/* Why a seal is set; in the entry that it leaves. */
typedef enum
{
  CPX_SEAL_ASKED,
  CPX_SEAL_CLOSING,
  CPX_SEAL_MIDNIGHT,
} CpxSealOccasion;

typedef struct
{
  guint64  size;     /* how many entries it is of */
  gint64   made_us;  /* microseconds since the epoch, UTC */
  char    *note;     /* (owned): the signed note */
  char    *code;     /* (owned): short enough to be written by hand in a book */
} CpxAuditSeal;

void          cpx_audit_seal_free         (CpxAuditSeal     *self);

CpxAuditSeal *cpx_practice_seal_log       (CpxPractice      *practice,
                                           CpxSealOccasion   occasion,
                                           GError          **error);
gboolean      cpx_practice_seal_day       (CpxPractice      *practice,
                                           gboolean         *out_sealed,
                                           GError          **error);
CpxAuditSeal *cpx_practice_find_last_seal (CpxPractice      *practice,
                                           GError          **error);
CpxNoteKey   *cpx_practice_load_log_key   (CpxPractice      *practice,
                                           GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxAuditSeal, cpx_audit_seal_free)

G_END_DECLS
