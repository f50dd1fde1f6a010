/* cpx-cli-signals.c: a thread waits for the signals that ask to stop; nothing runs in a signal handler.
 *
 *   running ──first signal──► stopping: the cancellable; loops end after the commit under way, the vault is closed
 *   stopping ──second one───► _exit(): as after a power cut, which the vault is made for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-signals.h"

#include "cpx-cli-exit.h"

#include <glib/gi18n-lib.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static GCancellable *cancellable;
static sigset_t awaited;

/* A GThreadFunc. */
static gpointer
wait_for_signals (gpointer data)
{
  int number;

  while (sigwait (&awaited, &number) == 0)
    {
      if (g_cancellable_is_cancelled (cancellable))
        _exit (CPX_CLI_EXIT_REFUSED);
      g_cancellable_cancel (cancellable);
    }

  return NULL;
}

/**
 * cpx_cli_signals_start:
 *
 * Makes SIGINT, SIGTERM and SIGHUP ask instead of kill, and a closed pipe or a file size limit an error of the write.
 *
 * Called once, before any other thread exists: they inherit what is blocked.
 */
void
cpx_cli_signals_start (void)
{
  cancellable = g_cancellable_new ();
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
  sigemptyset (&awaited);
  sigaddset (&awaited, SIGINT);
  sigaddset (&awaited, SIGTERM);
  sigaddset (&awaited, SIGHUP);
  pthread_sigmask (SIG_BLOCK, &awaited, NULL);
  g_thread_unref (g_thread_new ("signals", wait_for_signals, NULL));
}

/**
 * cpx_cli_signals_get_cancellable:
 *
 * Returns: (transfer none): cancelled once a signal asked to stop
 */
GCancellable *
cpx_cli_signals_get_cancellable (void)
{
  return cancellable;
}

static const char *
get_sentence (void)
{
  return _("Interrupted: what was acknowledged is kept, the rest is undone.");
}

/**
 * cpx_cli_signals_check:
 * @error: where the interruption goes: %G_IO_ERROR_CANCELLED
 *
 * Returns: `TRUE` if nobody asked to stop
 */
gboolean
cpx_cli_signals_check (GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, get_sentence ());

  return FALSE;
}

/**
 * cpx_cli_signals_explain:
 * @error: (inout) (nullable): why something failed
 *
 * Says of an interruption what became of the work; what a library says of it stays out.
 */
void
cpx_cli_signals_explain (GError **error)
{
  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      strstr ((*error)->message, get_sentence ()) != NULL)
    return;
  g_clear_error (error);
  cpx_cli_signals_check (error);
}
