/* cpx-ccam-text.h: amounts, days and links as the pages of the CCAM write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-nomenclature.h>

G_BEGIN_DECLS

/* What a link of a page leads to: "act:HMFC004", "menu:412", "day:2025-01-01". */
#define CPX_CCAM_LINK_ACT  "act"
#define CPX_CCAM_LINK_MENU "menu"
#define CPX_CCAM_LINK_DAY  "day"

char *cpx_ccam_text_dup_amount (int              cents);
char *cpx_ccam_text_dup_rate   (guint            thousandths);
char *cpx_ccam_text_dup_span   (CpxDaySpan       span);
char *cpx_ccam_text_dup_link   (const char      *scheme,
                                const char      *target,
                                const char      *text);
char *cpx_ccam_text_dup_act    (CpxNomenclature *nomenclature,
                                guint            act);
char *cpx_ccam_text_dup_path   (CpxNomenclature *nomenclature,
                                guint            menu);
char *cpx_ccam_text_dup_note   (CpxNomenclature *nomenclature,
                                guint            note);

G_END_DECLS
