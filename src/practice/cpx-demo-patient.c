/* cpx-demo-patient.c: believable, and certainly nobody.
 *
 * NIR: the commune part is 991 to 998. No department has so many communes (the largest number given by INSEE is below
 * 910; 990 stands for "unknown", 999 is left alone), so that no one bears it; the key is right. Telephones are of the
 * ranges that ARCEP keeps for fiction; e-mail addresses end in example.org (RFC 2606); RPPS numbers begin with 8, which
 * none does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-demo-patient.h"

#include "cpx-demo-words.h"

#include <cpx-allergy.h>
#include <cpx-contact.h>
#include <cpx-correspondent.h>
#include <cpx-cover.h>
#include <cpx-fold.h>
#include <cpx-history.h>
#include <cpx-nir.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>
#include <cpx-record-builder.h>
#include <cpx-rpps.h>
#include <cpx-treatment.h>

/* Who is being invented. */
typedef struct
{
  CpxDemoRandom     *random;
  CpxPartialDate     today;
  CpxPartialDate     birth;
  int                age;
  char               sex;
  const char        *name;
  const char        *first_name;
  const CpxDemoCity *city;
  char               id[CPX_ID_TEXT_LENGTH + 1];
  GPtrArray         *records;   /* (unowned) (element-type CpxRecord) */
} Person;

static const char *
pick (CpxDemoRandom      *random,
      const char * const *words,
      guint               n_words)
{
  return words[cpx_demo_random_below (random, n_words)];
}

/* Surgical patients: few children, most between forty and eighty. */
static int
pick_age (CpxDemoRandom *random)
{
  if (cpx_demo_random_chance (random, 10))
    return (int) cpx_demo_random_below (random, 18) + 2;

  return 18 + (int) ((cpx_demo_random_below (random, 76) + cpx_demo_random_below (random, 76) + 76) / 3);
}

static CpxPartialDate
pick_birth (CpxDemoRandom  *random,
            CpxPartialDate  today)
{
  CpxPartialDate birth = { 0 };

  birth.year = (guint16) (today.year - pick_age (random));
  birth.month = (guint8) (1 + cpx_demo_random_below (random, 12));
  birth.day = (guint8) (1 + cpx_demo_random_below (random, 28));

  return birth;
}

static const char *
pick_first_name (CpxDemoRandom *random,
                 int            year,
                 char           sex)
{
  int index = CLAMP ((year - 1930) / 10, 0, (int) cpx_demo_n_first_names - 1);
  const CpxDemoFirstNames *names = &cpx_demo_first_names[index];
  const char * const *list = sex == 'F' ? names->women : names->men;

  return list[cpx_demo_random_skewed (random, g_strv_length ((char **) list))];
}

/**
 * cpx_demo_patient_make_nir:
 * @random: where chance comes from
 * @sex: 'M' or 'F'
 * @birth: a date of birth
 * @insee: the INSEE code of a commune, for its department
 *
 * Returns: (transfer full): fifteen characters with a right key that nobody bears
 */
char *
cpx_demo_patient_make_nir (CpxDemoRandom  *random,
                           char            sex,
                           CpxPartialDate  birth,
                           const char     *insee)
{
  g_autofree char *body = g_strdup_printf ("%c%02d%02d%.2s%u%03u", sex == 'F' ? '2' : '1', birth.year % 100,
                                           birth.month, insee, 991 + cpx_demo_random_below (random, 8),
                                           1 + cpx_demo_random_below (random, 999));

  return g_strdup_printf ("%s%02d", body, cpx_nir_compute_key (body));
}

static char *
make_phone (CpxDemoRandom *random,
            const char    *prefix)
{
  return g_strdup_printf ("%s %02u %02u", prefix, cpx_demo_random_below (random, 100),
                          cpx_demo_random_below (random, 100));
}

static void
take_text (CpxRecordBuilder *builder,
           int               field,
           char             *text)
{
  cpx_record_builder_set_text (builder, field, text);
  g_free (text);
}

static char *
make_date (CpxDemoRandom  *random,
           int             from_year,
           CpxPartialDate  today)
{
  CpxPartialDate date = { 0 };

  date.year = (guint16) (from_year + (int) cpx_demo_random_below (random, (guint) MAX (today.year - from_year, 1)));
  if (date.year < today.year && cpx_demo_random_chance (random, 60))
    date.month = (guint8) (1 + cpx_demo_random_below (random, 12));

  return cpx_partial_date_format_iso (date);
}

static CpxRecordBuilder *
begin_child (Person        *person,
             const CpxKind *kind)
{
  char id[CPX_ID_TEXT_LENGTH + 1];
  CpxRecordBuilder *builder;

  cpx_demo_random_id (person->random, id);
  builder = cpx_record_builder_new (kind, id);
  cpx_record_builder_set_text (builder, kind->patient_field, person->id);

  return builder;
}

static void
end_record (Person           *person,
            CpxRecordBuilder *builder)
{
  g_ptr_array_add (person->records, cpx_record_builder_end (builder));
}

static void
set_identity (Person           *person,
              CpxRecordBuilder *builder)
{
  CpxDemoRandom *random = person->random;
  const char *second = pick_first_name (random, person->birth.year, person->sex);
  const char sex[2] = { person->sex, '\0' };

  cpx_record_builder_set_text (builder, CPX_PATIENT_BIRTH_NAME, person->name);
  if (cpx_demo_random_chance (random, 40) && second != person->first_name)
    take_text (builder, CPX_PATIENT_BIRTH_FIRST_NAMES, g_strdup_printf ("%s %s", person->first_name, second));
  else
    cpx_record_builder_set_text (builder, CPX_PATIENT_BIRTH_FIRST_NAMES, person->first_name);
  cpx_record_builder_set_text (builder, CPX_PATIENT_FIRST_BIRTH_FIRST_NAME, person->first_name);
  if (person->sex == 'F' && person->age > 25 && cpx_demo_random_chance (random, 45))
    cpx_record_builder_set_text (builder, CPX_PATIENT_USED_NAME,
                                 cpx_demo_names[cpx_demo_random_skewed (random, cpx_demo_n_names)]);
  cpx_record_builder_set_text (builder, CPX_PATIENT_SEX, sex);
  take_text (builder, CPX_PATIENT_BIRTH_DATE, cpx_partial_date_format_iso (person->birth));
  cpx_record_builder_set_text (builder, CPX_PATIENT_CIVILITY,
                               person->age < 15 ? "child" : person->sex == 'F' ? "mrs" : "mr");
}

static void
set_birth_place (Person           *person,
                 CpxRecordBuilder *builder)
{
  const CpxDemoCity *place = person->city;

  if (cpx_demo_random_chance (person->random, 50))
    place = &cpx_demo_cities[cpx_demo_random_below (person->random, cpx_demo_n_cities)];

  cpx_record_builder_set_text (builder, CPX_PATIENT_BIRTH_PLACE_INSEE, place->insee);
  cpx_record_builder_set_text (builder, CPX_PATIENT_BIRTH_PLACE, place->name);
  cpx_record_builder_set_text (builder, CPX_PATIENT_BIRTH_COUNTRY, "France");
  take_text (builder, CPX_PATIENT_NIR,
             cpx_demo_patient_make_nir (person->random, person->sex, person->birth, place->insee));
  if (cpx_demo_random_chance (person->random, 70))
    {
      cpx_record_builder_set_text (builder, CPX_PATIENT_IDENTITY_STATUS, "validated");
      cpx_record_builder_set_text (builder, CPX_PATIENT_IDENTITY_DOCUMENT,
                                   cpx_demo_random_chance (person->random, 80) ? "identity_card" : "passport");
    }
  else
    cpx_record_builder_set_text (builder, CPX_PATIENT_IDENTITY_STATUS, "provisional");
}

static char *
make_email (Person *person)
{
  g_autofree char *first_name = cpx_fold (person->first_name);
  g_autofree char *name = cpx_fold (person->name);

  g_strdelimit (first_name, " ", '-');
  g_strdelimit (name, " ", '-');

  return g_strdup_printf ("%s.%s@example.org", first_name, name);
}

static void
set_address (Person           *person,
             CpxRecordBuilder *builder)
{
  CpxDemoRandom *random = person->random;

  take_text (builder, CPX_PATIENT_ADDRESS_LINE_1,
             g_strdup_printf ("%u %s", 1 + cpx_demo_random_below (random, 120),
                              pick (random, cpx_demo_streets, cpx_demo_n_streets)));
  cpx_record_builder_set_text (builder, CPX_PATIENT_POSTAL_CODE, person->city->postal_code);
  cpx_record_builder_set_text (builder, CPX_PATIENT_CITY, person->city->name);
  take_text (builder, CPX_PATIENT_MOBILE, make_phone (random, "06 39 98"));
  if (person->age > 50)
    take_text (builder, CPX_PATIENT_PHONE, make_phone (random, "02 61 91"));
  if (cpx_demo_random_chance (random, 60))
    take_text (builder, CPX_PATIENT_EMAIL, make_email (person));
  if (person->age >= 20 && cpx_demo_random_chance (random, 60))
    cpx_record_builder_set_text (builder, CPX_PATIENT_PROFESSION,
                                 person->age > 64 ? "Retraité" : pick (random, cpx_demo_professions,
                                                                       cpx_demo_n_professions));
  cpx_record_builder_set_text (builder, CPX_PATIENT_SMS_CONSENT, cpx_demo_random_chance (random, 85) ? "yes" : "no");
}

static void
set_measures (Person           *person,
              CpxRecordBuilder *builder)
{
  static const char * const groups[] = { "A", "O", "A", "O", "B", "AB" };
  CpxDemoRandom *random = person->random;
  int height_cm = person->age < 18 ? 75 + person->age * 6 : (person->sex == 'F' ? 155 : 168);
  int bmi = person->age < 18 ? 15 : 20;

  height_cm += (int) cpx_demo_random_below (random, 18);
  bmi += (int) cpx_demo_random_below (random, 12);
  cpx_record_builder_set_integer (builder, CPX_PATIENT_HEIGHT_CM, height_cm);
  cpx_record_builder_set_integer (builder, CPX_PATIENT_WEIGHT_G, (gint64) bmi * height_cm * height_cm / 10000 * 1000);
  if (cpx_demo_random_chance (random, 40))
    {
      cpx_record_builder_set_text (builder, CPX_PATIENT_BLOOD_GROUP, pick (random, groups, G_N_ELEMENTS (groups)));
      cpx_record_builder_set_text (builder, CPX_PATIENT_RHESUS,
                                   cpx_demo_random_chance (random, 85) ? "positive" : "negative");
    }
  if (person->age > 17)
    cpx_record_builder_set_text (builder, CPX_PATIENT_TOBACCO,
                                 cpx_demo_random_chance (random, 25) ? "current"
                                 : cpx_demo_random_chance (random, 30) ? "former" : "never");
}

static void
add_patient (Person   *person,
             gboolean  allergic,
             gboolean  treated)
{
  CpxRecordBuilder *builder = cpx_record_builder_new (&cpx_patient_kind, person->id);

  set_identity (person, builder);
  set_birth_place (person, builder);
  set_address (person, builder);
  set_measures (person, builder);
  if (!allergic)
    cpx_record_builder_set_text (builder, CPX_PATIENT_ALLERGIES_STATEMENT, "none_known");
  if (!treated)
    cpx_record_builder_set_text (builder, CPX_PATIENT_TREATMENTS_STATEMENT, "none");
  end_record (person, builder);
}

static void
add_allergy (Person *person)
{
  const CpxDemoAllergy *allergy = &cpx_demo_allergies[cpx_demo_random_below (person->random, cpx_demo_n_allergies)];
  CpxRecordBuilder *builder = begin_child (person, &cpx_allergy_kind);

  cpx_record_builder_set_text (builder, CPX_ALLERGY_SUBSTANCE, allergy->substance);
  cpx_record_builder_set_text (builder, CPX_ALLERGY_REACTION, allergy->reaction);
  cpx_record_builder_set_text (builder, CPX_ALLERGY_SEVERITY, allergy->severity);
  end_record (person, builder);
}

static void
add_treatment (Person *person)
{
  const CpxDemoTreatment *treatment = &cpx_demo_treatments[cpx_demo_random_below (person->random,
                                                                                  cpx_demo_n_treatments)];
  CpxRecordBuilder *builder;

  if (person->age < treatment->from_age)
    treatment = &cpx_demo_treatments[12];
  builder = begin_child (person, &cpx_treatment_kind);
  cpx_record_builder_set_text (builder, CPX_TREATMENT_DRUG, treatment->drug);
  cpx_record_builder_set_text (builder, CPX_TREATMENT_DOSE, treatment->dose);
  if (treatment->blood_thinner != NULL)
    cpx_record_builder_set_text (builder, CPX_TREATMENT_BLOOD_THINNER, treatment->blood_thinner);
  end_record (person, builder);
}

static void
add_history (Person *person)
{
  const CpxDemoHistory *history = &cpx_demo_histories[cpx_demo_random_below (person->random, cpx_demo_n_histories)];
  CpxRecordBuilder *builder;

  if (person->age < history->from_age || (history->sex != 0 && history->sex != person->sex))
    return;
  builder = begin_child (person, &cpx_history_kind);
  cpx_record_builder_set_text (builder, CPX_HISTORY_TYPE, history->type);
  cpx_record_builder_set_text (builder, CPX_HISTORY_LABEL, history->label);
  take_text (builder, CPX_HISTORY_DATE,
             make_date (person->random, person->birth.year + history->from_age, person->today));
  if (history->sided)
    cpx_record_builder_set_text (builder, CPX_HISTORY_SIDE,
                                 cpx_demo_random_chance (person->random, 50) ? "right" : "left");
  end_record (person, builder);
}

static void
add_cover (Person *person)
{
  CpxDemoRandom *random = person->random;
  CpxRecordBuilder *builder = begin_child (person, &cpx_cover_kind);

  cpx_record_builder_set_text (builder, CPX_COVER_REGIME, "Régime général");
  cpx_record_builder_set_text (builder, CPX_COVER_FUND, "CPAM de démonstration");
  cpx_record_builder_set_text (builder, CPX_COVER_BENEFICIARY, person->age < 16 ? "child" : "insured");
  if (cpx_demo_random_chance (random, 8))
    cpx_record_builder_set_boolean (builder, CPX_COVER_C2S, TRUE);
  else
    cpx_record_builder_set_text (builder, CPX_COVER_MUTUAL, pick (random, cpx_demo_mutuals, cpx_demo_n_mutuals));
  if (person->age > 60 && cpx_demo_random_chance (random, 25))
    {
      cpx_record_builder_set_boolean (builder, CPX_COVER_ALD, TRUE);
      cpx_record_builder_set_text (builder, CPX_COVER_EXONERATION, "ald_care");
    }
  end_record (person, builder);
}

static void
add_correspondent (Person    *person,
                   GPtrArray *practitioners)
{
  CpxRecord *doctor = g_ptr_array_index (practitioners, cpx_demo_random_below (person->random, practitioners->len));
  CpxRecordBuilder *builder = begin_child (person, &cpx_correspondent_kind);

  cpx_record_builder_set_text (builder, CPX_CORRESPONDENT_ROLE, "treating");
  cpx_record_builder_set_text (builder, CPX_CORRESPONDENT_PRACTITIONER, cpx_record_get_id (doctor));
  end_record (person, builder);
}

static void
add_contact (Person *person)
{
  CpxDemoRandom *random = person->random;
  CpxRecordBuilder *builder = begin_child (person, &cpx_contact_kind);
  char sex = cpx_demo_random_chance (random, 50) ? 'F' : 'M';
  const char *first_name = pick_first_name (random, person->birth.year, sex);

  cpx_record_builder_set_text (builder, CPX_CONTACT_ROLE, "trust");
  take_text (builder, CPX_CONTACT_NAME, g_strdup_printf ("%s %s", first_name, person->name));
  cpx_record_builder_set_text (builder, CPX_CONTACT_RELATION, person->age < 18 ? "Parent" : "Conjoint");
  take_text (builder, CPX_CONTACT_MOBILE, make_phone (random, "06 39 98"));
  end_record (person, builder);
}

static void
add_children (Person    *person,
              gboolean   allergic,
              gboolean   treated,
              GPtrArray *practitioners)
{
  CpxDemoRandom *random = person->random;
  guint n_history = cpx_demo_random_below (random, person->age > 50 ? 3 : 2);

  if (allergic)
    add_allergy (person);
  if (treated)
    add_treatment (person);
  for (guint i = 0; i < n_history; i++)
    add_history (person);
  if (cpx_demo_random_chance (random, 30))
    add_cover (person);
  if (practitioners->len > 0 && cpx_demo_random_chance (random, 25))
    add_correspondent (person, practitioners);
  if (cpx_demo_random_chance (random, 10))
    add_contact (person);
}

/**
 * cpx_demo_patient_make:
 * @random: where chance comes from
 * @today: what day it is in the demonstration
 * @practitioners: (element-type CpxRecord): the directory
 *
 * Returns: (transfer full) (element-type CpxRecord): the patient, then what hangs on them
 */
GPtrArray *
cpx_demo_patient_make (CpxDemoRandom  *random,
                       CpxPartialDate  today,
                       GPtrArray      *practitioners)
{
  Person person = { .random = random, .today = today };
  gboolean allergic = cpx_demo_random_chance (random, 18);
  gboolean treated;

  person.records = g_ptr_array_new_with_free_func (g_object_unref);
  person.birth = pick_birth (random, today);
  person.age = cpx_partial_date_get_age (person.birth, today);
  person.sex = cpx_demo_random_chance (random, 54) ? 'F' : 'M';
  person.name = cpx_demo_names[cpx_demo_random_skewed (random, cpx_demo_n_names)];
  person.first_name = pick_first_name (random, person.birth.year, person.sex);
  person.city = &cpx_demo_cities[cpx_demo_random_skewed (random, cpx_demo_n_cities)];
  cpx_demo_random_id (random, person.id);
  treated = cpx_demo_random_chance (random, person.age > 50 ? 55 : 15);
  add_patient (&person, allergic, treated);
  add_children (&person, allergic, treated, practitioners);

  return person.records;
}

/* Eleven digits whose last is the Luhn key. */
static char *
make_rpps (CpxDemoRandom *random)
{
  g_autofree char *body = g_strdup_printf ("80%08u", cpx_demo_random_below (random, 100000000));

  for (int key = 0; key < 10; key++)
    {
      g_autofree char *rpps = g_strdup_printf ("%s%d", body, key);

      if (cpx_rpps_is_valid (rpps))
        return g_steal_pointer (&rpps);
    }
  g_assert_not_reached ();
}

/**
 * cpx_demo_practitioner_make:
 * @random: where chance comes from
 *
 * Returns: (transfer full): a doctor of the neighbourhood
 */
CpxRecord *
cpx_demo_practitioner_make (CpxDemoRandom *random)
{
  char id[CPX_ID_TEXT_LENGTH + 1];
  const CpxDemoCity *city = &cpx_demo_cities[cpx_demo_random_skewed (random, cpx_demo_n_cities)];
  char sex = cpx_demo_random_chance (random, 50) ? 'F' : 'M';
  CpxRecordBuilder *builder;

  cpx_demo_random_id (random, id);
  builder = cpx_record_builder_new (&cpx_practitioner_kind, id);
  take_text (builder, CPX_PRACTITIONER_RPPS, make_rpps (random));
  cpx_record_builder_set_text (builder, CPX_PRACTITIONER_NAME,
                               cpx_demo_names[cpx_demo_random_below (random, cpx_demo_n_names)]);
  cpx_record_builder_set_text (builder, CPX_PRACTITIONER_FIRST_NAME, pick_first_name (random, 1975, sex));
  cpx_record_builder_set_text (builder, CPX_PRACTITIONER_CIVILITY, "dr");
  cpx_record_builder_set_text (builder, CPX_PRACTITIONER_SPECIALTY,
                               pick (random, cpx_demo_specialties, cpx_demo_n_specialties));
  cpx_record_builder_set_text (builder, CPX_PRACTITIONER_SECTOR, cpx_demo_random_chance (random, 75) ? "1" : "2");
  cpx_record_builder_set_text (builder, CPX_PRACTITIONER_POSTAL_CODE, city->postal_code);
  cpx_record_builder_set_text (builder, CPX_PRACTITIONER_CITY, city->name);
  take_text (builder, CPX_PRACTITIONER_PHONE, make_phone (random, "02 61 91"));

  return cpx_record_builder_end (builder);
}
