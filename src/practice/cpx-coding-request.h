/* cpx-coding-request.h: what a person decides about the acts of one operation: read, changed, then saved as a whole.
 *
 * It holds the records as they were read, so that saving notices what others did meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

#include <cpx-coding-draft.h>
#include <cpx-nomenclature.h>
#include <cpx-rule-finding.h>

G_BEGIN_DECLS

/* What the act says beside the line of the draft: where it came from, and why it is another one than proposed. */
typedef struct
{
  CpxRecord *act;            /* (nullable): the act as it was read; NULL for a line that is new */
  char      *source;         /* (nullable): a token of the act's kind */
  char      *proposed_code;  /* (nullable): nothing was proposed for it */
  char      *motive;         /* (nullable): a token of the act's kind */
  char      *reason;         /* (nullable) */
} CpxActChoice;

CpxActChoice     *cpx_act_choice_new              (const char        *source,
                                                   const char        *proposed_code,
                                                   const char        *motive,
                                                   const char        *reason);
void              cpx_act_choice_free             (CpxActChoice      *self);

typedef struct _CpxCodingRequest CpxCodingRequest;

struct _CpxCodingRequest
{
  CpxRecord      *intervention;     /* (owned): as it was read */
  CpxRecord      *coding;           /* (owned) (nullable): as it was read; NULL if nobody began */
  GPtrArray      *acts;             /* (owned) (element-type CpxRecord): as they were read, by position */
  char           *practitioner_id;  /* (owned): for whom it is coded */
  CpxCodingDraft *draft;            /* (owned): circumstances and lines */
  GPtrArray      *choices;          /* (owned) (element-type CpxActChoice): one a line of the draft */
  char           *note_id;          /* (owned) (nullable): the report that was read */
  char           *note_hash;        /* (owned) (nullable): and in which wording */
  json_t         *suggestions;      /* (owned) (nullable): an array, as shown */
  json_t         *overrides;        /* (owned): an array of { "rule", "codes", "motive", "reason" } */
  CpxNomenclature *nomenclature;    /* (owned) (nullable): what it is checked and priced with */
  char           *nomenclature_hash; /* (owned) (nullable): of its bytes */
  CpxCodingRequest *begun;          /* (owned) (nullable): what the user chose once and did not record */
  gboolean        begun_over_others; /* ... laid over what somebody else recorded since */
  gboolean        takes_begun;      /* recording it is recording what its author had begun, which is forgotten then */
};

CpxCodingRequest *cpx_coding_request_copy         (CpxCodingRequest      *self);
void              cpx_coding_request_free         (CpxCodingRequest      *self);

void              cpx_coding_request_set_context  (CpxCodingRequest      *self,
                                                   const CpxCodingContext *context);
void              cpx_coding_request_add_line     (CpxCodingRequest      *self,
                                                   const CpxCodingLine   *line,
                                                   CpxActChoice          *choice);
void              cpx_coding_request_set_line     (CpxCodingRequest      *self,
                                                   guint                  position,
                                                   const CpxCodingLine   *line);
void              cpx_coding_request_remove_line  (CpxCodingRequest      *self,
                                                   guint                  position);
int               cpx_coding_request_find_act     (CpxCodingRequest      *self,
                                                   const char            *act_id);
void              cpx_coding_request_set_note     (CpxCodingRequest      *self,
                                                   CpxRecord             *note);
void              cpx_coding_request_set_nomenclature (CpxCodingRequest  *self,
                                                       CpxNomenclature   *nomenclature,
                                                       const char        *hash);
void              cpx_coding_request_set_override (CpxCodingRequest      *self,
                                                   const char            *rule,
                                                   const char            *reason);
const char       *cpx_coding_request_get_override (CpxCodingRequest      *self,
                                                   const char            *rule);
void              cpx_coding_request_forget_overrides (CpxCodingRequest  *self,
                                                   guint                  position);
void              cpx_coding_request_make_room (CpxCodingRequest      *self,
                                                guint                  position);
void              cpx_coding_request_justify      (CpxCodingRequest      *self,
                                                   const CpxRuleFinding  *finding,
                                                   const char            *motive,
                                                   const char            *reason);
const char       *cpx_coding_request_get_motive   (CpxCodingRequest      *self,
                                                   const CpxRuleFinding  *finding);
const char       *cpx_coding_request_get_justification (CpxCodingRequest     *self,
                                                        const CpxRuleFinding *finding);
gboolean          cpx_coding_request_may_change   (CpxCodingRequest      *self);

CpxCodingRequest *cpx_practice_load_coding        (CpxPractice           *practice,
                                                   const char            *intervention_id,
                                                   const char            *practitioner_id,
                                                   GError               **error);
void              cpx_practice_load_coding_async  (CpxPractice           *practice,
                                                   const char            *intervention_id,
                                                   const char            *practitioner_id,
                                                   GCancellable          *cancellable,
                                                   GAsyncReadyCallback    callback,
                                                   gpointer               user_data);
CpxCodingRequest *cpx_practice_load_coding_finish (CpxPractice           *practice,
                                                   GAsyncResult          *result,
                                                   GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxActChoice, cpx_act_choice_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxCodingRequest, cpx_coding_request_free)

G_END_DECLS
