/* cpx-outside-folder.c: is a folder outside enough for what has to outlive the vault?
 *
 * A seal that is lost, or put back, together with the vault's file proves nothing. So the folder of that file is
 * refused, whatever way leads there; one on the same medium is taken with a warning, for who has no other may still
 * copy it from there by other means.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-outside-folder.h"

#include "cpx-practice-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>

static gboolean
refuse (const char  *sentence,
        GError     **error)
{
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, sentence);

  return FALSE;
}

/* Without links, as far as it is there. */
static GFile *
find_real (const char *path)
{
  char *real = realpath (path, NULL);
  GFile *file = g_file_new_for_path (real != NULL ? real : path);

  free (real);

  return file;
}

static gboolean
is_beside (CpxPractice *practice,
           const char  *folder)
{
  g_autofree char *own = g_path_get_dirname (cpx_practice_get_path (practice));
  g_autoptr(GFile) chosen = find_real (folder), beside = find_real (own);

  return g_file_equal (chosen, beside) || g_file_has_prefix (chosen, beside);
}

/**
 * cpx_outside_folder_check:
 * @practice: a practice
 * @folder: what somebody chose
 * @error: where the refusal goes
 *
 * May wait for a slow medium.
 *
 * Returns: `TRUE` if the folder is there, and not that of the vault's file nor inside it
 */
gboolean
cpx_outside_folder_check (CpxPractice  *practice,
                          const char   *folder,
                          GError      **error)
{
  if (!g_path_is_absolute (folder) || !g_utf8_validate (folder, -1, NULL))
    return refuse (_("Give the whole path of the folder, from the root."), error);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return refuse (_("There is no such folder: plug the medium in, or make the folder first."), error);
  if (is_beside (practice, folder))
    return refuse (_("This folder is beside the database: choose one that is not lost with it."), error);

  return TRUE;
}

/**
 * cpx_outside_folder_dup_warning:
 * @practice: a practice
 * @folder: a folder that cpx_outside_folder_check() lets through
 *
 * May wait for a slow medium.
 *
 * Returns: (transfer full) (nullable): what to say of it if it is on the same medium as the vault's file
 */
char *
cpx_outside_folder_dup_warning (CpxPractice *practice,
                                const char  *folder)
{
  GStatBuf chosen, own;

  if (g_stat (folder, &chosen) != 0 || g_stat (cpx_practice_get_path (practice), &own) != 0 ||
      chosen.st_dev != own.st_dev)
    return NULL;

  return g_strdup (_("This folder is on the same disk as the database: whoever loses or puts back the disk does so "
                     "with both, and the seals there prove nothing. Choose another medium, or copy them elsewhere."));
}
