/* cpx-act-ages.h: the ages of patients that the label of an act names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In years, both inclusive. */
typedef struct
{
  int from;
  int to;
} CpxActAges;

CpxActAges cpx_act_ages_read    (const char       *label);
gboolean   cpx_act_ages_are_any (const CpxActAges *self);
gboolean   cpx_act_ages_hold    (const CpxActAges *self,
                                 int               age_years);

G_END_DECLS
