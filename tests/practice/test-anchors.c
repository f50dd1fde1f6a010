/* test-anchors.c: seals in a folder and at a real time-stamping authority; what a bad one answers; the queue. Numbers
 * are those of cpx-timestamp.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"
#include "tsa-server.h"

#include "cpx-anchor-kind.h"
#include "cpx-anchor-receipt.h"
#include "cpx-anchor-run.h"
#include "cpx-anchors.h"
#include "cpx-audit-seal.h"
#include "cpx-second-place.h"

#include <cpx-clock.h>
#include <cpx-role.h>
#include <cpx-timestamp.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef PracticeFixture Fixture;

static TsaServer *server;   /* its keys take a second to make */

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  practice_fixture_set_up (fixture, data);
  tsa_server_set_mode (server, TSA_SERVER_GOOD);
  g_atomic_int_set (&server->n_asked, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cpx_clock_resume ();
  practice_fixture_tear_down (fixture, data);
}

static void
add (Fixture    *fixture,
     const char *kind,
     const char *target,
     const char *certificates)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_add_anchor (fixture->practice, kind, target, certificates, &error);

  g_assert_no_error (error);
  g_assert_nonnull (receipt);
}

static CpxAuditSeal *
seal (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CpxAuditSeal *made = cpx_practice_seal_log (fixture->practice, CPX_SEAL_ASKED, &error);

  g_assert_no_error (error);

  return made;
}

static CpxAnchorRun *
run (Fixture  *fixture,
     gboolean  at_once)
{
  g_autoptr(GError) error = NULL;
  CpxAnchorRun *done = cpx_practice_run_anchors (fixture->practice, at_once, NULL, &error);

  g_assert_no_error (error);

  return done;
}

static void
assert_run (Fixture  *fixture,
            gboolean  at_once,
            guint     n_anchored,
            guint     n_failed)
{
  g_autoptr(CpxAnchorRun) done = run (fixture, at_once);

  g_assert_cmpuint (done->n_anchored, ==, n_anchored);
  g_assert_cmpuint (done->n_failed, ==, n_failed);
}

/* Of the only anchor. */
static CpxAnchor *
look (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) anchors = cpx_practice_list_anchors (fixture->practice, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (anchors->len, ==, 1);

  return g_ptr_array_steal_index (anchors, 0);
}

static guint
count_action (Fixture    *fixture,
              const char *action)
{
  g_auto(GStrv) actions = practice_fixture_list_actions (fixture);
  guint n = 0;

  for (guint i = 0; actions[i] != NULL; i++)
    n += g_str_equal (actions[i], action);

  return n;
}

/* A time-stamp, and what OpenSSL itself says of it. */
static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(CpxAuditSeal) sealed = NULL;
  g_autoptr(CpxAnchor) before = NULL, after = NULL;
  g_autoptr(CpxAnchorReceipt) receipt = NULL;
  g_autofree char *base = g_build_filename (fixture->folder, "recu", NULL);
  g_autofree char *note = g_strconcat (base, ".sceau", NULL), *token = g_strconcat (base, ".tsr", NULL);
  g_autofree char *pem = g_strconcat (base, ".pem", NULL);
  g_autoptr(GError) error = NULL;

  add (fixture, "rfc3161", server->address, server->certificate);
  assert_run (fixture, TRUE, 0, 0);   /* no seal yet */
  sealed = seal (fixture);
  before = look (fixture);
  g_assert_cmpstr (before->authority, ==, "Autorite ca");
  g_assert_false (before->is_current);
  assert_run (fixture, FALSE, 1, 0);
  assert_run (fixture, TRUE, 0, 0);   /* it has it */
  g_assert_cmpint (g_atomic_int_get (&server->n_asked), ==, 1);
  after = look (fixture);
  g_assert_true (after->is_current);
  g_assert_cmpuint (after->anchored_size, ==, sealed->size);
  g_assert_cmpint (ABS (after->anchored_us - g_get_real_time ()), <, 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (count_action (fixture, "log.anchored"), ==, 1);

  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  receipt = cpx_practice_load_anchor_receipt (fixture->practice, after->number, &error);
  g_assert_no_error (error);
  g_assert_cmpint (receipt->time_us, ==, after->anchored_us);
  g_assert_true (cpx_anchor_receipt_save (receipt, base, &error));
  tsa_server_run (server, &error, "ts", "-verify", "-data", note, "-in", token, "-CAfile", pem, NULL);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (note, "autre chose", -1, NULL));
  g_assert_false (tsa_server_run (server, NULL, "ts", "-verify", "-data", note, "-in", token, "-CAfile", pem, NULL));
}

static const struct
{
  const char    *name;
  TsaServerMode  mode;
  const char    *problem;
} bad_answers[] = {
  { "3/other-nonce", TSA_SERVER_OTHER_NONCE, "answers another question" },
  { "3/no-nonce", TSA_SERVER_NO_NONCE, "answers another question" },
  { "3/other-hash", TSA_SERVER_OTHER_HASH, "of something else" },
  { "3/refuses", TSA_SERVER_REFUSES, "refused the request" },
  { "4/other-authority", TSA_SERVER_OTHER_AUTHORITY, "not signed by the authority" },
  { "4/expired", TSA_SERVER_EXPIRED, "is over" },
  { "2/garbage", TSA_SERVER_GARBAGE, "not that of a time-stamping authority" },
  { "2/truncated", TSA_SERVER_TRUNCATED, "not that of a time-stamping authority" },
  { "2/longer", TSA_SERVER_LONGER, "not that of a time-stamping authority" },
  { "2/empty", TSA_SERVER_EMPTY, "not that of a time-stamping authority" },
  { "2/huge", TSA_SERVER_HUGE, "too long" },
  { "status", TSA_SERVER_STATUS, "a fault of its own" },
  { "html", TSA_SERVER_HTML, "not that of a time-stamping authority" },
  { "redirect", TSA_SERVER_REDIRECT, "sends elsewhere" },
};

static void
test_bad_answer (Fixture       *fixture,
                 gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(CpxAnchor) anchor = NULL;
  g_autoptr(CpxAnchorRun) done = NULL;

  add (fixture, "rfc3161", server->address, server->certificate);
  cpx_audit_seal_free (seal (fixture));
  tsa_server_set_mode (server, bad_answers[i].mode);
  done = run (fixture, FALSE);
  g_assert_cmpuint (done->n_failed, ==, 1);
  g_assert_nonnull (strstr (done->problem, bad_answers[i].problem));
  anchor = look (fixture);
  g_assert_nonnull (anchor->problem);
  g_assert_false (anchor->is_current);
  g_assert_cmpuint (anchor->anchored_size, ==, 0);
  g_assert_cmpuint (count_action (fixture, "log.anchored"), ==, 0);
  tsa_server_set_mode (server, TSA_SERVER_GOOD);
  assert_run (fixture, TRUE, 1, 0);
}

/* The wrong certificate was chosen: one of somebody else. */
static void
test_other_certificate (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (server->folder, "other.pem", NULL);
  g_autofree char *other = NULL, *own = NULL, *own_path = g_build_filename (server->folder, "good.pem", NULL);
  g_autoptr(GError) error = NULL;

  other = cpx_anchor_read_certificates (path, &error);
  g_assert_no_error (error);
  add (fixture, "rfc3161", server->address, other);
  cpx_audit_seal_free (seal (fixture));
  assert_run (fixture, TRUE, 0, 1);

  /* That of the authority itself will do, without those above it. */
  own = cpx_anchor_read_certificates (own_path, &error);
  add (fixture, "rfc3161", server->address, own);
  assert_run (fixture, TRUE, 1, 1);
}

static void
test_delays (void)
{
  static const gint64 minutes[] = { 1, 4, 16, 64, 256, 1024, 1440, 1440 };

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    g_assert_cmpint (cpx_anchor_delay_us (i + 1), ==, minutes[i] * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (cpx_anchor_delay_us (G_MAXUINT), ==, G_TIME_SPAN_DAY);
}

/* Nobody listens: the delays grow, work goes on, the last seal is what is brought once somebody does. */
static void
test_queue (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 now_us = g_get_real_time ();
  g_autoptr(CpxAnchor) anchor = NULL;
  g_autoptr(CpxAuditSeal) last = NULL;

  cpx_clock_stop (now_us);
  add (fixture, "rfc3161", server->address, server->certificate);
  cpx_audit_seal_free (seal (fixture));
  tsa_server_set_mode (server, TSA_SERVER_STATUS);
  assert_run (fixture, FALSE, 0, 1);
  assert_run (fixture, FALSE, 0, 0);   /* waits for a minute */
  cpx_clock_stop (now_us + 61 * G_USEC_PER_SEC);
  assert_run (fixture, FALSE, 0, 1);
  cpx_clock_stop (now_us + 122 * G_USEC_PER_SEC);
  assert_run (fixture, FALSE, 0, 0);   /* for four, now */
  practice_fixture_reopen (fixture, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  assert_run (fixture, FALSE, 0, 0);   /* the queue is in the vault */
  cpx_clock_stop (now_us - 3 * G_TIME_SPAN_DAY);
  assert_run (fixture, FALSE, 0, 1);   /* set back: not three days and four minutes */
  cpx_clock_stop (now_us + 3 * G_TIME_SPAN_DAY);
  g_object_unref (practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01"));
  last = seal (fixture);
  tsa_server_set_mode (server, TSA_SERVER_GOOD);
  assert_run (fixture, FALSE, 1, 0);
  anchor = look (fixture);
  g_assert_cmpuint (anchor->anchored_size, ==, last->size);
  g_assert_null (anchor->problem);
  g_assert_cmpint (anchor->due_us, ==, 0);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_practice_run_anchors_finish (CPX_PRACTICE (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

/* One that never answers keeps nobody waiting: neither a write nor the closing. */
static void
test_slow (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;

  add (fixture, "rfc3161", server->address, server->certificate);
  cpx_audit_seal_free (seal (fixture));
  tsa_server_set_mode (server, TSA_SERVER_SLOW);
  cpx_practice_run_anchors_async (fixture->practice, FALSE, cancellable, ran_cb, &done);
  while (g_atomic_int_get (&server->n_asked) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_object_unref (practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01"));
  g_assert_true (cpx_practice_close (fixture->practice, NULL));
  g_assert_false (done);   /* it is still being asked */
  g_cancellable_cancel (cancellable);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* Every receipt can be had, not only the last. */
static void
assert_older (Fixture            *fixture,
              gint64              number,
              const CpxAuditSeal *first,
              const CpxAuditSeal *second)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) lines = cpx_practice_list_anchor_receipts (fixture->practice, number, &error);
  g_autoptr(CpxAnchorReceipt) older = cpx_practice_load_older_receipt (fixture->practice, number, first->size, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpuint (g_array_index (lines, CpxAnchorReceiptLine, 0).size, ==, second->size);
  g_assert_cmpuint (g_array_index (lines, CpxAnchorReceiptLine, 1).size, ==, first->size);
  g_assert_cmpstr (older->note, ==, first->note);
  g_assert_null (cpx_practice_load_older_receipt (fixture->practice, number, first->size + 1, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND);
}

/* A link is no way round: what is refused is where it leads. */
static void
test_beside (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *link = g_strdup_printf ("%s-link", fixture->folder);
  g_autofree char *below = g_build_filename (fixture->folder, "below", NULL);
  const char *const folders[] = { fixture->folder, below, link };

  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  g_assert_cmpint (symlink (fixture->folder, link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (cpx_practice_add_anchor (fixture->practice, "folder", folders[i], NULL, &error));
      g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID);
      g_clear_error (&error);
      g_assert_null (cpx_practice_set_second_place (fixture->practice, folders[i], &error));
      g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID);
    }
  g_unlink (link);
  g_rmdir (below);
}

static void
test_folder (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *folder = g_dir_make_tmp ("cpx-anchor-XXXXXX", NULL);
  g_autofree char *path = NULL, *text = NULL;
  g_autoptr(CpxAuditSeal) first = NULL, second = NULL;
  g_autoptr(CpxAnchor) anchor = NULL;
  g_autoptr(CpxAnchorReceipt) receipt = NULL;
  g_autoptr(GError) error = NULL;

  add (fixture, "folder", folder, NULL);
  first = seal (fixture);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  assert_run (fixture, TRUE, 0, 1);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  assert_run (fixture, TRUE, 1, 0);
  g_object_unref (practice_fixture_add_patient (fixture, "DURAND", "Anne", "1970-01-01"));
  second = seal (fixture);
  path = g_strdup_printf ("%s/chirurgieprox-%s-%" G_GUINT64_FORMAT ".sceau", folder,
                          cpx_practice_get_device_id (fixture->practice), second->size);
  g_assert_true (g_file_set_contents (path, "à quelqu’un d’autre", -1, NULL));
  assert_run (fixture, TRUE, 0, 1);   /* is not written over */
  g_unlink (path);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_run (fixture, TRUE, 0, 1);   /* is not waited for */
  g_unlink (path);
  assert_run (fixture, TRUE, 1, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, second->note);
  anchor = look (fixture);
  receipt = cpx_practice_load_anchor_receipt (fixture->practice, anchor->number, &error);
  g_assert_no_error (error);
  assert_older (fixture, anchor->number, first, second);
  g_unlink (path);
  g_assert_null (cpx_practice_load_anchor_receipt (fixture->practice, anchor->number, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND);
  {
    g_autofree char *command = g_strdup_printf ("rm -r %s", folder);

    g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  }
}

static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(CpxAnchor) anchor = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;
  g_autoptr(GPtrArray) left = NULL;
  g_autoptr(GError) error = NULL;

  add (fixture, "rfc3161", server->address, server->certificate);
  anchor = look (fixture);
  receipt = cpx_practice_remove_anchor (fixture->practice, anchor->number, &error);
  g_assert_no_error (error);
  left = cpx_practice_list_anchors (fixture->practice, NULL);
  g_assert_cmpuint (left->len, ==, 0);
  cpx_audit_seal_free (seal (fixture));
  assert_run (fixture, TRUE, 0, 0);
  g_assert_null (cpx_practice_remove_anchor (fixture->practice, anchor->number, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_action (fixture, "anchor.added"), ==, 1);
  g_assert_cmpuint (count_action (fixture, "anchor.removed"), ==, 1);
}

static const struct
{
  const char *kind;
  const char *target;
  gboolean    has_certificate;
} refused[] = {
  { "rfc3161", "nulle part", TRUE },
  { "rfc3161", "ftp://machine/tsr", TRUE },
  { "rfc3161", "http://moi:secret@machine/tsr", TRUE },
  { "rfc3161", "http:///tsr", TRUE },
  { "rfc3161", "http://machine/tsr", FALSE },
  { "folder", "relatif", FALSE },
  { "folder", "/nulle/part", FALSE },
  { "ethereum", "0x00", FALSE },
};

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (cpx_practice_add_anchor (fixture->practice, refused[i].kind, refused[i].target,
                                              refused[i].has_certificate ? server->certificate : "x", &error));
      g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID);
    }
  g_assert_null (cpx_anchor_read_certificates (fixture->path, NULL));
  g_assert_null (cpx_anchor_read_certificates (fixture->folder, NULL));
}

static void
test_not_allowed (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  add (fixture, "rfc3161", server->address, server->certificate);
  practice_fixture_add_user (fixture, "lea", CPX_ROLE_SECRETARY);
  practice_fixture_reopen (fixture, "lea", FIXTURE_PASSPHRASE);
  g_assert_null (cpx_practice_add_anchor (fixture->practice, "folder", "/tmp", NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  g_assert_null (cpx_practice_remove_anchor (fixture->practice, 1, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  cpx_audit_seal_free (seal (fixture));
  assert_run (fixture, FALSE, 1, 0);   /* she brings the seals there all the same */
}

/* 2: a kept receipt cut anywhere, or with any byte of its statement changed, is none. */
static void
test_every_cut (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(CpxAnchorReceipt) receipt = NULL;
  guint8 imprint[CPX_SHA256_SIZE];
  const guint8 *bytes;
  g_autofree guint8 *changed = NULL;
  gsize size, begin;
  gint64 time_us;

  add (fixture, "rfc3161", server->address, server->certificate);
  cpx_audit_seal_free (seal (fixture));
  assert_run (fixture, FALSE, 1, 0);
  receipt = cpx_practice_load_anchor_receipt (fixture->practice, 1, NULL);
  cpx_sha256 (receipt->note, strlen (receipt->note), imprint);
  bytes = g_bytes_get_data (receipt->receipt, &size);
  for (gsize i = 0; i < size; i++)
    {
      g_autoptr(GBytes) cut = g_bytes_new_static (bytes, i);

      g_assert_false (cpx_timestamp_check_data (imprint, cut, server->certificate, &time_us, NULL));
    }
  begin = (gsize) ((const guint8 *) memmem (bytes, size, imprint, sizeof imprint) - bytes);
  changed = g_memdup2 (bytes, size);
  for (gsize i = begin; i < begin + sizeof imprint + 16; i++)   /* the hash, the serial, the time */
    {
      g_autoptr(GBytes) other = g_bytes_new_static (changed, size);

      changed[i] ^= 1;
      g_assert_false (cpx_timestamp_check_data (imprint, other, server->certificate, &time_us, NULL));
      changed[i] ^= 1;
    }
}

#define TEST(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  int status;

  practice_fixture_init (&argc, &argv);
  server = tsa_server_new ();
  TEST ("/anchors/good", NULL, test_good);
  for (guint i = 0; i < G_N_ELEMENTS (bad_answers); i++)
    {
      g_autofree char *path = g_strconcat ("/anchors/bad/", bad_answers[i].name, NULL);

      TEST (path, GUINT_TO_POINTER (i), test_bad_answer);
    }
  TEST ("/anchors/4/other-certificate", NULL, test_other_certificate);
  g_test_add_func ("/anchors/delays", test_delays);
  TEST ("/anchors/queue", NULL, test_queue);
  TEST ("/anchors/slow", NULL, test_slow);
  TEST ("/anchors/folder", NULL, test_folder);
  TEST ("/anchors/beside", NULL, test_beside);
  TEST ("/anchors/removed", NULL, test_removed);
  TEST ("/anchors/refused", NULL, test_refused);
  TEST ("/anchors/not-allowed", NULL, test_not_allowed);
  TEST ("/anchors/2/every-cut", NULL, test_every_cut);
  status = g_test_run ();
  tsa_server_free (server);

  return status;
}
