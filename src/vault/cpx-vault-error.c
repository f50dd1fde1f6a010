/* cpx-vault-error.c: the domain of the vault's errors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-vault-error.h"

G_DEFINE_QUARK (cpx-vault-error-quark, cpx_vault_error)
