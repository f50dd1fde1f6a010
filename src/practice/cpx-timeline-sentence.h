/* cpx-timeline-sentence.h: an entry of the audit log, said to a person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-json.h>
#include <cpx-txn.h>

G_BEGIN_DECLS

/* What is known of one entry; all of it is lent. */
typedef struct
{
  const char *user_name;  /* (nullable): who */
  const char *action;     /* what the audit log calls it */
  const char *kind;       /* (nullable): of the record it is about */
  const char *subject;    /* (nullable): the line in lists of that record, as it is now */
  json_t     *details;    /* (nullable): what was sealed with it; NULL if it cannot be opened any more */
  CpxRecord  *partner;    /* (nullable): the practitioner that the record is about, for a correspondent */
} CpxSentenceFacts;

CpxRecord *cpx_timeline_sentence_find_partner (CpxTxn     *txn,
                                               const char *kind_name,
                                               json_t     *details);

char *cpx_timeline_sentence_tell (const CpxSentenceFacts *facts);
char *cpx_timeline_sentence_make (const char *user_name,
                                  const char *action,
                                  const char *kind_name,
                                  json_t     *details);

G_END_DECLS
