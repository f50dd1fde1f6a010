/* cpx-recovery-sheet.h: the sheet of paper that goes to the safe.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char              *cpx_recovery_sheet_dup_text  (const char *practice_name,
                                                 const char *code);
GtkPrintOperation *cpx_recovery_sheet_new_print (const char *practice_name,
                                                 const char *code);

G_END_DECLS
