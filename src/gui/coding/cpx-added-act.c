/* cpx-added-act.c: another code than the one proposed is an override, however it was found: the rule is that of
 * cpx-coding-proposals.h, which recording keeps.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-added-act.h"

#include <cpx-coding-proposals.h>
#include <cpx-json.h>

/* The suggestions as they were shown: those that still are, then those put aside. */
static json_t *
list_all (GPtrArray *shown,
          GPtrArray *dismissed)
{
  json_t *all = shown != NULL ? cpx_suggestions_to_json (shown) : json_array ();
  g_autoptr(json_t) aside = dismissed != NULL ? cpx_suggestions_to_json (dismissed) : json_array ();

  json_array_extend (all, aside);

  return all;
}

/* The same code, as long as the suggestions live. */
static const char *
lend (GPtrArray  *suggestions,
      const char *code)
{
  for (guint i = 0; suggestions != NULL && i < suggestions->len; i++)
    {
      const char *own = cpx_suggestion_get_fields (g_ptr_array_index (suggestions, i))->code;

      if (g_str_equal (own, code))
        return own;
    }

  return NULL;
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
  g_autoptr(json_t) all = list_all (shown, dismissed);
  const char *unanswered;

  *out_proposed = NULL;
  if (cpx_coding_proposals_hold (all, code))
    return CPX_ADDED_PROPOSED;
  unanswered = cpx_coding_proposals_find_unanswered (all, request);
  if (unanswered == NULL)
    return CPX_ADDED_MORE;
  *out_proposed = lend (shown, unanswered);
  if (*out_proposed == NULL)
    *out_proposed = lend (dismissed, unanswered);

  return CPX_ADDED_INSTEAD;
}
