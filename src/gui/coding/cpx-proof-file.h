/* cpx-proof-file.h: the proof of a coding as a file: its name, its text, why it could not be written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-json.h>
#include <cpx-record.h>

G_BEGIN_DECLS

char   *cpx_proof_file_dup_name    (CpxRecord    *coding);
GBytes *cpx_proof_file_print       (json_t       *proofs);
char   *cpx_proof_file_dup_refusal (const GError *error);

G_END_DECLS
