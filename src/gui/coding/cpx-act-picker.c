/* cpx-act-picker.c: a search entry and the first acts found, below it.
 *
 * Up and Down move in the list while one types, Enter takes the line that is selected. A whole code is taken by Enter
 * even if the list does not hold it, as when no nomenclature was imported.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-picker.h"

#include <cpx-act-search.h>
#include <cpx-ccam-code.h>
#include <cpx-text.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHOWN 6
#define CODE_LENGTH 7

struct _CpxActPicker
{
  AdwBin        parent_instance;

  GtkWidget    *entry;
  GtkWidget    *list;
  GtkWidget    *none;

  GListStore   *found;      /* (owned) (element-type GtkStringObject): a code, a space, its label */
  CpxSuggester *suggester;  /* (owned) (nullable): not there yet */
  CpxDay        day;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxActPicker, cpx_act_picker, ADW_TYPE_BIN)

static const char *
get_typed (CpxActPicker *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static GArray *
search (CpxActPicker *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (get_typed (self)));

  if (self->suggester == NULL || *typed == '\0')
    return g_array_new (FALSE, FALSE, sizeof (CpxActFound));

  return cpx_act_search (self->suggester, typed, self->day, MAX_SHOWN, NULL);
}

static void
update (CpxActPicker *self)
{
  g_autoptr(GArray) found = search (self);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < found->len; i++)
    {
      const CpxActIndex *index = cpx_suggester_get_index (self->suggester);
      guint act = g_array_index (found, CpxActFound, i).act;
      g_autofree char *line = g_strconcat (cpx_act_index_get_code (index, act), " ",
                                           cpx_act_index_get_label (index, act), NULL);

      g_ptr_array_add (lines, gtk_string_object_new (line));
    }
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)), lines->pdata,
                       lines->len);
  gtk_widget_set_visible (self->list, lines->len > 0);
  gtk_widget_set_visible (self->none, lines->len == 0 && self->suggester != NULL && *get_typed (self) != '\0');
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

/* A label in full: acts of one family often differ by their last words. */
static GtkWidget *
create_row (gpointer item,
            gpointer unused)
{
  const char *line = gtk_string_object_get_string (item);
  g_autofree char *code = g_strndup (line, CODE_LENGTH);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (code);
  GtkWidget *label = gtk_label_new (line + CODE_LENGTH + 1);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_widget_add_css_class (name, "caption-heading");
  gtk_widget_add_css_class (box, "act-found");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static void
choose (CpxActPicker *self,
        const char   *code)
{
  g_autofree char *kept = g_strdup (code);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[CHOSEN], 0, kept);
}

static void
choose_row (CpxActPicker  *self,
            GtkListBoxRow *row)
{
  g_autoptr(GtkStringObject) item =
    g_list_model_get_item (G_LIST_MODEL (self->found), (guint) gtk_list_box_row_get_index (row));
  g_autofree char *code = item != NULL ? g_strndup (gtk_string_object_get_string (item), CODE_LENGTH) : NULL;

  if (code != NULL)
    choose (self, code);
}

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  CpxActPicker  *self)
{
  choose_row (self, row);
}

static void
activated_cb (CpxActPicker *self)
{
  g_autofree char *squeezed = cpx_text_squeeze (get_typed (self));
  g_autofree char *code = g_ascii_strup (squeezed, -1);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (cpx_ccam_code_is_valid (code))
    choose (self, code);
  else if (row != NULL)
    choose_row (self, row);
}

static void
move (CpxActPicker *self,
      int           step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int next = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;

  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), MAX (next, 0));
  if (row != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
}

/* Escape empties the entry first; on an empty one it is the dialog's. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        modifiers,
        CpxActPicker          *self)
{
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_Up)
    {
      move (self, keyval == GDK_KEY_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    }
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  if (*get_typed (self) == '\0')
    return !gtk_widget_activate_action (GTK_WIDGET (self), "dialog.cancel", NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");

  return GDK_EVENT_STOP;
}

static gboolean
cpx_act_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CPX_ACT_PICKER (widget)->entry);
}

static void
cpx_act_picker_dispose (GObject *object)
{
  CpxActPicker *self = CPX_ACT_PICKER (object);

  if (self->entry != NULL)
    g_signal_handlers_disconnect_by_data (self->entry, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_ACT_PICKER);
  g_clear_object (&self->found);
  g_clear_pointer (&self->suggester, cpx_suggester_unref);

  G_OBJECT_CLASS (cpx_act_picker_parent_class)->dispose (object);
}

static void
cpx_act_picker_class_init (CpxActPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_act_picker_dispose;
  widget_class->grab_focus = cpx_act_picker_grab_focus;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/act-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxActPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, CpxActPicker, list);
  gtk_widget_class_bind_template_child (widget_class, CpxActPicker, none);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
cpx_act_picker_init (CpxActPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->found = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), G_LIST_MODEL (self->found), create_row, NULL, NULL);
}

/**
 * cpx_act_picker_new:
 *
 * Signal `chosen` tells the code of the act that was picked.
 *
 * Returns: (transfer full): a picker that finds nothing yet
 */
GtkWidget *
cpx_act_picker_new (void)
{
  return g_object_new (CPX_TYPE_ACT_PICKER, NULL);
}

/**
 * cpx_act_picker_set_suggester:
 * @self: a picker
 * @suggester: what finds acts
 * @day: of the operation: acts closed then are left out
 *
 * Lets acts be found, also for what was typed meanwhile.
 */
void
cpx_act_picker_set_suggester (CpxActPicker *self,
                              CpxSuggester *suggester,
                              CpxDay        day)
{
  g_return_if_fail (CPX_IS_ACT_PICKER (self));

  g_clear_pointer (&self->suggester, cpx_suggester_unref);
  self->suggester = cpx_suggester_ref (suggester);
  self->day = day;
  update (self);
}
