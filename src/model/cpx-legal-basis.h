/* cpx-legal-basis.h: on what legal basis a file may be erased before or after its time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_LEGAL_BASIS_N_BASES 5

const char *cpx_legal_basis_get_label   (guint       basis);
char       *cpx_legal_basis_dup_stored  (guint       basis,
                                         const char *reason);
char       *cpx_legal_basis_dup_display (const char *stored);

G_END_DECLS
