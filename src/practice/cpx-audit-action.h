/* cpx-audit-action.h: what the audit log calls what people do, and the words for it: one table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a sentence names beside who did it. */
typedef enum
{
  CPX_AUDIT_TELLS_NOTHING,
  CPX_AUDIT_TELLS_FIELDS,   /* the fields that have another value now */
  CPX_AUDIT_TELLS_RECORD,   /* the line in lists of the record as it was written */
  CPX_AUDIT_TELLS_SUBJECT,  /* the line in lists of the record it is about */
  CPX_AUDIT_TELLS_MORE,     /* a text of the details, CpxAuditAction.key */
  CPX_AUDIT_TELLS_TIME,     /* microseconds of the details, CpxAuditAction.key */
} CpxAuditTelling;

/* One line of the table. */
typedef struct
{
  const char      *name;      /* "patient.opened" */
  const char      *label;     /* for filters; to be translated */
  const char      *sentence;  /* who did it is its first %s, what it tells its second; to be translated */
  CpxAuditTelling  tells;
  const char      *key;       /* (nullable) */
  gboolean         loud;      /* to be seen among others: whoever answers for the practice should ask about it */
} CpxAuditAction;

const CpxAuditAction *cpx_audit_action_list      (guint      *out_n_actions);
const CpxAuditAction *cpx_audit_action_find      (const char *name);
gboolean              cpx_audit_action_is_loud   (const char *name);
char                 *cpx_audit_action_dup_label (const char *name);
const char           *cpx_audit_action_get_verb  (guint       number);

G_END_DECLS
