/* cpx-known-traits.h: what is known of a patient and of the people around, to be found again in a text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-trait-text.h"

G_BEGIN_DECLS

typedef enum {
  CPX_TRAIT_PATIENT_NAME,    /* found however it is written */
  CPX_TRAIT_NAME,            /* of the practice's people: not where it is an ordinary word in small letters */
  CPX_TRAIT_DIRECTORY_NAME,  /* of whoever one writes to: no word of reports (so, no eponym) */
  CPX_TRAIT_PLACE,           /* a town, an establishment: as a name of the practice's people */
  CPX_TRAIT_STREET,          /* the line of an address */
  CPX_TRAIT_DATE,            /* "1958-03-14" */
  CPX_TRAIT_PHONE,
  CPX_TRAIT_NIR,             /* or an INS */
  CPX_TRAIT_EMAIL,
  CPX_TRAIT_NUMBER,          /* of a file, an RPPS, a postal code */
} CpxTraitKind;

typedef struct _CpxKnownTraits CpxKnownTraits;

CpxKnownTraits *cpx_known_traits_new   (void);
void            cpx_known_traits_free  (CpxKnownTraits       *self);

void            cpx_known_traits_add   (CpxKnownTraits       *self,
                                        CpxTraitKind          kind,
                                        const char           *trait);
void            cpx_known_traits_find  (const CpxKnownTraits *self,
                                        const CpxTraitText   *text,
                                        GArray               *spans);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxKnownTraits, cpx_known_traits_free)

G_END_DECLS
