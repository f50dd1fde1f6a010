/* cpx-record-row.c: one record of the practice as a line that opens into its form.
 *
 * The form is made when the line first opens: a directory of hundreds of practitioners is not hundreds of forms.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-row.h"

#include "cpx-control-names.h"
#include "cpx-record-form.h"
#include "cpx-toast.h"
#include "cpx-unsaved.h"

#include <cpx-fold.h>

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CpxRecordRow
{
  AdwExpanderRow            parent_instance;

  const CpxRecordGroupSpec *spec;
  CpxPractice              *practice;   /* (owned) */
  CpxRecord                *record;     /* (owned) (nullable): as it is kept; NULL for a new one */
  CpxRecordForm            *form;       /* (owned) (nullable): once opened */
  GListModel               *choices;    /* (owned) (nullable): what its reference may name */
  char                     *sort_key;   /* (owned) */
  GtkWidget                *archive_button; /* (nullable) */
};

enum
{
  FILLED,
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxRecordRow, cpx_record_row, ADW_TYPE_EXPANDER_ROW)

static char *
make_title (CpxRecordRow *self)
{
  if (self->record == NULL)
    return g_strdup (_(self->spec->new_title));
  if (self->spec->make_title != NULL)
    return self->spec->make_title (self->record);

  return cpx_record_summarize (self->record);
}

/* What the record's reference names, among the choices. */
static char *
make_reference (CpxRecordRow *self)
{
  const CpxKind *kind = self->spec->kind;

  for (guint field = 0; self->record != NULL && self->choices != NULL && field < kind->n_fields; field++)
    {
      const char *id;

      if (kind->fields[field].type != CPX_FIELD_REFERENCE)
        continue;
      id = cpx_record_get_text (self->record, (int) field);
      if (id == NULL)
        continue;
      for (guint i = 0; i < g_list_model_get_n_items (self->choices); i++)
        {
          g_autoptr(CpxRecord) choice = g_list_model_get_item (self->choices, i);

          if (g_str_equal (cpx_record_get_id (choice), id))
            return cpx_record_summarize (choice);
        }
    }

  return NULL;
}

/* By the name one looks for, which is not always the first word of the line. */
static char *
make_sort_key (CpxRecordRow *self,
               const char   *line)
{
  const CpxKind *kind = self->spec->kind;
  const char *name = "";
  g_autofree char *key = NULL;

  for (guint field = 0; self->record != NULL && field < kind->n_fields; field++)
    {
      if ((kind->fields[field].flags & CPX_FIELD_SORT) != 0 && cpx_record_has (self->record, (int) field))
        {
          name = cpx_record_get_text (self->record, (int) field);
          break;
        }
    }
  key = g_strjoin (" ", name, line, NULL);

  return cpx_fold (key);
}

static void
update_archive_button (CpxRecordRow *self)
{
  gboolean archived = cpx_record_row_is_archived (self);

  if (self->archive_button == NULL)
    return;

  gtk_button_set_label (GTK_BUTTON (self->archive_button), archived ? _("_Restore") : _("A_rchive"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->archive_button),
                                  archived ? "records.restore" : "records.archive");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->archive_button), "s", cpx_record_get_id (self->record));
}

static char *
make_subtitle (CpxRecordRow *self)
{
  g_autofree char *own = NULL;
  g_autofree char *reference = make_reference (self);

  if (self->record != NULL && self->spec->make_subtitle != NULL)
    own = self->spec->make_subtitle (self->record);
  if (own != NULL && *own != '\0' && reference != NULL)
    return g_strdup_printf ("%s · %s", own, reference);
  if (reference != NULL)
    return g_steal_pointer (&reference);

  return own != NULL ? g_steal_pointer (&own) : g_strdup ("");
}

static void
update (CpxRecordRow *self)
{
  g_autofree char *title = make_title (self);
  g_autofree char *subtitle = make_subtitle (self);
  g_autofree char *line = g_strjoin (" ", title, subtitle, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  g_free (self->sort_key);
  self->sort_key = make_sort_key (self, line);
  update_archive_button (self);
}

static void
saved_cb (CpxRecordRow *self,
          CpxRecord    *record)
{
  gboolean was_new = self->record == NULL;

  cpx_record_row_set_record (self, record);
  if (was_new)
    g_signal_emit (self, signals[SAVED], 0, record);
}

static void
failed_cb (CpxRecordRow *self,
           GError       *error)
{
  cpx_toast_show_error (GTK_WIDGET (self), error);
}

static CpxDraft *
begin_draft (CpxRecordRow *self)
{
  CpxUnsaved *unsaved = cpx_unsaved_get (self->practice);

  return self->record != NULL ? cpx_unsaved_begin (unsaved, self->record)
                              : cpx_unsaved_begin_new (unsaved, self->spec->kind, NULL);
}

static GtkWidget *
make_button (const char *label,
             const char *action_name,
             const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (action_name != NULL)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);

  return button;
}

static void
add_buttons (CpxRecordRow *self)
{
  GtkWidget *row;

  if (self->record != NULL &&
      (self->spec->archived_field < 0 || !cpx_practice_may_write (self->practice, self->spec->kind)))
    return;

  row = adw_action_row_new ();
  if (self->record == NULL)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (_("_Give up"), "records.give-up", NULL));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (_("_Add"), "record.add", "suggested-action"));
    }
  else
    {
      self->archive_button = make_button ("", NULL, NULL);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->archive_button);
    }
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  update (self);
}

/* What its reference names: a room's establishment, a user's practitioner. */
static const char *
get_target (CpxRecordRow *self)
{
  const CpxKind *kind = self->spec->kind;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (kind->fields[i].type == CPX_FIELD_REFERENCE)
        return kind->fields[i].target;
    }
  g_return_val_if_reached (NULL);
}

static void
fill (CpxRecordRow *self)
{
  g_autoptr(CpxDraft) draft = begin_draft (self);

  self->form = cpx_record_form_new (self->practice, draft,
                                    self->record != NULL ? CPX_FORM_SAVES_WHEN_LEFT : CPX_FORM_SAVES_WHEN_ASKED);
  if (self->choices != NULL)
    cpx_record_form_set_choices (self->form, get_target (self), self->choices);
  g_signal_connect_object (self->form, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  cpx_record_form_fill_expander (self->form, ADW_EXPANDER_ROW (self), self->spec->fields);
  add_buttons (self);
  g_signal_emit (self, signals[FILLED], 0);
}

static void
expanded_cb (CpxRecordRow *self)
{
  if (self->form == NULL && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    fill (self);
}

static void
add_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  cpx_record_form_save (CPX_RECORD_ROW (widget)->form);
}

static void
cpx_record_row_dispose (GObject *object)
{
  CpxRecordRow *self = CPX_RECORD_ROW (object);

  g_clear_object (&self->form);
  g_clear_object (&self->record);
  g_clear_object (&self->choices);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->sort_key, g_free);

  G_OBJECT_CLASS (cpx_record_row_parent_class)->dispose (object);
}

static void
cpx_record_row_class_init (CpxRecordRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_record_row_dispose;

  signals[FILLED] =
    g_signal_new ("filled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, CPX_TYPE_RECORD);

  gtk_widget_class_install_action (widget_class, "record.add", NULL, add_action);
}

static void
cpx_record_row_init (CpxRecordRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * cpx_record_row_new:
 * @spec: how its kind is shown; kept
 * @practice: where it is kept
 * @record: (nullable): the record; `NULL` for one that is to be added
 *
 * Makes a line. Signals: `filled` when its form was made, so that more rows may be added below; `saved` with the record
 * when a new one was added.
 *
 * Returns: (transfer floating): the line, closed
 */
GtkWidget *
cpx_record_row_new (const CpxRecordGroupSpec *spec,
                    CpxPractice              *practice,
                    CpxRecord                *record)
{
  CpxRecordRow *self = g_object_new (CPX_TYPE_RECORD_ROW, NULL);
  g_autofree char *title = NULL;

  self->spec = spec;
  self->practice = g_object_ref (practice);
  g_set_object (&self->record, record);
  update (self);
  title = make_title (self);
  cpx_control_names_give (GTK_WIDGET (self), title);

  return GTK_WIDGET (self);
}

/**
 * cpx_record_row_get_record:
 * @self: a line
 *
 * Returns: (transfer none) (nullable): the record as it is kept; `NULL` while it is new
 */
CpxRecord *
cpx_record_row_get_record (CpxRecordRow *self)
{
  return self->record;
}

/**
 * cpx_record_row_set_record:
 * @self: a line
 * @record: the same record as it is now kept
 *
 * Follows the record; what is being typed stays.
 */
void
cpx_record_row_set_record (CpxRecordRow *self,
                           CpxRecord    *record)
{
  g_return_if_fail (CPX_IS_RECORD_ROW (self));

  if (!g_set_object (&self->record, record))
    return;
  if (self->form != NULL && cpx_draft_get_kept (cpx_record_form_get_draft (self->form)) != record)
    cpx_draft_set_kept (cpx_record_form_get_draft (self->form), record);
  update (self);
}

/**
 * cpx_record_row_set_choices:
 * @self: a line not yet opened
 * @choices: the establishments that it may name
 */
void
cpx_record_row_set_choices (CpxRecordRow *self,
                            GListModel   *choices)
{
  g_return_if_fail (CPX_IS_RECORD_ROW (self));

  if (!g_set_object (&self->choices, choices))
    return;
  g_signal_connect_object (choices, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * cpx_record_row_open:
 * @self: a line
 *
 * Opens the line and puts the keyboard into its first field.
 */
void
cpx_record_row_open (CpxRecordRow *self)
{
  g_return_if_fail (CPX_IS_RECORD_ROW (self));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  cpx_record_form_focus_field (self->form, self->spec->fields[0]);
}

/**
 * cpx_record_row_is_new:
 * @self: a line
 *
 * Returns: whether nothing of it is kept yet
 */
gboolean
cpx_record_row_is_new (CpxRecordRow *self)
{
  return self->record == NULL;
}

/**
 * cpx_record_row_is_archived:
 * @self: a line
 *
 * Returns: whether its record is archived
 */
gboolean
cpx_record_row_is_archived (CpxRecordRow *self)
{
  return self->record != NULL && self->spec->archived_field >= 0 &&
         cpx_record_get_boolean (self->record, self->spec->archived_field);
}

/**
 * cpx_record_row_get_sort_key:
 * @self: a line
 *
 * Returns: its texts as lists are ordered by them
 */
const char *
cpx_record_row_get_sort_key (CpxRecordRow *self)
{
  return self->sort_key;
}

/**
 * cpx_record_row_matches:
 * @self: a line
 * @tokens: folded words
 *
 * Returns: whether each word is found in the line
 */
gboolean
cpx_record_row_matches (CpxRecordRow  *self,
                        char         **tokens)
{
  for (guint i = 0; tokens[i] != NULL; i++)
    {
      if (strstr (self->sort_key, tokens[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}
