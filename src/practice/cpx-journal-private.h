/* cpx-journal-private.h: how a practice lends a journal to one deed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-file-number.h"
#include "cpx-journal.h"

G_BEGIN_DECLS

/* Lives on the stack of the writer thread, for one transaction. */
struct _CpxJournal
{
  CpxPractice   *practice;  /* (unowned) (nullable): NULL while it is being founded */
  CpxTxn        *txn;       /* (unowned) */
  CpxActor       actor;
  CpxFileNumber  file_number;
  gint64         back_us;   /* how far the clock went back before this transaction; 0: it did not */
  GHashTable    *known;     /* (owned) (nullable): ids of records that this transaction knows to be there → CpxKind */
};

G_END_DECLS
