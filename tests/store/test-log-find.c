/* test-log-find.c: the index of the log finds exactly what looking at each entry finds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-maker.h"
#include "store-fixture.h"

#include "cpx-audit-log.h"
#include "cpx-log-blocks.h"
#include "cpx-log-find.h"
#include "cpx-log-fill.h"
#include "cpx-txn-private.h"

#define N_PATIENTS 5

typedef struct
{
  StoreFixture  store;
  char        **patients;
  guint         n_made;
  GPtrArray    *entries;   /* (owned) (nullable): as they are stored */
  GPtrArray    *leaves;    /* (owned) (nullable): the same, parsed */
} Fixture;

/* One question to the reader. */
typedef struct
{
  CpxLogWanted wanted;
  char        *user;
  const char  *actions[3];
  CpxId        owners[2];
} Question;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  GPtrArray *ids = g_ptr_array_new ();

  store_fixture_set_up (&self->store, data);
  for (guint i = 0; i < N_PATIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Nom%u", i);
      g_autoptr(CpxRecord) patient = store_fixture_patient (name, "Jean", "1958-03-14");
      g_autoptr(CpxRecord) written = store_fixture_write (&self->store, NULL, patient);

      g_ptr_array_add (ids, g_strdup (cpx_record_get_id (written)));
    }
  g_ptr_array_add (ids, NULL);
  self->patients = (char **) g_ptr_array_free (ids, FALSE);
  self->n_made = 0;
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_strfreev (self->patients);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->leaves, g_ptr_array_unref);
  store_fixture_tear_down (&self->store, data);
}

typedef struct
{
  Fixture *fixture;
  guint    n;
} Making;

static gpointer
make (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  Making *making = data;

  return log_maker_add (txn, making->n, making->fixture->n_made, (const char *const *) making->fixture->patients, error)
           ? making : NULL;
}

static gpointer
list_entries (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  return cpx_audit_log_list (txn, NULL, 0, G_MAXINT32, error);
}

/* Parsed once for all questions: that is what takes time. */
static void
read_leaves (Fixture *self)
{
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->leaves, g_ptr_array_unref);
  self->entries = cpx_store_look_sync (self->store.store, list_entries, NULL, NULL, NULL);
  self->leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_audit_leaf_unref);
  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (self->leaves,
                     cpx_audit_leaf_parse (((CpxAuditLogEntry *) self->entries->pdata[i])->leaf, NULL));
}

static void
add (Fixture *self,
     guint    n)
{
  Making making = { self, n };
  g_autoptr(GError) error = NULL;

  cpx_store_run_sync (self->store.store, make, &making, NULL, &error);
  g_assert_no_error (error);
  self->n_made += n;
  read_leaves (self);
}

/* The other way: every entry is parsed and compared. */
static gboolean
is_wanted (const CpxLogWanted  *wanted,
           const CpxAuditEntry *entry)
{
  gboolean action = wanted->actions == NULL, owner = wanted->owners == NULL;
  char record[CPX_ID_TEXT_LENGTH + 1];

  for (guint i = 0; !action && wanted->actions[i] != NULL; i++)
    action = g_str_has_suffix (wanted->actions[i], ".") ? g_str_has_prefix (entry->action, wanted->actions[i])
                                                        : g_str_equal (entry->action, wanted->actions[i]);
  for (guint i = 0; !owner && i < wanted->n_owners; i++)
    {
      char id[CPX_ID_TEXT_LENGTH + 1];

      cpx_id_format (&wanted->owners[i], id);
      owner = g_strcmp0 (entry->patient_id != NULL ? entry->patient_id : entry->id, id) == 0;
    }
  if (wanted->record != NULL)
    cpx_id_format (wanted->record, record);

  return action && owner && (wanted->record == NULL || g_strcmp0 (record, entry->id) == 0) &&
         (wanted->user_id == NULL || g_str_equal (wanted->user_id, entry->user_id != NULL ? entry->user_id : "")) &&
         entry->time_us >= wanted->from_us && entry->time_us < wanted->until_us;
}

static GArray *
scan (Fixture            *self,
      const CpxLogWanted *wanted)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = self->entries->len; i > 0; i--)
    {
      const CpxAuditLogEntry *stored = g_ptr_array_index (self->entries, i - 1);

      if (is_wanted (wanted, cpx_audit_leaf_get_entry (g_ptr_array_index (self->leaves, i - 1))))
        g_array_append_val (places, stored->place);
    }

  return places;
}

static gpointer
find (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  return cpx_log_find (txn, data, NULL, error);
}

static guint
check (Fixture            *self,
       const CpxLogWanted *wanted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) found = cpx_store_look_sync (self->store.store, find, (gpointer) wanted, NULL, &error);
  g_autoptr(GArray) expected = scan (self, wanted);

  g_assert_no_error (error);
  g_assert_cmpmem (found->data, found->len * sizeof (gint64), expected->data, expected->len * sizeof (gint64));

  return found->len;
}

static gpointer
count_blocks (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  return cpx_log_blocks_count (txn, data, error) ? data : NULL;
}

static CpxLogProgressCount
get_count (Fixture *self)
{
  CpxLogProgressCount count;

  g_assert_nonnull (cpx_store_look_sync (self->store.store, count_blocks, &count, NULL, NULL));

  return count;
}

static void
draw_period (Question *question,
             Fixture  *fixture)
{
  gint64 span_us = (gint64) fixture->n_made * LOG_MAKER_STEP_US;

  if (g_test_rand_bit ())
    question->wanted.from_us = LOG_MAKER_FIRST_US + (gint64) (g_test_rand_double () * (double) span_us);
  if (g_test_rand_bit ())
    question->wanted.until_us = LOG_MAKER_FIRST_US + (gint64) (g_test_rand_double () * (double) span_us);
}

static void
draw_actions (Question *question)
{
  const char *const *actions = log_maker_list_actions ();

  question->actions[0] = actions[g_test_rand_int_range (0, 12)];
  question->actions[1] = g_test_rand_bit () ? "coding." : NULL;
  question->wanted.actions = question->actions;
}

static void
draw_question (Question *question,
               Fixture  *fixture)
{
  *question = (Question) { .wanted = { .from_us = G_MININT64, .until_us = G_MAXINT64 } };
  if (g_test_rand_bit ())
    question->user = g_test_rand_int_range (0, 8) == 0 ? g_strdup ("")
                                                       : log_maker_dup_user ((guint) g_test_rand_int_range (0, 9));
  question->wanted.user_id = question->user;
  if (g_test_rand_bit ())
    draw_actions (question);
  for (guint i = 0; i < 2; i++)
    cpx_id_parse (fixture->patients[g_test_rand_int_range (0, N_PATIENTS)], &question->owners[i]);
  if (g_test_rand_bit ())
    question->wanted.owners = question->owners;
  question->wanted.n_owners = question->wanted.owners != NULL ? (guint) g_test_rand_int_range (1, 3) : 0;
  if (g_test_rand_int_range (0, 4) == 0)
    question->wanted.record = &question->owners[0];
  draw_period (question, fixture);
}

static void
test_random (Fixture       *self,
             gconstpointer  data)
{
  static const guint sizes[] = { 0, 3, 508, 600, 3000, 4100 };   /* nothing complete, then eight blocks and more */
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      add (self, sizes[i]);
      for (guint j = 0; j < 60; j++)
        {
          Question question;

          draw_question (&question, self);
          n_found += check (self, &question.wanted);
          g_free (question.user);
        }
    }
  g_assert_cmpuint (n_found, >, 1000);
  g_assert_cmpuint (get_count (self).n_indexed, >=, 8);
}

static void
test_everything (Fixture       *self,
                 gconstpointer  data)
{
  CpxLogWanted wanted = { .from_us = G_MININT64, .until_us = G_MAXINT64 };

  add (self, 1300);
  g_assert_cmpuint (check (self, &wanted), ==, 1300 + N_PATIENTS);
}

static gpointer
drop_index (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  const char *sql = "DELETE FROM log_block; DELETE FROM log_facet_block; DELETE FROM log_facet";

  return cpx_db_exec (txn->db, sql, error) ? txn : NULL;
}

static gpointer
fill_some (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  return cpx_log_blocks_fill (txn, 3, error) ? txn : NULL;
}

/* A vault of a program that had no index: what was asked is found before, meanwhile and afterwards. */
static void
test_older_vault (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *user = log_maker_dup_user (2);
  CpxLogWanted wanted = { .user_id = user, .from_us = G_MININT64, .until_us = G_MAXINT64 };
  guint n;

  add (self, 5000);
  cpx_store_run_sync (self->store.store, drop_index, NULL, NULL, NULL);
  n = check (self, &wanted);
  g_assert_cmpuint (n, >, 500);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_nonnull (cpx_store_run_sync (self->store.store, fill_some, NULL, NULL, NULL));
      g_assert_cmpuint (check (self, &wanted), ==, n);
    }
  g_assert_cmpuint (get_count (self).n_indexed, ==, get_count (self).n_complete);
  g_assert_cmpuint (get_count (self).n_complete, ==, 9);
}

/* A CpxTxnFunc: as before the program knew any index, which only who opens the vault anew finds. */
static gpointer
drop_all (CpxTxn    *txn,
          gpointer   data,
          GError   **error)
{
  const char *sql = "DELETE FROM log_about; DELETE FROM setting WHERE key = 'log-about'";

  return drop_index (txn, data, error) != NULL && cpx_db_exec (txn->db, sql, error) ? txn : NULL;
}

static gpointer
look_index (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  return cpx_log_fill_look (txn, data, error) ? data : NULL;
}

/* A CpxTxnFunc: a step is taken after it. */
static gpointer
ask_index (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  cpx_log_fill_ask (txn);

  return txn;
}

static CpxLogFillState
get_index (Fixture *self)
{
  CpxLogFillState state;

  g_assert_nonnull (cpx_store_look_sync (self->store.store, look_index, &state, NULL, NULL));

  return state;
}

static void
check_random (Fixture *self,
              guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      Question question;

      draw_question (&question, self);
      check (self, &question.wanted);
      g_free (question.user);
    }
}

static void
reopen (Fixture *self)
{
  store_fixture_close (&self->store);
  store_fixture_open (&self->store);
}

/* Every step gets on, one end of the program between two of them loses nothing, and what is found never changes. */
static void
test_steps (Fixture       *self,
            gconstpointer  data)
{
  CpxLogFillState state, before;
  guint n_steps = 0;

  add (self, 7000);
  g_assert_nonnull (cpx_store_run_sync (self->store.store, drop_all, NULL, NULL, NULL));
  reopen (self);
  before = state = get_index (self);
  g_assert_false (state.is_whole);
  g_assert_cmpuint (state.n_done, <, 1024);   /* what no block is made of */
  check_random (self, 5);
  for (; !state.is_whole; before = state, n_steps++)
    {
      g_assert_nonnull (cpx_store_run_sync (self->store.store, ask_index, NULL, NULL, NULL));
      if (n_steps == 1)
        reopen (self);
      state = get_index (self);
      g_assert_cmpuint (state.n_done, >, before.n_done);
      check_random (self, 5);
    }
  g_assert_cmpuint (n_steps, >=, 2);
  g_assert_cmpuint (state.n_done, <=, state.n_total);
  g_assert_cmpuint (get_count (self).n_indexed, ==, get_count (self).n_complete);
}

/* Whoever only works, and never asks, has it whole in the end too; no commit enters all of it. */
static void
test_by_work (Fixture       *self,
              gconstpointer  data)
{
  CpxLogFillState before, after;

  add (self, 7000);
  g_assert_nonnull (cpx_store_run_sync (self->store.store, drop_all, NULL, NULL, NULL));
  reopen (self);
  before = get_index (self);
  add (self, 1);
  after = get_index (self);
  g_assert_cmpuint (after.n_done, >, before.n_done + 1000);
  g_assert_cmpuint (after.n_done, <, before.n_done + 6500);
  for (guint i = 0; i < 8; i++)
    add (self, 1);
  check_random (self, 5);
  g_assert_cmpuint (get_index (self).n_done, >, after.n_done + 3000);
}

/* Entries that are no leaves are in no index, and in the list of everything. */
static gpointer
spoil (CpxTxn    *txn,
       gpointer   data,
       GError   **error)
{
  return cpx_db_exec (txn->db, "UPDATE log SET leaf = x'00' WHERE place & 3 = 1; DELETE FROM log WHERE place & 255 = 7",
                      error) ? txn : NULL;
}

static guint
count (Fixture            *self,
       const CpxLogWanted *wanted)
{
  g_autoptr(GArray) found = cpx_store_look_sync (self->store.store, find, (gpointer) wanted, NULL, NULL);

  return found->len;
}

static void
test_spoilt (Fixture       *self,
             gconstpointer  data)
{
  CpxLogWanted wanted = { .from_us = G_MININT64, .until_us = G_MAXINT64 };
  const char *actions[] = { "patient.opened", NULL };

  add (self, 5000);
  g_assert_nonnull (cpx_store_run_sync (self->store.store, spoil, NULL, NULL, NULL));
  cpx_store_run_sync (self->store.store, drop_index, NULL, NULL, NULL);
  g_assert_nonnull (cpx_store_run_sync (self->store.store, fill_some, NULL, NULL, NULL));
  g_assert_cmpuint (count (self, &wanted), ==, 5000 + N_PATIENTS);
  wanted.actions = actions;
  g_assert_cmpuint (count (self, &wanted), <, 1250);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/log-find/everything", Fixture, NULL, set_up, test_everything, tear_down);
  g_test_add ("/log-find/random", Fixture, NULL, set_up, test_random, tear_down);
  g_test_add ("/log-find/older-vault", Fixture, NULL, set_up, test_older_vault, tear_down);
  g_test_add ("/log-find/steps", Fixture, NULL, set_up, test_steps, tear_down);
  g_test_add ("/log-find/by-work", Fixture, NULL, set_up, test_by_work, tear_down);
  g_test_add ("/log-find/spoilt", Fixture, NULL, set_up, test_spoilt, tear_down);

  return g_test_run ();
}
