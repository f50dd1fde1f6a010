/* cpx-coding-layers.h: what the records say of a coding, and what a person changed since, laid over it. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-edit.h"

#include <cpx-coding-verdict.h>

G_BEGIN_DECLS

typedef struct
{
  CpxCodingRequest *base;      /* (owned) (nullable): as the records say */
  GPtrArray        *edits;     /* (owned) (element-type CpxCodingEdit): made since */
  guint             n_saving;  /* how many of them, the first ones, are being recorded */
  CpxCodingEdit    *back;      /* (owned) (nullable): undoes the last removal of an act */
  CpxCodingRequest *request;   /* (owned) (nullable): base and edits */
  CpxCodingVerdict *verdict;   /* (owned) (nullable): of request */
} CpxCodingLayers;

CpxCodingLayers *cpx_coding_layers_new        (void);
void             cpx_coding_layers_free       (CpxCodingLayers  *self);
void             cpx_coding_layers_take_base  (CpxCodingLayers  *self,
                                               CpxCodingRequest *base,
                                               gboolean          of_others);
gboolean         cpx_coding_layers_change     (CpxCodingLayers  *self,
                                               CpxCodingEdit    *edit);
gboolean         cpx_coding_layers_undo       (CpxCodingLayers  *self);
void             cpx_coding_layers_drop_saved (CpxCodingLayers  *self);

CpxCodingRequest *cpx_coding_layers_make_snapshot (CpxCodingLayers *self,
                                                   CpxRecord       *note,
                                                   json_t          *suggestions);

G_END_DECLS
