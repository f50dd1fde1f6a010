/* cpx-record-row.h: one record of the practice as a line that opens into its form.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

/* How a kind of record is kept in the settings. */
typedef struct
{
  const CpxKind *kind;
  const int     *fields;          /* of the form, in order, closed by CPX_END_OF_FIELDS */
  int            archived_field;  /* -1: this kind is not archived */
  const char    *title;           /* N_(): of the group */
  const char    *description;     /* (nullable): N_() */
  const char    *add_label;       /* (nullable): N_(): the group adds no record by itself without it */
  const char    *new_title;       /* (nullable): N_(): of the line of a new record */
  const char    *empty;           /* N_(): what is said where there is none */

  /* Each may be NULL: the record's own line and nothing. */
  char        *(*make_title)      (CpxRecord *record);
  char        *(*make_subtitle)   (CpxRecord *record);
} CpxRecordGroupSpec;

#define CPX_TYPE_RECORD_ROW (cpx_record_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxRecordRow, cpx_record_row, CPX, RECORD_ROW, AdwExpanderRow)

GtkWidget  *cpx_record_row_new          (const CpxRecordGroupSpec *spec,
                                         CpxPractice              *practice,
                                         CpxRecord                *record);
CpxRecord  *cpx_record_row_get_record   (CpxRecordRow             *self);
void        cpx_record_row_set_record   (CpxRecordRow             *self,
                                         CpxRecord                *record);
void        cpx_record_row_set_choices  (CpxRecordRow             *self,
                                         GListModel               *choices);
void        cpx_record_row_open         (CpxRecordRow             *self);
gboolean    cpx_record_row_is_new       (CpxRecordRow             *self);
gboolean    cpx_record_row_is_archived  (CpxRecordRow             *self);
const char *cpx_record_row_get_sort_key (CpxRecordRow             *self);
gboolean    cpx_record_row_matches      (CpxRecordRow             *self,
                                         char                    **tokens);

G_END_DECLS
