/* cpx-strut.c: nothing to see: keeps what it stands in as wide as so many letters, however large the text is.
 *
 * A width in pixels that is right for small text lets large text be squeezed into nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-strut.h"

struct _CpxStrut
{
  GtkWidget parent_instance;

  guint     chars;
};

enum
{
  PROP_CHARS = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxStrut, cpx_strut, GTK_TYPE_WIDGET)

static void
cpx_strut_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CHARS:
      CPX_STRUT (object)->chars = g_value_get_uint (value);
      gtk_widget_queue_resize (GTK_WIDGET (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_strut_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  PangoFontMetrics *metrics;

  *minimum = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
      *minimum = PANGO_PIXELS ((int) CPX_STRUT (widget)->chars *
                               pango_font_metrics_get_approximate_char_width (metrics));
      pango_font_metrics_unref (metrics);
    }
  *natural = *minimum;
}

static void
cpx_strut_class_init (CpxStrutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = cpx_strut_set_property;
  GTK_WIDGET_CLASS (klass)->measure = cpx_strut_measure;

  props[PROP_CHARS] =
    g_param_spec_uint ("chars", NULL, NULL, 0, 200, 0, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
cpx_strut_init (CpxStrut *self)
{
}
