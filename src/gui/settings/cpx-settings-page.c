/* cpx-settings-page.c: the page « Réglages »: its parts on the left, one of them on the right; one at a time where
 * both do not fit.
 *
 * A part is made when it is first shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-settings-page.h"

#include "cpx-account-section.h"
#include "cpx-backup-section.h"
#include "cpx-ccam-section.h"
#include "cpx-directory-section.h"
#include "cpx-keys-section.h"
#include "cpx-language-model-section.h"
#include "cpx-lexicon-section.h"
#include "cpx-list-tab.h"
#include "cpx-post-section.h"
#include "cpx-practice-section.h"
#include "cpx-seals-section.h"
#include "cpx-settings-sections.h"
#include "cpx-split.h"
#include "cpx-stack-page.h"
#include "cpx-strut.h"
#include "cpx-suggestions-section.h"
#include "cpx-user-actions.h"

#include <adwaita.h>

#define ROW_CHARS 14  /* most names of a part, in large text too; the others have their tooltip */

struct _CpxSettingsPage
{
  GtkWidget       parent_instance;

  GtkWidget      *split;
  GtkWidget      *sidebar;
  GtkWidget      *back_button;
  GtkWidget      *stack;

  CpxPractice    *practice;       /* (owned) (construct-only) */
  CpxUserActions *user_actions;   /* (owned) */
};

enum
{
  PROP_PRACTICE = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxSettingsPage, cpx_settings_page, GTK_TYPE_WIDGET)

static GtkWidget *
make_section (CpxSettingsPage *self,
              const char      *name)
{
  if (g_str_equal (name, "account"))
    return cpx_account_section_new (self->user_actions);
  if (g_str_equal (name, "practice"))
    return cpx_practice_section_new (self->practice);
  if (g_str_equal (name, "users"))
    return cpx_users_section_new (self->user_actions);
  if (g_str_equal (name, "places"))
    return cpx_places_section_new (self->practice);
  if (g_str_equal (name, "practitioners"))
    return cpx_practitioners_section_new (self->practice);
  if (g_str_equal (name, "ccam"))
    return cpx_ccam_section_new (self->practice);
  if (g_str_equal (name, "lexicon"))
    return cpx_lexicon_section_new (self->practice);
  if (g_str_equal (name, "suggestions"))
    return cpx_suggestions_section_new (self->practice);
  if (g_str_equal (name, "language-model"))
    return cpx_language_model_section_new (self->practice);
  if (g_str_equal (name, "keys"))
    return cpx_keys_section_new (self->practice);
  if (g_str_equal (name, "seals"))
    return cpx_seals_section_new (self->practice);
  if (g_str_equal (name, "backups"))
    return cpx_backup_section_new (self->practice);

  return cpx_post_section_new (self->practice);
}

static void
row_selected_cb (GtkListBox      *box,
                 GtkListBoxRow   *row,
                 CpxSettingsPage *self)
{
  const char *name = row != NULL ? gtk_widget_get_name (GTK_WIDGET (row)) : NULL;

  if (name == NULL)
    return;
  if (gtk_stack_get_child_by_name (GTK_STACK (self->stack), name) == NULL)
    {
      GtkWidget *section = make_section (self, name);

      gtk_stack_add_named (GTK_STACK (self->stack), section, name);
      cpx_stack_page_mark (section);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
}

/* Selecting goes with every arrow key; activating is the wish to go there. */
static void
row_activated_cb (GtkListBox      *box,
                  GtkListBoxRow   *row,
                  CpxSettingsPage *self)
{
  cpx_split_show_detail (CPX_SPLIT (self->split));
}

static GtkListBoxRow *
find_row (CpxSettingsPage *self,
          const char      *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->sidebar), i)) != NULL; i++)
    {
      if (g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), name))
        return row;
    }

  return NULL;
}

static void
show_section_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  cpx_settings_page_show (CPX_SETTINGS_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
add_row (CpxSettingsPage          *self,
         const CpxSettingsSection *section)
{
  const char *title = cpx_settings_section_get_title (section);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), ROW_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (section->icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, section->name);
  gtk_widget_set_tooltip_text (row, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_append (GTK_LIST_BOX (self->sidebar), row);
}

static void
add_sections (CpxSettingsPage *self)
{
  guint n_sections;
  const CpxSettingsSection *sections = cpx_settings_sections_list (&n_sections);

  for (guint i = 0; i < n_sections; i++)
    {
      if (cpx_settings_section_is_shown (&sections[i], cpx_practice_get_roles (self->practice)))
        add_row (self, &sections[i]);
    }
  gtk_list_box_select_row (GTK_LIST_BOX (self->sidebar),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->sidebar), 0));
}

static void
cpx_settings_page_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  CpxSettingsPage *self = CPX_SETTINGS_PAGE (object);

  switch (prop_id)
    {
    case PROP_PRACTICE:
      self->practice = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_settings_page_constructed (GObject *object)
{
  CpxSettingsPage *self = CPX_SETTINGS_PAGE (object);

  G_OBJECT_CLASS (cpx_settings_page_parent_class)->constructed (object);

  self->user_actions = cpx_user_actions_new (self->practice, GTK_WIDGET (self));
  add_sections (self);
}

static void
cpx_settings_page_dispose (GObject *object)
{
  CpxSettingsPage *self = CPX_SETTINGS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_SETTINGS_PAGE);
  g_clear_object (&self->user_actions);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_settings_page_parent_class)->dispose (object);
}

static void
cpx_settings_page_class_init (CpxSettingsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = cpx_settings_page_set_property;
  object_class->constructed = cpx_settings_page_constructed;
  object_class->dispose = cpx_settings_page_dispose;

  props[PROP_PRACTICE] = g_param_spec_object ("practice", NULL, NULL, CPX_TYPE_PRACTICE,
                                              G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/settings/settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxSettingsPage, split);
  gtk_widget_class_bind_template_child (widget_class, CpxSettingsPage, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CpxSettingsPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, CpxSettingsPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "settings.show-section", "s", show_section_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_settings_page_init (CpxSettingsPage *self)
{
  g_type_ensure (CPX_TYPE_SPLIT);
  g_type_ensure (CPX_TYPE_STRUT);
  gtk_widget_init_template (GTK_WIDGET (self));
  cpx_list_tab_over (self->sidebar);
  g_object_bind_property (self->split, "folded", self->back_button, "visible", G_BINDING_SYNC_CREATE);
}

/**
 * cpx_settings_page_new:
 * @practice: an unlocked practice
 *
 * Makes the page with the parts that the user of @practice has something to do in.
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cpx_settings_page_new (CpxPractice *practice)
{
  return g_object_new (CPX_TYPE_SETTINGS_PAGE, "practice", practice, NULL);
}

/**
 * cpx_settings_page_show:
 * @self: the page
 * @section: the name of a part, see cpx_settings_sections_list()
 *
 * Shows a part, if the user sees it at all.
 */
void
cpx_settings_page_show (CpxSettingsPage *self,
                        const char      *section)
{
  GtkListBoxRow *row;

  g_return_if_fail (CPX_IS_SETTINGS_PAGE (self));

  row = find_row (self, section);
  if (row == NULL)
    return;
  gtk_list_box_select_row (GTK_LIST_BOX (self->sidebar), row);
  cpx_split_show_detail (CPX_SPLIT (self->split));
}

/**
 * cpx_settings_page_go_back:
 * @self: the page
 *
 * Goes from a part back to the list of parts, where only one of them shows.
 *
 * Returns: `FALSE` if both show: there is nothing to go back to
 */
gboolean
cpx_settings_page_go_back (CpxSettingsPage *self)
{
  gboolean folded;

  g_return_val_if_fail (CPX_IS_SETTINGS_PAGE (self), FALSE);

  g_object_get (self->split, "folded", &folded, NULL);
  if (folded)
    cpx_split_show_list (CPX_SPLIT (self->split));

  return folded;
}

/**
 * cpx_settings_page_get_section:
 * @self: the page
 *
 * Returns: the name of the part on the screen
 */
const char *
cpx_settings_page_get_section (CpxSettingsPage *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}
