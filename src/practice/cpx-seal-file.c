/* cpx-seal-file.c: what a seal is called as a file outside the vault, and whose seal a file of such a name is.
 *
 *   chirurgieprox-<post>.sceau             the last seal of a post, written over by the next (cpx-second-place.c)
 *   chirurgieprox-<post>-<entries>.sceau   one seal, never written again (cpx-anchor-folder.c)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-seal-file.h"

#include <string.h>

#define PREFIX "chirurgieprox-"
#define SUFFIX ".sceau"

/**
 * cpx_seal_file_make_name:
 * @device_id: a post
 * @size: how many entries the seal is of; 0: whichever is the last
 *
 * Returns: (transfer full): the name of its file, without a folder
 */
char *
cpx_seal_file_make_name (const char *device_id,
                         guint64     size)
{
  if (size == 0)
    return g_strconcat (PREFIX, device_id, SUFFIX, NULL);

  return g_strdup_printf ("%s%s-%" G_GUINT64_FORMAT "%s", PREFIX, device_id, size, SUFFIX);
}

/**
 * cpx_seal_file_parse_name:
 * @name: the name of a file, without its folder
 * @out_device: (out): the post
 * @out_is_last: (out): it is that of the last seal, not of one of so many entries
 *
 * Returns: `FALSE` if it is the name of no seal
 */
gboolean
cpx_seal_file_parse_name (const char *name,
                          CpxId      *out_device,
                          gboolean   *out_is_last)
{
  const char *at = name + strlen (PREFIX);
  g_autofree char *id = NULL;

  if (!g_str_has_prefix (name, PREFIX) || strlen (at) <= CPX_ID_TEXT_LENGTH || !g_str_has_suffix (name, SUFFIX))
    return FALSE;
  *out_is_last = g_str_equal (at + CPX_ID_TEXT_LENGTH, SUFFIX);
  id = g_strndup (at, CPX_ID_TEXT_LENGTH);

  return (*out_is_last || at[CPX_ID_TEXT_LENGTH] == '-') && cpx_id_parse (id, out_device);
}
