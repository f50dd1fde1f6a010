/* cpx-known-posts-private.h: is every post whose log is here one that the logs themselves tell of?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-id.h>
#include <cpx-txn.h>

G_BEGIN_DECLS

/* What is wrong with a post. */
typedef struct
{
  CpxId  device;    /* all zeros: there is no such post */
  char  *name;      /* (owned) (nullable) */
  char  *sentence;  /* (owned) (nullable): NULL if nothing is */
} CpxUnknownPost;

gboolean  cpx_unknown_post_find         (CpxTxn                *txn,
                                         const CpxId           *own,
                                         CpxUnknownPost        *out_post,
                                         GError               **error);
char     *cpx_unknown_post_dup_sentence (const CpxUnknownPost  *self,
                                         const CpxId           *own);
void      cpx_unknown_post_clear        (CpxUnknownPost        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxUnknownPost, cpx_unknown_post_clear)

G_END_DECLS
