/* cpx-nomenclatures.h: the versions of the CCAM that a practice has, and the one in force on a day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

#include <cpx-nomenclature.h>

G_BEGIN_DECLS

const char      *cpx_nomenclatures_get_hash                   (CpxNomenclature      *nomenclature);
CpxNomenclature *cpx_practice_open_nomenclature               (CpxPractice          *practice,
                                                               CpxDay                day,
                                                               GError              **error);
void             cpx_practice_open_nomenclature_async         (CpxPractice          *practice,
                                                               CpxDay                day,
                                                               GCancellable         *cancellable,
                                                               GAsyncReadyCallback   callback,
                                                               gpointer              user_data);
CpxNomenclature *cpx_practice_open_nomenclature_finish        (CpxPractice          *practice,
                                                               GAsyncResult         *result,
                                                               GError              **error);
CpxNomenclature *cpx_practice_load_nomenclature               (CpxPractice          *practice,
                                                               CpxRecord            *record,
                                                               GError              **error);
GPtrArray       *cpx_practice_list_nomenclatures              (CpxPractice          *practice,
                                                               GError              **error);
char           **cpx_practice_list_frequent_codes             (CpxPractice          *practice,
                                                               guint                 limit,
                                                               GError              **error);

G_END_DECLS
