/* cpx-shown-suggestions.c: a coding says which suggestions it was made from; without one, the audit log says it.
 *
 *   begin(), or on the screen ──▶ leave(), off the screen, or the lock ──▶ noted, once for each showing
 *
 * What is typed meanwhile changes what is suggested; what counts is what stood there when the operation was left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-shown-suggestions.h"

#include "cpx-toast.h"
#include "cpx-unsaved.h"

#include <cpx-note-deed.h>

struct _CpxShownSuggestions
{
  CpxPractice       *practice;   /* (owned) */
  GtkWidget         *view;       /* (unowned): its owner */
  CpxShownFactsFunc  get_facts;
  char              *noted_id;   /* (owned) (nullable): the operation of which this showing is noted already */
};

/* One entry on its way. */
typedef struct
{
  GtkWidget  *view;     /* (owned) */
  CpxUnsaved *unsaved;  /* (owned) */
} Note;

/**
 * cpx_shown_suggestions_describe:
 * @facts: what is known of the operation
 * @suggestions: (nullable): an array, as they were shown
 *
 * Returns: (transfer full) (nullable): what is noted; `NULL` if nothing was shown, or a coding says it or is going to
 */
json_t *
cpx_shown_suggestions_describe (const CpxCodingFacts *facts,
                                json_t               *suggestions)
{
  if (facts->request == NULL || facts->request->coding != NULL || facts->unsaved || json_array_size (suggestions) == 0)
    return NULL;

  return json_pack ("{s:O, s:s*}", "suggestions", suggestions, "note",
                    facts->note != NULL ? cpx_record_get_id (facts->note) : NULL);
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Note *note = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_note_deed_finish (CPX_PRACTICE (source), result, &error);

  if (receipt == NULL && gtk_widget_get_root (note->view) != NULL)
    cpx_toast_show_error (note->view, error);
  cpx_unsaved_save_ended (note->unsaved);
  g_object_unref (note->view);
  g_object_unref (note->unsaved);
  g_free (note);
}

/* The lock waits for it as for what is typed; nobody else does. */
static void
note_shown (CpxShownSuggestions *self,
            CpxRecord           *operation,
            json_t              *details)
{
  Note *note = g_new0 (Note, 1);

  note->view = g_object_ref (self->view);
  note->unsaved = g_object_ref (cpx_unsaved_get (self->practice));
  cpx_unsaved_save_began (note->unsaved);
  cpx_practice_note_deed_async (self->practice, CPX_DEED_SUGGESTIONS_SHOWN, operation, details, noted_cb, note);
}

/**
 * cpx_shown_suggestions_new:
 * @practice: an unlocked practice
 * @view: the panel, which owns it; told if something cannot be noted
 * @get_facts: asks @view for what it knows of its operation
 *
 * Follows @view on to the screen and off it, and the lock.
 *
 * Returns: (transfer full): nothing was shown yet
 */
CpxShownSuggestions *
cpx_shown_suggestions_new (CpxPractice       *practice,
                           GtkWidget         *view,
                           CpxShownFactsFunc  get_facts)
{
  CpxShownSuggestions *self = g_new0 (CpxShownSuggestions, 1);

  self->practice = g_object_ref (practice);
  self->view = view;
  self->get_facts = get_facts;
  g_signal_connect_swapped (view, "map", G_CALLBACK (cpx_shown_suggestions_begin), self);
  g_signal_connect_swapped (view, "unmap", G_CALLBACK (cpx_shown_suggestions_leave), self);
  g_signal_connect_swapped (cpx_unsaved_get (practice), "leave-asked", G_CALLBACK (cpx_shown_suggestions_leave), self);

  return self;
}

/**
 * cpx_shown_suggestions_free:
 * @self: (transfer full): it
 */
void
cpx_shown_suggestions_free (CpxShownSuggestions *self)
{
  g_signal_handlers_disconnect_by_data (self->view, self);
  g_signal_handlers_disconnect_by_data (cpx_unsaved_get (self->practice), self);
  g_object_unref (self->practice);
  g_free (self->noted_id);
  g_free (self);
}

/**
 * cpx_shown_suggestions_begin:
 * @self: it
 *
 * Tells that an operation comes on the screen.
 */
void
cpx_shown_suggestions_begin (CpxShownSuggestions *self)
{
  g_clear_pointer (&self->noted_id, g_free);
}

/**
 * cpx_shown_suggestions_leave:
 * @self: it
 *
 * Notes, if the operation is left without a coding, what was suggested for it. A practice that is locked notes nothing
 * any more: the lock asks before.
 */
void
cpx_shown_suggestions_leave (CpxShownSuggestions *self)
{
  CpxCodingFacts facts = self->get_facts (self->view);
  g_autoptr(json_t) suggestions = NULL;
  g_autoptr(json_t) details = NULL;

  if (cpx_practice_is_locked (self->practice) || facts.request == NULL || facts.advisor == NULL ||
      g_strcmp0 (self->noted_id, cpx_record_get_id (facts.request->intervention)) == 0)
    return;
  suggestions = cpx_code_advisor_to_json (facts.advisor);
  details = cpx_shown_suggestions_describe (&facts, suggestions);
  if (details == NULL)
    return;
  g_free (self->noted_id);
  self->noted_id = g_strdup (cpx_record_get_id (facts.request->intervention));
  note_shown (self, facts.request->intervention, details);
}
