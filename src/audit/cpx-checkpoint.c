/* cpx-checkpoint.c: what a log was at one size: the text of a checkpoint (c2sp.org/tlog-checkpoint).
 *
 *   chirurgieprox.example/018f3a1c…   the origin: which log
 *   20852163                          how many entries
 *   CsUYapGGPo4dkMgIAUqom/Xajj7h2f…=  the root of its tree
 *
 * Lines may follow that mean nothing here; they are signed with the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-checkpoint.h"

#include "cpx-signed-note.h"

#include <cpx-base64.h>
#include <cpx-hash.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define SHORT_CODE_GROUPS 4

/**
 * cpx_checkpoint_print:
 * @origin: which log; one line
 * @size: how many entries
 * @root: the root of its tree
 *
 * Returns: (transfer full): the text to sign
 */
char *
cpx_checkpoint_print (const char          *origin,
                      guint64              size,
                      const CpxMerkleHash *root)
{
  g_autofree char *coded = g_base64_encode (root->bytes, sizeof root->bytes);

  g_return_val_if_fail (*origin != '\0' && strchr (origin, '\n') == NULL, NULL);

  return g_strdup_printf ("%s\n%" G_GUINT64_FORMAT "\n%s\n", origin, size, coded);
}

/* Decimal, without sign, space or leading zero. */
static gboolean
parse_size (const char *text,
            guint64    *out_size)
{
  return g_ascii_isdigit (*text) && (*text != '0' || text[1] == '\0') &&
         g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, out_size, NULL);
}

/* Lines up to the last newline, none of them empty. */
static gboolean
are_lines (char **lines)
{
  guint n = g_strv_length (lines);

  if (n < 4 || *lines[n - 1] != '\0')
    return FALSE;
  for (guint i = 0; i < n - 1; i++)
    if (*lines[i] == '\0')
      return FALSE;

  return TRUE;
}

/**
 * cpx_checkpoint_parse:
 * @text: the text of a signed note
 * @out_checkpoint: (out caller-allocates): what it says
 * @error: where to put what is wrong
 *
 * Reads the text of a checkpoint.
 *
 * Returns: `FALSE` if it is not one
 */
gboolean
cpx_checkpoint_parse (const char     *text,
                      CpxCheckpoint  *out_checkpoint,
                      GError        **error)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  memset (out_checkpoint, 0, sizeof *out_checkpoint);
  if (!are_lines (lines) || !parse_size (lines[1], &out_checkpoint->size) ||
      !cpx_base64_decode_exact (lines[2], -1, out_checkpoint->root.bytes, sizeof out_checkpoint->root.bytes))
    {
      g_set_error_literal (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_FORMAT,
                           _("This is not a signed checkpoint of a journal"));
      return FALSE;
    }
  out_checkpoint->origin = g_strdup (lines[0]);

  return TRUE;
}

/**
 * cpx_checkpoint_clear:
 * @self: a checkpoint
 *
 * Frees what it holds.
 */
void
cpx_checkpoint_clear (CpxCheckpoint *self)
{
  g_clear_pointer (&self->origin, g_free);
}

/**
 * cpx_checkpoint_dup_short_code:
 * @self: a checkpoint
 *
 * Gives a code short enough to be written by hand in a book: sixteen hexadecimal digits in groups of four, from the
 * hash of the checkpoint's text. Whoever rewrites the log and keeps the code has 2^64 tries to make.
 *
 * Returns: (transfer full): the code
 */
char *
cpx_checkpoint_dup_short_code (const CpxCheckpoint *self)
{
  g_autofree char *text = cpx_checkpoint_print (self->origin, self->size, &self->root);
  GString *out = g_string_new (NULL);
  guint8 digest[CPX_SHA256_SIZE];

  cpx_sha256 (text, strlen (text), digest);
  for (guint i = 0; i < 2 * SHORT_CODE_GROUPS; i++)
    g_string_append_printf (out, i > 0 && i % 2 == 0 ? "-%02X" : "%02X", digest[i]);

  return g_string_free (out, FALSE);
}
