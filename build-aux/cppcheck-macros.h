/* cppcheck-macros.h: what cppcheck must know of the libraries' macros, since it reads none of their headers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define _(text) text
#define G_DEFINE_QUARK(name, prefix)
#define G_GNUC_PRINTF(format, first)
#define json_object_foreach(object, key, value) \
  for (key = next_key (object); key; key = next_key (object), value = get (object, key))
#define json_array_foreach(array, index, value) \
  for (index = 0; index < size (array) && (value = get (array, index)); index++)
