/* cpx-specialty.h: physicians as the tariffs and the modifiers of article I-9 tell them apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_SPECIALTY_UNKNOWN,
  CPX_SPECIALTY_SURGEON,
  CPX_SPECIALTY_ENT,
  CPX_SPECIALTY_STOMATOLOGIST,
  CPX_SPECIALTY_OPHTHALMOLOGIST,
  CPX_SPECIALTY_OBSTETRICIAN,
  CPX_SPECIALTY_ANAESTHETIST,
  CPX_SPECIALTY_GENERAL_PRACTITIONER,
  CPX_SPECIALTY_PAEDIATRICIAN,
  CPX_SPECIALTY_DENTIST,
  CPX_SPECIALTY_MIDWIFE,
  CPX_SPECIALTY_RADIOLOGIST,
  CPX_SPECIALTY_OTHER,
  CPX_N_SPECIALTIES,
} CpxSpecialty;

const char   *cpx_specialty_get_token   (CpxSpecialty  self);
const char   *cpx_specialty_get_label   (CpxSpecialty  self);
const char   *cpx_specialty_get_code    (CpxSpecialty  self);
gboolean      cpx_specialty_is_surgical (CpxSpecialty  self);
CpxSpecialty  cpx_specialty_from_text   (const char   *text);

G_END_DECLS
