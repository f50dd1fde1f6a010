/* cpx-record-name.h: the text by which a record is ordered in lists and found by search. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

G_BEGIN_DECLS

/* Three parts, each ended by a newline: the name, folded; the words of search, with spaces between; the keys of
 * duplicates, 8 hexadecimal digits each. The last two only for patients. A newline sorts before any character of a
 * folded name, so that the whole text sorts as its first part does. */
#define CPX_RECORD_NAME_KEY_LENGTH 8

gboolean cpx_record_name_is_kept     (const CpxKind *kind);
gboolean cpx_record_name_is_affected (CpxRecord     *before,
                                      CpxRecord     *after);
char    *cpx_record_name_make        (CpxRecord     *record);
char    *cpx_record_name_remake      (const char    *name,
                                      CpxRecord     *before,
                                      CpxRecord     *after);
guint32  cpx_record_name_hash        (const char    *key);

G_END_DECLS
