/* cpx-attempts.c: a small JSON file in the machine's state folder, because a locked vault cannot be written.
 *
 * It is a courtesy to the honest: who can write the state folder can empty it, and who has the vault's file can guess
 * elsewhere. What stops those is Argon2id. A clock that went back does not shorten a wait.
 *
 * Failures are to be remembered on a full disk too: the file is longer than its text, by spaces, and where no new one
 * can be written beside it the old one is written over. Whoever comes in sees to it that there is such a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-attempts.h"

#include <cpx-clock.h>
#include <cpx-json.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_UNREPORTED 500
#define MAX_LOGINS     100
#define ROOM_BYTES     16384  /* behind the text: some 200 failures */

struct _CpxAttempts
{
  char      *path;        /* (owned) */
  json_t    *runs;        /* (owned): object: login → { "count", "last_us" }, failures in a row */
  GPtrArray *unreported;  /* (owned) (element-type CpxAttempt) */
};

static void
attempt_free (CpxAttempt *self)
{
  g_free (self->login);
  g_free (self);
}

static void
add_unreported (CpxAttempts *self,
                const char  *login,
                gint64       time_us)
{
  CpxAttempt *attempt;

  if (self->unreported->len >= MAX_UNREPORTED)
    return;
  attempt = g_new0 (CpxAttempt, 1);
  attempt->login = g_strdup (login);
  attempt->time_us = time_us;
  g_ptr_array_add (self->unreported, attempt);
}

static void
read_unreported (CpxAttempts *self,
                 json_t      *list)
{
  gsize i;
  json_t *item;

  json_array_foreach (list, i, item)
    {
      const char *login = json_string_value (json_object_get (item, "login"));

      if (login != NULL)
        add_unreported (self, login, json_integer_value (json_object_get (item, "time_us")));
    }
}

static char *
print (CpxAttempts *self)
{
  g_autoptr(json_t) list = json_array ();
  g_autoptr(json_t) root = json_object ();

  for (guint i = 0; i < self->unreported->len; i++)
    {
      CpxAttempt *attempt = g_ptr_array_index (self->unreported, i);

      json_array_append_new (list, json_pack ("{s:s, s:I}", "login", attempt->login, "time_us",
                                              (json_int_t) attempt->time_us));
    }
  json_object_set (root, "runs", self->runs);
  json_object_set (root, "unreported", list);

  return cpx_json_print (root);
}

/* With @size bytes, by spaces at its end. */
static char *
pad (const char *text,
     gsize       size)
{
  gsize length = strlen (text);
  char *padded = g_malloc (size);

  memset (padded, ' ', size);
  memcpy (padded, text, MIN (length, size));

  return padded;
}

/* Onto the blocks that it has. Cut off in between by a crash it counts as empty, as if it had not been written. */
static gboolean
write_over (const char *path,
            const char *text)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  struct stat status;
  gboolean done = FALSE;

  if (fd < 0)
    return FALSE;
  if (fstat (fd, &status) == 0 && (gsize) status.st_size >= strlen (text))
    {
      g_autofree char *bytes = pad (text, (gsize) status.st_size);

      done = pwrite (fd, bytes, (gsize) status.st_size, 0) == status.st_size && fdatasync (fd) == 0;
    }
  close (fd);

  return done;
}

static gboolean
save (CpxAttempts  *self,
      GError      **error)
{
  g_autofree char *text = print (self), *bytes = NULL;
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr(GError) failure = NULL;
  gsize size = strlen (text) + ROOM_BYTES;

  bytes = pad (text, size);
  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (self->path, bytes, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &failure) ||
      write_over (self->path, text))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
has_room (CpxAttempts *self)
{
  GStatBuf status;

  return g_stat (self->path, &status) == 0 && status.st_size >= ROOM_BYTES;
}

/**
 * cpx_attempts_load:
 * @vault_id: the vault's identifier in hexadecimal
 *
 * Reads what this machine remembers of a vault. A file that cannot be read counts as nothing remembered.
 *
 * Returns: (transfer full): the attempts
 */
CpxAttempts *
cpx_attempts_load (const char *vault_id)
{
  CpxAttempts *self = g_new0 (CpxAttempts, 1);
  g_autofree char *name = g_strdup_printf ("attempts-%s.json", vault_id);
  g_autofree char *text = NULL;
  g_autoptr(json_t) root = NULL;
  json_t *runs;

  self->path = g_build_filename (g_get_user_state_dir (), "chirurgieprox", name, NULL);
  self->unreported = g_ptr_array_new_with_free_func ((GDestroyNotify) attempt_free);
  if (g_file_get_contents (self->path, &text, NULL, NULL))
    root = cpx_json_parse (text, -1, NULL);
  read_unreported (self, json_object_get (root, "unreported"));
  runs = json_object_get (root, "runs");
  self->runs = json_is_object (runs) ? json_incref (runs) : json_object ();

  return self;
}

/**
 * cpx_attempts_free:
 * @self: (transfer full): the attempts
 */
void
cpx_attempts_free (CpxAttempts *self)
{
  g_ptr_array_unref (self->unreported);
  json_decref (self->runs);
  g_free (self->path);
  g_free (self);
}

static gint64
get_penalty_us (gint64 n_failures)
{
  gint64 exponent = n_failures - CPX_ATTEMPTS_FREE - 1;

  if (exponent < 0)
    return 0;

  return MIN (G_GINT64_CONSTANT (1) << MIN (exponent, 20), CPX_ATTEMPTS_MAX_WAIT_S) * G_USEC_PER_SEC;
}

/**
 * cpx_attempts_get_wait_us:
 * @self: the attempts
 * @login: who wants to unlock
 *
 * Returns: microseconds until @login may try again; 0: now
 */
gint64
cpx_attempts_get_wait_us (CpxAttempts *self,
                          const char  *login)
{
  json_t *run = json_object_get (self->runs, login);
  gint64 penalty_us = get_penalty_us (json_integer_value (json_object_get (run, "count")));
  gint64 since_us = cpx_clock_now_us () - json_integer_value (json_object_get (run, "last_us"));

  if (since_us < 0)
    return penalty_us;

  return MAX (penalty_us - since_us, 0);
}

/**
 * cpx_attempts_add_failure:
 * @self: the attempts
 * @login: who failed to unlock, as typed
 * @error: where the fault goes
 *
 * Counts a failure; the next attempt of @login may have to wait.
 *
 * Returns: `TRUE` if the machine will remember
 */
gboolean
cpx_attempts_add_failure (CpxAttempts  *self,
                          const char   *login,
                          GError      **error)
{
  gint64 count = json_integer_value (json_object_get (json_object_get (self->runs, login), "count"));
  gint64 now_us = cpx_clock_now_us ();

  /* Made-up logins must not fill the disk; a real one that is pushed out has only lost its wait. */
  if (count == 0 && json_object_size (self->runs) >= MAX_LOGINS)
    json_object_clear (self->runs);
  json_object_set_new (self->runs, login, json_pack ("{s:I, s:I}", "count", (json_int_t) count + 1, "last_us",
                                                     (json_int_t) now_us));
  add_unreported (self, login, now_us);

  return save (self, error);
}

/**
 * cpx_attempts_add_success:
 * @self: the attempts
 * @login: who unlocked
 * @error: where the fault goes
 *
 * Ends the run of failures of @login. What was not reported still is to be. Makes room for failures to come.
 *
 * Returns: `TRUE` if the machine will remember
 */
gboolean
cpx_attempts_add_success (CpxAttempts  *self,
                          const char   *login,
                          GError      **error)
{
  if (json_object_del (self->runs, login) != 0 && has_room (self))
    return TRUE;

  return save (self, error);
}

/**
 * cpx_attempts_get_unreported:
 * @self: the attempts
 *
 * Returns: (transfer none) (element-type CpxAttempt): the failures that the audit log does not know yet
 */
GPtrArray *
cpx_attempts_get_unreported (CpxAttempts *self)
{
  return self->unreported;
}

/**
 * cpx_attempts_set_reported:
 * @self: the attempts
 * @error: where the fault goes
 *
 * Forgets the failures that the audit log now knows; called once that is durable.
 *
 * Returns: `TRUE` if the machine will remember
 */
gboolean
cpx_attempts_set_reported (CpxAttempts  *self,
                           GError      **error)
{
  if (self->unreported->len == 0)
    return TRUE;
  g_ptr_array_set_size (self->unreported, 0);

  return save (self, error);
}
