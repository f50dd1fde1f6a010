/* cpx-columns.c: lays groups out in one column, or in two of equal height where there is room.
 *
 * The order of reading is kept: the first groups make the first column, the rest the second. A head, if there is one,
 * stands above, as wide as all of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-columns.h"

#define COLUMN_WIDTH     270  /* pixels below which a column is too narrow to type in */
#define COLUMN_CHARS     34   /* the same in letters, where text is large: less is no reason for a second column */
#define MAX_COLUMN_WIDTH 560
#define SPACING          24
#define MAX_CHILDREN     64

struct _CpxColumns
{
  GtkLayoutManager parent_instance;

  GtkWidget       *head;   /* (weak) (nullable): a child of the widget that is laid out */
};

enum
{
  PROP_HEAD = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

typedef struct
{
  GtkWidget *children[MAX_CHILDREN];
  int        heights[MAX_CHILDREN];
  guint      n_children;
  guint      n_first;        /* how many go into the first column */
  int        column_width;
  int        width;          /* of both columns, or of the only one */
  int        top;            /* of the columns, under the head */
} Plan;

G_DEFINE_FINAL_TYPE (CpxColumns, cpx_columns, GTK_TYPE_LAYOUT_MANAGER)

static int
stack_height (const int *heights,
              guint      from,
              guint      to,
              int        spacing)
{
  int total = 0;

  for (guint i = from; i < to; i++)
    total += heights[i] + (i > from ? spacing : 0);

  return total;
}

static int
get_column_width (GtkWidget *widget)
{
  int width = COLUMN_WIDTH;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      width = MAX (width, minimum);
    }

  return width;
}

static int
get_text_width (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS (COLUMN_CHARS * pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);

  return width;
}

/* How high the head is, with the space under it. */
static int
measure_head (CpxColumns *self,
              int         width)
{
  int height;

  if (self->head == NULL || !gtk_widget_should_layout (self->head))
    return 0;
  gtk_widget_measure (self->head, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);

  return height + SPACING;
}

static Plan
make_plan (CpxColumns *self,
           GtkWidget  *widget,
           int         width)
{
  Plan plan = { 0 };
  gboolean two = width >= 2 * MAX (get_column_width (widget), get_text_width (widget)) + SPACING;

  plan.column_width = MIN (two ? (width - SPACING) / 2 : width, MAX_COLUMN_WIDTH);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && plan.n_children < MAX_CHILDREN;
       child = gtk_widget_get_next_sibling (child))
    {
      int *height = &plan.heights[plan.n_children];

      if (child == self->head || !gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, plan.column_width, NULL, height, NULL, NULL);
      plan.children[plan.n_children++] = child;
    }
  plan.n_first = two ? cpx_columns_break_after (plan.heights, plan.n_children, SPACING) : plan.n_children;
  plan.width = plan.n_first < plan.n_children ? 2 * plan.column_width + SPACING : plan.column_width;
  plan.top = measure_head (self, plan.width);

  return plan;
}

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *manager,
                  GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkLayoutManager *manager,
         GtkWidget        *widget,
         GtkOrientation    orientation,
         int               for_size,
         int              *minimum,
         int              *natural,
         int              *minimum_baseline,
         int              *natural_baseline)
{
  int column_width = get_column_width (widget);
  Plan plan;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = column_width;
      *natural = 2 * column_width + SPACING;
      return;
    }

  plan = make_plan (CPX_COLUMNS (manager), widget, for_size < 0 ? column_width : for_size);
  *minimum = plan.top + MAX (stack_height (plan.heights, 0, plan.n_first, SPACING),
                             stack_height (plan.heights, plan.n_first, plan.n_children, SPACING));
  *natural = *minimum;
}

static void
allocate (GtkLayoutManager *manager,
          GtkWidget        *widget,
          int               width,
          int               height,
          int               baseline)
{
  CpxColumns *self = CPX_COLUMNS (manager);
  Plan plan = make_plan (self, widget, width);
  gboolean right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean two = plan.n_first < plan.n_children;
  int left = (width - plan.width) / 2;
  int y = plan.top;

  if (plan.top > 0)
    gtk_widget_size_allocate (self->head, &(GtkAllocation) { left, 0, plan.width, plan.top - SPACING }, -1);
  for (guint i = 0; i < plan.n_children; i++)
    {
      gboolean second = (i >= plan.n_first) != (right_to_left && two);

      if (i == plan.n_first)
        y = plan.top;
      gtk_widget_size_allocate (plan.children[i],
                                &(GtkAllocation) { left + (second ? plan.column_width + SPACING : 0), y,
                                                   plan.column_width, plan.heights[i] },
                                -1);
      y += plan.heights[i] + SPACING;
    }
}

static void
cpx_columns_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_HEAD:
      g_set_weak_pointer (&CPX_COLUMNS (object)->head, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_columns_dispose (GObject *object)
{
  g_clear_weak_pointer (&CPX_COLUMNS (object)->head);

  G_OBJECT_CLASS (cpx_columns_parent_class)->dispose (object);
}

static void
cpx_columns_class_init (CpxColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->set_property = cpx_columns_set_property;
  object_class->dispose = cpx_columns_dispose;

  props[PROP_HEAD] =
    g_param_spec_object ("head", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  layout_class->get_request_mode = get_request_mode;
  layout_class->measure = measure;
  layout_class->allocate = allocate;
}

static void
cpx_columns_init (CpxColumns *self)
{
}

/**
 * cpx_columns_new:
 *
 * Returns: (transfer full): a layout manager for a widget whose children are groups of rows
 */
GtkLayoutManager *
cpx_columns_new (void)
{
  return g_object_new (CPX_TYPE_COLUMNS, NULL);
}

/**
 * cpx_columns_break_after:
 * @heights: (array length=n_heights): the heights of the groups, in the order of reading
 * @n_heights: how many there are
 * @spacing: what lies between two of them
 *
 * Chooses how many groups the first of two columns takes, so that the taller column is as short as can be.
 *
 * Of two equal choices the one that fills the first column wins.
 *
 * Returns: a number from 0 to @n_heights
 */
guint
cpx_columns_break_after (const int *heights,
                         guint      n_heights,
                         int        spacing)
{
  int best_height = G_MAXINT;
  guint best = n_heights;

  for (guint i = n_heights; i > 0; i--)
    {
      int tallest = MAX (stack_height (heights, 0, i, spacing), stack_height (heights, i, n_heights, spacing));

      if (tallest < best_height)
        {
          best_height = tallest;
          best = i;
        }
    }

  return best;
}
