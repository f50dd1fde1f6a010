/* cpx-ccam-row-factory.c: the rows of lists of #CpxCcamRow, and of trees of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-row-factory.h"

#include "cpx-ccam-row.h"

#define FOLDER "/fr/chirurgieprox/ChirurgieProX/ui/nomenclature/"

/**
 * cpx_ccam_row_factory_new:
 *
 * Returns: (transfer full): a factory of rows for a list of #CpxCcamRow
 */
GtkListItemFactory *
cpx_ccam_row_factory_new (void)
{
  g_type_ensure (CPX_TYPE_CCAM_ROW);

  return gtk_builder_list_item_factory_new_from_resource (NULL, FOLDER "ccam-row.ui");
}

/**
 * cpx_ccam_row_factory_new_tree:
 *
 * Returns: (transfer full): a factory of rows for a #GtkTreeListModel of #CpxCcamRow
 */
GtkListItemFactory *
cpx_ccam_row_factory_new_tree (void)
{
  g_type_ensure (CPX_TYPE_CCAM_ROW);

  return gtk_builder_list_item_factory_new_from_resource (NULL, FOLDER "ccam-tree-row.ui");
}
