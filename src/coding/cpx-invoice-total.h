/* cpx-invoice-total.h: what one practitioner charges for a draft, what the fund refunds, what is left to the patient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CpxRuleCase CpxRuleCase;  /* private to coding/ */

/* How the patient takes part. */
typedef enum
{
  CPX_SHARE_UNKNOWN,        /* an amount or a rule of refund is not in the nomenclature */
  CPX_SHARE_PERCENT,        /* ticket modérateur */
  CPX_SHARE_FLAT,           /* above the threshold: the flat share (TMF) takes the place of the percentage */
  CPX_SHARE_NONE,           /* maternity, work injury, ALD, AME, or acts that exempt by nature */
  CPX_SHARE_COMPLEMENTARY,  /* C2S: the complementary cover pays it */
} CpxShareKind;

typedef struct
{
  int           performer;
  gboolean      is_known;            /* FALSE: one line at least has no amount; the sums leave it out */
  gint64        base_cents;
  gint64        overcharge_cents;
  gint64        charged_cents;       /* base and overcharge */

  CpxShareKind  share_kind;          /* unknown: the fields below mean nothing */
  gboolean      share_is_untold;     /* unknown because no source tells the rate: dental acts */
  gboolean      pathway_is_untold;   /* the share may be more: what it is outside the care pathway no source tells */
  gboolean      may_be_exempt;       /* an act that a prevention programme exempts: reckoned without */
  gint64        refund_base_cents;
  gint64        counted_cents;       /* towards the threshold */
  gint64        threshold_cents;     /* of R_TB07; -1: not held */
  gint64        share_cents;         /* of the patient in the refund base */
  gint64        share_high_cents;    /* by the other reading of rule 7.3; else the same */
  gint64        fund_cents;          /* refund base less the share */
  gint64        patient_cents;       /* charged, less the fund and the complementary cover */
  gint64        patient_high_cents;
} CpxInvoiceTotal;

GArray     *cpx_invoice_totals_new   (const CpxRuleCase *rule_case);
const char *cpx_share_kind_get_token (CpxShareKind       kind);

G_END_DECLS
