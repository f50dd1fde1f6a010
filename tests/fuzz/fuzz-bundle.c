/* fuzz-bundle.c: a bundle of an audit log that anyone may have written: it is sound, or it is said what is wrong.
 *
 * The input is its members, each with its name (a byte for its length) and its bytes (four for theirs).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bundle-fixture.h"
#include "fuzz-target.h"

#include <string.h>

#define N_LEAVES    9
#define MAX_MEMBERS 64

static void
append_member (GByteArray         *out,
               const BundleMember *member)
{
  guint8 n_name = (guint8) strlen (member->name);
  guint32 n_bytes = GUINT32_TO_LE (member->bytes->len);

  g_byte_array_append (out, &n_name, 1);
  g_byte_array_append (out, (const guint8 *) member->name, n_name);
  g_byte_array_append (out, (const guint8 *) &n_bytes, sizeof n_bytes);
  g_byte_array_append (out, member->bytes->data, member->bytes->len);
}

/* A whole log with its hashes and an older seal, some details opened, and proofs of some entries. What only explains
 * comes last, for what is cut off to matter. */
guint8 *
fuzz_target_make_seed (gsize *out_n_bytes)
{
  g_autoptr(BundleLog) log = bundle_log_new (N_LEAVES);
  g_autoptr(BundleArchive) whole = bundle_log_export (log, BUNDLE_OPENED), part = bundle_log_select (log, 4);
  GByteArray *out = g_byte_array_new ();

  for (guint i = 1; i < whole->members->len; i++)
    append_member (out, g_ptr_array_index (whole->members, i));
  for (guint i = 0; i < part->members->len; i++)
    {
      const BundleMember *member = g_ptr_array_index (part->members, i);

      if (g_str_has_prefix (member->name, "proofs/"))
        append_member (out, member);
    }
  append_member (out, g_ptr_array_index (whole->members, 0));
  *out_n_bytes = out->len;

  return g_byte_array_free (out, FALSE);
}

static BundleArchive *
read_archive (const guint8 *data,
              gsize         size)
{
  BundleArchive *archive = bundle_archive_new ();

  while (size > 0 && size - 1 >= data[0] + sizeof (guint32) && archive->members->len < MAX_MEMBERS)
    {
      g_autofree char *name = g_strndup ((const char *) data + 1, data[0]);
      gsize n_head = 1 + data[0] + sizeof (guint32);
      guint32 n_bytes;

      memcpy (&n_bytes, data + 1 + data[0], sizeof n_bytes);
      n_bytes = MIN (GUINT32_FROM_LE (n_bytes), (guint32) (size - n_head));
      bundle_archive_add (archive, name, data + n_head, n_bytes);
      data += n_head + n_bytes;
      size -= n_head + n_bytes;
    }

  return archive;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(BundleArchive) archive = read_archive (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxBundleReport) report = cpx_bundle_verify (&bundle_archive_source, archive, NULL, NULL, NULL, NULL, NULL,
                                                         &error);

  g_assert_true ((report == NULL) == (error != NULL));
  g_assert_true (error == NULL || error->domain == CPX_BUNDLE_ERROR);
  if (report == NULL)
    return 0;
  g_assert_true (report->sound == (report->sentence == NULL));
  g_assert_true (report->sound || g_utf8_validate (report->sentence, -1, NULL));
  g_assert_false (report->trusted);
  if (report->sound)
    g_assert_cmpuint (report->n_entries, ==, report->whole ? report->size : report->n_proofs);

  return 0;
}
