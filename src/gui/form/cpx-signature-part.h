/* cpx-signature-part.h: where a deed is signed: reason, who signs, their passphrase, a one-time code if they have one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-signature-state.h"

#include <adwaita.h>
#include <cpx-practice.h>

G_BEGIN_DECLS

#define CPX_TYPE_SIGNATURE_PART (cpx_signature_part_get_type ())
G_DECLARE_FINAL_TYPE (CpxSignaturePart, cpx_signature_part, CPX, SIGNATURE_PART, AdwPreferencesGroup)

/* Signals: "changed", when what get_input() says did; "pressed", when Enter was in it. */
void              cpx_signature_part_set_practice (CpxSignaturePart         *self,
                                                   CpxPractice              *practice);
void              cpx_signature_part_set_reason   (CpxSignaturePart         *self,
                                                   const char               *reason);
const char       *cpx_signature_part_get_reason   (CpxSignaturePart         *self);
const char       *cpx_signature_part_get_passphrase
                                                  (CpxSignaturePart         *self);
const char       *cpx_signature_part_get_code     (CpxSignaturePart         *self);
CpxSignatureInput cpx_signature_part_get_input    (CpxSignaturePart         *self);
void              cpx_signature_part_show         (CpxSignaturePart         *self,
                                                   const CpxSignatureState  *state);

void              cpx_signature_part_try          (CpxSignaturePart         *self);
void              cpx_signature_part_sent         (CpxSignaturePart         *self);
void              cpx_signature_part_refuse       (CpxSignaturePart         *self,
                                                   const GError             *error);
void              cpx_signature_part_forget       (CpxSignaturePart         *self);

G_END_DECLS
