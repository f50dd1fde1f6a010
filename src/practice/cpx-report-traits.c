/* cpx-report-traits.c: one table a kind: which of its fields tell who somebody is, and as what.
 *
 * The people of the practice and those around the patient are looked for closely; whoever else is in the directory only
 * where the word has a capital and is none that reports are made of, so that an eponym stays one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-report-traits-private.h"

#include <cpx-contact.h>
#include <cpx-correspondent.h>
#include <cpx-cover.h>
#include <cpx-establishment.h>
#include <cpx-patient.h>
#include <cpx-practice-record.h>
#include <cpx-practitioner.h>
#include <cpx-user.h>

/* A table ends with a field of -1. */
typedef struct
{
  int          field;
  CpxTraitKind kind;
} Trait;

/* The traits, and who is near. */
typedef struct
{
  CpxTxn         *txn;     /* (unowned) */
  CpxKnownTraits *traits;  /* (owned) */
  GHashTable     *near;    /* (owned): ids of practitioners */
} Reader;

static const Trait patient_traits[] = {
  { CPX_PATIENT_BIRTH_NAME, CPX_TRAIT_PATIENT_NAME },
  { CPX_PATIENT_BIRTH_FIRST_NAMES, CPX_TRAIT_PATIENT_NAME },
  { CPX_PATIENT_FIRST_BIRTH_FIRST_NAME, CPX_TRAIT_PATIENT_NAME },
  { CPX_PATIENT_USED_NAME, CPX_TRAIT_PATIENT_NAME },
  { CPX_PATIENT_USED_FIRST_NAME, CPX_TRAIT_PATIENT_NAME },
  { CPX_PATIENT_BIRTH_DATE, CPX_TRAIT_DATE },
  { CPX_PATIENT_BIRTH_PLACE, CPX_TRAIT_PLACE },
  { CPX_PATIENT_INS_MATRICULE, CPX_TRAIT_NIR },
  { CPX_PATIENT_NIR, CPX_TRAIT_NIR },
  { CPX_PATIENT_ADDRESS_LINE_1, CPX_TRAIT_STREET },
  { CPX_PATIENT_ADDRESS_LINE_2, CPX_TRAIT_STREET },
  { CPX_PATIENT_POSTAL_CODE, CPX_TRAIT_NUMBER },
  { CPX_PATIENT_CITY, CPX_TRAIT_PLACE },
  { CPX_PATIENT_MOBILE, CPX_TRAIT_PHONE },
  { CPX_PATIENT_PHONE, CPX_TRAIT_PHONE },
  { CPX_PATIENT_EMAIL, CPX_TRAIT_EMAIL },
  { CPX_PATIENT_FILE_NUMBER, CPX_TRAIT_NUMBER },
  { CPX_PATIENT_DECEASED_ON, CPX_TRAIT_DATE },
  { -1 }
};

static const Trait contact_traits[] = {
  { CPX_CONTACT_NAME, CPX_TRAIT_NAME },
  { CPX_CONTACT_PHONE, CPX_TRAIT_PHONE },
  { CPX_CONTACT_MOBILE, CPX_TRAIT_PHONE },
  { CPX_CONTACT_EMAIL, CPX_TRAIT_EMAIL },
  { CPX_CONTACT_ADDRESS_LINE_1, CPX_TRAIT_STREET },
  { CPX_CONTACT_ADDRESS_LINE_2, CPX_TRAIT_STREET },
  { CPX_CONTACT_POSTAL_CODE, CPX_TRAIT_NUMBER },
  { CPX_CONTACT_CITY, CPX_TRAIT_PLACE },
  { -1 }
};

static const Trait cover_traits[] = {
  { CPX_COVER_INSURED_NAME, CPX_TRAIT_NAME },
  { CPX_COVER_INSURED_NIR, CPX_TRAIT_NIR },
  { CPX_COVER_MUTUAL_NUMBER, CPX_TRAIT_NUMBER },
  { -1 }
};

static const Trait user_traits[] = {
  { CPX_USER_NAME, CPX_TRAIT_NAME },
  { CPX_USER_RPPS, CPX_TRAIT_NUMBER },
  { -1 }
};

static const Trait practice_traits[] = {
  { CPX_PRACTICE_RECORD_NAME, CPX_TRAIT_PLACE },
  { CPX_PRACTICE_RECORD_ADDRESS_LINE_1, CPX_TRAIT_STREET },
  { CPX_PRACTICE_RECORD_ADDRESS_LINE_2, CPX_TRAIT_STREET },
  { CPX_PRACTICE_RECORD_POSTAL_CODE, CPX_TRAIT_NUMBER },
  { CPX_PRACTICE_RECORD_CITY, CPX_TRAIT_PLACE },
  { CPX_PRACTICE_RECORD_PHONE, CPX_TRAIT_PHONE },
  { CPX_PRACTICE_RECORD_FAX, CPX_TRAIT_PHONE },
  { CPX_PRACTICE_RECORD_EMAIL, CPX_TRAIT_EMAIL },
  { CPX_PRACTICE_RECORD_FINESS, CPX_TRAIT_NUMBER },
  { CPX_PRACTICE_RECORD_SIRET, CPX_TRAIT_NUMBER },
  { -1 }
};

static const Trait establishment_traits[] = {
  { CPX_ESTABLISHMENT_NAME, CPX_TRAIT_PLACE },
  { CPX_ESTABLISHMENT_ADDRESS_LINE_1, CPX_TRAIT_STREET },
  { CPX_ESTABLISHMENT_ADDRESS_LINE_2, CPX_TRAIT_STREET },
  { CPX_ESTABLISHMENT_POSTAL_CODE, CPX_TRAIT_NUMBER },
  { CPX_ESTABLISHMENT_CITY, CPX_TRAIT_PLACE },
  { CPX_ESTABLISHMENT_PHONE, CPX_TRAIT_PHONE },
  { CPX_ESTABLISHMENT_EMAIL, CPX_TRAIT_EMAIL },
  { CPX_ESTABLISHMENT_FINESS, CPX_TRAIT_NUMBER },
  { -1 }
};

static const Trait practitioner_traits[] = {
  { CPX_PRACTITIONER_RPPS, CPX_TRAIT_NUMBER },
  { CPX_PRACTITIONER_ADDRESS_LINE_1, CPX_TRAIT_STREET },
  { CPX_PRACTITIONER_PHONE, CPX_TRAIT_PHONE },
  { CPX_PRACTITIONER_MOBILE, CPX_TRAIT_PHONE },
  { CPX_PRACTITIONER_FAX, CPX_TRAIT_PHONE },
  { CPX_PRACTITIONER_EMAIL, CPX_TRAIT_EMAIL },
  { CPX_PRACTITIONER_MSSANTE, CPX_TRAIT_EMAIL },
  { -1 }
};

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->traits, cpx_known_traits_free);
  g_clear_pointer (&self->near, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
add_record (Reader      *self,
            CpxRecord   *record,
            const Trait *traits)
{
  for (; traits->field >= 0; traits++)
    cpx_known_traits_add (self->traits, traits->kind, cpx_record_get_text (record, traits->field));
}

/* All of a kind, or those whose @field says @value. */
static GPtrArray *
list (Reader        *self,
      const CpxKind *kind,
      int            field,
      const char    *value,
      GError       **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (kind);

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  if (value != NULL)
    cpx_query_where (query, field, value);

  return cpx_txn_list (self->txn, query, error);
}

static gboolean
add_all (Reader        *self,
         const CpxKind *kind,
         int            field,
         const char    *value,
         const Trait   *traits,
         GError       **error)
{
  g_autoptr(GPtrArray) records = list (self, kind, field, value, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    add_record (self, g_ptr_array_index (records, i), traits);

  return records != NULL;
}

static gboolean
note_near (Reader        *self,
           const CpxKind *kind,
           int            field,
           const char    *value,
           int            practitioner,
           GError       **error)
{
  g_autoptr(GPtrArray) records = list (self, kind, field, value, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const char *id = cpx_record_get_text (g_ptr_array_index (records, i), practitioner);

      if (id != NULL)
        g_hash_table_add (self->near, g_strdup (id));
    }

  return records != NULL;
}

/* Their name too under which they were known before two files became one. */
static gboolean
add_patient (Reader      *self,
             const char  *patient_id,
             GError     **error)
{
  g_autoptr(CpxRecord) patient = cpx_txn_get_final (self->txn, &cpx_patient_kind, patient_id, error);
  const char *id;

  if (patient == NULL)
    return FALSE;
  id = cpx_record_get_id (patient);
  add_record (self, patient, patient_traits);

  return add_all (self, &cpx_patient_kind, CPX_PATIENT_MERGED_INTO, id, patient_traits, error) &&
         add_all (self, &cpx_contact_kind, CPX_CONTACT_PATIENT, id, contact_traits, error) &&
         add_all (self, &cpx_cover_kind, CPX_COVER_PATIENT, id, cover_traits, error) &&
         note_near (self, &cpx_correspondent_kind, CPX_CORRESPONDENT_PATIENT, id, CPX_CORRESPONDENT_PRACTITIONER,
                    error);
}

static gboolean
add_practitioners (Reader  *self,
                   GError **error)
{
  g_autoptr(GPtrArray) records = list (self, &cpx_practitioner_kind, 0, NULL, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      CpxRecord *record = g_ptr_array_index (records, i);
      CpxTraitKind kind = g_hash_table_contains (self->near, cpx_record_get_id (record)) ? CPX_TRAIT_NAME
                                                                                          : CPX_TRAIT_DIRECTORY_NAME;

      cpx_known_traits_add (self->traits, kind, cpx_record_get_text (record, CPX_PRACTITIONER_NAME));
      cpx_known_traits_add (self->traits, kind, cpx_record_get_text (record, CPX_PRACTITIONER_FIRST_NAME));
      add_record (self, record, practitioner_traits);
    }

  return records != NULL;
}

/**
 * cpx_report_traits_read:
 * @txn: a transaction
 * @patient_id: (nullable): whose report it is
 * @error: where the fault goes
 *
 * Gathers the traits of the patient, of those around them and of the practice's people.
 *
 * Returns: (transfer full) (nullable): the traits
 */
CpxKnownTraits *
cpx_report_traits_read (CpxTxn      *txn,
                        const char  *patient_id,
                        GError     **error)
{
  g_auto(Reader) self = { .txn = txn, .traits = cpx_known_traits_new (),
                          .near = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  if ((patient_id != NULL && !add_patient (&self, patient_id, error)) ||
      !note_near (&self, &cpx_user_kind, 0, NULL, CPX_USER_PRACTITIONER, error) ||
      !add_all (&self, &cpx_user_kind, 0, NULL, user_traits, error) ||
      !add_all (&self, &cpx_practice_record_kind, 0, NULL, practice_traits, error) ||
      !add_all (&self, &cpx_establishment_kind, 0, NULL, establishment_traits, error) ||
      !add_practitioners (&self, error))
    return NULL;

  return g_steal_pointer (&self.traits);
}
