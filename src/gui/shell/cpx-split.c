/* cpx-split.c: a list and what is chosen in it: side by side, or one at a time where the window is narrow.
 *
 * The only place that knows AdwLeaflet: AdwNavigationSplitView, which replaces it, comes with libadwaita 1.4.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-split.h"

#include <adwaita.h>

struct _CpxSplit
{
  GtkWidget  parent_instance;

  GtkWidget *leaflet;
  GtkWidget *list_bin;
  GtkWidget *separator;
  GtkWidget *detail_bin;
};

enum
{
  PROP_LIST = 1,
  PROP_DETAIL,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxSplit, cpx_split, GTK_TYPE_WIDGET)

static void
folded_cb (GObject    *leaflet,
           GParamSpec *pspec,
           CpxSplit   *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "split.back", adw_leaflet_get_folded (ADW_LEAFLET (leaflet)));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOLDED]);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  cpx_split_show_list (CPX_SPLIT (widget));
}

static void
cpx_split_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  CpxSplit *self = CPX_SPLIT (object);

  switch (prop_id)
    {
    case PROP_LIST:
      g_value_set_object (value, adw_bin_get_child (ADW_BIN (self->list_bin)));
      break;
    case PROP_DETAIL:
      g_value_set_object (value, adw_bin_get_child (ADW_BIN (self->detail_bin)));
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_split_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  CpxSplit *self = CPX_SPLIT (object);

  switch (prop_id)
    {
    case PROP_LIST:
      adw_bin_set_child (ADW_BIN (self->list_bin), g_value_get_object (value));
      break;
    case PROP_DETAIL:
      adw_bin_set_child (ADW_BIN (self->detail_bin), g_value_get_object (value));
      break;
    case PROP_FOLDED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_split_dispose (GObject *object)
{
  CpxSplit *self = CPX_SPLIT (object);

  g_clear_pointer (&self->leaflet, gtk_widget_unparent);

  G_OBJECT_CLASS (cpx_split_parent_class)->dispose (object);
}

static void
cpx_split_class_init (CpxSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cpx_split_get_property;
  object_class->set_property = cpx_split_set_property;
  object_class->dispose = cpx_split_dispose;

  props[PROP_LIST] =
    g_param_spec_object ("list", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_DETAIL] =
    g_param_spec_object ("detail", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_install_action (widget_class, "split.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "split.back", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_split_init (CpxSplit *self)
{
  AdwLeaflet *leaflet = ADW_LEAFLET (adw_leaflet_new ());
  AdwLeafletPage *page;

  self->leaflet = GTK_WIDGET (leaflet);
  self->list_bin = adw_bin_new ();
  self->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  self->detail_bin = adw_bin_new ();
  gtk_widget_set_hexpand (self->detail_bin, TRUE);

  adw_leaflet_set_fold_threshold_policy (leaflet, ADW_FOLD_THRESHOLD_POLICY_MINIMUM);
  adw_leaflet_set_can_navigate_back (leaflet, TRUE);
  adw_leaflet_append (leaflet, self->list_bin);
  page = adw_leaflet_append (leaflet, self->separator);
  adw_leaflet_page_set_navigatable (page, FALSE);
  adw_leaflet_append (leaflet, self->detail_bin);
  gtk_widget_set_parent (self->leaflet, GTK_WIDGET (self));
  g_signal_connect_object (leaflet, "notify::folded", G_CALLBACK (folded_cb), self, 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "split.back", FALSE);
}

/**
 * cpx_split_new:
 *
 * Makes an empty split; properties `list` and `detail` fill it, `folded` tells whether only one of them shows.
 *
 * The action `split.back` (Alt+Left) returns to the list where it is folded.
 *
 * Returns: (transfer floating): the split
 */
GtkWidget *
cpx_split_new (void)
{
  return g_object_new (CPX_TYPE_SPLIT, NULL);
}

/**
 * cpx_split_show_list:
 * @self: a split
 *
 * Brings the list forward; changes nothing where both show.
 */
void
cpx_split_show_list (CpxSplit *self)
{
  g_return_if_fail (CPX_IS_SPLIT (self));

  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->list_bin);
}

/**
 * cpx_split_show_detail:
 * @self: a split
 *
 * Brings the detail forward; changes nothing where both show.
 */
void
cpx_split_show_detail (CpxSplit *self)
{
  g_return_if_fail (CPX_IS_SPLIT (self));

  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->detail_bin);
}
