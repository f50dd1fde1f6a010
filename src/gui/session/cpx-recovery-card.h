/* cpx-recovery-card.h: the recovery code, shown once: to print or save, and to prove that one has it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_RECOVERY_CARD (cpx_recovery_card_get_type ())
G_DECLARE_FINAL_TYPE (CpxRecoveryCard, cpx_recovery_card, CPX, RECOVERY_CARD, GtkWidget)

GtkWidget  *cpx_recovery_card_new         (void);
void        cpx_recovery_card_show_code   (CpxRecoveryCard *self,
                                           CpxPractice     *practice,
                                           const char      *code);
const char *cpx_recovery_card_get_code    (CpxRecoveryCard *self);
gboolean    cpx_recovery_card_is_proved   (CpxRecoveryCard *self);

char       *cpx_recovery_card_dup_group   (const char      *code,
                                           guint            number);
guint       cpx_recovery_card_choose      (const char      *code);
gboolean    cpx_recovery_card_check_group (const char      *code,
                                           guint            number,
                                           const char      *typed);

G_END_DECLS
