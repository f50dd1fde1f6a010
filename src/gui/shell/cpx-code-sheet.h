/* cpx-code-sheet.h: a sheet of paper with a code on it: whose it is, the code in large letters, what it is for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Everything is borrowed. */
typedef struct
{
  const char *job_name;  /* in the list of what is printed */
  const char *title;
  const char *code;
  const char *text;
} CpxCodeSheet;

char              *cpx_code_sheet_dup_text  (const CpxCodeSheet *sheet);
GtkPrintOperation *cpx_code_sheet_new_print (const CpxCodeSheet *sheet);

G_END_DECLS
