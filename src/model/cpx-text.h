/* cpx-text.h: what a text field takes, and the form it is kept in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_TEXT_OK,
  CPX_TEXT_NOT_UTF8,
  CPX_TEXT_CONTROL,   /* a control character; in text of several lines, newlines and tabs are none */
  CPX_TEXT_LINES,     /* a line separator in text of one line */
  CPX_TEXT_TOO_LONG,
} CpxTextFault;

char         *cpx_text_clean      (const char *text,
                                   gboolean    several_lines);
char         *cpx_text_squeeze    (const char *text);
char         *cpx_text_shorten    (const char *text);
void          cpx_text_add_part   (GString    *line,
                                   const char *part);
CpxTextFault  cpx_text_find_fault (const char *text,
                                   gboolean    several_lines,
                                   guint       max_length,
                                   guint      *out_position);

G_END_DECLS
