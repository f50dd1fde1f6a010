/* cpx-ccam-search-state.c: the search of coding/, then the filters, then the first rows.
 *
 * A whole code that is typed is always found, also when the act is closed on that day: its page tells why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-search-state.h"

#include <cpx-act-search.h>
#include <cpx-ccam-code.h>
#include <string.h>

#define MAX_TYPED 200  /* characters: who pastes a report here wants its beginning */

/**
 * cpx_ccam_filter_is_set:
 * @self: a filter
 *
 * Returns: `TRUE` if it asks anything
 */
gboolean
cpx_ccam_filter_is_set (const CpxCcamFilter *self)
{
  return self->activity != 0 || self->refund != 0 || self->agreement != 0 || self->kind != 0;
}

/**
 * cpx_ccam_filter_get_choices:
 * @nomenclature: a nomenclature
 * @day: a day
 *
 * Returns: which questions make sense: the starter says nothing of refunds, for example
 */
CpxCcamFilterChoices
cpx_ccam_filter_get_choices (CpxNomenclature *nomenclature,
                             CpxDay           day)
{
  CpxCcamFilterChoices choices = { FALSE, FALSE };

  for (guint i = 0; i < cpx_nomenclature_get_n_acts (nomenclature); i++)
    {
      CpxCcamVersion version;

      if (!cpx_nomenclature_find_act_version (nomenclature, i, day, &version))
        continue;
      choices.has_refund = choices.has_refund || version.refund != CPX_CCAM_REFUND_UNKNOWN;
      choices.has_agreement = choices.has_agreement || version.prior_agreement != 0;
      if (choices.has_refund && choices.has_agreement)
        break;
    }

  return choices;
}

static CpxCcamAnswer
has_activity (CpxNomenclature *nomenclature,
              guint            act,
              CpxDay           day,
              char             letter)
{
  guint activity = cpx_nomenclature_find_activity (nomenclature, act, letter);
  CpxCcamActivityState state;

  return activity != CPX_CCAM_NONE && cpx_nomenclature_find_activity_state (nomenclature, activity, day, &state)
           ? CPX_CCAM_YES
           : CPX_CCAM_NO;
}

static CpxCcamAnswer
compare (int known,
         int wanted)
{
  if (wanted == 0)
    return CPX_CCAM_YES;
  if (known == 0)
    return CPX_CCAM_UNKNOWN;

  return known == wanted ? CPX_CCAM_YES : CPX_CCAM_NO;
}

/* No is stronger than unknown. */
static CpxCcamAnswer
answer (CpxNomenclature      *nomenclature,
        guint                 act,
        CpxDay                day,
        const CpxCcamFilter  *filter)
{
  CpxCcamVersion version = { 0 };
  CpxCcamAnswer refund;
  CpxCcamAnswer agreement;

  if (!cpx_ccam_filter_is_set (filter))
    return CPX_CCAM_YES;
  if (filter->kind != 0 && (int) cpx_nomenclature_get_act (nomenclature, act).kind + 1 != filter->kind)
    return CPX_CCAM_NO;
  if (filter->activity != 0 && has_activity (nomenclature, act, day, filter->activity) == CPX_CCAM_NO)
    return CPX_CCAM_NO;
  cpx_nomenclature_find_act_version (nomenclature, act, day, &version);
  refund = compare ((int) version.refund, filter->refund);
  agreement = compare (version.prior_agreement, filter->agreement);
  if (refund == CPX_CCAM_NO || agreement == CPX_CCAM_NO)
    return CPX_CCAM_NO;

  return refund == CPX_CCAM_UNKNOWN || agreement == CPX_CCAM_UNKNOWN ? CPX_CCAM_UNKNOWN : CPX_CCAM_YES;
}

static void
take (CpxCcamFound         *self,
      CpxNomenclature      *nomenclature,
      guint                 act,
      CpxDay                day,
      const CpxCcamFilter  *filter)
{
  switch (answer (nomenclature, act, day, filter))
    {
    case CPX_CCAM_YES:
      self->n_found++;
      if (self->acts->len < CPX_CCAM_SEARCH_LIMIT)
        g_array_append_val (self->acts, act);
      break;
    case CPX_CCAM_UNKNOWN:
      self->n_unknown++;
      break;
    case CPX_CCAM_NO:
    default:
      break;
    }
}

/* Nothing typed: the acts that are open on that day, by their codes. */
static void
take_all (CpxCcamFound         *self,
          CpxNomenclature      *nomenclature,
          CpxDay                day,
          const CpxCcamFilter  *filter)
{
  for (guint i = 0; i < cpx_nomenclature_get_n_acts (nomenclature); i++)
    {
      CpxDay closing = cpx_nomenclature_get_act (nomenclature, i).closing;

      if (closing == CPX_DAY_NONE || closing > day)
        take (self, nomenclature, i, day, filter);
    }
}

/* The index of the search and the nomenclature it was made from have the same acts; the code joins them. One letter
 * finds thousands: nothing is asked of those that will not be shown, unless a filter wants to know. */
static void
take_found (CpxCcamFound         *self,
            CpxNomenclature      *nomenclature,
            const CpxSuggester   *suggester,
            const char           *typed,
            CpxDay                day,
            const CpxCcamFilter  *filter)
{
  const CpxActIndex *index = cpx_suggester_get_index (suggester);
  g_auto(GStrv) unheard = NULL;
  g_autoptr(GArray) found = cpx_act_search (suggester, typed, day, G_MAXUINT, &unheard);
  gboolean filtered = cpx_ccam_filter_is_set (filter);

  for (guint i = 0; i < found->len && (filtered || i < CPX_CCAM_SEARCH_LIMIT); i++)
    {
      const char *code = cpx_act_index_get_code (index, g_array_index (found, CpxActFound, i).act);
      guint act = cpx_nomenclature_find_act (nomenclature, code);

      if (act != CPX_CCAM_NONE)
        take (self, nomenclature, act, day, filter);
    }
  if (!filtered)
    self->n_found = found->len;
  if (*unheard != NULL)
    self->unheard = g_strjoinv (", ", unheard);
}

static gboolean
holds (GArray *acts,
       guint   act)
{
  for (guint i = 0; i < acts->len; i++)
    {
      if (g_array_index (acts, guint, i) == act)
        return TRUE;
    }

  return FALSE;
}

static void
take_whole_code (CpxCcamFound    *self,
                 CpxNomenclature *nomenclature,
                 const char      *typed)
{
  g_autofree char *capitals = g_ascii_strup (typed, -1);
  guint act = cpx_ccam_code_is_valid (capitals) ? cpx_nomenclature_find_act (nomenclature, capitals) : CPX_CCAM_NONE;

  if (act == CPX_CCAM_NONE || holds (self->acts, act))
    return;
  g_array_prepend_val (self->acts, act);
  self->n_found++;
}

/**
 * cpx_ccam_search_compute:
 * @nomenclature: a nomenclature
 * @suggester: what searches its acts
 * @typed: a code, its beginning, or words; nothing: all acts
 * @day: acts closed on that day are left out
 * @filter: what is asked of them
 *
 * Returns: the acts, to clear with cpx_ccam_found_clear()
 */
CpxCcamFound
cpx_ccam_search_compute (CpxNomenclature      *nomenclature,
                         const CpxSuggester   *suggester,
                         const char           *typed,
                         CpxDay                day,
                         const CpxCcamFilter  *filter)
{
  CpxCcamFound self = { .acts = g_array_new (FALSE, FALSE, sizeof (guint)) };
  g_autofree char *valid = g_utf8_make_valid (typed, -1);
  g_autofree char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_TYPED));
  const char *text = g_strstrip (cut);

  if (*text == '\0')
    take_all (&self, nomenclature, day, filter);
  else
    {
      take_found (&self, nomenclature, suggester, text, day, filter);
      take_whole_code (&self, nomenclature, text);
    }

  return self;
}

/**
 * cpx_ccam_found_clear:
 * @self: what was found
 */
void
cpx_ccam_found_clear (CpxCcamFound *self)
{
  g_clear_pointer (&self->acts, g_array_unref);
  g_clear_pointer (&self->unheard, g_free);
}
