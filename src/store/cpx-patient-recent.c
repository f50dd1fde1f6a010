/* cpx-patient-recent.c: one patient that changed since all were read into memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-recent.h"

#include "cpx-record-name.h"

#include <string.h>

CpxPatientUpdate *
cpx_patient_update_new (const char  *id,
                        CpxRowState  state,
                        const char  *name)
{
  CpxPatientUpdate *self = g_new0 (CpxPatientUpdate, 1);

  cpx_id_parse (id, &self->id);
  self->state = state;
  self->name = g_strdup (name);

  return self;
}

void
cpx_patient_update_free (CpxPatientUpdate *self)
{
  g_free (self->name);
  g_free (self);
}

CpxPatientRecent *
cpx_patient_recent_new (const CpxId *id)
{
  CpxPatientRecent *self = g_new0 (CpxPatientRecent, 1);

  self->id = *id;

  return self;
}

void
cpx_patient_recent_free (CpxPatientRecent *self)
{
  g_free (self->name);
  g_strfreev (self->words);
  g_free (self->keys);
  g_free (self);
}

/**
 * cpx_patient_recent_set:
 * @self: a patient
 * @state: in which lists the patient is
 * @name: what cpx_record_name_make() made, or empty: the patient was erased
 *
 * Brings what was committed.
 */
void
cpx_patient_recent_set (CpxPatientRecent *self,
                        CpxRowState       state,
                        const char       *name)
{
  g_auto(GStrv) parts = g_strsplit (name, "\n", 3);
  guint n_parts = g_strv_length (parts);

  self->state = *name != '\0' ? state : CPX_ROW_DELETED;
  g_free (self->name);
  self->name = g_strdup (n_parts > 0 ? parts[0] : "");
  g_strfreev (self->words);
  self->words = g_strsplit (n_parts > 1 ? parts[1] : "", " ", -1);
  g_free (self->keys);
  self->keys = g_strdup (n_parts > 2 ? parts[2] : "");
}

static gboolean
has (const CpxPatientRecent *self,
     const char             *typed,
     CpxSearchMatch          match)
{
  if (!cpx_search_text_allows_typo (typed))
    match = CPX_SEARCH_EXACT;
  for (guint i = 0; self->words[i] != NULL; i++)
    {
      guint64 first, last;
      gboolean is_number = cpx_search_text_number (self->words[i], &first, &last);

      if (cpx_search_text_matches (typed, self->words[i], is_number ? CPX_SEARCH_EXACT : match))
        return TRUE;
    }

  return FALSE;
}

/* As cpx_patient_base_match() does for all others. */
gboolean
cpx_patient_recent_answers (const CpxPatientRecent *self,
                            GPtrArray              *groups,
                            CpxSearchMatch          match)
{
  for (guint i = 0; i < groups->len; i++)
    {
      const CpxSearchGroup *group = g_ptr_array_index (groups, i);
      guint n = 0;

      while (n < group->words->len && has (self, g_ptr_array_index (group->words, n), match))
        n++;
      if (n < group->words->len && (group->joined == NULL || !has (self, group->joined, CPX_SEARCH_EXACT)))
        return FALSE;
    }

  return TRUE;
}

/* A GCompareFunc for an array of them. */
int
cpx_patient_recent_compare (gconstpointer a,
                            gconstpointer b)
{
  const CpxPatientRecent *recent_a = *(CpxPatientRecent *const *) a;
  const CpxPatientRecent *recent_b = *(CpxPatientRecent *const *) b;

  return strcmp (recent_a->name, recent_b->name);
}

/**
 * cpx_patient_recent_has_key:
 * @self: a patient
 * @key: a key of duplicates, see cpx-record-name.h
 *
 * Returns: `TRUE` if it is one of theirs
 */
gboolean
cpx_patient_recent_has_key (const CpxPatientRecent *self,
                            guint32                 key)
{
  char digits[CPX_RECORD_NAME_KEY_LENGTH + 1];
  gsize n_keys = strcspn (self->keys, "\n") / CPX_RECORD_NAME_KEY_LENGTH;

  g_snprintf (digits, sizeof digits, "%08x", key);
  for (gsize i = 0; i < n_keys; i++)
    {
      if (strncmp (self->keys + i * CPX_RECORD_NAME_KEY_LENGTH, digits, CPX_RECORD_NAME_KEY_LENGTH) == 0)
        return TRUE;
    }

  return FALSE;
}
