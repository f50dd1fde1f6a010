/* cpx-nomenclature-builder.h: puts rows in order and makes a nomenclature of them.
 *
 * Each add_… copies its row. Those of menus, acts, activities and phases return the index by which later rows name
 * them, valid in this builder alone. What is derived (the number and the depth of a chapter, the acts of a chapter,
 * the links of a note) is reckoned by the builder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-nomenclature.h"

G_BEGIN_DECLS

typedef struct _CpxNomenclatureBuilder CpxNomenclatureBuilder;

CpxNomenclatureBuilder *cpx_nomenclature_builder_new   (const char              *version,
                                                        CpxDay                   effect,
                                                        const char              *source);
void                    cpx_nomenclature_builder_free  (CpxNomenclatureBuilder  *self);
void                    cpx_nomenclature_builder_set_version (CpxNomenclatureBuilder *self,
                                                              const char             *version,
                                                              CpxDay                  effect);
void                    cpx_nomenclature_builder_set_source  (CpxNomenclatureBuilder *self,
                                                              const char             *source);
void                    cpx_nomenclature_builder_set_starter (CpxNomenclatureBuilder *self);
GBytes                 *cpx_nomenclature_builder_build (CpxNomenclatureBuilder  *self,
                                                        GError                 **error);

guint cpx_nomenclature_builder_add_menu             (CpxNomenclatureBuilder *self,
                                                     const CpxCcamMenu *row);
guint cpx_nomenclature_builder_add_act              (CpxNomenclatureBuilder *self,
                                                     const CpxCcamAct *row);
void  cpx_nomenclature_builder_add_version          (CpxNomenclatureBuilder *self,
                                                     const CpxCcamVersion *row);
guint cpx_nomenclature_builder_add_activity         (CpxNomenclatureBuilder *self,
                                                     const CpxCcamActivity *row);
void  cpx_nomenclature_builder_add_activity_state   (CpxNomenclatureBuilder *self,
                                                     const CpxCcamActivityState *row);
void  cpx_nomenclature_builder_add_executant        (CpxNomenclatureBuilder *self,
                                                     const CpxCcamExecutant *row);
guint cpx_nomenclature_builder_add_phase            (CpxNomenclatureBuilder *self,
                                                     const CpxCcamPhase *row);
void  cpx_nomenclature_builder_add_phase_state      (CpxNomenclatureBuilder *self,
                                                     const CpxCcamPhaseState *row);
void  cpx_nomenclature_builder_add_price            (CpxNomenclatureBuilder *self,
                                                     const CpxCcamPrice *row);
void  cpx_nomenclature_builder_add_territory        (CpxNomenclatureBuilder *self,
                                                     const CpxCcamTerritory *row);
void  cpx_nomenclature_builder_add_allowed_modifier (CpxNomenclatureBuilder *self,
                                                     const CpxCcamAllowedModifier *row);
void  cpx_nomenclature_builder_add_association      (CpxNomenclatureBuilder *self,
                                                     const CpxCcamAssociation *row);
void  cpx_nomenclature_builder_add_incompatibility  (CpxNomenclatureBuilder *self,
                                                     const CpxCcamIncompatibility *row);
void  cpx_nomenclature_builder_add_procedure        (CpxNomenclatureBuilder *self,
                                                     const CpxCcamProcedure *row);
void  cpx_nomenclature_builder_add_modifier_value   (CpxNomenclatureBuilder *self,
                                                     const CpxCcamModifierValue *row);
void  cpx_nomenclature_builder_add_modifier_pair    (CpxNomenclatureBuilder *self,
                                                     const CpxCcamModifierPair *row);
void  cpx_nomenclature_builder_add_modifier_rule    (CpxNomenclatureBuilder *self,
                                                     const CpxCcamModifierRule *row);
void  cpx_nomenclature_builder_add_modifier_age     (CpxNomenclatureBuilder *self,
                                                     const CpxCcamModifierAge *row);
void  cpx_nomenclature_builder_add_modifier_limit   (CpxNomenclatureBuilder *self,
                                                     const CpxCcamModifierLimit *row);
void  cpx_nomenclature_builder_add_association_code (CpxNomenclatureBuilder *self,
                                                     const CpxCcamAssociationCode *row);
void  cpx_nomenclature_builder_add_association_rule (CpxNomenclatureBuilder *self,
                                                     const CpxCcamAssociationCode *row);
void  cpx_nomenclature_builder_add_threshold        (CpxNomenclatureBuilder *self,
                                                     const CpxCcamThreshold *row);
void  cpx_nomenclature_builder_add_holiday          (CpxNomenclatureBuilder *self,
                                                     const CpxCcamHoliday *row);
void  cpx_nomenclature_builder_add_non_contracted   (CpxNomenclatureBuilder *self,
                                                     const CpxCcamNonContracted *row);
void  cpx_nomenclature_builder_add_grid             (CpxNomenclatureBuilder *self,
                                                     const CpxCcamGrid *row);
void  cpx_nomenclature_builder_add_context          (CpxNomenclatureBuilder *self,
                                                     const CpxCcamContext *row);
void  cpx_nomenclature_builder_add_specialty        (CpxNomenclatureBuilder *self,
                                                     const CpxCcamSpecialty *row);
void  cpx_nomenclature_builder_add_concept          (CpxNomenclatureBuilder *self,
                                                     const CpxCcamConcept *row);
void  cpx_nomenclature_builder_add_label            (CpxNomenclatureBuilder *self,
                                                     const CpxCcamLabel *row);
void  cpx_nomenclature_builder_add_note             (CpxNomenclatureBuilder *self,
                                                     const CpxCcamNote *row);
void  cpx_nomenclature_builder_add_condition        (CpxNomenclatureBuilder *self,
                                                     const CpxCcamCondition *row);
void  cpx_nomenclature_builder_add_term             (CpxNomenclatureBuilder *self,
                                                     const CpxCcamTerm *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxNomenclatureBuilder, cpx_nomenclature_builder_free)

G_END_DECLS
