/* cpx-log-entry.h: one entry of the audit log, as it is shown. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-json.h>
#include <cpx-role.h>

#include <glib-object.h>

G_BEGIN_DECLS

#define CPX_TYPE_LOG_ENTRY (cpx_log_entry_get_type ())
G_DECLARE_FINAL_TYPE (CpxLogEntry, cpx_log_entry, CPX, LOG_ENTRY, GObject)

#define CPX_LOG_HASH_SIZE 32

/* What became of the details. */
typedef enum
{
  CPX_LOG_DETAILS_NONE,        /* there never were any */
  CPX_LOG_DETAILS_OPEN,
  CPX_LOG_DETAILS_ERASED,      /* the patient's key was destroyed */
  CPX_LOG_DETAILS_WITHHELD,    /* of a patient's file, which the user may not read */
  CPX_LOG_DETAILS_UNREADABLE,  /* damaged or altered; or the whole entry is, or is missing */
} CpxLogDetails;

/* What an entry is made of. Strings belong to the caller. */
typedef struct
{
  gint64         place;         /* among the logs of all posts */
  guint64        index;         /* in the log of its post, from 0 */
  gint64         time_us;       /* microseconds since the epoch, UTC, as the post's clock said; 0: unreadable */
  gboolean       clock_back;    /* the clock was set back before this entry */
  const char    *user_id;       /* (nullable): nobody had unlocked */
  const char    *user_name;     /* (nullable) */
  CpxRoles       roles;         /* those the user had then */
  const char    *device_id;     /* (nullable) */
  const char    *device_name;   /* (nullable) */
  const char    *action;        /* (nullable): "patient.edited"; NULL: unreadable */
  const char    *kind;          /* (nullable): of the record */
  const char    *record_id;     /* (nullable) */
  const char    *patient_id;    /* (nullable) */
  const char    *patient_name;  /* (nullable): unknown, erased, or the user may not read files */
  const char    *reason;        /* (nullable): what the user gave, in clear */
  const char    *sentence;      /* who did what */
  CpxLogDetails  details_state;
  json_t        *details;       /* (nullable): opened */
  gint64         erased_us;     /* 0: not erased */
  const char    *legal_basis;   /* (nullable): of the erasure */
  GBytes        *leaf;          /* (nullable): the bytes that are hashed */
  const guint8  *hash;          /* (nullable): CPX_LOG_HASH_SIZE bytes, as they are kept */
} CpxLogFacts;

CpxLogEntry   *cpx_log_entry_new       (const CpxLogFacts *facts);
/* The texts live as long as the entry. */
const CpxLogFacts *cpx_log_entry_get   (CpxLogEntry       *self);
char          *cpx_log_entry_dup_hash  (CpxLogEntry       *self);
gboolean       cpx_log_entry_says      (CpxLogEntry       *self,
                                        const char *const *words);

G_END_DECLS
