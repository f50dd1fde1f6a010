/* cpx-bundle-verifier.h: is a bundle what was sealed? Needs no store, no passphrase, and little memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-bundle.h"
#include "cpx-log-verifier.h"
#include "cpx-signed-note.h"

G_BEGIN_DECLS

/* Given a member of an archive; the stream is lent for the call. */
typedef gboolean (*CpxBundleMemberFunc) (const char    *name,
                                         GInputStream  *stream,
                                         gpointer       user_data,
                                         GError       **error);

/* An archive to read, more than once, and two members at a time. */
typedef struct
{
  gboolean      (*walk) (gpointer              archive,
                         CpxBundleMemberFunc   func,
                         gpointer              user_data,
                         GError              **error);
  GInputStream *(*open) (gpointer              archive,
                         const char           *name,
                         GError              **error);
} CpxBundleSource;

typedef struct
{
  gboolean       sound;
  gboolean       trusted;    /* the key was given, not only found in the bundle */
  gboolean       whole;      /* the whole log; else a selection, each entry with its proof */
  guint64        n_entries;  /* in the bundle */
  guint64        size;       /* entries that the checkpoint is of */
  guint64        n_proofs;
  guint64        n_opened;   /* entries whose details are opened, and are those that were sealed */
  guint64        n_sealed;   /* whose details stay sealed */
  guint64        n_erased;   /* whose details are erased: the erasure is an entry of the bundle */
  guint64        n_said_erased;  /* whose details are said to be erased, without that entry: nothing proves it */
  guint          n_outside;  /* seals from outside that it was compared with */
  CpxNoteKey    *key;        /* (owned) (nullable): that the checkpoint was verified with */
  char          *code;       /* (owned) (nullable): the checkpoint's short code */
  CpxLogVerdict  verdict;    /* the first fault of the entries */
  char          *sentence;   /* (owned) (nullable): what is wrong, NULL if it is sound */
  char          *remark;     /* (owned) (nullable): what beside the entries lacks or is not as it was written */
} CpxBundleReport;

/* Called from time to time on the thread that verifies. */
typedef void (*CpxBundleProgress) (guint64   n_done,
                                   guint64   n_entries,
                                   gpointer  user_data);

CpxBundleReport *cpx_bundle_verify      (const CpxBundleSource  *source,
                                         gpointer                archive,
                                         CpxNoteKey             *key,
                                         GPtrArray              *outside,
                                         CpxBundleProgress       progress,
                                         gpointer                user_data,
                                         GCancellable           *cancellable,
                                         GError                **error);
void             cpx_bundle_report_free (CpxBundleReport        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxBundleReport, cpx_bundle_report_free)

G_END_DECLS
