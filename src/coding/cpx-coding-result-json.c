/* cpx-coding-result-json.c: a result for a script: every step of every price, amounts in cents, null for unknown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-check.h"
#include "cpx-coding-draft-json.h"
#include "cpx-rule-card.h"

#include <glib/gi18n-lib.h>

static void
set_string (json_t     *object,
            const char *name,
            const char *text)
{
  json_object_set_new (object, name, text != NULL ? json_string (text) : json_null ());
}

static void
set_number (json_t     *object,
            const char *name,
            gint64      number)
{
  json_object_set_new (object, name, json_integer (number));
}

static void
set_cents (json_t     *object,
           const char *name,
           gboolean    known,
           gint64      cents)
{
  json_object_set_new (object, name, known ? json_integer (cents) : json_null ());
}

static json_t *
write_remedy (CpxCodingResult *self,
              const CpxRemedy *remedy)
{
  static const char * const kinds[] = { "none", "set_association", "add_modifier", "remove_modifier", "remove_act",
                                        "remove_overcharge", "allow_refund", "leave_associations" };
  g_autofree char *label = cpx_remedy_dup_label (remedy, cpx_coding_result_get_draft (self));
  char letter[] = { (char) remedy->value, '\0' };
  json_t *object;

  if (label == NULL)
    return json_null ();

  object = json_object ();
  set_string (object, "kind", kinds[remedy->kind]);
  set_number (object, "act", remedy->line);
  if (remedy->kind == CPX_REMEDY_SET_ASSOCIATION)
    set_string (object, "value", cpx_association_get_token ((CpxAssociation) remedy->value));
  else if (remedy->value != 0)
    set_string (object, "value", letter);
  set_string (object, "label", label);

  return object;
}

static json_t *
write_finding (CpxCodingResult      *self,
               const CpxRuleFinding *finding)
{
  const CpxRuleCard *card = cpx_rule_card_find (finding->rule);
  json_t *object = json_object ();
  json_t *acts = json_array ();

  set_string (object, "level", cpx_finding_level_get_token (finding->level));
  set_string (object, "rule", finding->rule);
  set_string (object, "sentence", finding->sentence);
  if (card != NULL)
    {
      set_string (object, "title", cpx_rule_card_get_title (card));
      set_string (object, "article", _(card->source));
      set_string (object, "confidence", cpx_confidence_get_token (card->confidence));
    }
  for (guint i = 0; i < finding->n_lines; i++)
    json_array_append_new (acts, json_integer (finding->lines[i]));
  json_object_set_new (object, "acts", acts);
  json_object_set_new (object, "remedy", write_remedy (self, &finding->remedy));

  return object;
}

static json_t *
write_modifiers (const CpxPricedLine *price)
{
  static const char * const uses[] = { "priced", "over_limit", "repeated", "unknown" };
  json_t *array = json_array ();

  for (guint i = 0; i < price->n_modifiers; i++)
    {
      const CpxPricedModifier *modifier = &price->modifiers[i];
      char letter[] = { modifier->letter, '\0' };
      json_t *object = json_object ();

      set_string (object, "modifier", letter);
      set_string (object, "use", uses[modifier->use]);
      set_number (object, "coefficient_thousandths", modifier->coefficient);
      set_number (object, "flat_cents", modifier->flat_cents);
      json_array_append_new (array, object);
    }

  return array;
}

static void
write_steps (json_t              *object,
             const CpxPricedLine *price)
{
  gboolean known = price->gap == CPX_PRICE_KNOWN;
  g_autofree char *effect = price->effect != CPX_DAY_NONE ? cpx_day_format_iso (price->effect) : NULL;
  g_autofree char *version = price->version != CPX_DAY_NONE ? cpx_day_format_iso (price->version) : NULL;

  json_object_set_new (object, "grid", price->grid != CPX_CCAM_NONE ? json_integer (price->grid) : json_null ());
  set_string (object, "price_effect", effect);
  set_string (object, "version_effect", version);
  set_cents (object, "tariff_cents", price->tariff_cents >= 0, price->tariff_cents);
  set_number (object, "territory_thousandths", price->territory);
  json_object_set_new (object, "modifiers", write_modifiers (price));
  set_number (object, "coefficient_thousandths", price->coefficient);
  set_number (object, "association_thousandths", price->rate);
  set_cents (object, "reduced_cents", known, price->reduced_cents);
  set_cents (object, "flat_cents", known, price->flat_cents);
  set_cents (object, "supplement_cents", known, price->supplement_cents);
  set_cents (object, "base_cents", known, price->base_cents);
  set_number (object, "contract_thousandths", price->contract_rate);
  set_cents (object, "refund_base_cents", price->refund_is_known, price->refund_base_cents);
  set_number (object, "overcharge_cents", price->overcharge_cents);
  set_cents (object, "charged_cents", known, price->charged_cents);
}

static json_t *
write_line (CpxCodingResult *self,
            guint            i)
{
  const CpxPricedLine *price = cpx_coding_result_get_line (self, i);
  const CpxCodingLine *line = cpx_coding_draft_get_line (cpx_coding_result_get_draft (self), i);
  const CpxAssociationGroup *group = cpx_association_plan_find_group (cpx_coding_result_get_plan (self), i);
  g_autofree char *why = cpx_price_dup_gap (price);
  json_t *object = json_object ();

  set_string (object, "code", line->code);
  set_number (object, "activity", line->activity);
  set_number (object, "phase", line->phase);
  set_number (object, "performer", line->performer);
  set_number (object, "quantity", line->quantity);
  set_string (object, "association", cpx_association_get_token (price->association));
  json_object_set_new (object, "association_chosen", json_boolean (line->association != CPX_ASSOCIATION_AUTO));
  set_string (object, "best_association", cpx_association_get_token (cpx_coding_result_get_plan (self)->best[i]));
  set_string (object, "scheme", cpx_association_scheme_get_token (group->scheme));
  json_object_set_new (object, "known", json_boolean (price->gap == CPX_PRICE_KNOWN));
  set_string (object, "gap", price->gap != CPX_PRICE_KNOWN ? cpx_price_gap_get_token (price->gap) : NULL);
  set_string (object, "gap_sentence", why);
  write_steps (object, price);

  return object;
}

static json_t *
write_total (const CpxInvoiceTotal *total)
{
  gboolean shared = total->share_kind != CPX_SHARE_UNKNOWN;
  json_t *object = json_object ();

  set_number (object, "performer", total->performer);
  json_object_set_new (object, "known", json_boolean (total->is_known));
  set_number (object, "base_cents", total->base_cents);
  set_number (object, "overcharge_cents", total->overcharge_cents);
  set_number (object, "charged_cents", total->charged_cents);
  set_string (object, "share", cpx_share_kind_get_token (total->share_kind));
  json_object_set_new (object, "share_is_the_least", json_boolean (shared && total->pathway_is_untold));
  set_cents (object, "refund_base_cents", shared, total->refund_base_cents);
  set_cents (object, "counted_cents", shared, total->counted_cents);
  set_cents (object, "threshold_cents", total->threshold_cents >= 0, total->threshold_cents);
  set_cents (object, "share_cents", shared, total->share_cents);
  set_cents (object, "share_high_cents", shared, total->share_high_cents);
  set_cents (object, "fund_cents", shared, total->fund_cents);
  set_cents (object, "patient_cents", shared, total->patient_cents);
  set_cents (object, "patient_high_cents", shared, total->patient_high_cents);

  return object;
}

/**
 * cpx_coding_result_to_json:
 * @self: a result
 *
 * Returns: (transfer full): findings, acts and totals as one object
 */
json_t *
cpx_coding_result_to_json (CpxCodingResult *self)
{
  GPtrArray *found = cpx_coding_result_get_findings (self);
  json_t *findings = json_array (), *acts = json_array (), *totals = json_array ();
  json_t *object = json_object ();

  for (guint i = 0; i < found->len; i++)
    json_array_append_new (findings, write_finding (self, g_ptr_array_index (found, i)));
  for (guint i = 0; i < cpx_coding_result_get_n_lines (self); i++)
    json_array_append_new (acts, write_line (self, i));
  /* Of no act there is no sum: not even one of 0. */
  for (guint i = 0; json_array_size (acts) > 0 && i < cpx_coding_result_get_n_totals (self); i++)
    json_array_append_new (totals, write_total (cpx_coding_result_get_total (self, i)));

  json_object_set_new (object, "blocked", json_boolean (cpx_coding_result_is_blocked (self)));
  json_object_set_new (object, "acts", acts);
  json_object_set_new (object, "totals", totals);
  json_object_set_new (object, "findings", findings);

  return object;
}
