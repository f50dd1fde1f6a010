/* cpx-tab-bar.c: the tabs of a view stack, each as wide as its words.
 *
 * AdwViewSwitcher makes all its buttons as wide as the widest and wants a window's whole width; this one leaves room
 * for what stands beside, shortens the longest words where even that is too wide, and shows icons alone where that is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-tab-bar.h"

#define LEAST_CHARS 8  /* what stays of a long title; short ones stay almost whole, their letters being narrow */

struct _CpxTabBar
{
  GtkWidget     parent_instance;

  GtkWidget    *squeezer;
  GtkWidget    *words;    /* buttons with their words */
  GtkWidget    *icons;    /* the same without, where even shortened words are too wide */

  AdwViewStack *stack;   /* (owned) (nullable) */
};

enum
{
  PROP_STACK = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxTabBar, cpx_tab_bar, GTK_TYPE_WIDGET)

static void
show_active (GtkWidget *box,
             GtkWidget *shown)
{
  for (GtkWidget *button = gtk_widget_get_first_child (box); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      gboolean active = g_object_get_data (G_OBJECT (button), "page") == shown;

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), active);
      gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_SELECTED, active, -1);
    }
}

static void
update (CpxTabBar *self)
{
  GtkWidget *shown = adw_view_stack_get_visible_child (self->stack);

  show_active (self->words, shown);
  show_active (self->icons, shown);
}

static void
clicked_cb (GtkWidget *button,
            CpxTabBar *self)
{
  adw_view_stack_set_visible_child (self->stack, g_object_get_data (G_OBJECT (button), "page"));
  update (self);
}

static GtkWidget *
make_button (CpxTabBar        *self,
             AdwViewStackPage *page,
             gboolean          with_words)
{
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB, NULL);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (adw_view_stack_page_get_icon_name (page));
  const char *title = adw_view_stack_page_get_title (page);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN ((int) g_utf8_strlen (title, -1) * 3 / 4, LEAST_CHARS));
  gtk_box_append (GTK_BOX (content), icon);
  gtk_box_append (GTK_BOX (content), label);
  gtk_widget_set_visible (label, with_words);
  gtk_widget_set_tooltip_text (button, title);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (button), "page", adw_view_stack_page_get_child (page));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);

  return button;
}

static void
set_stack (CpxTabBar    *self,
           AdwViewStack *stack)
{
  g_autoptr(GtkSelectionModel) pages = NULL;

  if (stack == NULL)
    return;

  self->stack = g_object_ref (stack);
  pages = adw_view_stack_get_pages (stack);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr(AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      gtk_box_append (GTK_BOX (self->words), make_button (self, page, TRUE));
      gtk_box_append (GTK_BOX (self->icons), make_button (self, page, FALSE));
    }
  g_signal_connect_object (stack, "notify::visible-child", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
cpx_tab_bar_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_STACK:
      set_stack (CPX_TAB_BAR (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_tab_bar_dispose (GObject *object)
{
  CpxTabBar *self = CPX_TAB_BAR (object);

  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  g_clear_object (&self->stack);
  g_clear_pointer (&self->squeezer, gtk_widget_unparent);

  G_OBJECT_CLASS (cpx_tab_bar_parent_class)->dispose (object);
}

static void
cpx_tab_bar_class_init (CpxTabBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = cpx_tab_bar_set_property;
  object_class->dispose = cpx_tab_bar_dispose;

  props[PROP_STACK] = g_param_spec_object ("stack", NULL, NULL, ADW_TYPE_VIEW_STACK,
                                           G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_TAB_LIST);
}

static void
cpx_tab_bar_init (CpxTabBar *self)
{
  AdwSqueezer *squeezer = ADW_SQUEEZER (adw_squeezer_new ());

  self->squeezer = GTK_WIDGET (squeezer);
  self->words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  self->icons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  adw_squeezer_set_switch_threshold_policy (squeezer, ADW_FOLD_THRESHOLD_POLICY_MINIMUM);
  adw_squeezer_set_xalign (squeezer, 0);
  adw_squeezer_add (squeezer, self->words);
  adw_squeezer_add (squeezer, self->icons);
  gtk_widget_set_parent (self->squeezer, GTK_WIDGET (self));
}

/**
 * cpx_tab_bar_new:
 * @stack: a view stack, all its pages there
 *
 * Returns: (transfer floating): its tabs
 */
GtkWidget *
cpx_tab_bar_new (AdwViewStack *stack)
{
  return g_object_new (CPX_TYPE_TAB_BAR, "stack", stack, NULL);
}

static int
find_shown (GtkSelectionModel *pages,
            int                n_pages)
{
  int position = 0;

  while (position < n_pages && !gtk_selection_model_is_selected (pages, (guint) position))
    position++;

  return position;
}

/* The pages end where they end. */
static gboolean
step (GtkWidget *around,
      GVariant  *by,
      gpointer   stack)
{
  g_autoptr(GtkSelectionModel) pages = adw_view_stack_get_pages (stack);
  int n_pages = (int) g_list_model_get_n_items (G_LIST_MODEL (pages));
  int position = find_shown (pages, n_pages) + g_variant_get_int32 (by);
  GtkWidget *focus;

  if (position >= 0 && position < n_pages)
    gtk_selection_model_select_item (pages, (guint) position, TRUE);
  focus = gtk_root_get_focus (gtk_widget_get_root (around));
  if (focus == NULL || !gtk_widget_is_ancestor (focus, around))
    gtk_widget_child_focus (around, GTK_DIR_TAB_FORWARD);

  return GDK_EVENT_STOP;
}

static void
add_key (GtkEventController *keys,
         AdwViewStack       *stack,
         guint               keyval,
         int                 by)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keyval, GDK_CONTROL_MASK),
                                            gtk_callback_action_new (step, stack, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (by));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

/**
 * cpx_tab_bar_add_keys:
 * @around: a widget that holds @stack
 * @stack: a view stack
 *
 * Has Ctrl+Page Down and Ctrl+Page Up, pressed anywhere in @around, show the next page and the one before, as in the
 * tabs of other programs. Where a page has nothing to take the keyboard, @around keeps it.
 */
void
cpx_tab_bar_add_keys (GtkWidget    *around,
                      AdwViewStack *stack)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  /* Before a scrolled page or a text takes them to scroll sideways. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, stack, GDK_KEY_Page_Down, 1);
  add_key (keys, stack, GDK_KEY_KP_Page_Down, 1);
  add_key (keys, stack, GDK_KEY_Page_Up, -1);
  add_key (keys, stack, GDK_KEY_KP_Page_Up, -1);
  gtk_widget_add_controller (around, keys);
}
