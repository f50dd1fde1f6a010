/* cpx-export-proof.h: the proof of one entry of the audit log leaves as a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

/* Which entry, and where to; borrowed for the call, copied by the asynchronous one. */
typedef struct
{
  const char *device_id;  /* whose log it is in */
  guint64     index;      /* from 0 */
  const char *path;       /* of the file; it appears once it is whole */
  gboolean    replace;    /* it may exist already */
} CpxProofExport;

gboolean cpx_practice_export_proof        (CpxPractice           *practice,
                                           const CpxProofExport  *export,
                                           GError               **error);
void     cpx_practice_export_proof_async  (CpxPractice           *practice,
                                           const CpxProofExport  *export,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
gboolean cpx_practice_export_proof_finish (CpxPractice           *practice,
                                           GAsyncResult          *result,
                                           GError               **error);

G_END_DECLS
