/* cpx-coding-acts.c: each deed becomes an edit of the desk; what could be a slip is asked or undone by a toast.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-acts.h"

#include "cpx-added-act.h"
#include "cpx-toast.h"

#include <cpx-duplicate-coding.h>
#include <glib/gi18n-lib.h>

static void
add_act (CpxCodingDesk *desk,
         const char    *code,
         const char    *source,
         const char    *proposed)
{
  CpxCodingRequest *request = cpx_coding_desk_get_facts (desk).request;

  if (request != NULL)
    cpx_coding_desk_change (desk, cpx_coding_edit_new_add (request->nomenclature, code, source, proposed));
}

static void
accept_again (GObject    *desk,
              const char *code)
{
  add_act (CPX_CODING_DESK (desk), code, "suggestion", code);
}

static void
add_again (GObject    *desk,
           const char *code)
{
  add_act (CPX_CODING_DESK (desk), code, "search", NULL);
}

/* The same code twice is two acts; it is seldom meant. */
static gboolean
ask_for_second (CpxCodingDesk *desk,
                GtkWidget     *view,
                const char    *code,
                CpxUndoFunc    again)
{
  CpxCodingRequest *request = cpx_coding_desk_get_facts (desk).request;
  g_autofree char *sentence = NULL;

  if (request == NULL || !cpx_coding_state_has_code (request->draft, code))
    return FALSE;
  sentence = g_strdup_printf (_("%s is kept already for this operation"), code);
  cpx_toast_show_action (view, sentence, _("Code a second one"), again, G_OBJECT (desk), code);

  return TRUE;
}

/**
 * cpx_coding_acts_accept:
 * @desk: a desk
 * @view: a widget of the window
 * @position: a suggestion
 *
 * Keeps the act that is suggested.
 */
void
cpx_coding_acts_accept (CpxCodingDesk *desk,
                        GtkWidget     *view,
                        guint          position)
{
  CpxCodingFacts facts = cpx_coding_desk_get_facts (desk);
  const char *code;

  if (facts.suggestions == NULL || position >= facts.suggestions->len)
    return;
  code = cpx_suggestion_get_fields (g_ptr_array_index (facts.suggestions, position))->code;
  if (!ask_for_second (desk, view, code, accept_again))
    add_act (desk, code, "suggestion", code);
}

/**
 * cpx_coding_acts_add:
 * @desk: a desk
 * @view: a widget of the window
 * @code: an act that was searched
 *
 * Keeps the act, unless it would stand in place of a proposal: another code than the one proposed has its reason.
 *
 * Returns: (nullable): the code that is proposed, and nothing was kept: ask why; lent until the main loop turns
 */
const char *
cpx_coding_acts_add (CpxCodingDesk *desk,
                     GtkWidget     *view,
                     const char    *code)
{
  CpxCodingFacts facts = cpx_coding_desk_get_facts (desk);
  GPtrArray *dismissed = facts.advisor != NULL ? cpx_code_advisor_get_dismissed (facts.advisor) : NULL;
  const char *proposed = NULL;
  CpxAddedAct added;

  if (!cpx_coding_state_may_change (facts.request, facts.may_write) || ask_for_second (desk, view, code, add_again))
    return NULL;
  added = cpx_added_act_judge (facts.suggestions, dismissed, facts.request, code, &proposed);
  if (added == CPX_ADDED_PROPOSED)
    add_act (desk, code, "suggestion", code);
  else if (added == CPX_ADDED_MORE)
    add_act (desk, code, "search", NULL);

  return proposed;
}

/**
 * cpx_coding_acts_dismiss:
 * @desk: a desk
 * @position: a suggestion
 *
 * Puts a suggestion aside.
 */
void
cpx_coding_acts_dismiss (CpxCodingDesk *desk,
                         guint          position)
{
  CpxCodingFacts facts = cpx_coding_desk_get_facts (desk);

  if (facts.advisor != NULL)
    cpx_code_advisor_dismiss (facts.advisor, position);
}

/**
 * cpx_coding_acts_dismiss_all:
 * @desk: a desk
 *
 * Puts all suggestions aside: none of them is meant.
 */
void
cpx_coding_acts_dismiss_all (CpxCodingDesk *desk)
{
  CpxCodingFacts facts = cpx_coding_desk_get_facts (desk);

  while (facts.suggestions != NULL && facts.suggestions->len > 0)
    cpx_code_advisor_dismiss (facts.advisor, facts.suggestions->len - 1);
}

/**
 * cpx_coding_acts_add_planned:
 * @desk: a desk
 *
 * Keeps the planned acts that are not coded.
 */
void
cpx_coding_acts_add_planned (CpxCodingDesk *desk)
{
  CpxCodingRequest *request = cpx_coding_desk_get_facts (desk).request;
  g_auto(GStrv) missing = request != NULL ? cpx_coding_state_list_missing (request) : NULL;

  for (guint i = 0; missing != NULL && missing[i] != NULL; i++)
    add_act (desk, missing[i], "planned", NULL);
}

/* A coding being read, for whose desk. */
typedef struct
{
  CpxCodingDesk *desk;
  GtkWidget     *view;
} Duplication;

static void
duplicated_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree Duplication *duplication = user_data;
  g_autoptr(CpxCodingDesk) desk = duplication->desk;
  g_autoptr(GtkWidget) view = duplication->view;
  g_autoptr(GError) error = NULL;
  CpxCodingRequest *from = cpx_practice_load_coding_finish (CPX_PRACTICE (source), result, &error);
  g_autoptr(GArray) lines = NULL;

  if (from == NULL)
    {
      cpx_toast_show_error (view, error);
      return;
    }
  lines = cpx_coding_list_duplicate (from);
  cpx_coding_request_free (from);
  for (guint i = 0; i < lines->len; i++)
    cpx_coding_desk_change (desk, cpx_coding_edit_new_add_line (&g_array_index (lines, CpxCodingLine, i), "duplicate"));
}

/**
 * cpx_coding_acts_duplicate:
 * @desk: a desk
 * @view: a widget of the window
 * @practice: an unlocked practice
 * @from_id: an operation that is coded
 *
 * Takes the acts of another operation over.
 */
void
cpx_coding_acts_duplicate (CpxCodingDesk *desk,
                           GtkWidget     *view,
                           CpxPractice   *practice,
                           const char    *from_id)
{
  Duplication *duplication;

  if (cpx_practice_is_locked (practice))
    return;
  duplication = g_new0 (Duplication, 1);
  duplication->desk = g_object_ref (desk);
  duplication->view = g_object_ref (view);
  cpx_practice_load_coding_async (practice, from_id, NULL, NULL, duplicated_cb, duplication);
}

static void
put_back (GObject    *desk,
          const char *target)
{
  cpx_coding_desk_undo (CPX_CODING_DESK (desk));
}

/**
 * cpx_coding_acts_take_back:
 * @desk: a desk
 * @view: a widget of the window
 * @position: an act
 *
 * Takes the act back; a toast undoes it.
 */
void
cpx_coding_acts_take_back (CpxCodingDesk *desk,
                           GtkWidget     *view,
                           guint          position)
{
  CpxCodingRequest *request = cpx_coding_desk_get_facts (desk).request;
  g_autofree char *sentence = NULL;

  if (request == NULL || position >= cpx_coding_draft_get_n_lines (request->draft))
    return;
  sentence = g_strdup_printf (_("%s taken back"), cpx_coding_draft_get_line (request->draft, position)->code);
  if (cpx_coding_desk_change (desk, cpx_coding_edit_new_remove (position)))
    cpx_toast_show_undo (view, sentence, put_back, G_OBJECT (desk), "");
}

/**
 * cpx_coding_acts_take_back_code:
 * @desk: a desk
 * @view: a widget of the window
 * @code: an act
 *
 * Takes the act back; of two of the same code, the last one.
 */
void
cpx_coding_acts_take_back_code (CpxCodingDesk *desk,
                                GtkWidget     *view,
                                const char    *code)
{
  CpxCodingRequest *request = cpx_coding_desk_get_facts (desk).request;
  int position = request != NULL ? cpx_coding_state_find_line (request->draft, code) : -1;

  if (position >= 0)
    cpx_coding_acts_take_back (desk, view, (guint) position);
}
