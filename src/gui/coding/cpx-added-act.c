/* cpx-added-act.c: another code than the one proposed is an override, however it was found.
 *
 * The codes put aside count: who puts all of them aside and searches has found them wrong, and says why. A proposal
 * that is hardly likely ("not enough evidence") is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-added-act.h"

#include "cpx-coding-state.h"

/* The suggestions as they were shown: those that still are, then those put aside. */
typedef struct
{
  GPtrArray *shown;      /* (nullable) */
  GPtrArray *dismissed;
} List;

static guint
count (const List *list)
{
  return (list->shown != NULL ? list->shown->len : 0) + (list->dismissed != NULL ? list->dismissed->len : 0);
}

static const CpxSuggestionFields *
get (const List *list,
     guint       position)
{
  guint n_shown = list->shown != NULL ? list->shown->len : 0;

  return cpx_suggestion_get_fields (position < n_shown ? g_ptr_array_index (list->shown, position)
                                                       : g_ptr_array_index (list->dismissed, position - n_shown));
}

static gboolean
holds (const List *list,
       const char *code)
{
  for (guint i = 0; i < count (list); i++)
    {
      if (g_str_equal (get (list, i)->code, code))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_kept_in_place_of (CpxCodingRequest *request,
                     const char       *code)
{
  for (guint i = 0; i < request->choices->len; i++)
    {
      const CpxActChoice *choice = g_ptr_array_index (request->choices, i);

      if (g_strcmp0 (choice->proposed_code, code) == 0)
        return TRUE;
    }

  return FALSE;
}

/* One of its codes is kept, or an act in place of one of them. */
static gboolean
has_act (const List       *list,
         guint             group,
         CpxCodingRequest *request)
{
  for (guint i = 0; i < count (list); i++)
    {
      const char *code = get (list, i)->code;

      if (get (list, i)->group == group &&
          (cpx_coding_state_has_code (request->draft, code) || is_kept_in_place_of (request, code)))
        return TRUE;
    }

  return FALSE;
}

static const char *
find_unanswered (const List       *list,
                 CpxCodingRequest *request)
{
  const CpxSuggestionFields *best = NULL;

  for (guint i = 0; i < count (list); i++)
    {
      const CpxSuggestionFields *fields = get (list, i);

      if (fields->probability >= CPX_SUGGESTION_ENOUGH && !has_act (list, fields->group, request) &&
          (best == NULL || fields->probability > best->probability))
        best = fields;
    }

  return best != NULL ? best->code : NULL;
}

/**
 * cpx_added_act_judge:
 * @shown: (nullable) (element-type CpxSuggestion): the suggestions as they are shown
 * @dismissed: (nullable) (element-type CpxSuggestion): those that were put aside
 * @request: what is chosen
 * @code: the act that was searched
 * @out_proposed: (out) (nullable): the code that it is kept in place of; lent
 *
 * Returns: what keeping @code means
 */
CpxAddedAct
cpx_added_act_judge (GPtrArray         *shown,
                     GPtrArray         *dismissed,
                     CpxCodingRequest  *request,
                     const char        *code,
                     const char       **out_proposed)
{
  List list = { shown, dismissed };

  *out_proposed = NULL;
  if (holds (&list, code))
    return CPX_ADDED_PROPOSED;
  *out_proposed = find_unanswered (&list, request);

  return *out_proposed != NULL ? CPX_ADDED_INSTEAD : CPX_ADDED_MORE;
}
