/* cpx-coding-page.h: the operations that wait to be coded, and the coding of the one that was chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_CODING_PAGE (cpx_coding_page_get_type ())
G_DECLARE_FINAL_TYPE (CpxCodingPage, cpx_coding_page, CPX, CODING_PAGE, GtkWidget)

/* Properties: waiting, how many operations are to be coded. */
GtkWidget *cpx_coding_page_new     (CpxPractice   *practice);
gboolean   cpx_coding_page_may_use (CpxPractice   *practice);
void       cpx_coding_page_find    (CpxCodingPage *self);
void       cpx_coding_page_code    (CpxCodingPage *self,
                                    const char    *intervention_id);
void       cpx_coding_page_reopen  (CpxCodingPage *self,
                                    const char    *intervention_id);
const char *cpx_coding_page_get_coded (CpxCodingPage *self);
void       cpx_coding_page_go_back (CpxCodingPage *self);

G_END_DECLS
