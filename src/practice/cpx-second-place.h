/* cpx-second-place.h: the last seal of this post's log, kept a second time where the vault is not: a USB stick, a
 * folder of another machine. What the log was is then known without the vault, so that a log cut short shows.
 *
 * Each post has two files there: its last seal, as `cpxctl audit verify --against` takes it, and the book of the codes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-audit-seal.h"
#include "cpx-receipt.h"

#include <cpx-log-verifier.h>
#include <cpx-signed-note.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_SECOND_PLACE_NONE,        /* nobody chose one */
  CPX_SECOND_PLACE_KEPT,        /* the last seal is there */
  CPX_SECOND_PLACE_AWAY,        /* not there now: a stick that is not plugged in; tried again later */
  CPX_SECOND_PLACE_FULL,        /* there, but not to be written */
  CPX_SECOND_PLACE_UNREADABLE,  /* what is there is no seal of this post; it is left as it is */
  CPX_SECOND_PLACE_AHEAD,       /* the seal there is of more, or of other entries than the log has; left as it is */
} CpxSecondPlaceState;

typedef struct
{
  char                *folder;    /* (owned) (nullable) */
  CpxSecondPlaceState  state;
  char                *sentence;  /* (owned): what to say of it */
  CpxLogVerdict        verdict;   /* if the seal there is ahead: what of the log it speaks against */
} CpxSecondPlaceReport;

void                  cpx_second_place_report_free     (CpxSecondPlaceReport  *self);

/* The files alone. */
char                 *cpx_second_place_dup_seal_path   (const char            *folder,
                                                        const char            *device_id);
char                 *cpx_second_place_dup_book_path   (const char            *folder,
                                                        const char            *device_id);
CpxSignedNote        *cpx_second_place_read            (const char            *folder,
                                                        const char            *device_id,
                                                        GError               **error);
gboolean              cpx_second_place_write           (const char            *folder,
                                                        const char            *device_id,
                                                        const CpxAuditSeal    *seal,
                                                        GError               **error);

/* With the practice. */
char                 *cpx_practice_load_second_place   (CpxPractice           *practice,
                                                        GError               **error);
CpxReceipt           *cpx_practice_set_second_place    (CpxPractice           *practice,
                                                        const char            *folder,
                                                        GError               **error);
CpxSecondPlaceReport *cpx_practice_keep_second_place   (CpxPractice           *practice,
                                                        GError               **error);

gboolean              cpx_practice_compare_second_place (CpxPractice          *practice,
                                                         CpxSecondPlaceReport **out_bad,
                                                         GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxSecondPlaceReport, cpx_second_place_report_free)

G_END_DECLS
