/* cpx-circumstances-group.c: a row for each circumstance; those that nobody asks for show on demand.
 *
 * A row that says what the request says already changes nothing, so that showing and stating never chase one another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-circumstances-group.h"

#include "cpx-circumstances-state.h"

#include <cpx-act.h>
#include <glib/gi18n-lib.h>

struct _CpxCircumstancesGroup
{
  AdwPreferencesGroup  parent_instance;

  GtkWidget           *all_button;

  CpxCodingRequest    *request;  /* (owned) (nullable) */
  GPtrArray           *rows;     /* (owned) (element-type CpxCircumstanceRow) */
  GPtrArray           *widgets;  /* (element-type GtkWidget): one a row */
  char                *shape;    /* (owned): of the rows that the widgets were made for */
  gboolean             showing;  /* a text is put into its entry, which tells of an empty one first */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxCircumstancesGroup, cpx_circumstances_group, ADW_TYPE_PREFERENCES_GROUP)

static const char * const answers[] = { "", "no", "yes" };

static const CpxToken *
get_tokens (const CpxCircumstance *what)
{
  return cpx_act_kind.fields[what->field].tokens;
}

/* Stating */

/* The row of a widget, as the request says it now. */
static CpxCircumstanceRow *
find_row (CpxCircumstancesGroup *self,
          GtkWidget             *widget)
{
  guint position;

  return g_ptr_array_find (self->widgets, widget, &position) ? g_ptr_array_index (self->rows, position) : NULL;
}

static void
mark (GtkWidget    *widget,
      const GError *error)
{
  (error != NULL ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (widget, "error");
  gtk_widget_set_tooltip_text (widget, error != NULL ? error->message : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  error != NULL ? error->message : "", -1);
}

static gboolean
state (CpxCircumstancesGroup  *self,
       GtkWidget              *widget,
       const char             *typed,
       GError                **error)
{
  const CpxCircumstanceRow *row = find_row (self, widget);
  g_autoptr(CpxCodingRequest) changed = NULL;
  g_autofree char *value = NULL;

  if (row == NULL || self->showing)
    return TRUE;
  changed = cpx_coding_request_copy (self->request);
  if (!cpx_circumstance_set (row->what, changed, row->line, typed, error))
    return FALSE;
  value = cpx_circumstance_dup_value (row->what, changed, row->line);
  if (g_str_equal (value, row->value))
    return TRUE;
  cpx_circumstances_group_show (self, changed);
  g_signal_emit (self, signals[CHANGED], 0);

  return TRUE;
}

static void
combo_cb (AdwComboRow           *combo,
          GParamSpec            *pspec,
          CpxCircumstancesGroup *self)
{
  const CpxCircumstanceRow *row = find_row (self, GTK_WIDGET (combo));
  guint selected = adw_combo_row_get_selected (combo);

  if (row == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (row->what->type == CPX_CIRCUMSTANCE_FACT)
    state (self, GTK_WIDGET (combo), answers[MIN (selected, 2)], NULL);
  else
    state (self, GTK_WIDGET (combo), selected == 0 ? "" : get_tokens (row->what)[selected - 1].token, NULL);
}

static void
switch_cb (GtkSwitch             *control,
           GParamSpec            *pspec,
           CpxCircumstancesGroup *self)
{
  GtkWidget *widget = gtk_widget_get_ancestor (GTK_WIDGET (control), ADW_TYPE_ACTION_ROW);

  state (self, widget, gtk_switch_get_active (control) ? "yes" : "", NULL);
}

/* While one types, half an hour of the day is no fault yet: it is one once the row is left. */
static void
typed_cb (GtkEditable           *entry,
          CpxCircumstancesGroup *self)
{
  if (state (self, GTK_WIDGET (entry), gtk_editable_get_text (entry), NULL))
    mark (GTK_WIDGET (entry), NULL);
}

static void
left_cb (GtkEventController    *controller,
         CpxCircumstancesGroup *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (controller);
  g_autoptr(GError) error = NULL;

  if (self->request == NULL)   /* going */
    return;
  state (self, entry, gtk_editable_get_text (GTK_EDITABLE (entry)), &error);
  mark (entry, error);
  if (error != NULL)   /* the text stays, in red; what it said before it was changed does not count any more */
    state (self, entry, "", NULL);
}

/* Making rows */

static GtkWidget *
make_combo (CpxCircumstancesGroup    *self,
            const CpxCircumstanceRow *row)
{
  GtkWidget *combo = adw_combo_row_new ();
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, C_("circumstance", "Not stated"));
  if (row->what->type == CPX_CIRCUMSTANCE_FACT)
    {
      gtk_string_list_append (labels, C_("circumstance", "No"));
      gtk_string_list_append (labels, C_("circumstance", "Yes"));
    }
  for (gsize i = 0; row->what->type == CPX_CIRCUMSTANCE_TOKEN && get_tokens (row->what)[i].token != NULL; i++)
    gtk_string_list_append (labels, cpx_token_get_label (&get_tokens (row->what)[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (labels));
  g_signal_connect_object (combo, "notify::selected", G_CALLBACK (combo_cb), self, 0);

  return combo;
}

static GtkWidget *
make_switch (CpxCircumstancesGroup *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *control = gtk_switch_new ();

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  g_object_set_data (G_OBJECT (row), "switch", control);
  g_signal_connect_object (control, "notify::active", G_CALLBACK (switch_cb), self, 0);

  return row;
}

static GtkWidget *
make_entry (CpxCircumstancesGroup *self)
{
  GtkWidget *entry = adw_entry_row_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, 0);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed_cb), self, 0);

  return entry;
}

static GtkWidget *
make_widget (CpxCircumstancesGroup    *self,
             const CpxCircumstanceRow *row)
{
  GtkWidget *widget;

  switch (row->what->type)
    {
    case CPX_CIRCUMSTANCE_FACT:
    case CPX_CIRCUMSTANCE_TOKEN:
      widget = make_combo (self, row);
      break;
    case CPX_CIRCUMSTANCE_BOOLEAN:
      widget = make_switch (self);
      break;
    case CPX_CIRCUMSTANCE_DAY:
    case CPX_CIRCUMSTANCE_TIME:
    default:
      widget = make_entry (self);
    }
  gtk_widget_set_name (widget, row->what->name);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), row->title);

  return widget;
}

/* For other acts, or acts in another order: the rows that stand are of no use any more. */
static void
rebuild (CpxCircumstancesGroup *self)
{
  for (guint i = 0; i < self->widgets->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->widgets, i));
  g_ptr_array_set_size (self->widgets, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *widget = make_widget (self, g_ptr_array_index (self->rows, i));

      g_ptr_array_add (self->widgets, widget);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), widget);
    }
}

/* Showing */

static guint
find_choice (const CpxCircumstanceRow *row)
{
  for (guint i = 0; row->what->type == CPX_CIRCUMSTANCE_FACT && i < G_N_ELEMENTS (answers); i++)
    {
      if (g_str_equal (answers[i], row->value))
        return i;
    }
  for (guint i = 0; row->what->type == CPX_CIRCUMSTANCE_TOKEN && get_tokens (row->what)[i].token != NULL; i++)
    {
      if (g_str_equal (get_tokens (row->what)[i].token, row->value))
        return i + 1;
    }

  return 0;
}

/* Whether an entry says the same in other words: then nobody's text is replaced under their eyes. */
static gboolean
says_the_same (CpxCircumstancesGroup    *self,
               GtkWidget                *widget,
               const CpxCircumstanceRow *row)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (widget));
  g_autoptr(CpxCodingRequest) copy = cpx_coding_request_copy (self->request);
  g_autofree char *value = NULL;

  if (g_str_equal (typed, row->text) || gtk_widget_has_css_class (widget, "error"))
    return TRUE;
  if (gtk_widget_get_focus_child (widget) != NULL)
    return TRUE;
  if (*typed == '\0' || !cpx_circumstance_set (row->what, copy, row->line, typed, NULL))
    return FALSE;
  value = cpx_circumstance_dup_value (row->what, copy, row->line);

  return g_str_equal (value, row->value);
}

static void
show_value (CpxCircumstancesGroup    *self,
            GtkWidget                *widget,
            const CpxCircumstanceRow *row)
{
  GtkWidget *control = g_object_get_data (G_OBJECT (widget), "switch");

  if (ADW_IS_COMBO_ROW (widget))
    adw_combo_row_set_selected (ADW_COMBO_ROW (widget), find_choice (row));
  else if (control != NULL)
    gtk_switch_set_active (GTK_SWITCH (control), *row->value != '\0');
  else if (!says_the_same (self, widget, row))
    {
      self->showing = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (widget), row->text);
      self->showing = FALSE;
    }
}

/* A list of which every row is hidden would still draw its shadow, as a line under nothing. */
static void
show_list (CpxCircumstancesGroup *self,
           gboolean               shown)
{
  if (self->widgets->len > 0)
    gtk_widget_set_visible (gtk_widget_get_parent (g_ptr_array_index (self->widgets, 0)), shown);
}

static void
update (CpxCircumstancesGroup *self)
{
  gboolean all = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->all_button));
  gboolean may_change = self->request != NULL && cpx_coding_request_may_change (self->request);
  gboolean any = FALSE;
  guint n_shown = 0;

  for (guint i = 0; i < self->widgets->len; i++)
    {
      const CpxCircumstanceRow *row = g_ptr_array_index (self->rows, i);
      GtkWidget *widget = g_ptr_array_index (self->widgets, i);
      gboolean visible = all || row->shown || gtk_widget_has_css_class (widget, "error");

      any = any || visible;
      gtk_widget_set_visible (widget, visible);
      gtk_widget_set_sensitive (widget, may_change);
      n_shown += row->shown;
      show_value (self, widget, row);
    }
  show_list (self, any);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         n_shown > 0 || all ? NULL : _("The rules ask for none here."));
}

static void
cpx_circumstances_group_dispose (GObject *object)
{
  CpxCircumstancesGroup *self = CPX_CIRCUMSTANCES_GROUP (object);

  g_clear_pointer (&self->request, cpx_coding_request_free);
  g_ptr_array_set_size (self->widgets, 0);

  G_OBJECT_CLASS (cpx_circumstances_group_parent_class)->dispose (object);
}

static void
cpx_circumstances_group_finalize (GObject *object)
{
  CpxCircumstancesGroup *self = CPX_CIRCUMSTANCES_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->widgets);
  g_free (self->shape);

  G_OBJECT_CLASS (cpx_circumstances_group_parent_class)->finalize (object);
}

static void
cpx_circumstances_group_class_init (CpxCircumstancesGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_circumstances_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_circumstances_group_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cpx_circumstances_group_init (CpxCircumstancesGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->widgets = g_ptr_array_new ();
  self->all_button = gtk_toggle_button_new_with_mnemonic (C_("circumstances", "Show _all"));
  gtk_widget_add_css_class (self->all_button, "flat");
  gtk_widget_set_valign (self->all_button, GTK_ALIGN_CENTER);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Circumstances"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->all_button);
  g_signal_connect_object (self->all_button, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/**
 * cpx_circumstances_group_new:
 *
 * Signal `changed` tells that something was stated: cpx_circumstances_group_get_request() is the changed copy.
 *
 * Returns: (transfer floating): a group without rows
 */
GtkWidget *
cpx_circumstances_group_new (void)
{
  return g_object_new (CPX_TYPE_CIRCUMSTANCES_GROUP, NULL);
}

/**
 * cpx_circumstances_group_show:
 * @self: a group
 * @request: what is decided so far; copied
 *
 * Shows what @request says, and what the rules ask for with it.
 */
void
cpx_circumstances_group_show (CpxCircumstancesGroup *self,
                              CpxCodingRequest      *request)
{
  CpxCodingRequest *copy;
  g_autofree char *shape = NULL;

  g_return_if_fail (CPX_IS_CIRCUMSTANCES_GROUP (self));

  copy = cpx_coding_request_copy (request);
  g_clear_pointer (&self->request, cpx_coding_request_free);
  self->request = copy;
  g_ptr_array_unref (self->rows);
  self->rows = cpx_circumstances_state_list (self->request);
  shape = cpx_circumstances_state_dup_shape (self->rows);
  if (g_strcmp0 (shape, self->shape) != 0)
    {
      rebuild (self);
      g_free (self->shape);
      self->shape = g_steal_pointer (&shape);
    }
  update (self);
}

/**
 * cpx_circumstances_group_get_request:
 * @self: a group
 *
 * Returns: (transfer none) (nullable): what was shown, with what was stated since
 */
CpxCodingRequest *
cpx_circumstances_group_get_request (CpxCircumstancesGroup *self)
{
  return self->request;
}
