/* cpx-reason-row.c: several lines of text and a counter; what is far too long is not taken in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-reason-row.h"

#include "cpx-reason-state.h"

struct _CpxReasonRow
{
  AdwPreferencesRow  parent_instance;

  GtkWidget         *view;
  GtkWidget         *counter;

  char              *text;     /* (owned): as typed */
};

enum
{
  CHANGED,
  LEFT,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxReasonRow, cpx_reason_row, ADW_TYPE_PREFERENCES_ROW)

static GtkTextBuffer *
get_buffer (CpxReasonRow *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    wanted)
{
  (wanted ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (widget, css_class);
}

static void
update (CpxReasonRow *self)
{
  g_autofree char *counter = cpx_reason_dup_counter (self->text);

  gtk_label_set_label (GTK_LABEL (self->counter), counter);
  set_class (self->counter, "error", cpx_reason_is_too_long (self->text));
}

static void
changed_cb (CpxReasonRow *self)
{
  g_free (self->text);
  g_object_get (get_buffer (self), "text", &self->text, NULL);
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A report pasted by mistake would be laid out for seconds; it stays on the clipboard. */
static void
insert_cb (GtkTextBuffer *buffer,
           GtkTextIter   *place,
           const char    *text,
           int            length,
           CpxReasonRow  *self)
{
  if (gtk_text_buffer_get_char_count (buffer) + g_utf8_strlen (text, length) <= CPX_REASON_MAX_TYPED)
    return;
  g_signal_stop_emission_by_name (buffer, "insert-text");
  g_signal_emit (self, signals[REFUSED], 0);
}

static void
left_cb (CpxReasonRow *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

/* The text would take Ctrl+Enter for a new line; it is the dialog's. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        modifiers,
        CpxReasonRow          *self)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (modifiers & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action (GTK_WIDGET (self), "dialog.try", NULL) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static gboolean
cpx_reason_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CPX_REASON_ROW (widget)->view);
}

static void
cpx_reason_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CPX_TYPE_REASON_ROW);

  G_OBJECT_CLASS (cpx_reason_row_parent_class)->dispose (object);
}

static void
cpx_reason_row_finalize (GObject *object)
{
  g_free (CPX_REASON_ROW (object)->text);

  G_OBJECT_CLASS (cpx_reason_row_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, CPX_TYPE_REASON_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cpx_reason_row_class_init (CpxReasonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_reason_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_reason_row_finalize;
  widget_class->grab_focus = cpx_reason_row_grab_focus;

  signals[CHANGED] = add_signal ("changed");
  signals[LEFT] = add_signal ("left");
  signals[REFUSED] = add_signal ("refused");

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/reason-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxReasonRow, view);
  gtk_widget_class_bind_template_child (widget_class, CpxReasonRow, counter);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

/* Signals: `changed` by each key, `left` when the keyboard goes elsewhere, `refused` when a text was far too long. */
static void
cpx_reason_row_init (CpxReasonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->text = g_strdup ("");
  g_signal_connect_object (get_buffer (self), "insert-text", G_CALLBACK (insert_cb), self, 0);
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * cpx_reason_row_get_text:
 * @self: a row
 *
 * Returns: what was typed
 */
const char *
cpx_reason_row_get_text (CpxReasonRow *self)
{
  return self->text;
}

/**
 * cpx_reason_row_set_text:
 * @self: a row
 * @text: (nullable): what it begins with
 */
void
cpx_reason_row_set_text (CpxReasonRow *self,
                         const char   *text)
{
  g_autofree char *copy = g_strdup (text != NULL ? text : "");   /* @text may be forgotten by who hears of the change */

  gtk_text_buffer_set_text (get_buffer (self), copy, -1);
}

/**
 * cpx_reason_row_show_wrong:
 * @self: a row
 * @wrong: whether it is to be shown in red
 * @sentence: (nullable): why, for who does not see it
 */
void
cpx_reason_row_show_wrong (CpxReasonRow *self,
                           gboolean      wrong,
                           const char   *sentence)
{
  set_class (GTK_WIDGET (self), "error", wrong);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  wrong && sentence != NULL ? sentence
                                                            : gtk_label_get_label (GTK_LABEL (self->counter)), -1);
}
