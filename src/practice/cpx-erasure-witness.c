/* cpx-erasure-witness.c: the vault's list of erased files is what the screens and papers read the date and the legal
 * basis from. It is not hashed; the entry "patient.erased" is. Each must have the other:
 *
 *  1. No file is listed as erased that no entry erases.
 *  2. No entry erases a file that is not listed.
 *  3. The legal basis is the entry's reason to the letter, and the time is the entry's but for what a slow disk may
 *     put between the two.
 *
 * Files may be erased while the entries are heard. So the list is read twice: what it held before they were heard has
 * to be among them (1), and what was heard has to be in it afterwards (2).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-erasure-witness-private.h"

#include <cpx-audit-leaf.h>
#include <cpx-patient-keys.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define ERASURE_BEGINS "{\"action\":\"patient.erased\","   /* canonical JSON puts the action first */
#define MAX_APART_US   G_TIME_SPAN_HOUR                    /* one transaction wrote both */

struct _CpxErasureWitness
{
  GHashTable *heard;   /* (owned) (element-type utf8 CpxErasure): by patient */
  GPtrArray  *listed;  /* (owned) (nullable) (element-type CpxErasure): before anything was heard */
};

/* What one leaf says. */
static CpxErasure *
read_leaf (CpxAuditLeaf *leaf)
{
  const CpxAuditEntry *entry = cpx_audit_leaf_get_entry (leaf);
  CpxErasure *erasure;

  if (entry->patient_id == NULL)
    return NULL;
  erasure = g_new0 (CpxErasure, 1);
  erasure->patient_id = g_strdup (entry->patient_id);
  erasure->erased_us = entry->time_us;
  erasure->legal_basis = g_strdup (entry->reason);

  return erasure;
}

CpxErasureWitness *
cpx_erasure_witness_new (void)
{
  CpxErasureWitness *self = g_new0 (CpxErasureWitness, 1);

  self->heard = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) cpx_erasure_free);

  return self;
}

void
cpx_erasure_witness_free (CpxErasureWitness *self)
{
  g_hash_table_unref (self->heard);
  g_clear_pointer (&self->listed, g_ptr_array_unref);
  g_free (self);
}

/* Reads what the vault lists as erased, before any entry is heard. */
gboolean
cpx_erasure_witness_read (CpxErasureWitness  *self,
                          CpxTxn             *txn,
                          GError            **error)
{
  self->listed = cpx_patient_keys_list_erasures (txn, error);

  return self->listed != NULL;
}

/* Takes an entry of a log into account; most say nothing of an erasure. The first one of a file counts. */
void
cpx_erasure_witness_hear (CpxErasureWitness *self,
                          const void        *leaf,
                          gsize              size)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(CpxAuditLeaf) parsed = NULL;
  CpxErasure *erasure;

  if (size < strlen (ERASURE_BEGINS) || memcmp (leaf, ERASURE_BEGINS, strlen (ERASURE_BEGINS)) != 0)
    return;
  bytes = g_bytes_new (leaf, size);
  parsed = cpx_audit_leaf_parse (bytes, NULL);
  erasure = parsed != NULL ? read_leaf (parsed) : NULL;
  if (erasure != NULL && g_hash_table_contains (self->heard, erasure->patient_id))
    cpx_erasure_free (erasure);
  else if (erasure != NULL)
    g_hash_table_insert (self->heard, erasure->patient_id, erasure);
}

static gboolean
agree (const CpxErasure *heard,
       const CpxErasure *listed)
{
  /* Without a sign: either may be any number, and so may not be subtracted as they are. */
  guint64 one = (guint64) heard->erased_us, other = (guint64) listed->erased_us;
  guint64 apart_us = heard->erased_us > listed->erased_us ? one - other : other - one;

  return apart_us <= MAX_APART_US && g_strcmp0 (heard->legal_basis, listed->legal_basis) == 0;
}

static char *
say_altered (const CpxErasure *erasure)
{
  return g_strdup_printf (_("When or why the file %s was erased is not what its entry says: that was altered."),
                          erasure->patient_id);
}

/* (1) and (3). */
static char *
compare_listed (CpxErasureWitness *self,
                GPtrArray         *listed)
{
  for (guint i = 0; i < listed->len; i++)
    {
      const CpxErasure *erasure = g_ptr_array_index (listed, i);
      const CpxErasure *heard = g_hash_table_lookup (self->heard, erasure->patient_id);

      if (heard == NULL)
        return g_strdup_printf (_("The vault lists the file %s as erased, and no entry erases it: that was added."),
                                erasure->patient_id);
      if (!agree (heard, erasure))
        return say_altered (erasure);
    }

  return NULL;
}

/* (2) and (3), of what is listed now; what agrees is heard no more. */
static char *
compare_heard (CpxErasureWitness *self,
               GPtrArray         *listed)
{
  GHashTableIter iter;
  gpointer patient_id;

  for (guint i = 0; i < listed->len; i++)
    {
      const CpxErasure *erasure = g_ptr_array_index (listed, i);
      const CpxErasure *heard = g_hash_table_lookup (self->heard, erasure->patient_id);

      if (heard != NULL && !agree (heard, erasure))
        return say_altered (erasure);
      g_hash_table_remove (self->heard, erasure->patient_id);
    }
  g_hash_table_iter_init (&iter, self->heard);
  if (!g_hash_table_iter_next (&iter, &patient_id, NULL))
    return NULL;

  return g_strdup_printf (_("An entry erases the file %s, and the vault does not list it as erased: that was removed."),
                          (const char *) patient_id);
}

/* Once all entries of all logs were heard; the witness is spent. @out_sentence is NULL if all agree. */
gboolean
cpx_erasure_witness_compare (CpxErasureWitness  *self,
                             CpxTxn             *txn,
                             char              **out_sentence,
                             GError            **error)
{
  g_autoptr(GPtrArray) listed = cpx_patient_keys_list_erasures (txn, error);

  if (listed == NULL)
    return FALSE;
  *out_sentence = compare_listed (self, self->listed != NULL ? self->listed : listed);
  if (*out_sentence == NULL)
    *out_sentence = compare_heard (self, listed);

  return TRUE;
}
