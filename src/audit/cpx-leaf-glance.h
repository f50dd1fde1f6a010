/* cpx-leaf-glance.h: what finding an entry needs of its leaf, read without making anything of the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text inside the leaf, as it stands there. */
typedef struct
{
  const char *text;    /* (nullable): the member is absent */
  gsize       length;
} CpxLeafText;

typedef struct
{
  CpxLeafText action;
  CpxLeafText user;
  CpxLeafText record;       /* the member "id" */
  CpxLeafText patient;
  gint64      time_us;
  gboolean    has_details;
} CpxLeafGlance;

/* Whose entry it is; the text of what it does not name is NULL. */
typedef struct
{
  CpxLeafText device;    /* the post in whose log it was written */
  CpxLeafText record;    /* the member "id" */
  CpxLeafText patient;
} CpxLeafOwners;

gboolean cpx_leaf_glance (const void    *leaf,
                          gsize          size,
                          CpxLeafGlance *out_glance);
gboolean cpx_leaf_glance_owners
                         (const void    *leaf,
                          gsize          size,
                          CpxLeafOwners *out_owners);
gboolean cpx_leaf_glance_is_of_log
                         (const void    *leaf,
                          gsize          size,
                          const char    *origin);

G_END_DECLS
