/* cpx-bundle-details.c: what became of the details of each entry of a bundle: opened, sealed, erased.
 *
 * Opened details are sealed again and compared (B5). That details are erased can be seen in no leaf: whoever makes a
 * bundle may leave an opening out and say so. But erasing is an entry of the log itself, which names the patient, the
 * day and the legal basis in clear: where the bundle has that entry, proved like the others, it proves the erasure
 * (B7). Where it has not, the bundle only says so, and is counted apart: the erasure may be of another post's log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-bundle-private.h"

#include "cpx-leaf-glance.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ERASING          "patient.erased"
#define MAX_PATIENTS     100000                      /* of hostile bundles; more of them are not looked up */
#define MAX_DRIFT_S      60                          /* the two are written in one transaction */

/* One patient: what lines say of the erasure, and what its entry says. */
typedef struct
{
  char     *said_on;     /* (owned) (nullable): no line says so */
  char     *said_basis;  /* (owned) (nullable) */
  guint64   said_at;     /* the first line that says so: its index */
  guint64   n_said;
  gboolean  has_entry;
  gint64    time_us;     /* of the entry, as are those below */
  char     *basis;       /* (owned) (nullable) */
} Erasure;

static void
erasure_free (Erasure *self)
{
  g_free (self->said_on);
  g_free (self->said_basis);
  g_free (self->basis);
  g_free (self);
}

/**
 * cpx_bundle_details_begin:
 * @self: a verification before it goes through the entries, once more perhaps
 *
 * Forgets what was counted.
 */
void
cpx_bundle_details_begin (CpxBundleCheck *self)
{
  CpxBundleReport *report = self->report;

  report->n_opened = report->n_sealed = report->n_erased = report->n_said_erased = 0;
  g_clear_pointer (&self->erasures, g_hash_table_unref);
  self->erasures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) erasure_free);
}

/* (nullable): there are too many. */
static Erasure *
get_erasure (CpxBundleCheck *self,
             const char     *patient_id)
{
  Erasure *erasure = g_hash_table_lookup (self->erasures, patient_id);

  if (erasure != NULL || g_hash_table_size (self->erasures) >= MAX_PATIENTS)
    return erasure;
  erasure = g_new0 (Erasure, 1);
  g_hash_table_insert (self->erasures, g_strdup (patient_id), erasure);

  return erasure;
}

/* One fault of one entry. */
static void
report_line (CpxBundleCheck *self,
             guint64         index,
             const char     *sentence)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, index + 1);

  /* Translators: an entry's number, then what is wrong with it. */
  cpx_bundle_report_take (self->report, g_strdup_printf (_("Entry %s: %s."), number, sentence));
}

static void
meet_opened (CpxBundleCheck      *self,
             const CpxBundleLine *line)
{
  g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (line->leaf, NULL);

  if (line->erased_on != NULL || line->erased_basis != NULL)
    report_line (self, line->index, _("its details are opened, and said erased: one of the two is false"));
  else if (leaf != NULL && cpx_audit_leaf_check_details (leaf, line->key, line->details))
    self->report->n_opened++;
  else
    report_line (self, line->index, _("the details shown are not those that were sealed"));
}

static void
meet_said_erased (CpxBundleCheck      *self,
                  const CpxBundleLine *line)
{
  g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (line->leaf, NULL);
  const char *patient_id = leaf != NULL ? cpx_audit_leaf_get_entry (leaf)->patient_id : NULL;
  Erasure *erasure;

  if (patient_id == NULL || !cpx_audit_leaf_has_details (leaf))
    {
      report_line (self, line->index, _("its details are said erased, but no patient’s are sealed in it"));
      return;
    }
  self->report->n_said_erased++;
  erasure = get_erasure (self, patient_id);
  if (erasure == NULL)
    return;
  if (erasure->n_said++ == 0)
    {
      erasure->said_at = line->index;
      erasure->said_on = g_strdup (line->erased_on);
      erasure->said_basis = g_strdup (line->erased_basis);
    }
  else if (g_strcmp0 (erasure->said_on, line->erased_on) != 0 ||
           g_strcmp0 (erasure->said_basis, line->erased_basis) != 0)
    {
      report_line (self, line->index, _("another line says another day or legal basis of the same erasure"));
    }
}

static void
meet_erasing (CpxBundleCheck      *self,
              const CpxBundleLine *line)
{
  g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (line->leaf, NULL);
  const CpxAuditEntry *entry = leaf != NULL ? cpx_audit_leaf_get_entry (leaf) : NULL;
  Erasure *erasure = entry != NULL && entry->id != NULL ? get_erasure (self, entry->id) : NULL;

  if (erasure == NULL || erasure->has_entry)
    return;
  erasure->has_entry = TRUE;
  erasure->time_us = entry->time_us;
  erasure->basis = g_strdup (entry->reason);
}

/**
 * cpx_bundle_details_meet:
 * @self: a verification
 * @line: an entry
 *
 * Counts an entry by what became of its details; the report says what is wrong with them.
 */
void
cpx_bundle_details_meet (CpxBundleCheck      *self,
                         const CpxBundleLine *line)
{
  CpxLeafGlance glance;
  gsize size;
  const void *leaf = g_bytes_get_data (line->leaf, &size);
  gboolean is_leaf = cpx_leaf_glance (leaf, size, &glance);

  if (line->details != NULL)
    meet_opened (self, line);
  else if (line->erased_on != NULL || line->erased_basis != NULL)
    meet_said_erased (self, line);
  else if (is_leaf && glance.has_details)
    self->report->n_sealed++;
  if (is_leaf && glance.action.length == strlen (ERASING) &&
      memcmp (glance.action.text, ERASING, strlen (ERASING)) == 0)
    meet_erasing (self, line);
}

/* Does the line say what the entry says? */
static gboolean
agrees (const Erasure *self)
{
  g_autoptr(GDateTime) said = self->said_on != NULL ? g_date_time_new_from_iso8601 (self->said_on, NULL) : NULL;

  return said != NULL && ABS (g_date_time_to_unix (said) - self->time_us / G_USEC_PER_SEC) <= MAX_DRIFT_S &&
         g_strcmp0 (self->said_basis, self->basis) == 0;
}

/**
 * cpx_bundle_details_end:
 * @self: a verification that went through all entries
 *
 * Holds what lines say of erasures against the entries of these.
 */
void
cpx_bundle_details_end (CpxBundleCheck *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->erasures);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Erasure *erasure = value;

      if (erasure->n_said == 0 || !erasure->has_entry)
        continue;
      if (!agrees (erasure))
        report_line (self, erasure->said_at, _("the entry of the erasure says another day or legal basis"));
      self->report->n_erased += erasure->n_said;
      self->report->n_said_erased -= erasure->n_said;
    }
}
