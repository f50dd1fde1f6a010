/* cpx-search-lead.h: the patients whose name, as lists show it, begins with something that was typed. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-patient-base.h"

G_BEGIN_DECLS

gboolean      cpx_search_lead_has  (GPtrArray            *groups,
                                    const char           *name,
                                    CpxSearchMatch        match);
CpxPatientSet cpx_search_lead_take (GPtrArray            *groups,
                                    const CpxPatientBase *base,
                                    CpxSearchMatch        match,
                                    CpxPatientSet         found);

G_END_DECLS
