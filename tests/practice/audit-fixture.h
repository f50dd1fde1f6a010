/* audit-fixture.h: entries of the audit log, opened, for tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice-fixture.h"

#include <cpx-audit-leaf.h>
#include <cpx-json.h>

typedef struct
{
  CpxAuditLeaf        *leaf;     /* (owned) */
  const CpxAuditEntry *entry;    /* lent by the leaf */
  json_t              *details;  /* (owned) (nullable) */
} AuditedEntry;

AuditedEntry *audit_fixture_read      (PracticeFixture *self,
                                       guint64          index);
void          audit_fixture_free      (AuditedEntry    *entry);
char         *audit_fixture_list_from (PracticeFixture *self,
                                       guint64          from);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuditedEntry, audit_fixture_free)
