/* cpx-rules-incompatibilities.c: RULES 6: listed pairs, by the version that lists them, and what notes exclude.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rule-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* CPX_CCAM_LABELS_NOTE_TYPE */
#define NOTE_EXCLUSION  1
#define NOTE_INCLUDED   3   /* "avec ou sans" */
#define NOTE_BILLING   17

/* 6.1: a pair of an older version was not carried on: advice at most. */
static void
check_pair (CpxRuleCase *self,
            guint        i,
            guint        j)
{
  const char *code = self->lines[i].line->code, *other = self->lines[j].line->code;
  CpxCcamIncompatibility row;
  g_autofree char *day = NULL;

  if (cpx_nomenclature_find_incompatibility (self->nomenclature, self->lines[i].act, self->lines[j].act, self->day,
                                             &row))
    {
      cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.6.1", j, i,
                              _("%s and %s are incompatible: they are not charged on the same day."), code, other)
        ->remedy.kind = CPX_REMEDY_REMOVE_LINE;
      return;
    }
  if (!cpx_nomenclature_was_incompatible (self->nomenclature, self->lines[i].act, self->lines[j].act, &row)
      || row.span.last == CPX_DAY_NONE)
    return;
  day = cpx_day_format_french (row.span.last);
  cpx_rule_case_add_pair (self, CPX_FINDING_TO_KNOW, "ccam.6.1", j, i,
                          _("%s and %s were listed as incompatible until %s; the later versions no longer say "
                            "so."), code,
                          other, day);
}

static gboolean
forbids_billing (const char *text)
{
  return strstr (text, "ne peu") != NULL || strstr (text, "Ne peu") != NULL || strstr (text, "pas être factur") != NULL;
}

static const char *
get_note_sentence (const CpxCcamNote *note)
{
  switch (note->type)
    {
    case NOTE_EXCLUSION:
      return _("The notes of %s exclude %s.");
    case NOTE_INCLUDED:
      return _("By its notes, %s includes %s: it is not coded apart.");
    case NOTE_BILLING:
      return forbids_billing (note->text) ? _("By its notes, %s cannot be billed with %s.") : NULL;
    default:
      return NULL;
    }
}

static void
add_note_finding (CpxRuleCase *self,
                  guint        i,
                  guint        j,
                  const char  *sentence)
{
  g_autofree char *text = NULL;

  /* The sentences of get_note_sentence() alone, each with two texts. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (sentence, self->lines[i].line->code, self->lines[j].line->code);
#pragma GCC diagnostic pop
  cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.6.3", j, i, "%s", text);
}

/* The first note of line i that speaks against line j. */
static void
check_notes (CpxRuleCase *self,
             guint        i,
             guint        j)
{
  CpxCcamRange notes = cpx_nomenclature_list_notes (self->nomenclature, CPX_CCAM_NOTE_OF_ACT, self->lines[i].act);

  for (guint n = notes.first; n < notes.first + notes.n; n++)
    {
      CpxCcamNote note = cpx_nomenclature_get_note (self->nomenclature, n);
      const char *sentence = get_note_sentence (&note);
      CpxCcamRange links = { 0 };

      if (sentence != NULL)
        links = cpx_nomenclature_list_note_links (self->nomenclature, n);
      for (guint l = links.first; l < links.first + links.n; l++)
        {
          if (cpx_nomenclature_get_note_link (self->nomenclature, l).act == self->lines[j].act)
            {
              add_note_finding (self, i, j, sentence);
              return;
            }
        }
    }
}

/**
 * cpx_rules_check_incompatibilities:
 * @self: a case
 *
 * RULES 6.1 to 6.4.
 */
void
cpx_rules_check_incompatibilities (CpxRuleCase *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      for (guint j = 0; j < i; j++)
        {
          if (self->lines[i].act == CPX_CCAM_NONE || self->lines[j].act == CPX_CCAM_NONE
              || self->lines[i].act == self->lines[j].act || !cpx_rule_case_share_invoice (self, i, j))
            continue;
          check_pair (self, j, i);
          check_notes (self, j, i);
          check_notes (self, i, j);
        }
    }
  if (self->context->consultation && self->n_lines > 0)   /* 3.6, 6.4 */
    cpx_rule_case_add (self, CPX_FINDING_TO_JUSTIFY, "ccam.3.6",
                       _("A consultation and a technical act of the same physician at the same time are not charged "
                         "together, apart from the exceptions of article III-3 A."));
}
