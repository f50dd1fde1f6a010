/* cpx-ccam-code.c: HHFA016, and several of them in one line of text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-code.h"

#include <string.h>

#define SEPARATORS " ,;\t\r\n"

/**
 * cpx_ccam_code_is_valid:
 * @text: some text
 *
 * Returns: `TRUE` if it has the form of a code: four capital letters and three digits
 */
gboolean
cpx_ccam_code_is_valid (const char *text)
{
  if (strlen (text) != CPX_CCAM_CODE_LENGTH)
    return FALSE;
  for (int i = 0; i < CPX_CCAM_CODE_LENGTH; i++)
    {
      if (i < 4 ? !g_ascii_isupper (text[i]) : !g_ascii_isdigit (text[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_ccam_code_list:
 * @text: (nullable): codes with spaces, commas or semicolons between
 *
 * Returns: (transfer full): each of them, in their order
 */
char **
cpx_ccam_code_list (const char *text)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = g_strsplit_set (text != NULL ? text : "", SEPARATORS, -1);

  for (char **part = parts; *part != NULL; part++)
    {
      if (**part != '\0')
        g_strv_builder_add (builder, *part);
    }

  return g_strv_builder_end (builder);
}

/**
 * cpx_ccam_code_clean_list:
 * @text: codes as typed
 *
 * Returns: (transfer full): the same in capitals, one space between two; text that is no UTF-8 as it is
 */
char *
cpx_ccam_code_clean_list (const char *text)
{
  g_autofree char *capitals = NULL;
  g_auto(GStrv) codes = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup (text);
  capitals = g_utf8_strup (text, -1);
  codes = cpx_ccam_code_list (capitals);

  return g_strjoinv (" ", codes);
}
