/* cpx-ccam-tree.h: the chapters of the CCAM and their acts as a tree, made as it is opened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-nomenclature.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Tells whether an act is a favourite. */
typedef gboolean (*CpxCcamIsFavourite) (const char *code,
                                        gpointer    data);

GtkTreeListModel *cpx_ccam_tree_new    (CpxNomenclature    *nomenclature,
                                        CpxDay              day,
                                        CpxCcamIsFavourite  is_favourite,
                                        gpointer            data);
guint             cpx_ccam_tree_reveal (GtkTreeListModel   *tree,
                                        CpxNomenclature    *nomenclature,
                                        guint               menu);

G_END_DECLS
