/* cpx-demo.c: the same seed gives the same records, byte for byte, on every machine and every day.
 *
 * Chance comes from the seed and the time stands still at %DEMO_TODAY while the practice is made. Keys and the
 * identity of the post are as random as ever: they are not records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-demo.h"

#include "cpx-add-patient.h"
#include "cpx-demo-operation.h"
#include "cpx-demo-patient.h"
#include "cpx-demo-words.h"
#include "cpx-journal.h"
#include "cpx-save-record.h"

#include <cpx-clock.h>
#include <cpx-establishment.h>
#include <cpx-patient.h>
#include <cpx-room.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define DEMO_TODAY_US (G_GINT64_CONSTANT (1767603600) * G_USEC_PER_SEC)  /* Monday 5 January 2026, 9:00 UTC */
#define PER_COMMIT    1000
#define OPERATE_EVERY 50   /* patients of many; a few operations are enough for a work list, and cost no time */
#define OPERATION_SEED G_GUINT64_CONSTANT (0x6f70657261746564)

/* A demonstration under way. While patients are made, the chances and n_left are the inventor's thread's. */
typedef struct
{
  CpxPractice    *practice;
  CpxDemoRandom   random;
  CpxDemoRandom   operating;      /* of the operations: patients are the same with and without them */
  CpxPartialDate  today;
  GPtrArray      *surgeons;       /* (owned) (element-type CpxRecord): of the practice */
  GPtrArray      *practitioners;  /* (owned) (element-type CpxRecord) */
  GPtrArray      *records;        /* (owned) (element-type CpxRecord): of the first transaction */
  guint           n_left;         /* patients still to be invented */
  guint           operate_every;  /* patients: one of so many has an operation */
} Demo;

static gboolean
save_one (CpxJournal  *journal,
          CpxRecord   *record,
          GError     **error)
{
  const CpxKind *kind = cpx_record_get_kind (record);
  g_autofree char *action = g_strconcat (kind->name, ".created", NULL);
  g_autoptr(CpxReceipt) receipt = kind == &cpx_patient_kind
                                  ? cpx_add_patient (journal, record, error)
                                  : cpx_journal_save (journal, NULL, record, NULL, action, NULL, error);

  return receipt != NULL;
}

/* A CpxDeedFunc. */
static gpointer
save_records (CpxJournal  *journal,
              gpointer     data,
              GError     **error)
{
  GPtrArray *records = data;

  for (guint i = 0; i < records->len; i++)
    {
      if (!save_one (journal, g_ptr_array_index (records, i), error))
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

static CpxRecord *
make_establishment (Demo       *demo,
                    const char *name,
                    const char *city,
                    const char *postal_code)
{
  char id[CPX_ID_TEXT_LENGTH + 1];

  cpx_demo_random_id (&demo->random, id);

  return cpx_record_new_with_texts (&cpx_establishment_kind, id, CPX_ESTABLISHMENT_NAME, name, CPX_ESTABLISHMENT_CITY,
                                    city, CPX_ESTABLISHMENT_POSTAL_CODE, postal_code, CPX_ESTABLISHMENT_PHONE,
                                    "02 61 91 00 00", -1);
}

static void
add_room (Demo       *demo,
          CpxRecord  *establishment,
          const char *name,
          const char *use)
{
  char id[CPX_ID_TEXT_LENGTH + 1];

  cpx_demo_random_id (&demo->random, id);
  g_ptr_array_add (demo->records,
                   cpx_record_new_with_texts (&cpx_room_kind, id, CPX_ROOM_ESTABLISHMENT,
                                              cpx_record_get_id (establishment), CPX_ROOM_NAME, name, CPX_ROOM_USE, use,
                                              -1));
}

static void
add_premises (Demo *demo)
{
  CpxRecord *clinic = make_establishment (demo, "Clinique du Port", "Nantes", "44000");
  CpxRecord *hospital = make_establishment (demo, "Hôpital de la Côte", "Saint-Nazaire", "44600");

  g_ptr_array_add (demo->records, clinic);
  g_ptr_array_add (demo->records, hospital);
  add_room (demo, clinic, "Bloc 1", "theatre");
  add_room (demo, clinic, "Bloc 2", "theatre");
  add_room (demo, clinic, "Bloc 3 ambulatoire", "theatre");
  add_room (demo, clinic, "Consultation A", "consultation");
  add_room (demo, hospital, "Salle 4", "theatre");
  add_room (demo, hospital, "Consultation externe", "consultation");
}

static void
add_practitioners (Demo  *demo,
                   guint  n)
{
  for (guint i = 0; i < n; i++)
    {
      CpxRecord *practitioner = cpx_demo_practitioner_make (&demo->random);

      g_ptr_array_add (demo->practitioners, g_object_ref (practitioner));
      g_ptr_array_add (demo->records, practitioner);
    }
}

static void
add_surgeons (Demo *demo)
{
  for (guint i = 0; i < CPX_DEMO_N_SURGEONS; i++)
    {
      CpxRecord *surgeon = cpx_demo_surgeon_make (&demo->operating, i);

      g_ptr_array_add (demo->surgeons, g_object_ref (surgeon));
      g_ptr_array_add (demo->records, surgeon);
    }
}

/* Who unlocks the demonstration is the first of them. */
static gboolean
link_user (Demo    *demo,
           GError **error)
{
  CpxRecord *user = cpx_practice_get_user (demo->practice);
  g_autoptr(CpxRecord) linked = cpx_record_with_text (user, CPX_USER_PRACTITIONER,
                                                      cpx_record_get_id (g_ptr_array_index (demo->surgeons, 0)));
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (demo->practice, user, linked, error);

  return receipt != NULL;
}

static void
invent_file (Demo      *demo,
             GPtrArray *records)
{
  g_autoptr(GPtrArray) file = cpx_demo_patient_make (&demo->random, demo->today, demo->practitioners);

  if (demo->n_left % demo->operate_every == 0)
    cpx_demo_operation_make (&demo->operating, demo->today, demo->surgeons, g_ptr_array_index (file, 0), file);
  g_ptr_array_extend_and_steal (records, g_steal_pointer (&file));
}

/* A GThreadFunc: the records of the next transaction, invented while the one before is written. */
static gpointer
invent (gpointer data)
{
  Demo *demo = data;
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < PER_COMMIT && demo->n_left > 0; i++, demo->n_left--)
    invent_file (demo, records);

  return records;
}

static gboolean
save_patients (Demo             *demo,
               guint             n_patients,
               CpxDemoProgress   progress,
               gpointer          user_data,
               GError          **error)
{
  gboolean done = TRUE;
  GThread *inventor;

  demo->n_left = n_patients;
  demo->operate_every = CLAMP (n_patients / 10, 1, OPERATE_EVERY);
  inventor = g_thread_new ("cpx-demo", invent, demo);
  while (inventor != NULL)
    {
      g_autoptr(GPtrArray) records = g_thread_join (g_steal_pointer (&inventor));
      guint n_done = n_patients - demo->n_left;

      if (done && n_done < n_patients)
        inventor = g_thread_new ("cpx-demo", invent, demo);
      done = done && cpx_practice_perform (demo->practice, save_records, records, NULL, error) != NULL &&
             (progress == NULL || progress (n_done, n_patients, user_data, error));
    }

  return done;
}

static gboolean
fill (Demo             *demo,
      guint             n_patients,
      CpxDemoProgress   progress,
      gpointer          user_data,
      GError          **error)
{
  add_premises (demo);
  add_surgeons (demo);
  add_practitioners (demo, CLAMP (n_patients / 50, 12, 400));

  return cpx_practice_perform (demo->practice, save_records, demo->records, NULL, error) != NULL &&
         link_user (demo, error) &&
         save_patients (demo, n_patients, progress, user_data, error);
}

static CpxPractice *
found_practice (const char          *path,
                const CpxDemoSetup  *setup,
                CpxDemoRandom       *random,
                char               **out_recovery_code,
                GError             **error)
{
  char practice_id[CPX_ID_TEXT_LENGTH + 1];
  char user_id[CPX_ID_TEXT_LENGTH + 1];
  CpxPracticeSetup practice_setup = {
    .practice_name = "Cabinet Delorme (démonstration)",
    .login = setup->login,
    .user_name = "Dr Camille Delorme",
    .roles = CPX_ROLE_SURGEON | CPX_ROLE_ADMIN,
    .passphrase = setup->passphrase,
    .kdf_cost = setup->kdf_cost,
    .demonstration = TRUE,
    .practice_id = practice_id,
    .user_id = user_id,
  };

  cpx_demo_random_id (random, practice_id);
  cpx_demo_random_id (random, user_id);

  return cpx_practice_create (path, &practice_setup, out_recovery_code, error);
}

/* Half a demonstration helps nobody, and would be in the way of the next attempt. */
static void
discard (CpxPractice *practice)
{
  cpx_practice_close (practice, NULL);
  g_unlink (cpx_practice_get_path (practice));
}

static CpxPractice *
make_demo (const char          *path,
           const CpxDemoSetup  *setup,
           CpxDemoProgress      progress,
           gpointer             user_data,
           char               **out_recovery_code,
           GError             **error)
{
  Demo demo = { .today = cpx_partial_date_today () };
  g_autoptr(CpxPractice) practice = NULL;
  gboolean filled;

  cpx_demo_random_init (&demo.random, setup->seed, DEMO_TODAY_US / 1000);
  cpx_demo_random_init (&demo.operating, setup->seed ^ OPERATION_SEED, DEMO_TODAY_US / 1000);
  practice = found_practice (path, setup, &demo.random, out_recovery_code, error);
  if (practice == NULL)
    return NULL;

  demo.practice = practice;
  demo.surgeons = g_ptr_array_new_with_free_func (g_object_unref);
  demo.practitioners = g_ptr_array_new_with_free_func (g_object_unref);
  demo.records = g_ptr_array_new_with_free_func (g_object_unref);
  filled = fill (&demo, setup->n_patients, progress, user_data, error);
  g_ptr_array_unref (demo.surgeons);
  g_ptr_array_unref (demo.practitioners);
  g_ptr_array_unref (demo.records);

  if (!filled)
    discard (practice);

  return filled ? g_steal_pointer (&practice) : NULL;
}

/**
 * cpx_demo_create:
 * @path: where the vault goes; nothing may be there yet
 * @setup: whose, how many and which
 * @progress: (nullable): called after each commit; may end it
 * @user_data: for @progress
 * @out_recovery_code: (out) (transfer full): as of any new practice
 * @error: where the refusal goes
 *
 * Makes a practice of invented patients, marked as a demonstration, whose first user is a surgeon and administrator.
 *
 * The process's clock stands still meanwhile, so that nothing else should run. If the filling fails or is ended by
 * @progress, the file is taken away again.
 *
 * Returns: (transfer full) (nullable): the practice, unlocked
 */
CpxPractice *
cpx_demo_create (const char          *path,
                 const CpxDemoSetup  *setup,
                 CpxDemoProgress      progress,
                 gpointer             user_data,
                 char               **out_recovery_code,
                 GError             **error)
{
  CpxPractice *practice;

  if (setup->n_patients > CPX_DEMO_MAX_PATIENTS)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   _("A demonstration has at most %d patients."), CPX_DEMO_MAX_PATIENTS);
      return NULL;
    }
  cpx_clock_stop (DEMO_TODAY_US);
  practice = make_demo (path, setup, progress, user_data, out_recovery_code, error);
  cpx_clock_resume ();

  return practice;
}
