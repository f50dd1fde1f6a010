/* cpx-qr-view.c: a text as a picture that telephones read (QR code, ISO/IEC 18004).
 *
 * Black on white in the dark as well: many readers do not know the reverse.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-qr-view.h"

#include <qrencode.h>

#define MODULE_PX    4  /* of one square: a telephone at arm's length reads it */
#define MAX_MODULE   6
#define QUIET_ZONE   4  /* squares of white around, from the standard */

struct _CpxQrView
{
  GtkWidget  parent_instance;

  QRcode    *code;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CpxQrView, cpx_qr_view, GTK_TYPE_WIDGET)

/* In squares, with the white around. */
static int
count_squares (CpxQrView *self)
{
  return self->code != NULL ? self->code->width + 2 * QUIET_ZONE : 0;
}

static void
cpx_qr_view_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = *natural = count_squares (CPX_QR_VIEW (widget)) * MODULE_PX;
}

static void
add_squares (CpxQrView *self,
             cairo_t   *cairo)
{
  for (int y = 0; y < self->code->width; y++)
    {
      for (int x = 0; x < self->code->width; x++)
        {
          if (self->code->data[y * self->code->width + x] & 1)
            cairo_rectangle (cairo, x + QUIET_ZONE, y + QUIET_ZONE, 1, 1);
        }
    }
}

/* Whole pixels only: a blurred edge is a wrong square to a bad camera. */
static void
cpx_qr_view_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  CpxQrView *self = CPX_QR_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int n_squares = count_squares (self);
  int module = n_squares > 0 ? CLAMP (MIN (width, height) / n_squares, 1, MAX_MODULE) : 0;
  int left = (width - n_squares * module) / 2;
  int top = (height - n_squares * module) / 2;
  cairo_t *cairo;

  if (self->code == NULL)
    return;

  cairo = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_translate (cairo, left, top);
  cairo_scale (cairo, module, module);
  cairo_set_antialias (cairo, CAIRO_ANTIALIAS_NONE);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_rectangle (cairo, 0, 0, n_squares, n_squares);
  cairo_fill (cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  add_squares (self, cairo);
  cairo_fill (cairo);
  cairo_destroy (cairo);
}

static void
cpx_qr_view_finalize (GObject *object)
{
  QRcode_free (CPX_QR_VIEW (object)->code);

  G_OBJECT_CLASS (cpx_qr_view_parent_class)->finalize (object);
}

static void
cpx_qr_view_class_init (CpxQrViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cpx_qr_view_finalize;
  widget_class->measure = cpx_qr_view_measure;
  widget_class->snapshot = cpx_qr_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cpx_qr_view_init (CpxQrView *self)
{
}

/**
 * cpx_qr_view_new:
 *
 * Returns: (transfer floating): a view of nothing
 */
GtkWidget *
cpx_qr_view_new (void)
{
  return g_object_new (CPX_TYPE_QR_VIEW, NULL);
}

/**
 * cpx_qr_view_set_text:
 * @self: a view
 * @text: what a reader of the picture gets, in UTF-8
 *
 * Shows @text. One square in seven may be unreadable.
 *
 * Returns: whether @text fits in a picture; if not, nothing is shown
 */
gboolean
cpx_qr_view_set_text (CpxQrView  *self,
                      const char *text)
{
  g_return_val_if_fail (CPX_IS_QR_VIEW (self), FALSE);

  QRcode_free (self->code);
  self->code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  gtk_widget_queue_resize (GTK_WIDGET (self));

  return self->code != NULL;
}

/**
 * cpx_qr_view_get_size:
 * @self: a view
 *
 * Returns: how many squares a side has, the white around left out; 0 if it shows nothing
 */
guint
cpx_qr_view_get_size (CpxQrView *self)
{
  return self->code != NULL ? (guint) self->code->width : 0;
}
