/* cpx-rules-rivals.c: RULES 1.4: one gesture is coded by one act (LAP, Livre I, article I-6).
 *
 * Two acts are rivals if their labels tell one gesture (cpx-rival-acts.c), or if a person kept two answers to one
 * gesture of the report; and an examination is part of the act that is done by its way. Where the draft itself tells
 * two gestures, nothing is said: another moment, another limb, two recent lesions, an association that the nomenclature
 * foresees.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rival-acts.h"
#include "cpx-rule-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Imaging, pathology, dental acts and such have rules of their own for acts together. */
static gboolean
is_gesture (const CpxRuleCase *self,
            guint              i)
{
  CpxActFamily family = self->facts[i].family;

  return self->lines[i].act != CPX_CCAM_NONE && self->lines[i].row.kind != CPX_CCAM_KIND_COMPLEMENTARY
         && !self->facts[i].adds && (family == CPX_ACT_FAMILY_SURGERY || family == CPX_ACT_FAMILY_TECHNICAL);
}

static gboolean
are_apart (const CpxCodingLine *a,
           const CpxCodingLine *b)
{
  return a->moment != b->moment || (a->trauma && b->trauma)
         || (a->body_part != b->body_part && a->body_part != CPX_BODY_PART_UNKNOWN
             && b->body_part != CPX_BODY_PART_UNKNOWN);
}

static gboolean
are_foreseen (const CpxRuleCase *self,
              guint              i,
              guint              j)
{
  guint a = self->lines[i].activity, b = self->lines[j].activity;
  CpxCcamAssociation row;

  return a != CPX_CCAM_NONE && b != CPX_CCAM_NONE
         && (cpx_nomenclature_find_association (self->nomenclature, a, b, self->day, &row)
             || cpx_nomenclature_find_association (self->nomenclature, b, a, self->day, &row));
}

/* Another rule wants a reason for this pair already: one is enough. */
static gboolean
was_told (const CpxRuleCase *self,
          guint              i,
          guint              j)
{
  for (guint n = 0; n < self->findings->len; n++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (self->findings, n);

      if (finding->level != CPX_FINDING_TO_KNOW && finding->n_lines == 2 && cpx_rule_finding_concerns (finding, i)
          && cpx_rule_finding_concerns (finding, j))
        return TRUE;
    }

  return FALSE;
}

/* Letters 1 and 2 of the codes: answers at another site are another gesture that the reading did not part. */
static gboolean
answer_one_gesture (const CpxCodingLine *a,
                    const CpxCodingLine *b)
{
  return a->gesture > 0 && a->gesture == b->gesture && strncmp (a->code, b->code, 2) == 0;
}

static const char *
find_sentence (const CpxRuleLine *a,
               const CpxRuleLine *b)
{
  switch (cpx_rival_acts_compare (a->line->code, a->row.long_label, b->line->code, b->row.long_label))
    {
    case CPX_RIVALRY_ACCESS:
      return _("%s and %s are one gesture, by two accesses or on one side or both: but for two organs or two lesions, "
               "it is charged once, by the act that was done.");
    case CPX_RIVALRY_VARIANT:
      return _("%s and %s are two variants of one gesture: but for two organs or two lesions, it is charged once, by "
               "the act that was done.");
    case CPX_RIVALRY_NONE:
    default:
      return answer_one_gesture (a->line, b->line)
               ? _("%s and %s were proposed for one gesture of the report: it is charged once, by the act that was "
                   "done.")
               : NULL;
    }
}

/* The letters of the abdomen and of the thorax as a whole are not those of the organs in them. */
static gboolean
is_site_of (const char *explored,
            const char *treated)
{
  if (g_str_has_prefix (explored, "ZC"))
    return strchr ("HJK", treated[0]) != NULL || g_str_has_prefix (treated, "LM");
  if (g_str_has_prefix (explored, "ZB"))
    return treated[0] == 'G';

  return strncmp (explored, treated, 2) == 0;
}

/* Letters 3 and 4: an examination, by an open access, a laparoscope or an endoscope, by which the other act comes. */
static gboolean
explores_for (const char *code,
              const char *other)
{
  return code[2] == 'Q' && other[2] != 'Q' && strchr ("ACE", code[3]) != NULL && code[3] == other[3]
         && is_site_of (code, other);
}

static gboolean
check_exploration (CpxRuleCase *self,
                   guint        i,
                   guint        j)
{
  const char *code = self->lines[i].line->code, *other = self->lines[j].line->code;
  CpxRuleFinding *finding;

  if (strlen (code) < 4 || strlen (other) < 4 || !explores_for (code, other) || are_foreseen (self, i, j)
      || was_told (self, i, j))
    return FALSE;
  finding = cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.1.4", i, j,
                                    _("%s explores, by the same way, the place where %s is done: the usual "
                                      "exploration is in the act."), code, other);
  finding->remedy.kind = CPX_REMEDY_REMOVE_LINE;

  return TRUE;
}

static void
check_pair (CpxRuleCase *self,
            guint        i,
            guint        j)
{
  const char *sentence = find_sentence (&self->lines[i], &self->lines[j]);
  g_autofree char *text = NULL;

  if (sentence == NULL || are_foreseen (self, i, j) || was_told (self, i, j))
    return;
  /* The sentences of find_sentence() alone, each with two texts. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (sentence, self->lines[i].line->code, self->lines[j].line->code);
#pragma GCC diagnostic pop
  cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.1.4", j, i, "%s", text)->remedy.kind =
    CPX_REMEDY_REMOVE_LINE;
}

/**
 * cpx_rules_check_rivals:
 * @self: a case, in which the other families of pairs have been
 *
 * RULES 1.4.
 */
void
cpx_rules_check_rivals (CpxRuleCase *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      for (guint j = 0; j < i && is_gesture (self, i); j++)
        {
          const CpxCodingLine *a = self->lines[j].line, *b = self->lines[i].line;

          if (is_gesture (self, j) && a->activity == b->activity && strcmp (a->code, b->code) != 0
              && cpx_rule_case_share_invoice (self, i, j) && !are_apart (a, b)
              && !check_exploration (self, i, j) && !check_exploration (self, j, i))
            check_pair (self, j, i);
        }
    }
}
