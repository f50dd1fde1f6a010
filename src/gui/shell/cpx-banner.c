/* cpx-banner.c: one line across the top of a view, with at most one thing to do about it.
 *
 * AdwBanner comes with libadwaita 1.3, above our floor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-banner.h"

struct _CpxBanner
{
  GtkWidget  parent_instance;

  GtkWidget *revealer;
  GtkWidget *label;
  GtkWidget *button;
};

enum
{
  PROP_TITLE = 1,
  PROP_BUTTON_LABEL,
  PROP_BUTTON_ACTION,
  PROP_REVEALED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxBanner, cpx_banner, GTK_TYPE_WIDGET)

static void
set_button_label (CpxBanner  *self,
                  const char *label)
{
  gtk_button_set_label (GTK_BUTTON (self->button), label != NULL ? label : "");
  gtk_widget_set_visible (self->button, label != NULL && *label != '\0');
}

static void
cpx_banner_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CpxBanner *self = CPX_BANNER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->label)));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, gtk_button_get_label (GTK_BUTTON (self->button)));
      break;
    case PROP_BUTTON_ACTION:
      g_value_set_string (value, gtk_actionable_get_action_name (GTK_ACTIONABLE (self->button)));
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_banner_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  CpxBanner *self = CPX_BANNER (object);
  const char *title;

  switch (prop_id)
    {
    case PROP_TITLE:
      title = g_value_get_string (value);
      gtk_label_set_label (GTK_LABEL (self->label), title != NULL ? title : "");
      break;
    case PROP_BUTTON_LABEL:
      set_button_label (self, g_value_get_string (value));
      break;
    case PROP_BUTTON_ACTION:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), g_value_get_string (value));
      break;
    case PROP_REVEALED:
      gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), g_value_get_boolean (value));
      gtk_widget_set_visible (GTK_WIDGET (self), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CPX_TYPE_BANNER);

  G_OBJECT_CLASS (cpx_banner_parent_class)->dispose (object);
}

static void
cpx_banner_class_init (CpxBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cpx_banner_get_property;
  object_class->set_property = cpx_banner_set_property;
  object_class->dispose = cpx_banner_dispose;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_BUTTON_LABEL] =
    g_param_spec_string ("button-label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_BUTTON_ACTION] =
    g_param_spec_string ("button-action", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_REVEALED] =
    g_param_spec_boolean ("revealed", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/shell/banner.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, CpxBanner, label);
  gtk_widget_class_bind_template_child (widget_class, CpxBanner, button);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "banner");
}

static void
cpx_banner_init (CpxBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * cpx_banner_new:
 *
 * Makes a banner that says nothing yet; properties `title`, `button-label`, `button-action` and `revealed` do the rest.
 *
 * Returns: (transfer floating): the banner
 */
GtkWidget *
cpx_banner_new (void)
{
  return g_object_new (CPX_TYPE_BANNER, NULL);
}
