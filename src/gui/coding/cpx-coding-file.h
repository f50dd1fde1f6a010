/* cpx-coding-file.h: what is read beside the coding of an operation: its patient, its surgeon, its report.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-code-advisor.h"

#include <cpx-coding-request.h>

G_BEGIN_DECLS

#define CPX_TYPE_CODING_FILE (cpx_coding_file_get_type ())
G_DECLARE_FINAL_TYPE (CpxCodingFile, cpx_coding_file, CPX, CODING_FILE, GObject)

CpxCodingFile *cpx_coding_file_new         (CpxPractice      *practice,
                                            CpxCodingRequest *request);
void           cpx_coding_file_stop        (CpxCodingFile    *self);
CpxRecord     *cpx_coding_file_get_patient (CpxCodingFile    *self);
CpxRecord     *cpx_coding_file_get_surgeon (CpxCodingFile    *self);
CpxRecord     *cpx_coding_file_get_note    (CpxCodingFile    *self);
const char    *cpx_coding_file_get_reading (CpxCodingFile    *self);
gboolean       cpx_coding_file_is_loaded   (CpxCodingFile    *self);
CpxCodeQuestion cpx_coding_file_make_question (CpxCodingFile    *self,
                                               CpxCodingRequest *request,
                                               const char       *title);

const char    *cpx_coding_file_choose_text (const char       *reading,
                                            CpxCodingRequest *request,
                                            const char       *title);
void           cpx_coding_file_read_changes (const char      *intervention_id,
                                             GPtrArray       *changes,
                                             gboolean        *out_mine,
                                             gboolean        *out_ccam);

G_END_DECLS
