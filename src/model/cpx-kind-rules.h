/* cpx-kind-rules.h: fields and rules that several kinds share. For the files of this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

/* What every child of a patient begins with. */
#define CPX_PATIENT_FIELD \
  { "patient", N_("Patient"), CPX_FIELD_REFERENCE, CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED | CPX_FIELD_READ_ONLY, \
    .target = "patient" }

#define CPX_ADDRESS_FIELDS \
  { "address_line_1", N_("Address"), CPX_FIELD_TEXT }, \
  { "address_line_2", N_("Address (continued)"), CPX_FIELD_TEXT }, \
  { "postal_code", N_("Postal code"), CPX_FIELD_TEXT, .max_length = 12 }, \
  { "city", N_("City"), CPX_FIELD_TEXT }

#define CPX_NOTES_FIELD { "notes", N_("Remarks"), CPX_FIELD_LONG_TEXT }

void cpx_rule_add         (CpxRecord       *record,
                           GPtrArray       *findings,
                           CpxFindingLevel  level,
                           int              field,
                           const char      *rule,
                           const char      *format,
                           ...) G_GNUC_PRINTF (6, 7);
void cpx_rule_check_phone (CpxRecord       *record,
                           GPtrArray       *findings,
                           int              field);
void cpx_rule_check_email (CpxRecord       *record,
                           GPtrArray       *findings,
                           int              field);
void cpx_rule_check_nir   (CpxRecord       *record,
                           GPtrArray       *findings,
                           int              field);
void cpx_rule_check_rpps  (CpxRecord       *record,
                           GPtrArray       *findings,
                           int              field);
void cpx_rule_check_code  (CpxRecord       *record,
                           GPtrArray       *findings,
                           int              field,
                           guint            length);
void cpx_rule_check_order (CpxRecord       *record,
                           GPtrArray       *findings,
                           int              from,
                           int              to);
void cpx_rule_check_time  (CpxRecord       *record,
                           GPtrArray       *findings,
                           int              field);
void cpx_rule_check_full_date  (CpxRecord  *record,
                                GPtrArray  *findings,
                                int         field);
void cpx_rule_check_not_future (CpxRecord  *record,
                                GPtrArray  *findings,
                                int         field);
void cpx_rule_check_ccam_code  (CpxRecord  *record,
                                GPtrArray  *findings,
                                int         field);
void cpx_rule_check_ccam_codes (CpxRecord  *record,
                                GPtrArray  *findings,
                                int         field);
char *cpx_rule_clean_time (const char      *text);
char *cpx_rule_join       (CpxRecord       *record,
                           int              first_field,
                           ...);

G_END_DECLS
