/* test-threads.c: tasks come back to the thread that asked, after their commit, in order; errors too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store-fixture.h"

#include "cpx-setting-table.h"
#include "cpx-worker.h"

#include <string.h>

#define N_TASKS 200

typedef StoreFixture Fixture;

/* An object that the last task to go takes with it: it must go on the thread of the main loop. */
typedef struct
{
  GObject   parent_instance;
  GThread  *made_on;
} Owner;

typedef struct
{
  GObjectClass parent_class;
} OwnerClass;

static GType owner_get_type (void);

G_DEFINE_FINAL_TYPE (Owner, owner, G_TYPE_OBJECT)

static int n_owners;

static void
owner_finalize (GObject *object)
{
  Owner *self = (Owner *) object;

  g_assert_true (self->made_on == g_thread_self ());
  n_owners--;

  G_OBJECT_CLASS (owner_parent_class)->finalize (object);
}

static void
owner_class_init (OwnerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = owner_finalize;
}

static void
owner_init (Owner *self)
{
  self->made_on = g_thread_self ();
  n_owners++;
}

typedef struct
{
  Fixture   *fixture;
  GThread   *main_thread;
  guint      n_returned;
  guint      n_failed;
  guint      n_changed;
  guint      next;       /* the number of the task that must return now */
} Run;

static gpointer
patient_func (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  guint number = GPOINTER_TO_UINT (data);
  g_autoptr(CpxRecord) patient = store_fixture_patient ("Martin", "Jean", "1958-03-14");
  CpxWrite write = { .after = patient, .action = "test.created" };

  if (!cpx_txn_write (txn, &write, NULL, NULL, error))
    return NULL;
  if (number % 5 == 0)
    {
      g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_STALE, "number %u", number);
      return NULL;
    }

  return GUINT_TO_POINTER (number);
}

static void
returned_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Run *run = user_data;
  g_autoptr(GError) error = NULL;
  gpointer number = g_task_propagate_pointer (G_TASK (result), &error);

  g_assert_true (g_thread_self () == run->main_thread);
  if (run->next % 5 == 0)
    {
      g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_STALE);
      run->n_failed++;
    }
  else
    {
      g_assert_no_error (error);
      g_assert_cmpuint (GPOINTER_TO_UINT (number), ==, run->next);
    }
  run->next++;
  run->n_returned++;
  /* Who is told of the change is told before. */
  g_assert_cmpuint (run->n_changed, >=, run->n_returned - run->n_failed);
}

static void
changed (CpxStore  *store,
         GPtrArray *changes,
         gpointer   user_data)
{
  Run *run = user_data;
  const CpxStoreChange *change = g_ptr_array_index (changes, 0);

  g_assert_true (g_thread_self () == run->main_thread);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_true (change->kind == &cpx_patient_kind);
  g_assert_nonnull (change->record);
  g_assert_cmpuint (change->audit_index, ==, run->n_changed);
  run->n_changed++;
}

static void
iterate_until (Run   *run,
               guint  n)
{
  while (run->n_returned < n)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_tasks (Fixture       *fixture,
            gconstpointer  data)
{
  Run run = { fixture, g_thread_self (), .next = 1 };

  cpx_store_set_changed_func (fixture->store, changed, &run);
  for (guint i = 1; i <= N_TASKS; i++)
    {
      g_autoptr(GObject) owner = g_object_new (owner_get_type (), NULL);
      GTask *task = g_task_new (owner, NULL, returned_cb, &run);

      g_task_set_task_data (task, GUINT_TO_POINTER (i), NULL);
      cpx_store_run (fixture->store, task, patient_func, NULL);
    }
  iterate_until (&run, N_TASKS);
  g_assert_cmpuint (run.n_failed, ==, N_TASKS / 5);
  g_assert_cmpuint (run.n_changed, ==, N_TASKS - N_TASKS / 5);
  /* The worker gives its own reference back a moment later. */
  while (n_owners > 0)
    g_main_context_iteration (NULL, TRUE);
}

static gpointer
count_func (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);
  gint64 count = cpx_txn_count (txn, query, error);

  return count < 0 ? NULL : GINT_TO_POINTER (count + 1);
}

/* A task that returned is committed: the reader, which only sees commits, has it. */
static void
read_back_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Run *run = user_data;
  g_autoptr(GError) error = NULL;

  g_task_propagate_pointer (G_TASK (result), &error);
  g_assert_no_error (error);
  run->n_returned++;
  g_assert_cmpint (GPOINTER_TO_INT (cpx_store_look_sync (run->fixture->store, count_func, NULL, NULL, NULL)), >=,
                   (int) run->n_returned + 1);
}

static void
test_committed (Fixture       *fixture,
                gconstpointer  data)
{
  Run run = { fixture, g_thread_self () };

  for (guint i = 0; i < 20; i++)
    {
      GTask *task = g_task_new (NULL, NULL, read_back_cb, &run);

      g_task_set_task_data (task, GUINT_TO_POINTER (1), NULL);
      cpx_store_run (fixture->store, task, patient_func, NULL);
    }
  iterate_until (&run, 20);
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Run *run = user_data;
  g_autoptr(GError) error = NULL;

  if (g_task_propagate_pointer (G_TASK (result), &error) == NULL)
    {
      run->n_failed++;
      g_assert_true (g_error_matches (error, CPX_STORE_ERROR, CPX_STORE_ERROR_CLOSED) ||
                     g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
    }
  run->n_returned++;
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  Run run = { fixture, g_thread_self () };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  cpx_store_look (fixture->store, g_task_new (NULL, cancellable, count_cb, &run), count_func, NULL);
  cpx_store_look (fixture->store, g_task_new (NULL, NULL, count_cb, &run), count_func, NULL);
  iterate_until (&run, 2);
  g_assert_cmpuint (run.n_failed, ==, 1);
}

/* What was asked before the closing is done, what is asked after is refused; both are told. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  Run run = { fixture, g_thread_self () };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 10; i++)
    {
      GTask *task = g_task_new (NULL, NULL, count_cb, &run);

      g_task_set_task_data (task, GUINT_TO_POINTER (1), NULL);
      cpx_store_run (fixture->store, task, patient_func, NULL);
    }
  cpx_store_close (fixture->store);
  g_assert_false (cpx_store_is_open (fixture->store));
  cpx_store_run (fixture->store, g_task_new (NULL, NULL, count_cb, &run), count_func, NULL);
  cpx_store_look (fixture->store, g_task_new (NULL, NULL, count_cb, &run), count_func, NULL);
  g_assert_null (cpx_store_run_sync (fixture->store, count_func, NULL, NULL, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_CLOSED);
  iterate_until (&run, 12);
  g_assert_cmpuint (run.n_failed, ==, 2);

  store_fixture_close (fixture);
  store_fixture_open (fixture);
  g_assert_cmpint (GPOINTER_TO_INT (cpx_store_look_sync (fixture->store, count_func, NULL, NULL, NULL)), ==, 11);
}

static gpointer
sync_from_thread (gpointer data)
{
  Fixture *fixture = data;

  for (guint i = 1; i <= 50; i++)
    {
      g_autoptr(GError) error = NULL;
      gpointer done = cpx_store_run_sync (fixture->store, patient_func, GUINT_TO_POINTER (i), NULL, &error);

      g_assert_cmpint (done == NULL, ==, i % 5 == 0);
      g_assert_nonnull (cpx_store_look_sync (fixture->store, count_func, NULL, NULL, NULL));
    }

  return NULL;
}

static void
test_several_callers (Fixture       *fixture,
                      gconstpointer  data)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("caller", sync_from_thread, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (GPOINTER_TO_INT (cpx_store_look_sync (fixture->store, count_func, NULL, NULL, NULL)), ==,
                   4 * 40 + 1);
}

static gpointer
forgetful_func (CpxTxn    *txn,
                gpointer   data,
                GError   **error)
{
  g_assert_true (cpx_setting_table_set_text (txn, "forgotten", "yes", error));

  return NULL;
}

static gpointer
setting_func (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  char *value = cpx_setting_table_get_text (txn, data, error);

  return value != NULL ? value : g_strdup ("none");
}

/* A function that gives nothing and says nothing failed all the same. */
static void
test_forgetful (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *value = NULL;

  g_assert_null (cpx_store_run_sync (fixture->store, forgetful_func, NULL, NULL, &error));
  g_assert_nonnull (error);
  value = cpx_store_look_sync (fixture->store, setting_func, (gpointer) "forgotten", g_free, NULL);
  g_assert_cmpstr (value, ==, "none");
}

static gpointer
thread_func (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  return g_thread_self ();
}

/* Who waits does the job himself, unless something was asked for before: then it has its turn. */
static void
test_own_turn (Fixture       *fixture,
               gconstpointer  data)
{
  Run run = { fixture, g_thread_self (), .next = 1 };

  g_assert_true (cpx_store_run_sync (fixture->store, thread_func, NULL, NULL, NULL) == g_thread_self ());
  g_assert_true (cpx_store_look_sync (fixture->store, thread_func, NULL, NULL, NULL) == g_thread_self ());

  for (guint i = 1; i <= 4; i++)
    {
      GTask *task = g_task_new (NULL, NULL, count_cb, &run);

      g_task_set_task_data (task, GUINT_TO_POINTER (i), NULL);
      cpx_store_run (fixture->store, task, patient_func, NULL);
    }
  g_assert_cmpint (GPOINTER_TO_INT (cpx_store_run_sync (fixture->store, count_func, NULL, NULL, NULL)), ==, 5);
  iterate_until (&run, 4);
  g_assert_cmpuint (run.n_failed, ==, 0);
}

static void
count_job (CpxJob   *job,
           gpointer  owner)
{
  job->result = owner;
}

static void
count_rest (gpointer owner)
{
  g_atomic_int_inc ((int *) owner);
}

static void
wait_for_rests (int *n_rests,
                int  wanted)
{
  for (guint i = 0; i < 1000 && g_atomic_int_get (n_rests) < wanted; i++)
    g_usleep (10000);
  g_assert_cmpint (g_atomic_int_get (n_rests), ==, wanted);
}

/* Memory is given back after a while without work, also after work that a caller did himself, and once only. */
static void
test_rest (void)
{
  int n_rests = 0;
  CpxWorker *worker = cpx_worker_new ("resting", count_job, count_rest, &n_rests);

  cpx_worker_start (worker);
  g_assert_true (cpx_worker_wait (worker, NULL, NULL, NULL, NULL) == &n_rests);
  wait_for_rests (&n_rests, 1);
  g_assert_true (cpx_worker_wait (worker, NULL, NULL, NULL, NULL) == &n_rests);
  wait_for_rests (&n_rests, 2);
  g_usleep (800000);
  g_assert_cmpint (g_atomic_int_get (&n_rests), ==, 2);
  cpx_worker_end (worker);
  cpx_worker_free (worker);
}

#define add(path, func) \
  g_test_add (path, Fixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/threads/tasks", test_tasks);
  add ("/threads/committed", test_committed);
  add ("/threads/cancelled", test_cancelled);
  add ("/threads/closed", test_closed);
  add ("/threads/several-callers", test_several_callers);
  add ("/threads/forgetful", test_forgetful);
  add ("/threads/own-turn", test_own_turn);
  g_test_add_func ("/threads/rest", test_rest);

  return g_test_run ();
}
