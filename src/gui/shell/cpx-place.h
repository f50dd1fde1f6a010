/* cpx-place.h: where somebody was when the practice was locked: names and ids, nothing of a patient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *user_id;        /* who was there */
  char *page;           /* the name of the page on the screen */
  char *patient_id;     /* (nullable): the file open on it */
  char *tab;            /* (nullable): the tab of the file */
  char *operation_id;   /* (nullable): the operation open in the tab, or on the page of codings */
} CpxPlace;

CpxPlace *cpx_place_new        (const char         *user_id,
                                const char         *page);
void      cpx_place_free       (CpxPlace           *self);
gboolean  cpx_place_leads_back (const CpxPlace     *self,
                                const char         *user_id,
                                const char * const *pages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxPlace, cpx_place_free)

G_END_DECLS
