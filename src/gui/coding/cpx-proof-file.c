/* cpx-proof-file.c: no name of a patient in the name of the file; one sentence when the disk refuses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-proof-file.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * cpx_proof_file_dup_name:
 * @coding: a coding
 *
 * Returns: (transfer full): a name for the file
 */
char *
cpx_proof_file_dup_name (CpxRecord *coding)
{
  const char *id = cpx_record_get_id (coding);
  gsize length = strlen (id);

  /* Translators: name of a file; the argument is the end of an identifier */
  return g_strdup_printf (_("proof-%s.json"), length > 12 ? id + length - 12 : id);
}

/**
 * cpx_proof_file_print:
 * @proofs: what cpx_practice_prove_coding() gave
 *
 * Returns: (transfer full): the text of the file
 */
GBytes *
cpx_proof_file_print (json_t *proofs)
{
  g_autofree char *text = json_dumps (proofs, JSON_INDENT (2));
  char *line = g_strconcat (text, "\n", NULL);

  return g_bytes_new_take (line, strlen (line));
}

/**
 * cpx_proof_file_dup_refusal:
 * @error: why it was not written
 *
 * Returns: (transfer full): the same in a sentence that says what to do
 */
char *
cpx_proof_file_dup_refusal (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return g_strdup (_("There is no room left on that disk: the proof was not saved."));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup (_("That folder cannot be written to: choose another one. The proof was not saved."));

  return g_strdup_printf (_("The proof was not saved: %s"), error->message);
}
