/* cpx-coding-acts.h: an act accepted, added or taken back, as a key or a button asks for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        cpx_coding_acts_accept         (CpxCodingDesk *desk,
                                            GtkWidget     *view,
                                            guint          position);
const char *cpx_coding_acts_add            (CpxCodingDesk *desk,
                                            GtkWidget     *view,
                                            const char    *code);
void        cpx_coding_acts_dismiss        (CpxCodingDesk *desk,
                                            guint          position);
void        cpx_coding_acts_dismiss_all    (CpxCodingDesk *desk);
void        cpx_coding_acts_add_planned    (CpxCodingDesk *desk);
void        cpx_coding_acts_duplicate      (CpxCodingDesk *desk,
                                            GtkWidget     *view,
                                            CpxPractice   *practice,
                                            const char    *from_id);
void        cpx_coding_acts_take_back      (CpxCodingDesk *desk,
                                            GtkWidget     *view,
                                            guint          position);
void        cpx_coding_acts_take_back_code (CpxCodingDesk *desk,
                                            GtkWidget     *view,
                                            const char    *code);

G_END_DECLS
