/* cpx-other-patients-private.h: the names of a text that are those of any patient of the practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-known-traits.h>
#include <cpx-txn.h>

G_BEGIN_DECLS

gboolean cpx_other_patients_add_names (CpxTxn          *txn,
                                       const char      *text,
                                       CpxKnownTraits  *traits,
                                       GError         **error);

G_END_DECLS
