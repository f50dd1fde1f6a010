/* cpx-anchors.h: where the seals of this post are anchored outside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

typedef struct
{
  gint64    number;         /* what it is called on the command line */
  char     *kind;           /* (owned) */
  char     *kind_label;     /* (owned): for people */
  char     *target;         /* (owned) */
  char     *authority;      /* (owned) (nullable): what its certificate calls it */
  gboolean  is_current;     /* it has the last seal, or there is no seal yet */
  guint64   anchored_size;  /* how many entries the last seal is of that it has; 0: none */
  gint64    anchored_us;    /* the time it was given; 0: none */
  gint64    tried_us;       /* the last try; 0: none yet */
  gint64    due_us;         /* when it is tried again by itself; 0: at the next round */
  char     *problem;        /* (owned) (nullable): why the last try failed */
  char     *warning;        /* (owned) (nullable): why it is not outside enough */
  GArray   *receipts;       /* (owned) (element-type CpxAnchorReceiptLine): the newest first */
} CpxAnchor;

void              cpx_anchor_free                   (CpxAnchor            *self);

char             *cpx_anchor_dup_state              (const CpxAnchor      *self);
char             *cpx_anchor_read_certificates      (const char           *path,
                                                     GError              **error);
CpxReceipt       *cpx_practice_add_anchor           (CpxPractice          *practice,
                                                     const char           *kind,
                                                     const char           *target,
                                                     const char           *certificates,
                                                     GError              **error);
CpxReceipt       *cpx_practice_remove_anchor        (CpxPractice          *practice,
                                                     gint64                number,
                                                     GError              **error);
GPtrArray        *cpx_practice_list_anchors         (CpxPractice          *practice,
                                                     GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxAnchor, cpx_anchor_free)

G_END_DECLS
