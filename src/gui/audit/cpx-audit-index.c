/* cpx-audit-index.c: the line of the journal that says why it takes its time, while its index is completed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-index.h"

#include "cpx-audit-state.h"

static void
changed_cb (GtkLabel      *label,
            CpxLogCatchUp *catch_up)
{
  CpxCatchUpState state = cpx_log_catch_up_get_state (catch_up);
  g_autofree char *sentence = cpx_audit_state_dup_index (&state);

  gtk_widget_set_visible (GTK_WIDGET (label), sentence != NULL);
  gtk_label_set_label (label, sentence != NULL ? sentence : "");
}

/**
 * cpx_audit_index_follow:
 * @label: the line
 * @practice: an unlocked practice
 *
 * Completes the index of the log if that was not begun, and lets the line say how far it is; it hides once it is whole.
 */
void
cpx_audit_index_follow (GtkLabel    *label,
                        CpxPractice *practice)
{
  CpxLogCatchUp *catch_up = cpx_log_catch_up_get (practice);

  g_signal_connect_object (catch_up, "changed", G_CALLBACK (changed_cb), label, G_CONNECT_SWAPPED);
  cpx_log_catch_up_begin (catch_up);
  changed_cb (label, catch_up);
}
