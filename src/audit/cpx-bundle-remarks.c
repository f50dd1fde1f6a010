/* cpx-bundle-remarks.c: what stands beside the entries of a whole bundle, and can be taken out or rewritten.
 *
 * None of it proves the entries: their seal does. But who asks for a bundle should hear that it is not as it was made:
 *
 *  1. "hashes" is in each whole bundle.
 *  2. An entry that tells of a seal has that seal in "seals/", but for the one that is the bundle's own. Where the
 *     vault itself had lost it, its own verification says so.
 *  3. "LISEZMOI.txt" is the one that this version of the program writes, or somebody else's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-bundle-private.h"

#include "cpx-bundle-writer.h"
#include "cpx-leaf-glance.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SEALING "log.sealed"

/**
 * cpx_bundle_remarks_begin:
 * @self: a verification before it goes through the entries, once more perhaps
 *
 * Forgets what was counted.
 */
void
cpx_bundle_remarks_begin (CpxBundleCheck *self)
{
  self->n_unsealed = 0;
}

static int
compare_size (gconstpointer a,
              gconstpointer b)
{
  const CpxBundleRoot *one = a, *other = b;

  return one->size < other->size ? -1 : one->size > other->size;
}

static gboolean
has_seal (CpxBundleCheck *self,
          guint64         size)
{
  const CpxBundleRoot wanted = { .size = size };

  return g_array_binary_search (self->roots, &wanted, compare_size, NULL);
}

/**
 * cpx_bundle_remarks_meet:
 * @self: a verification
 * @line: an entry
 *
 * Notes an entry that tells of a seal which is not here.
 */
void
cpx_bundle_remarks_meet (CpxBundleCheck      *self,
                         const CpxBundleLine *line)
{
  CpxLeafGlance glance;
  gsize size;
  const void *leaf = g_bytes_get_data (line->leaf, &size);

  if (!cpx_leaf_glance (leaf, size, &glance) || glance.action.length != strlen (SEALING) ||
      memcmp (glance.action.text, SEALING, strlen (SEALING)) != 0 || has_seal (self, line->index + 1))
    return;
  if (self->n_unsealed++ == 0)
    self->first_unsealed = line->index + 1;
}

static void
take (CpxBundleReport *report,
      char            *remark)
{
  g_autofree char *before = report->remark;
  g_autofree char *added = remark;

  report->remark = before != NULL ? g_strconcat (before, " ", added, NULL) : g_steal_pointer (&added);
}

static void
tell_seals (CpxBundleCheck *self)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, self->n_unsealed);
  g_autofree char *first = g_strdup_printf ("%" G_GUINT64_FORMAT, self->first_unsealed);

  take (self->report,
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                      "%s seal that the entries tell of is not in “seals/” (that of %s entries): it "
                                      "was taken out. Ask for the bundle again.",
                                      "%s seals that the entries tell of are not in “seals/” (the first one of %s "
                                      "entries): they were taken out. Ask for the bundle again.",
                                      (gulong) MIN (self->n_unsealed, G_MAXINT32)), number, first));
}

/* Nobody knows from outside whether some details were opened: either text will do. */
static gboolean
is_own_readme (CpxBundleCheck *self)
{
  for (int opened = 0; self->readme != NULL && opened <= 1; opened++)
    {
      g_autofree char *text = cpx_bundle_dup_readme (&self->sealed, self->report->n_entries, opened);

      if (g_bytes_get_size (self->readme) == strlen (text) &&
          memcmp (g_bytes_get_data (self->readme, NULL), text, strlen (text)) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_bundle_remarks_end:
 * @self: a verification that went through all entries
 *
 * Says what is not as the program writes it. No fault: every entry is what was sealed.
 */
void
cpx_bundle_remarks_end (CpxBundleCheck *self)
{
  if (self->report->sentence != NULL)
    return;
  if (self->report->whole && (self->found & 1u << CPX_BUNDLE_HASHES) == 0)
    take (self->report, g_strdup (_("The bundle has no “hashes”: it was taken out. Ask for the bundle again.")));
  if (self->report->whole && self->n_unsealed > 0)
    tell_seals (self);
  if (!is_own_readme (self))
    take (self->report, g_strdup (_("“LISEZMOI.txt” is not the one that this version of the program writes: do not "
                                    "rely on what it explains.")));
}
