/* cpx-house-row.c: the name of a page in the sidebar, and how much waits there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-house-row.h"

#include "cpx-house-state.h"

#include <glib/gi18n-lib.h>

#define NAME_CHARS 10  /* the longest name of a page, in large text too */

struct _CpxHouseRow
{
  GtkListBoxRow  parent_instance;

  GtkWidget     *badge;
  char          *title;    /* (owned) */
  guint          waiting;
};

enum
{
  PROP_WAITING = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxHouseRow, cpx_house_row, GTK_TYPE_LIST_BOX_ROW)

static void
update (CpxHouseRow *self)
{
  g_autofree char *figure = cpx_house_state_dup_badge (self->waiting);
  g_autofree char *name = cpx_house_state_dup_page_name (self->title, self->waiting);

  gtk_label_set_label (GTK_LABEL (self->badge), figure);
  gtk_widget_set_visible (self->badge, self->waiting > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
cpx_house_row_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  CpxHouseRow *self = CPX_HOUSE_ROW (object);

  switch (prop_id)
    {
    case PROP_WAITING:
      self->waiting = g_value_get_uint (value);
      update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_house_row_finalize (GObject *object)
{
  g_free (CPX_HOUSE_ROW (object)->title);

  G_OBJECT_CLASS (cpx_house_row_parent_class)->finalize (object);
}

static void
cpx_house_row_class_init (CpxHouseRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = cpx_house_row_set_property;
  object_class->finalize = cpx_house_row_finalize;

  props[PROP_WAITING] =
    g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cpx_house_row_init (CpxHouseRow *self)
{
  self->badge = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->badge, "house-badge");
  gtk_widget_add_css_class (self->badge, "numeric");
  gtk_widget_add_css_class (self->badge, "caption");
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
}

static GtkWidget *
make_content (CpxHouseRow *self,
              const char  *icon_name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (self->title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), NAME_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->badge);

  return box;
}

/**
 * cpx_house_row_new:
 * @name: of the page in its stack
 * @title: of the page for people
 * @icon_name: its icon
 * @number: its place, for the shortcut that is shown
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
cpx_house_row_new (const char *name,
                   const char *title,
                   const char *icon_name,
                   guint       number)
{
  CpxHouseRow *self = g_object_new (CPX_TYPE_HOUSE_ROW, "name", name, NULL);
  g_autofree char *tooltip = g_strdup_printf (_("%s (Alt+%u)"), title, number);

  self->title = g_strdup (title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), make_content (self, icon_name));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  update (self);

  return GTK_WIDGET (self);
}
