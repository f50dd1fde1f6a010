/* cpx-vault-summary.h: what can be said of a vault: without a key, and what it holds once unlocked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

/* What anyone who has the file can read of it. */
typedef struct
{
  char        *id;              /* 32 hexadecimal digits */
  guint        format_version;
  const char  *cipher;
  guint        page_size;       /* bytes */
  guint64      n_pages;
  gboolean     header_damaged;  /* one of its two copies does not verify */
  char       **logins;
  gboolean     has_recovery;
} CpxVaultSummary;

/* How many records of one kind there are, archived ones included. */
typedef struct
{
  const CpxKind *kind;
  guint64        n_records;
} CpxKindCount;

typedef struct
{
  GArray  *kinds;            /* (element-type CpxKindCount) */
  guint64  n_changes;
  guint64  n_audit_entries;  /* of this device's log */
} CpxContentSummary;

CpxVaultSummary   *cpx_vault_summary_new        (const char         *path,
                                                 GError            **error);
void               cpx_vault_summary_free       (CpxVaultSummary    *self);
CpxContentSummary *cpx_practice_count_contents  (CpxPractice        *practice,
                                                 GError            **error);
void               cpx_content_summary_free     (CpxContentSummary  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxVaultSummary, cpx_vault_summary_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxContentSummary, cpx_content_summary_free)

G_END_DECLS
