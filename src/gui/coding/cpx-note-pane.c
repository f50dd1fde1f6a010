/* cpx-note-pane.c: the operative report beside its codes, the words that support the selected one underlined.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-pane.h"

#include "cpx-suggestion-state.h"

#include <cpx-intervention.h>
#include <cpx-operative-note.h>

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CpxNotePane
{
  GtkWidget  parent_instance;

  GtkWidget *box;
  GtkWidget *heading;
  GtkWidget *edit_button;
  GtkWidget *write_button;
  GtkWidget *stack;
  GtkWidget *view;
  GtkWidget *words_label;
  GtkWidget *title_entry;
  GtkWidget *title_words_label;

  char      *text;       /* (owned): as shown */
  char      *shown_for;  /* (owned) (nullable): the operation whose title stands in the entry */
};

enum
{
  TITLE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxNotePane, cpx_note_pane, GTK_TYPE_WIDGET)

static GtkTextBuffer *
get_buffer (CpxNotePane *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static void
show_text (CpxNotePane *self,
           const char  *text)
{
  if (g_strcmp0 (text, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  gtk_text_buffer_set_text (get_buffer (self), text, -1);
}

static void
show_heading (CpxNotePane *self,
              CpxRecord   *note)
{
  const char *title = note != NULL ? cpx_record_get_text (note, CPX_OPERATIVE_NOTE_TITLE) : NULL;

  gtk_label_set_label (GTK_LABEL (self->heading), title != NULL ? title : _("Operative report"));
  gtk_widget_set_tooltip_text (self->heading, title);
}

/* The title of the operation is a first question, which a person may put better. */
static void
begin_title (CpxNotePane      *self,
             CpxCodingRequest *request)
{
  const char *id = cpx_record_get_id (request->intervention);
  const char *label = cpx_record_get_text (request->intervention, CPX_INTERVENTION_LABEL);

  if (g_strcmp0 (self->shown_for, id) == 0)
    return;
  g_free (self->shown_for);
  self->shown_for = g_strdup (id);
  gtk_editable_set_text (GTK_EDITABLE (self->title_entry), label != NULL ? label : "");
}

static void
title_changed_cb (CpxNotePane *self)
{
  g_signal_emit (self, signals[TITLE_CHANGED], 0, gtk_editable_get_text (GTK_EDITABLE (self->title_entry)));
}

/* Characters before the byte @offset of the text. */
static int
count_characters (CpxNotePane *self,
                  guint        offset)
{
  return (int) g_utf8_pointer_to_offset (self->text, self->text + MIN (offset, strlen (self->text)));
}

static void
tag_span (CpxNotePane       *self,
          const CpxTextSpan *span)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, count_characters (self, span->start));
  gtk_text_buffer_get_iter_at_offset (buffer, &end, count_characters (self, span->end));
  gtk_text_buffer_apply_tag_by_name (buffer, "support", &start, &end);
}

static void
scroll_to (CpxNotePane       *self,
           const CpxTextSpan *span)
{
  GtkTextIter start;

  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &start, count_characters (self, span->start));
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &start, 0.1, FALSE, 0, 0);
}

static void
clear_tags (CpxNotePane *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_remove_tag_by_name (get_buffer (self), "support", &start, &end);
}

static void
cpx_note_pane_dispose (GObject *object)
{
  CpxNotePane *self = CPX_NOTE_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_NOTE_PANE);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->shown_for, g_free);

  G_OBJECT_CLASS (cpx_note_pane_parent_class)->dispose (object);
}

static void
cpx_note_pane_class_init (CpxNotePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_note_pane_dispose;

  signals[TITLE_CHANGED] = g_signal_new ("title-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/coding/note-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxNotePane, box);
  gtk_widget_class_bind_template_child (widget_class, CpxNotePane, heading);
  gtk_widget_class_bind_template_child (widget_class, CpxNotePane, edit_button);
  gtk_widget_class_bind_template_child (widget_class, CpxNotePane, write_button);
  gtk_widget_class_bind_template_child (widget_class, CpxNotePane, stack);
  gtk_widget_class_bind_template_child (widget_class, CpxNotePane, view);
  gtk_widget_class_bind_template_child (widget_class, CpxNotePane, words_label);
  gtk_widget_class_bind_template_child (widget_class, CpxNotePane, title_entry);
  gtk_widget_class_bind_template_child (widget_class, CpxNotePane, title_words_label);
  gtk_widget_class_bind_template_callback (widget_class, title_changed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_note_pane_init (CpxNotePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->text = g_strdup ("");
  gtk_text_buffer_create_tag (get_buffer (self), "support", "underline", PANGO_UNDERLINE_SINGLE, "weight",
                              PANGO_WEIGHT_BOLD, NULL);
}

/**
 * cpx_note_pane_show:
 * @self: a pane
 * @facts: what is known of the operation
 *
 * Shows the report, or says that there is none and what to do. Signal `title-changed`: what is typed in its place.
 */
void
cpx_note_pane_show (CpxNotePane          *self,
                    const CpxCodingFacts *facts)
{
  const char *id;

  if (facts->request == NULL)
    return;
  id = cpx_record_get_id (facts->request->intervention);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->edit_button), "s", id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->write_button), "s", id);
  gtk_widget_set_visible (self->edit_button, facts->note != NULL);
  show_heading (self, facts->note);
  begin_title (self, facts->request);
  show_text (self, facts->text);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    facts->note != NULL ? "text" : facts->notes_known ? "none" : "unknown");
}

/**
 * cpx_note_pane_underline:
 * @self: a pane
 * @suggestions: (nullable) (element-type CpxSuggestion): what was answered for the text
 * @selected: one of them, or -1
 *
 * Underlines the words that support the suggestion, shows the first of them, and tells them in a line of their own.
 */
void
cpx_note_pane_underline (CpxNotePane *self,
                         GPtrArray   *suggestions,
                         int          selected)
{
  g_autofree char *words = NULL;

  clear_tags (self);
  if (suggestions != NULL && selected >= 0 && (guint) selected < suggestions->len)
    {
      const CpxSuggestionFields *fields = cpx_suggestion_get_fields (g_ptr_array_index (suggestions, selected));

      for (guint i = 0; i < fields->n_spans; i++)
        tag_span (self, &fields->spans[i]);
      if (fields->n_spans > 0)
        scroll_to (self, &fields->spans[0]);
      words = cpx_suggestions_dup_words (suggestions, (guint) selected, self->text);
    }
  gtk_label_set_label (GTK_LABEL (self->words_label), words != NULL ? words : "");
  gtk_label_set_label (GTK_LABEL (self->title_words_label), words != NULL ? words : "");
}
