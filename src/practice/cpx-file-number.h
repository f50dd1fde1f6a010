/* cpx-file-number.h: the number of the next patient file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-txn.h>

G_BEGIN_DECLS

/* The count of one transaction: read once, written once. All zeros to begin with. */
typedef struct
{
  int      year;      /* 0: not read yet */
  guint64  count;     /* the last number given this year */
  guint64  next_count;  /* of next year, seen on what was brought along; 0: none */
  gboolean changed;
} CpxFileNumber;

char     *cpx_file_number_next (CpxFileNumber  *self,
                                CpxTxn         *txn,
                                GError        **error);
gboolean  cpx_file_number_see  (CpxFileNumber  *self,
                                CpxTxn         *txn,
                                const char     *file_number,
                                GError        **error);
gboolean  cpx_file_number_keep (CpxFileNumber  *self,
                                CpxTxn         *txn,
                                GError        **error);

G_END_DECLS
