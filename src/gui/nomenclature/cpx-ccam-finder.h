/* cpx-ccam-finder.h: the left of the CCAM: search and filters, chapters, favourites, acts used most.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-ccam-book.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_CCAM_FINDER (cpx_ccam_finder_get_type ())
G_DECLARE_FINAL_TYPE (CpxCcamFinder, cpx_ccam_finder, CPX, CCAM_FINDER, GtkWidget)

/* Signal: open (a place, see cpx-ccam-text.h). The button that tries again activates `nomenclature.retry`. */
void  cpx_ccam_finder_show_book      (CpxCcamFinder     *self,
                                      const CpxCcamBook *book,
                                      CpxDay             day,
                                      const char        *failure);
void  cpx_ccam_finder_set_favourites (CpxCcamFinder     *self,
                                      GPtrArray         *codes);
void  cpx_ccam_finder_reveal         (CpxCcamFinder     *self,
                                      guint              menu);
void  cpx_ccam_finder_find           (CpxCcamFinder     *self);
char *cpx_ccam_finder_dup_code       (CpxCcamFinder     *self);

G_END_DECLS
