/* cpx-note-versions.h: every wording an operative report ever had, from the change log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

#define CPX_NOTE_HASH_LENGTH 64

typedef struct
{
  guint    number;      /* from 1 */
  gint64   time_us;     /* when it was saved, as the post's clock said */
  char    *user_id;     /* (nullable) */
  char    *text;        /* what was done, in the words of that time */
  char    *reading;     /* what coding reads of it, see cpx_operative_note_dup_reading() */
  CpxRecord *record;    /* all of the report as it was until the next wording */
  char     hash[CPX_NOTE_HASH_LENGTH + 1];  /* of the reading */
} CpxNoteVersion;

void       cpx_note_hash                          (const char           *text,
                                                   char                  out_hash[CPX_NOTE_HASH_LENGTH + 1]);
GPtrArray *cpx_practice_list_note_versions        (CpxPractice          *practice,
                                                   const char           *note_id,
                                                   GError              **error);
void       cpx_practice_list_note_versions_async  (CpxPractice          *practice,
                                                   const char           *note_id,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GPtrArray *cpx_practice_list_note_versions_finish (CpxPractice          *practice,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
