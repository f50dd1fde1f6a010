/* cpx-stack-page.c: tells screen readers which page of a stack is shown, and takes the keyboard out of one.
 *
 * GTK 4.8 leaves the hidden pages of its stacks in the accessibility tree, indistinguishable from the shown one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-stack-page.h"

static void
set_hidden (GtkWidget *page,
            gboolean   hidden)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, hidden, -1);
}

static void
map_cb (GtkWidget *page,
        gpointer   user_data)
{
  set_hidden (page, FALSE);
}

static void
unmap_cb (GtkWidget *page,
          gpointer   user_data)
{
  /* Without a root the page is on its way out: its accessible context goes too. */
  if (gtk_widget_get_root (page) != NULL)
    set_hidden (page, TRUE);
}

/**
 * cpx_stack_page_mark:
 * @page: a child of a stack, a leaflet or anything else that shows one child at a time
 *
 * Keeps the accessible state `hidden` of @page true to what is on the screen.
 */
void
cpx_stack_page_mark (GtkWidget *page)
{
  g_return_if_fail (GTK_IS_WIDGET (page));

  set_hidden (page, !gtk_widget_get_mapped (page));
  g_signal_connect (page, "map", G_CALLBACK (map_cb), NULL);
  g_signal_connect (page, "unmap", G_CALLBACK (unmap_cb), NULL);
}

/**
 * cpx_stack_page_mark_all:
 * @stack: a stack whose children are all there
 *
 * Does cpx_stack_page_mark() for each of them.
 */
void
cpx_stack_page_mark_all (GtkStack *stack)
{
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (stack)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    cpx_stack_page_mark (page);
}

/**
 * cpx_stack_page_leave:
 * @page: a page about to be thrown away
 *
 * Takes the keyboard out of it: leaving a form keeps what was typed into it.
 */
void
cpx_stack_page_leave (GtkWidget *page)
{
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, page))
    gtk_root_set_focus (root, NULL);
}
