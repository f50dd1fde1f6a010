/* cpx-audit-leaf.h: one entry of the audit log, format 1: the exact bytes that are hashed. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-role.h>

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPX_AUDIT_LEAF_FORMAT    1
#define CPX_AUDIT_LEAF_HASH_SIZE 32
#define CPX_AUDIT_LEAF_KEY_SIZE  32

#define CPX_AUDIT_LEAF_ERROR (cpx_audit_leaf_error_quark ())

typedef enum
{
  CPX_AUDIT_LEAF_ERROR_FORMAT,  /* the bytes are not a leaf of format 1 in canonical form */
  CPX_AUDIT_LEAF_ERROR_SEALED,  /* the key does not open the details, or they were altered */
} CpxAuditLeafError;

GQuark cpx_audit_leaf_error_quark (void);

/* Can the time be believed? */
typedef enum
{
  CPX_AUDIT_CLOCK_OK,    /* not before the entry that precedes on this device */
  CPX_AUDIT_CLOCK_BACK,  /* the clock was set back since */
} CpxAuditClock;

/* What an entry says in clear. The texts are borrowed. */
typedef struct
{
  gint64         time_us;     /* microseconds since the epoch, UTC, as the device's clock said */
  CpxAuditClock  clock;
  const char    *user_id;     /* (nullable): nobody had unlocked */
  CpxRoles       roles;       /* those the user had then */
  const char    *device_id;
  const char    *action;      /* "patient.edited" */
  const char    *kind;        /* (nullable): of the record */
  const char    *id;          /* (nullable): of the record */
  const char    *reason;      /* (nullable): what the user gave; in clear, so not the place for a patient's name */
  const char    *patient_id;  /* (nullable): whose key seals the details; without one, the practice's key does */
} CpxAuditEntry;

typedef struct _CpxAuditLeaf CpxAuditLeaf;

GBytes              *cpx_audit_leaf_print         (const CpxAuditEntry *entry,
                                                   const char          *details,
                                                   const guint8        *owner_key,
                                                   GError             **error);
void                 cpx_audit_leaf_hash          (const void          *leaf,
                                                   gsize                size,
                                                   guint8               out_hash[CPX_AUDIT_LEAF_HASH_SIZE]);

CpxAuditLeaf        *cpx_audit_leaf_parse         (GBytes              *bytes,
                                                   GError             **error);
CpxAuditLeaf        *cpx_audit_leaf_ref           (CpxAuditLeaf        *self);
void                 cpx_audit_leaf_unref         (CpxAuditLeaf        *self);
const CpxAuditEntry *cpx_audit_leaf_get_entry     (CpxAuditLeaf        *self);
gboolean             cpx_audit_leaf_has_details   (CpxAuditLeaf        *self);
void                 cpx_audit_leaf_derive_key    (CpxAuditLeaf        *self,
                                                   const guint8         owner_key[CPX_AUDIT_LEAF_KEY_SIZE],
                                                   guint8               out_key[CPX_AUDIT_LEAF_KEY_SIZE]);
char                *cpx_audit_leaf_open_details  (CpxAuditLeaf        *self,
                                                   const guint8         entry_key[CPX_AUDIT_LEAF_KEY_SIZE],
                                                   GError             **error);
gboolean             cpx_audit_leaf_check_details (CpxAuditLeaf        *self,
                                                   const guint8         entry_key[CPX_AUDIT_LEAF_KEY_SIZE],
                                                   const char          *details);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxAuditLeaf, cpx_audit_leaf_unref)

G_END_DECLS
