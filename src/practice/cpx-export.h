/* cpx-export.h: everything a practice owns, as an archive of JSON lines with their schema: data can leave.
 *
 *   manifest.json   what this is, and how many records of each kind
 *   schema.json     JSON Schema of each kind
 *   patient.jsonl   one record a line, "kind" and "id" first, in the order of ids; so for each kind
 *   changes.jsonl   on demand: every change ever made, which an import leaves alone
 *   missing.jsonl   where a page of the vault is damaged: what could not leave, one "kind" and "id" a line; the
 *                   manifest then says "complete": false
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

#define CPX_EXPORT_FORMAT  "chirurgieprox-export"
#define CPX_EXPORT_VERSION 1

/* What an export does not hold, or does not say of itself. */
typedef struct
{
  GPtrArray *missing;   /* (element-type utf8): what lies on damaged pages: the label of its kind, and its id */
  gboolean   unnoted;   /* the audit log is damaged: that this left is not noted in it */
} CpxExportGaps;

gint64   cpx_practice_export     (CpxPractice     *practice,
                                  const char      *path,
                                  gboolean         with_changes,
                                  CpxExportGaps  **out_gaps,
                                  GCancellable    *cancellable,
                                  GError         **error);
void     cpx_export_gaps_free    (CpxExportGaps   *self);

gboolean cpx_export_covers       (const CpxKind   *kind);
char    *cpx_export_make_schema  (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxExportGaps, cpx_export_gaps_free)

G_END_DECLS
