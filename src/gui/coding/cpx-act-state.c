/* cpx-act-state.c: one act kept, in the words of the screen: what it is, how it is charged, at which amount.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-state.h"

#include <cpx-act.h>
#include <cpx-price.h>
#include <cpx-text.h>

#include <glib/gi18n-lib.h>
#include <string.h>

/* The label of the n-th token of a field of an act; the enumerations of the draft follow those tokens. */
static const char *
get_token_label (int  field,
                 guint position)
{
  const CpxToken *tokens = cpx_act_kind.fields[field].tokens;

  for (guint i = 0; tokens[i].token != NULL; i++)
    {
      if (i == position)
        return cpx_token_get_label (&tokens[i]);
    }

  return "";
}

/**
 * cpx_act_state_name_association:
 * @association: a code of association
 *
 * Returns: its name
 */
const char *
cpx_act_state_name_association (CpxAssociation association)
{
  if (association == CPX_ASSOCIATION_AUTO)
    return C_("association", "Automatic");

  return get_token_label (CPX_ACT_ASSOCIATION, association - CPX_ASSOCIATION_NONE);
}

/**
 * cpx_act_state_name_overcharge:
 * @reason: of an overcharge
 *
 * Returns: its name
 */
const char *
cpx_act_state_name_overcharge (CpxOverchargeReason reason)
{
  if (reason == CPX_OVERCHARGE_REASON_NONE)
    return _("No reason");

  return get_token_label (CPX_ACT_OVERCHARGE_REASON, reason - CPX_OVERCHARGE_REASON_AGREEMENT);
}

/**
 * cpx_act_state_name_body_part:
 * @part: of the body
 *
 * Returns: its name
 */
const char *
cpx_act_state_name_body_part (CpxBodyPart part)
{
  return part == CPX_BODY_PART_UNKNOWN ? _("Not said") : get_token_label (CPX_ACT_BODY_PART, part - CPX_BODY_PART_HEAD);
}

/**
 * cpx_act_state_name_ent_part:
 * @part: of an operation of ENT cancer surgery
 *
 * Returns: its name
 */
const char *
cpx_act_state_name_ent_part (CpxEntPart part)
{
  return part == CPX_ENT_PART_NONE ? _("None") : get_token_label (CPX_ACT_ENT_PART, part - CPX_ENT_PART_EXCISION);
}

/**
 * cpx_act_state_dup_activity:
 * @nomenclature: (nullable): what names it
 * @activity: from 1 to 5
 *
 * Returns: (transfer full): "1, surgery" as the nomenclature calls it
 */
char *
cpx_act_state_dup_activity (CpxNomenclature *nomenclature,
                            int              activity)
{
  char code[] = { (char) ('0' + activity), '\0' };
  const char *label =
    nomenclature != NULL ? cpx_nomenclature_get_label (nomenclature, CPX_CCAM_LABELS_ACTIVITY, code) : NULL;

  return label != NULL ? g_strdup_printf ("%s, %s", code, label) : g_strdup (code);
}

static char *
spread (const char *modifiers)
{
  GString *line = g_string_new (NULL);

  for (; *modifiers != '\0'; modifiers++)
    g_string_append_printf (line, "%s%c", line->len > 0 ? ", " : "", *modifiers);

  return g_string_free (line, FALSE);
}

static char *
describe_association (const CpxCodingLine *line,
                      const CpxPricedLine *price)
{
  CpxAssociation used = price != NULL ? price->association : line->association;
  const char *how = line->association == CPX_ASSOCIATION_AUTO ? _("automatic") : _("chosen by hand");

  if (used == CPX_ASSOCIATION_AUTO || (used == CPX_ASSOCIATION_NONE && line->association == CPX_ASSOCIATION_AUTO))
    return NULL;
  if (price == NULL || price->rate == 0 || used == CPX_ASSOCIATION_NONE || used == CPX_ASSOCIATION_UNPRICED)
    return g_strdup_printf (_("%s, %s"), cpx_act_state_name_association (used), how);

  /* Translators: "Association 2 (50 %), automatic" */
  return g_strdup_printf (_("%s (%u %%), %s"), cpx_act_state_name_association (used), price->rate / 10, how);
}

static char *
describe_facts (const CpxCodingLine *line,
                const CpxPricedLine *price)
{
  GString *facts = g_string_new (NULL);
  g_autofree char *activity = g_strdup_printf (_("Activity %d"), line->activity);
  g_autofree char *phase = line->phase > 0 ? g_strdup_printf (_("Phase %d"), line->phase) : NULL;
  g_autofree char *association = describe_association (line, price);
  g_autofree char *letters = spread (line->modifiers);
  g_autofree char *modifiers = *letters != '\0' ? g_strdup_printf (_("Modifiers: %s"), letters) : NULL;

  cpx_text_add_part (facts, activity);
  cpx_text_add_part (facts, phase);
  cpx_text_add_part (facts, association);
  cpx_text_add_part (facts, modifiers);
  if (line->exceptional_refund == CPX_FACT_YES)
    cpx_text_add_part (facts, _("Exceptional refund"));
  if (line->body_part != CPX_BODY_PART_UNKNOWN)
    cpx_text_add_part (facts, cpx_act_state_name_body_part (line->body_part));
  if (line->trauma)
    cpx_text_add_part (facts, _("Recent trauma"));

  return g_string_free (facts, FALSE);
}

/* What is not known is not zero. */
static void
describe_amount (CpxActState         *self,
                 const CpxPricedLine *price)
{
  g_autofree char *gap = price != NULL ? cpx_price_dup_gap (price) : NULL;
  g_autofree char *since = NULL;

  self->amount_known = price != NULL && price->gap == CPX_PRICE_KNOWN;
  if (!self->amount_known)
    {
      self->amount = g_strdup (price != NULL && price->gap == CPX_PRICE_NO_ACT ? _("unknown act")
                                                                               : _("tariff unknown in this version"));
      self->amount_hint = g_steal_pointer (&gap);
      return;
    }
  self->amount = cpx_cents_dup_text (price->base_cents);
  since = price->effect != CPX_DAY_NONE ? cpx_day_format_french (price->effect) : NULL;
  if (since != NULL)
    self->amount_hint = g_strdup_printf (_("Tariff in force since %s, grid %u"), since, price->grid);
}

static char *
describe_overcharge (const CpxCodingLine *line)
{
  g_autofree char *amount = NULL;

  if (line->overcharge_cents <= 0)
    return NULL;
  amount = cpx_cents_dup_text (line->overcharge_cents);

  return g_strdup_printf (_("+ %s overcharge (%s)"), amount, cpx_act_state_name_overcharge (line->overcharge_reason));
}

static char *
describe_origin (CpxCodingRequest    *request,
                 const CpxCodingLine *line,
                 guint                position)
{
  const CpxActChoice *choice = g_ptr_array_index (request->choices, position);

  if (choice->proposed_code == NULL || g_str_equal (choice->proposed_code, line->code))
    return NULL;
  if (choice->reason == NULL)
    return g_strdup_printf (_("In place of %s"), choice->proposed_code);

  return g_strdup_printf (_("In place of %s: “%s”"), choice->proposed_code, choice->reason);
}

static char *
find_label (CpxNomenclature *nomenclature,
            const char      *code)
{
  guint act = nomenclature != NULL ? cpx_nomenclature_find_act (nomenclature, code) : CPX_CCAM_NONE;

  return g_strdup (act != CPX_CCAM_NONE ? cpx_nomenclature_get_long_label (nomenclature, act)
                                        : _("Act that this nomenclature does not hold"));
}

/**
 * cpx_act_state_compute:
 * @request: what is chosen
 * @verdict: what the rules say of it
 * @position: a line
 *
 * Returns: what is said of it; cleared with cpx_act_state_clear()
 */
CpxActState
cpx_act_state_compute (CpxCodingRequest *request,
                       CpxCodingVerdict *verdict,
                       guint             position)
{
  CpxCodingResult *result = cpx_coding_verdict_get_result (verdict);
  const CpxPricedLine *price = result != NULL ? cpx_coding_result_get_line (result, position) : NULL;
  const CpxCodingLine *line = cpx_coding_draft_get_line (request->draft, position);
  CpxActState self = { .code = g_strdup (line->code) };

  self.label = find_label (request->nomenclature, line->code);
  self.facts = describe_facts (line, price);
  describe_amount (&self, price);
  self.overcharge = describe_overcharge (line);
  self.origin = describe_origin (request, line, position);
  self.name = g_strjoin (". ", self.code, self.label, self.facts, self.amount, self.overcharge, NULL);

  return self;
}

/**
 * cpx_act_state_clear:
 * @self: a state
 */
void
cpx_act_state_clear (CpxActState *self)
{
  g_free (self->code);
  g_free (self->label);
  g_free (self->facts);
  g_free (self->amount);
  g_free (self->amount_hint);
  g_free (self->overcharge);
  g_free (self->origin);
  g_free (self->name);
  memset (self, 0, sizeof *self);
}
