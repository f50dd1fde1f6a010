/* cpx-anchor-row.c: one anchor in the settings; its receipts are under it, the newest first, each to be saved.
 *
 * An anchor without a receipt is a plain row. Saving and removing are the actions of the section around it:
 * `seals.save-receipt` with the number of the anchor and the size of the seal, `seals.remove-anchor` with the number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-anchor-row.h"

#include "cpx-seals-state.h"

#include <cpx-anchor-receipt.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define NUMBER        "cpx-anchor-number"
#define MOST_RECEIPTS 20   /* older ones: on the command line */

static GtkWidget *
make_button (const char *icon_name,
             const char *label,
             const char *action_name,
             GVariant   *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);

  return button;
}

static GtkWidget *
make_remove_button (const CpxAnchor *anchor)
{
  return make_button ("user-trash-symbolic", _("Remove this anchor"), "seals.remove-anchor",
                      g_variant_new_int64 (anchor->number));
}

static GtkWidget *
make_receipt_row (const CpxAnchor            *anchor,
                  const CpxAnchorReceiptLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = cpx_anchor_state_dup_receipt_title (line);
  g_autofree char *subtitle = cpx_anchor_state_dup_receipt_size (line);
  g_autofree char *label = g_strdup_printf (_("Save the receipt: %s"), title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_button ("document-save-symbolic", label, "seals.save-receipt",
                                          g_variant_new ("(xt)", anchor->number, line->size)));

  return row;
}

static GtkWidget *
make_older_row (const CpxAnchor *anchor)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = cpx_anchor_state_dup_older (anchor, MOST_RECEIPTS);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, "dim-label");

  return row;
}

static GtkWidget *
make_with_receipts (const CpxAnchor      *anchor,
                    const CpxAnchorState *state)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);   /* first: an address has its “&” */
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), state->subtitle);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), gtk_image_new_from_icon_name (state->icon_name));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), make_remove_button (anchor));
  for (guint i = 0; i < MIN (anchor->receipts->len, MOST_RECEIPTS); i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              make_receipt_row (anchor, &g_array_index (anchor->receipts, CpxAnchorReceiptLine, i)));
  if (anchor->receipts->len > MOST_RECEIPTS)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_older_row (anchor));

  return row;
}

static GtkWidget *
make_plain (const CpxAnchor      *anchor,
            const CpxAnchorState *state)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);   /* first, as above */
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state->subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 7);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (state->icon_name));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (anchor));

  return row;
}

/**
 * cpx_anchor_row_new:
 * @anchor: an anchor
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
cpx_anchor_row_new (const CpxAnchor *anchor)
{
  g_auto(CpxAnchorState) state = cpx_anchor_state_compute (anchor);
  GtkWidget *row = anchor->receipts->len > 0 ? make_with_receipts (anchor, &state) : make_plain (anchor, &state);
  gint64 *number = g_new (gint64, 1);

  *number = anchor->number;
  g_object_set_data_full (G_OBJECT (row), NUMBER, number, g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), state.title);
  if (state.style_class != NULL)
    gtk_widget_add_css_class (row, state.style_class);

  return row;
}

/**
 * cpx_anchor_row_get_number:
 * @row: what cpx_anchor_row_new() made
 *
 * Returns: the number of its anchor
 */
gint64
cpx_anchor_row_get_number (GtkWidget *row)
{
  const gint64 *number = g_object_get_data (G_OBJECT (row), NUMBER);

  g_return_val_if_fail (number != NULL, 0);

  return *number;
}

/**
 * cpx_anchor_row_is_expanded:
 * @row: what cpx_anchor_row_new() made
 *
 * Returns: whether its receipts are in sight
 */
gboolean
cpx_anchor_row_is_expanded (GtkWidget *row)
{
  return ADW_IS_EXPANDER_ROW (row) && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row));
}

/**
 * cpx_anchor_row_expand:
 * @row: what cpx_anchor_row_new() made
 *
 * Shows its receipts, if it has any.
 */
void
cpx_anchor_row_expand (GtkWidget *row)
{
  if (ADW_IS_EXPANDER_ROW (row))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}
