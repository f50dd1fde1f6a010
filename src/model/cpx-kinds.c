/* cpx-kinds.c: the list of all kinds; a new kind is added here and nowhere else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-volumes-record.h"
#include "cpx-act.h"
#include "cpx-alert.h"
#include "cpx-allergy.h"
#include "cpx-coding.h"
#include "cpx-contact.h"
#include "cpx-correspondent.h"
#include "cpx-cover.h"
#include "cpx-device.h"
#include "cpx-establishment.h"
#include "cpx-favourite-act.h"
#include "cpx-history.h"
#include "cpx-intervention.h"
#include "cpx-language-model.h"
#include "cpx-learning-reset.h"
#include "cpx-lexicon-record.h"
#include "cpx-nomenclature-record.h"
#include "cpx-operative-note.h"
#include "cpx-patient.h"
#include "cpx-practice-record.h"
#include "cpx-practitioner.h"
#include "cpx-room.h"
#include "cpx-treatment.h"
#include "cpx-user.h"

#include <string.h>

/* What is pointed to comes before what points to it, so that an export read in this order finds its targets. */
static const CpxKind *const kinds[] = {
  &cpx_practice_record_kind,
  &cpx_establishment_kind,
  &cpx_room_kind,
  &cpx_practitioner_kind,
  &cpx_user_kind,
  &cpx_device_kind,
  &cpx_patient_kind,
  &cpx_contact_kind,
  &cpx_cover_kind,
  &cpx_correspondent_kind,
  &cpx_allergy_kind,
  &cpx_treatment_kind,
  &cpx_history_kind,
  &cpx_alert_kind,
  &cpx_intervention_kind,
  &cpx_operative_note_kind,
  &cpx_coding_kind,
  &cpx_act_kind,
  &cpx_learning_reset_kind,
  &cpx_nomenclature_record_kind,
  &cpx_act_volumes_record_kind,
  &cpx_favourite_act_kind,
  &cpx_lexicon_record_kind,
  &cpx_language_model_kind,
};

/**
 * cpx_kinds_list:
 * @out_n_kinds: (out): how many there are
 *
 * Returns: (transfer none) (array length=out_n_kinds): every kind of record
 */
const CpxKind * const *
cpx_kinds_list (guint *out_n_kinds)
{
  *out_n_kinds = G_N_ELEMENTS (kinds);

  return kinds;
}

/**
 * cpx_kinds_find:
 * @name: the name of a kind
 *
 * Returns: (transfer none) (nullable): the kind
 */
const CpxKind *
cpx_kinds_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (kinds[i]->name, name) == 0)
        return kinds[i];
    }

  return NULL;
}
