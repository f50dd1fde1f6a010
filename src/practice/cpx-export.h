/* cpx-export.h: everything a practice owns, as an archive of JSON lines with their schema: data can leave.
 *
 *   manifest.json   what this is, and how many records of each kind
 *   schema.json     JSON Schema of each kind
 *   patient.jsonl   one record a line, "kind" and "id" first, in the order of ids; so for each kind
 *   changes.jsonl   on demand: every change ever made, which an import leaves alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

#define CPX_EXPORT_FORMAT  "chirurgieprox-export"
#define CPX_EXPORT_VERSION 1

gint64   cpx_practice_export     (CpxPractice    *practice,
                                  const char     *path,
                                  gboolean        with_changes,
                                  GCancellable   *cancellable,
                                  GError        **error);

gboolean cpx_export_covers       (const CpxKind  *kind);
char    *cpx_export_make_schema  (void);

G_END_DECLS
