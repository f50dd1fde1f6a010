/* cpx-file-check.h: a bundle or a proof that somebody sends, verified for a screen by the keys of the practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-screen-progress.h"

G_BEGIN_DECLS

typedef enum
{
  CPX_FILE_CHECK_BUNDLE,
  CPX_FILE_CHECK_ENTRY,   /* the proof of one entry */
  CPX_FILE_CHECK_GROWTH,  /* the proof that a log only grew */
} CpxFileCheckKind;

typedef struct
{
  CpxFileCheckKind  kind;
  gboolean          sound;        /* it agrees with itself, and with the key if that is the practice's */
  gboolean          is_own;       /* signed by the key of a post of this practice */
  char             *signer;       /* (owned) (nullable): its post's name if it is its own, else the name of the key */
  char             *fingerprint;  /* (owned) (nullable): of the key that it was verified with */
  gboolean          whole;        /* of a bundle: the whole log up to its seal */
  guint64           n_entries;    /* of a bundle: that it holds */
  guint64           n_unproved;   /* of a bundle: whose details are said to be erased, which nothing in it proves */
  guint64           index;        /* of an entry, from 0 */
  guint64           old_size;     /* of growth: from how many entries */
  guint64           size;         /* of growth: to how many */
  guint64           sealed_size;  /* how many entries the seal is of; 0: it has none */
  char             *code;         /* (owned) (nullable): the short code of that seal */
  char             *sentence;     /* (owned) (nullable): what is wrong and where; NULL if it is sound */
  char             *remark;       /* (owned) (nullable): of a bundle: what beside the entries is not as it was made */
} CpxFileCheck;

void          cpx_file_check_free              (CpxFileCheck           *self);

void          cpx_practice_check_file_async    (CpxPractice            *practice,
                                                const char             *path,
                                                CpxScreenProgress      *progress,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
CpxFileCheck *cpx_practice_check_file_finish   (CpxPractice            *practice,
                                                GAsyncResult           *result,
                                                GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxFileCheck, cpx_file_check_free)

G_END_DECLS
