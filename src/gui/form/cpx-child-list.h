/* cpx-child-list.h: a short list of records, each edited where it stands: allergies, contacts, rooms…
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record-list.h>

#include <adwaita.h>

G_BEGIN_DECLS

/* How a kind is shown as a list. The texts are N_(). */
typedef struct
{
  const CpxKind *kind;
  const char    *title;
  const char    *add_label;
  const char    *empty;       /* what is said when there is none */
  const int     *fields;         /* closed by CPX_END_OF_FIELDS */
  char        *(*describe) (CpxRecord *record);  /* (nullable): the line; else the kind's own summary */
  int            choices_field;  /* a reference among them; looked at only where choices are given */
  char        *(*describe_with) (CpxRecord *record,
                                 CpxRecord *choice);  /* (nullable): the line, once what the reference names is known */
} CpxChildStyle;

#define CPX_TYPE_CHILD_LIST (cpx_child_list_get_type ())
G_DECLARE_FINAL_TYPE (CpxChildList, cpx_child_list, CPX, CHILD_LIST, AdwPreferencesGroup)

CpxChildList *cpx_child_list_new          (CpxPractice         *practice,
                                           CpxRecordList       *records,
                                           const char          *patient_id,
                                           const CpxChildStyle *style,
                                           GListModel          *choices);
void          cpx_child_list_add          (CpxChildList        *self);

G_END_DECLS
