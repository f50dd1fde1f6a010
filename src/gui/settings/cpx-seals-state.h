/* cpx-seals-state.h: what the settings say of the seals of the log, computed from what is known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-anchor-receipt.h>
#include <cpx-anchors.h>
#include <cpx-log-watch.h>

G_BEGIN_DECLS

typedef struct
{
  char     *seal_title;      /* (owned) */
  char     *seal_subtitle;   /* (owned) */
  gboolean  has_seal;        /* there is a code to print, to copy, to save */
  char     *place_title;     /* (owned) */
  char     *place_subtitle;  /* (owned) */
  const char *place_icon;
  const char *place_class;   /* (nullable): of what is said of it, where it is wrong */
  gboolean  has_place;
} CpxSealsState;

typedef struct
{
  char       *title;         /* (owned) */
  char       *subtitle;      /* (owned) */
  const char *icon_name;
  const char *style_class;   /* (nullable): of what is said of it, where it is wrong */
} CpxAnchorState;

CpxSealsState   cpx_seals_state_compute    (const CpxLogState *log,
                                            gint64             now_us);
void            cpx_seals_state_clear      (CpxSealsState     *self);
char           *cpx_seals_state_dup_sheet  (const CpxLogState *log);

CpxAnchorState  cpx_anchor_state_compute   (const CpxAnchor   *anchor);
void            cpx_anchor_state_clear     (CpxAnchorState    *self);
char           *cpx_anchor_state_dup_receipt_title
                                           (const CpxAnchorReceiptLine *line);
char           *cpx_anchor_state_dup_receipt_size
                                           (const CpxAnchorReceiptLine *line);
char           *cpx_anchor_state_dup_older (const CpxAnchor   *anchor,
                                            guint              n_shown);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxSealsState, cpx_seals_state_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxAnchorState, cpx_anchor_state_clear)

G_END_DECLS
