/* cpx-ccam-code.h: the form of a code of the CCAM: four letters, three digits. What it means is coding/'s affair.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_CCAM_CODE_LENGTH 7

gboolean   cpx_ccam_code_is_valid    (const char *text);
char     **cpx_ccam_code_list        (const char *text);
char      *cpx_ccam_code_clean_list  (const char *text);

G_END_DECLS
