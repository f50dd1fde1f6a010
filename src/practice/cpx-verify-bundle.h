/* cpx-verify-bundle.h: is a bundle of an audit log what was sealed? Needs no practice and no passphrase.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-bundle-verifier.h>

G_BEGIN_DECLS

CpxBundleReport *cpx_verify_bundle (const char         *path,
                                    CpxNoteKey         *key,
                                    GPtrArray          *outside,
                                    CpxBundleProgress   progress,
                                    gpointer            user_data,
                                    GCancellable       *cancellable,
                                    GError            **error);

G_END_DECLS
