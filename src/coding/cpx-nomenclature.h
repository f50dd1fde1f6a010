/* cpx-nomenclature.h: one version of the CCAM, read in place from its bytes. Immutable, may cross threads.
 *
 * Lists are ranges of rows: for (guint i = range.first; i < range.first + range.n; i++) cpx_nomenclature_get_…
 * (self, i). What is asked at a day is answered with the version that was in force that day (by DT_EFFET).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-ccam.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define CPX_NOMENCLATURE_ERROR (cpx_nomenclature_error_quark ())

typedef enum
{
  CPX_NOMENCLATURE_ERROR_DAMAGED,  /* the bytes are no nomenclature, or not whole */
  CPX_NOMENCLATURE_ERROR_NEWER,    /* written by a newer program */
  CPX_NOMENCLATURE_ERROR_INVALID,  /* what was to become one breaks a rule */
} CpxNomenclatureError;

GQuark cpx_nomenclature_error_quark (void);

#define CPX_TYPE_NOMENCLATURE (cpx_nomenclature_get_type ())

typedef struct _CpxNomenclature CpxNomenclature;

GType                   cpx_nomenclature_get_type                (void);
CpxNomenclature        *cpx_nomenclature_new_from_bytes          (GBytes                  *bytes,
                                                                  GError                 **error);
CpxNomenclature        *cpx_nomenclature_ref                     (CpxNomenclature         *self);
void                    cpx_nomenclature_unref                   (CpxNomenclature         *self);
GBytes                 *cpx_nomenclature_get_bytes               (CpxNomenclature         *self);

/* The version itself. */
const char             *cpx_nomenclature_get_version             (CpxNomenclature         *self);
CpxDay                  cpx_nomenclature_get_effect              (CpxNomenclature         *self);
const char             *cpx_nomenclature_get_source              (CpxNomenclature         *self);
gboolean                cpx_nomenclature_is_starter              (CpxNomenclature         *self);
guint                   cpx_nomenclature_get_n_acts              (CpxNomenclature         *self);

/* Acts, in the order of their codes. */
guint                   cpx_nomenclature_find_act                (CpxNomenclature         *self,
                                                                  const char              *code);
CpxCcamAct              cpx_nomenclature_get_act                 (CpxNomenclature         *self,
                                                                  guint                    act);
const char             *cpx_nomenclature_get_code                (CpxNomenclature         *self,
                                                                  guint                    act);
const char             *cpx_nomenclature_get_long_label          (CpxNomenclature         *self,
                                                                  guint                    act);
CpxCcamRange            cpx_nomenclature_list_versions           (CpxNomenclature         *self,
                                                                  guint                    act);
CpxCcamVersion          cpx_nomenclature_get_act_version         (CpxNomenclature         *self,
                                                                  guint                    version);
gboolean                cpx_nomenclature_find_act_version        (CpxNomenclature         *self,
                                                                  guint                    act,
                                                                  CpxDay                   day,
                                                                  CpxCcamVersion          *out_version);

/* Activities and phases. */
CpxCcamRange            cpx_nomenclature_list_activities         (CpxNomenclature         *self,
                                                                  guint                    act);
guint                   cpx_nomenclature_find_activity           (CpxNomenclature         *self,
                                                                  guint                    act,
                                                                  char                     activity);
CpxCcamActivity         cpx_nomenclature_get_activity            (CpxNomenclature         *self,
                                                                  guint                    activity);
gboolean                cpx_nomenclature_find_activity_state     (CpxNomenclature         *self,
                                                                  guint                    activity,
                                                                  CpxDay                   day,
                                                                  CpxCcamActivityState    *out_state);
CpxCcamRange            cpx_nomenclature_list_executants         (CpxNomenclature         *self,
                                                                  guint                    activity);
CpxCcamExecutant        cpx_nomenclature_get_executant           (CpxNomenclature         *self,
                                                                  guint                    executant);
CpxCcamRange            cpx_nomenclature_list_phases             (CpxNomenclature         *self,
                                                                  guint                    activity);
guint                   cpx_nomenclature_find_phase              (CpxNomenclature         *self,
                                                                  guint                    activity,
                                                                  guint                    phase);
CpxCcamPhase            cpx_nomenclature_get_phase               (CpxNomenclature         *self,
                                                                  guint                    phase);
gboolean                cpx_nomenclature_find_phase_state        (CpxNomenclature         *self,
                                                                  guint                    phase,
                                                                  CpxDay                   day,
                                                                  CpxCcamPhaseState       *out_state);
CpxCcamAnswer           cpx_nomenclature_has_phase               (CpxNomenclature         *self,
                                                                  guint                    phase,
                                                                  CpxDay                   day);

/* Prices. */
CpxCcamRange            cpx_nomenclature_list_prices             (CpxNomenclature         *self,
                                                                  guint                    phase);
CpxCcamPrice            cpx_nomenclature_get_price               (CpxNomenclature         *self,
                                                                  guint                    price);
CpxCcamPriceState       cpx_nomenclature_find_price              (CpxNomenclature         *self,
                                                                  guint                    phase,
                                                                  guint                    grid,
                                                                  CpxDay                   day,
                                                                  CpxCcamPrice            *out_price);
guint                   cpx_nomenclature_find_territory          (CpxNomenclature         *self,
                                                                  guint                    phase,
                                                                  guint                    territory,
                                                                  CpxDay                   day);
CpxCcamRange            cpx_nomenclature_list_grids              (CpxNomenclature         *self);
CpxCcamGrid             cpx_nomenclature_get_grid                (CpxNomenclature         *self,
                                                                  guint                    grid);
guint                   cpx_nomenclature_find_context_grid       (CpxNomenclature         *self,
                                                                  guint                    physician,
                                                                  guint                    patient,
                                                                  CpxDay                   day);

/* Modifiers. */
CpxCcamRange            cpx_nomenclature_list_allowed_modifiers  (CpxNomenclature         *self,
                                                                  guint                    activity);
CpxCcamAllowedModifier  cpx_nomenclature_get_allowed_modifier    (CpxNomenclature         *self,
                                                                  guint                    allowed);
CpxCcamAnswer           cpx_nomenclature_allows_modifier         (CpxNomenclature         *self,
                                                                  guint                    activity,
                                                                  char                     letter,
                                                                  CpxDay                   day);
CpxCcamRange            cpx_nomenclature_list_modifier_values    (CpxNomenclature         *self);
CpxCcamModifierValue    cpx_nomenclature_get_modifier_value      (CpxNomenclature         *self,
                                                                  guint                    value);
gboolean                cpx_nomenclature_find_modifier_value     (CpxNomenclature         *self,
                                                                  char                     letter,
                                                                  guint                    grid,
                                                                  CpxDay                   day,
                                                                  CpxCcamModifierValue    *out_value);
const char             *cpx_nomenclature_get_modifier_label      (CpxNomenclature         *self,
                                                                  char                     letter);
CpxCcamAnswer           cpx_nomenclature_may_combine             (CpxNomenclature         *self,
                                                                  char                     letter,
                                                                  char                     other,
                                                                  CpxDay                   day);
gboolean                cpx_nomenclature_find_modifier_rule      (CpxNomenclature         *self,
                                                                  char                     letter,
                                                                  CpxDay                   day,
                                                                  CpxCcamModifierRule     *out_rule);
gboolean                cpx_nomenclature_find_modifier_age       (CpxNomenclature         *self,
                                                                  char                     letter,
                                                                  CpxDay                   day,
                                                                  CpxCcamModifierAge      *out_age);
guint                   cpx_nomenclature_get_max_modifiers       (CpxNomenclature         *self,
                                                                  CpxDay                   day);

/* Acts together. */
CpxCcamRange            cpx_nomenclature_list_associations       (CpxNomenclature         *self,
                                                                  guint                    activity);
CpxCcamAssociation      cpx_nomenclature_get_association         (CpxNomenclature         *self,
                                                                  guint                    association);
gboolean                cpx_nomenclature_find_association        (CpxNomenclature         *self,
                                                                  guint                    activity,
                                                                  guint                    other,
                                                                  CpxDay                   day,
                                                                  CpxCcamAssociation      *out_association);
gboolean                cpx_nomenclature_find_association_code   (CpxNomenclature         *self,
                                                                  char                     code,
                                                                  guint                    grid,
                                                                  CpxDay                   day,
                                                                  CpxCcamAssociationCode  *out_code);
gboolean                cpx_nomenclature_find_association_rule   (CpxNomenclature         *self,
                                                                  char                     rule,
                                                                  guint                    grid,
                                                                  CpxDay                   day,
                                                                  CpxCcamAssociationCode  *out_rule);
gboolean                cpx_nomenclature_find_incompatibility    (CpxNomenclature         *self,
                                                                  guint                    act,
                                                                  guint                    other,
                                                                  CpxDay                   day,
                                                                  CpxCcamIncompatibility  *out_incompatibility);
gboolean                cpx_nomenclature_was_incompatible        (CpxNomenclature         *self,
                                                                  guint                    act,
                                                                  guint                    other,
                                                                  CpxCcamIncompatibility  *out_incompatibility);
GArray                 *cpx_nomenclature_list_incompatible_acts  (CpxNomenclature         *self,
                                                                  guint                    act,
                                                                  CpxDay                   day);
CpxCcamRange            cpx_nomenclature_list_procedures         (CpxNomenclature         *self,
                                                                  guint                    act);
CpxCcamProcedure        cpx_nomenclature_get_procedure           (CpxNomenclature         *self,
                                                                  guint                    procedure);
GArray                 *cpx_nomenclature_list_procedure_acts     (CpxNomenclature         *self,
                                                                  guint                    procedure,
                                                                  CpxDay                   day);

/* The invoice. */
gboolean                cpx_nomenclature_find_threshold          (CpxNomenclature         *self,
                                                                  CpxDay                   day,
                                                                  CpxCcamThreshold        *out_threshold);
gboolean                cpx_nomenclature_find_holiday            (CpxNomenclature         *self,
                                                                  CpxDay                   day,
                                                                  guint                    fund,
                                                                  CpxCcamHoliday          *out_holiday);
gboolean                cpx_nomenclature_find_non_contracted     (CpxNomenclature         *self,
                                                                  CpxDay                   day,
                                                                  CpxCcamNonContracted    *out_row);
gboolean                cpx_nomenclature_find_specialty          (CpxNomenclature         *self,
                                                                  const char              *code,
                                                                  CpxDay                   day,
                                                                  CpxCcamSpecialty        *out_specialty);
CpxCcamRange            cpx_nomenclature_list_specialties        (CpxNomenclature         *self);
CpxCcamSpecialty        cpx_nomenclature_get_specialty           (CpxNomenclature         *self,
                                                                  guint                    specialty);
CpxCcamRange            cpx_nomenclature_list_concepts           (CpxNomenclature         *self);
CpxCcamConcept          cpx_nomenclature_get_concept             (CpxNomenclature         *self,
                                                                  guint                    concept);

/* The book. */
const char             *cpx_nomenclature_get_label               (CpxNomenclature         *self,
                                                                  CpxCcamLabels            list,
                                                                  const char              *code);
CpxCcamRange            cpx_nomenclature_list_notes              (CpxNomenclature         *self,
                                                                  CpxCcamNoteOwner         owner,
                                                                  guint                    of);
CpxCcamNote             cpx_nomenclature_get_note                (CpxNomenclature         *self,
                                                                  guint                    note);
CpxCcamRange            cpx_nomenclature_list_note_links         (CpxNomenclature         *self,
                                                                  guint                    note);
CpxCcamNoteLink         cpx_nomenclature_get_note_link           (CpxNomenclature         *self,
                                                                  guint                    link);
guint                   cpx_nomenclature_get_n_menus             (CpxNomenclature         *self);
CpxCcamMenu             cpx_nomenclature_get_menu                (CpxNomenclature         *self,
                                                                  guint                    menu);
CpxCcamRange            cpx_nomenclature_list_menu_acts          (CpxNomenclature         *self,
                                                                  guint                    menu);
CpxCcamMenuAct          cpx_nomenclature_get_menu_act            (CpxNomenclature         *self,
                                                                  guint                    menu_act);
CpxCcamRange            cpx_nomenclature_list_conditions         (CpxNomenclature         *self,
                                                                  guint                    act);
CpxCcamCondition        cpx_nomenclature_get_condition           (CpxNomenclature         *self,
                                                                  guint                    condition);
CpxCcamRange            cpx_nomenclature_list_terms              (CpxNomenclature         *self);
CpxCcamTerm             cpx_nomenclature_get_term                (CpxNomenclature         *self,
                                                                  guint                    term);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxNomenclature, cpx_nomenclature_unref)

G_END_DECLS
