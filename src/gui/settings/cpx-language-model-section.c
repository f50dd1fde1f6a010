/* cpx-language-model-section.c: off, or on with an address, a name and perhaps a key; a test; what would leave; counts.
 *
 * Each row keeps itself when it is applied: there is no button to forget. What is refused comes back as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-language-model-section.h"

#include "cpx-control-names.h"
#include "cpx-language-model-state.h"
#include "cpx-toast.h"

#include <cpx-language-model.h>
#include <cpx-rerank-suggestions.h>

#include <glib/gi18n-lib.h>

#define PREVIEW_DELAY_MS 300

/* A report as people write them; in French, which is what is freed of names. */
static const char example[] =
  "Mme DUPONT Jeanne, née le 14/03/1958, opérée le 9 mars 2026 par le Dr Martin d’une hernie inguinale droite selon "
  "Lichtenstein, plaque de 12 cm. La joindre au 06 12 34 56 78.";

struct _CpxLanguageModelSection
{
  AdwPreferencesPage        parent_instance;

  GtkWidget                *on_row;
  GtkWidget                *on_switch;
  GtkWidget                *address_row;
  GtkWidget                *name_row;
  GtkWidget                *key_row;
  GtkWidget                *forget_button;
  GtkWidget                *test_row;
  GtkWidget                *test_spinner;
  GtkWidget                *text_view;
  GtkWidget                *left_label;
  GtkWidget                *count_box;

  CpxPractice              *practice;        /* (owned) */
  CpxLanguageModelSettings *settings;        /* (owned) (nullable): not read yet */
  GCancellable             *cancellable;     /* (owned): of what the page reads */
  GCancellable             *preview;         /* (owned) (nullable): of the preview under way */
  guint                     preview_source;
  gboolean                  is_testing;
  gboolean                  is_showing;      /* the program moves the switch, nobody else */
  char                     *test_result;     /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CpxLanguageModelSection, cpx_language_model_section, ADW_TYPE_PREFERENCES_PAGE)

static void refresh (CpxLanguageModelSection *self);

static void
show_counts (CpxLanguageModelSection     *self,
             const CpxLanguageModelState *state)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->count_box)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->count_box), child);
  for (guint i = 0; i < state->lines->len; i++)
    {
      const CpxLanguageModelLine *line = g_ptr_array_index (state->lines, i);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *number = gtk_label_new (line->number);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->label);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
      gtk_widget_add_css_class (number, "numeric");
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_list_box_append (GTK_LIST_BOX (self->count_box), row);
    }
}

/* Not what somebody is typing. */
static void
show_text (GtkWidget  *row,
           const char *text)
{
  if (gtk_widget_get_focus_child (row) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
update (CpxLanguageModelSection *self)
{
  g_auto(CpxLanguageModelState) state = cpx_language_model_state_compute (self->settings, self->is_testing);

  self->is_showing = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->on_switch), state.is_on);
  self->is_showing = FALSE;
  /* A switch moved before the settings are read would say what is kept nowhere. */
  gtk_widget_set_sensitive (self->on_switch, state.can_switch);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->on_row), state.status);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row), state.key_title);
  gtk_widget_set_visible (self->forget_button, state.can_forget_key);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "language-model.test", state.can_test);
  gtk_spinner_set_spinning (GTK_SPINNER (self->test_spinner), self->is_testing);
  gtk_widget_set_visible (self->test_spinner, self->is_testing);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->test_row),
                               self->test_result != NULL ? self->test_result : state.test_hint);
  show_counts (self, &state);
}

/* Settings */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxLanguageModelSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  CpxLanguageModelSettings *settings =
    cpx_practice_load_language_model_finish (CPX_PRACTICE (source), result, &error);

  if (settings == NULL)
    {
      if (self->practice != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cpx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->settings, cpx_language_model_settings_free);
  self->settings = settings;
  if (self->practice == NULL)
    return;
  show_text (self->address_row, settings->address);
  show_text (self->name_row, settings->name);
  update (self);
}

static void
refresh (CpxLanguageModelSection *self)
{
  if (!cpx_practice_is_locked (self->practice))
    cpx_practice_load_language_model_async (self->practice, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxLanguageModelSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_language_model_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL)
    return;
  if (receipt == NULL)
    cpx_toast_show_error (GTK_WIDGET (self), error);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");
  refresh (self);
}

static char *
dup_text (GtkWidget *row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

static void
save (CpxLanguageModelSection *self,
      gboolean                 is_on,
      gboolean                 takes_key,
      gboolean                 forgets_key)
{
  g_autofree char *address = dup_text (self->address_row);
  g_autofree char *name = dup_text (self->name_row);
  g_autofree char *key = takes_key ? dup_text (self->key_row) : NULL;
  CpxLanguageModelWanted wanted = { is_on, address, name, key, forgets_key };

  g_clear_pointer (&self->test_result, g_free);
  cpx_practice_save_language_model_async (self->practice, &wanted, saved_cb, g_object_ref (self));
}

static gboolean
get_is_on (CpxLanguageModelSection *self)
{
  return self->settings != NULL && self->settings->is_on;
}

static void
applied_cb (AdwEntryRow             *row,
            CpxLanguageModelSection *self)
{
  save (self, get_is_on (self), GTK_WIDGET (row) == self->key_row, FALSE);
}

static void
switched_cb (GtkSwitch               *widget,
             GParamSpec              *pspec,
             CpxLanguageModelSection *self)
{
  if (!self->is_showing && self->settings != NULL && gtk_switch_get_active (widget) != self->settings->is_on)
    save (self, gtk_switch_get_active (widget), FALSE, FALSE);
}

static void
forget_key_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  CpxLanguageModelSection *self = CPX_LANGUAGE_MODEL_SECTION (widget);

  save (self, get_is_on (self), FALSE, TRUE);
}

/* The test */

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxLanguageModelSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  guint ms;
  gboolean answered = cpx_practice_test_language_model_finish (CPX_PRACTICE (source), result, &ms, &error);

  self->is_testing = FALSE;
  if (self->practice == NULL)
    return;
  g_free (self->test_result);
  self->test_result = answered ? cpx_language_model_state_dup_time (ms) : g_strdup (error->message);
  refresh (self);
}

static void
test_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  CpxLanguageModelSection *self = CPX_LANGUAGE_MODEL_SECTION (widget);

  self->is_testing = TRUE;
  g_clear_pointer (&self->test_result, g_free);
  update (self);
  cpx_practice_test_language_model_async (self->practice, self->cancellable, tested_cb, g_object_ref (self));
}

/* What would leave */

static void
previewed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CpxLanguageModelSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autofree char *left = cpx_practice_preview_deidentified_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_label_set_text (GTK_LABEL (self->left_label), left != NULL ? left : error->message);
}

/* A GSourceFunc. */
static gboolean
preview_cb (gpointer data)
{
  CpxLanguageModelSection *self = data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;

  self->preview_source = 0;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_cancellable_cancel (self->preview);
  g_clear_object (&self->preview);
  self->preview = g_cancellable_new ();
  if (!cpx_practice_is_locked (self->practice))
    cpx_practice_preview_deidentified_async (self->practice, NULL, text, self->preview, previewed_cb,
                                             g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
text_changed_cb (GtkTextBuffer           *buffer,
                 CpxLanguageModelSection *self)
{
  if (self->preview_source != 0)
    g_source_remove (self->preview_source);
  self->preview_source = g_timeout_add (PREVIEW_DELAY_MS, preview_cb, self);
}

/* Someone else, or another window, changed it. */
static void
practice_changed_cb (CpxPractice             *practice,
                     GPtrArray               *changes,
                     CpxLanguageModelSection *self)
{
  for (guint i = 0; i < changes->len; i++)
    {
      if (((CpxChanged *) changes->pdata[i])->kind == &cpx_language_model_kind)
        refresh (self);
    }
}

static void
cpx_language_model_section_map (GtkWidget *widget)
{
  refresh (CPX_LANGUAGE_MODEL_SECTION (widget));

  GTK_WIDGET_CLASS (cpx_language_model_section_parent_class)->map (widget);
}

static void
cpx_language_model_section_dispose (GObject *object)
{
  CpxLanguageModelSection *self = CPX_LANGUAGE_MODEL_SECTION (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->preview);
  g_clear_handle_id (&self->preview_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_LANGUAGE_MODEL_SECTION);
  g_clear_object (&self->practice);
  g_clear_object (&self->preview);

  G_OBJECT_CLASS (cpx_language_model_section_parent_class)->dispose (object);
}

static void
cpx_language_model_section_finalize (GObject *object)
{
  CpxLanguageModelSection *self = CPX_LANGUAGE_MODEL_SECTION (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->settings, cpx_language_model_settings_free);
  g_free (self->test_result);

  G_OBJECT_CLASS (cpx_language_model_section_parent_class)->finalize (object);
}

static void
cpx_language_model_section_class_init (CpxLanguageModelSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_language_model_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_language_model_section_finalize;
  widget_class->map = cpx_language_model_section_map;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/settings/language-model-section.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxLanguageModelSection, on_row);
  gtk_widget_class_bind_template_child (widget_class, CpxLanguageModelSection, on_switch);
  gtk_widget_class_bind_template_child (widget_class, CpxLanguageModelSection, address_row);
  gtk_widget_class_bind_template_child (widget_class, CpxLanguageModelSection, name_row);
  gtk_widget_class_bind_template_child (widget_class, CpxLanguageModelSection, key_row);
  gtk_widget_class_bind_template_child (widget_class, CpxLanguageModelSection, forget_button);
  gtk_widget_class_bind_template_child (widget_class, CpxLanguageModelSection, test_row);
  gtk_widget_class_bind_template_child (widget_class, CpxLanguageModelSection, test_spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxLanguageModelSection, text_view);
  gtk_widget_class_bind_template_child (widget_class, CpxLanguageModelSection, left_label);
  gtk_widget_class_bind_template_child (widget_class, CpxLanguageModelSection, count_box);
  gtk_widget_class_bind_template_callback (widget_class, applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
  gtk_widget_class_install_action (widget_class, "language-model.test", NULL, test_action);
  gtk_widget_class_install_action (widget_class, "language-model.forget-key", NULL, forget_key_action);
}

static void
cpx_language_model_section_init (CpxLanguageModelSection *self)
{
  GtkTextBuffer *buffer;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
  g_signal_connect_object (buffer, "changed", G_CALLBACK (text_changed_cb), self, 0);
  gtk_text_buffer_set_text (buffer, example, -1);
}

/**
 * cpx_language_model_section_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer floating): what concerns the optional language model
 */
GtkWidget *
cpx_language_model_section_new (CpxPractice *practice)
{
  CpxLanguageModelSection *self = g_object_new (CPX_TYPE_LANGUAGE_MODEL_SECTION, NULL);

  self->practice = g_object_ref (practice);
  g_signal_connect_object (practice, "changed", G_CALLBACK (practice_changed_cb), self, 0);
  cpx_control_names_give (GTK_WIDGET (self), NULL);
  update (self);

  return GTK_WIDGET (self);
}
