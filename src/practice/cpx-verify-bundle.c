/* cpx-verify-bundle.c: a bundle in a zip archive.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-verify-bundle.h"

#include "cpx-practice-error.h"
#include "cpx-zip-reader.h"

static gboolean
walk (gpointer              archive,
      CpxBundleMemberFunc   func,
      gpointer              user_data,
      GError              **error)
{
  return cpx_zip_reader_walk (archive, func, user_data, error);
}

static GInputStream *
open_member (gpointer     archive,
             const char  *name,
             GError     **error)
{
  return cpx_zip_reader_open (archive, name, error);
}

static const CpxBundleSource zip_source = { walk, open_member };

/**
 * cpx_verify_bundle:
 * @path: a bundle
 * @key: (nullable): the key that is trusted; `NULL` for those of the bundle, which cannot vouch for itself
 * @outside: (nullable) (element-type CpxSignedNote): seals of the same log that were kept outside
 * @progress: (nullable) (scope call): told how far it got
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: where the refusal goes: it cannot be read; that it is not what was sealed is no error but the report's
 *   contents
 *
 * Verifies a bundle that cpx_practice_export_log() or any other program made, on the thread of the caller.
 *
 * Returns: (transfer full) (nullable): what was found
 */
CpxBundleReport *
cpx_verify_bundle (const char         *path,
                   CpxNoteKey         *key,
                   GPtrArray          *outside,
                   CpxBundleProgress   progress,
                   gpointer            user_data,
                   GCancellable       *cancellable,
                   GError            **error)
{
  CpxBundleReport *report = cpx_bundle_verify (&zip_source, (gpointer) path, key, outside, progress, user_data,
                                               cancellable, error);

  if (report == NULL)
    cpx_practice_error_translate (error);

  return report;
}
