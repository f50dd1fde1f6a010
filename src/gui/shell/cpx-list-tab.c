/* cpx-list-tab.c: GTK 4.8 takes Tab in a GtkListBox for a step to the next row, which in a list of pages opens another
 * page: who wanted to go into the page they chose would never arrive. (GTK 4.18 has "tab-behavior" for it.)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-list-tab.h"

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        modifiers,
        GtkWidget             *list)
{
  gboolean forward = keyval == GDK_KEY_Tab || keyval == GDK_KEY_KP_Tab;

  if ((!forward && keyval != GDK_KEY_ISO_Left_Tab) || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_set_can_focus (list, FALSE);   /* passed over, as long as the keyboard moves on */
  g_signal_emit_by_name (gtk_widget_get_root (list), "move-focus",
                         forward && (modifiers & GDK_SHIFT_MASK) == 0 ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
  gtk_widget_set_can_focus (list, TRUE);

  return GDK_EVENT_STOP;
}

/**
 * cpx_list_tab_over:
 * @list: a list of which one row is chosen
 *
 * Has Tab and Shift+Tab leave @list in one step.
 */
void
cpx_list_tab_over (GtkWidget *list)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), list);
  gtk_widget_add_controller (list, keys);
}
