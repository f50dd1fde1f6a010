/* cpx-store-shape.h: brings a vault's tables to the shape this program needs. For this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn-private.h"

#include <cpx-vault.h>

G_BEGIN_DECLS

void     cpx_store_shape_init    (CpxStoreShape  *self);
void     cpx_store_shape_clear   (CpxStoreShape  *self);
gboolean cpx_store_shape_prepare (CpxStoreShape  *self,
                                  CpxVault       *vault,
                                  CpxDb          *db,
                                  GError        **error);

G_END_DECLS
