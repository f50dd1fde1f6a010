/* cpx-entrance.h: the two records that whoever comes in needs: the practice's, and their own. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice-private.h"

G_BEGIN_DECLS

typedef struct
{
  const char *path;
  const char *login;
  gboolean    damaged;  /* out: a bad page was met, and read around */
} CpxEntrance;

gpointer cpx_entrance_read_practice (CpxTxn    *txn,
                                     gpointer   data,
                                     GError   **error);
gpointer cpx_entrance_find_user     (CpxTxn    *txn,
                                     gpointer   data,
                                     GError   **error);

G_END_DECLS
