/* cpx-record-form.h: the rows of one record, made from what its kind declares, kept as one leaves them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-draft.h"

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_RECORD_FORM (cpx_record_form_get_type ())
G_DECLARE_FINAL_TYPE (CpxRecordForm, cpx_record_form, CPX, RECORD_FORM, GObject)

#define CPX_END_OF_FIELDS (-1)

typedef enum
{
  CPX_FORM_SAVES_WHEN_LEFT,   /* an existing record: each group is kept as one leaves it */
  CPX_FORM_SAVES_WHEN_ASKED,  /* a new one: kept by cpx_record_form_save() */
} CpxFormMode;

CpxRecordForm *cpx_record_form_new           (CpxPractice         *practice,
                                              CpxDraft            *draft,
                                              CpxFormMode          mode);
CpxDraft      *cpx_record_form_get_draft     (CpxRecordForm       *self);
void           cpx_record_form_set_choices   (CpxRecordForm       *self,
                                              const char          *target,
                                              GListModel          *choices);
void           cpx_record_form_fill_group    (CpxRecordForm       *self,
                                              AdwPreferencesGroup *group,
                                              const int           *fields);
void           cpx_record_form_fill_expander (CpxRecordForm       *self,
                                              AdwExpanderRow      *row,
                                              const int           *fields);
void           cpx_record_form_save          (CpxRecordForm       *self);
gboolean       cpx_record_form_is_saving     (CpxRecordForm       *self);
const char    *cpx_record_form_get_status    (CpxRecordForm       *self);
void           cpx_record_form_lock_field    (CpxRecordForm       *self,
                                              int                  field,
                                              gboolean             locked);
void           cpx_record_form_show_field    (CpxRecordForm       *self,
                                              int                  field,
                                              gboolean             shown);
void           cpx_record_form_focus_field   (CpxRecordForm       *self,
                                              int                  field);
void           cpx_record_form_enter_field   (CpxRecordForm       *self,
                                              int                  field);
void           cpx_record_form_focus_wrong   (CpxRecordForm       *self);

G_END_DECLS
