/* cpx-code-sheet.c: one page, or the same as plain text, with the date.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-code-sheet.h"

#include <cpx-clock.h>

#include <glib/gi18n-lib.h>

#define TITLE_FONT "Sans Bold 18"
#define CODE_FONT  "Monospace Bold 20"  /* read aloud, and typed one day in a hurry */
#define TEXT_FONT  "Sans 12"
#define GAP        24.0                 /* points */

/* What is printed, kept as long as the operation. */
typedef struct
{
  char *title;
  char *code;
  char *text;
} Page;

static void
page_free (gpointer  data,
           GClosure *closure)
{
  Page *self = data;

  g_free (self->title);
  g_free (self->code);
  g_free (self->text);
  g_free (self);
}

static char *
dup_date (void)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (cpx_clock_now_us () / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);

  return g_date_time_format (local, _("ChirurgieProX, %d/%m/%Y"));
}

/* Writes @text across the page and goes below it. */
static void
draw_text (cairo_t       *cairo,
           PangoLayout   *layout,
           const char    *font_name,
           PangoAlignment alignment,
           const char    *text)
{
  PangoFontDescription *font = pango_font_description_from_string (font_name);
  PangoRectangle extents;

  pango_layout_set_font_description (layout, font);
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_text (layout, text, -1);
  pango_cairo_update_layout (cairo, layout);
  pango_cairo_show_layout (cairo, layout);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  cairo_translate (cairo, 0, extents.y + extents.height + GAP);
  pango_font_description_free (font);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                number,
              Page              *page)
{
  g_autoptr(PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autofree char *date = dup_date ();
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);

  pango_layout_set_width (layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  draw_text (cairo, layout, TITLE_FONT, PANGO_ALIGN_LEFT, page->title);
  draw_text (cairo, layout, CODE_FONT, PANGO_ALIGN_CENTER, page->code);
  draw_text (cairo, layout, TEXT_FONT, PANGO_ALIGN_LEFT, page->text);
  draw_text (cairo, layout, TEXT_FONT, PANGO_ALIGN_LEFT, date);
}

/**
 * cpx_code_sheet_dup_text:
 * @sheet: what is on it
 *
 * Returns: (transfer full): the sheet as plain text
 */
char *
cpx_code_sheet_dup_text (const CpxCodeSheet *sheet)
{
  g_autofree char *date = dup_date ();

  return g_strdup_printf ("%s\n\n%s\n\n%s\n\n%s\n", sheet->title, sheet->code, sheet->text, date);
}

/**
 * cpx_code_sheet_new_print:
 * @sheet: what is on it
 *
 * Makes the operation that prints the sheet, one page.
 *
 * Returns: (transfer full): the operation, not yet run
 */
GtkPrintOperation *
cpx_code_sheet_new_print (const CpxCodeSheet *sheet)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Page *page = g_new0 (Page, 1);

  page->title = g_strdup (sheet->title);
  page->code = g_strdup (sheet->code);
  page->text = g_strdup (sheet->text);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, sheet->job_name);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), page, page_free, 0);

  return operation;
}
