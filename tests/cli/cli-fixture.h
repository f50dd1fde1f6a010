/* cli-fixture.h: a practice in a temporary folder, and the built cpxctl run on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <jansson.h>

G_BEGIN_DECLS

#define CLI_PASSPHRASE "une phrase de passe longue"
#define CLI_LOGIN      "claire"

/* One line of a table: what is typed, and what must come of it. */
typedef struct
{
  const char *name;
  const char *arguments;  /* as in a shell; @ is the temporary folder; --vault and --passphrase-file come before */
  const char *input;      /* (nullable): standard input */
  int         status;
  const char *output;     /* (nullable): a pattern that standard output matches */
  const char *complaint;  /* (nullable): a pattern that standard error matches; NULL: nothing may be there */
} CliStep;

/* A folder of its own, with the files `pw` and, unless it is to be empty, `practice.cpx` of one user. */
typedef struct
{
  char *folder;
  char *vault;
  char *recovery_code;  /* (nullable) */
  char *program;        /* (nullable): what is run instead of $CPXCTL, as in a shell */
} CliFixture;

/* What became of one run. */
typedef struct
{
  int   status;
  char *output;
  char *complaint;
} CliRun;

void         cli_fixture_set_up      (CliFixture    *self);
void         cli_fixture_tear_down   (CliFixture    *self);
gboolean     cli_fixture_become_ordinary
                                     (CliFixture    *self);
char        *cli_fixture_path        (CliFixture    *self,
                                      const char    *name);
void         cli_fixture_write       (CliFixture    *self,
                                      const char    *name,
                                      const char    *text);
GSubprocess *cli_fixture_spawn       (CliFixture    *self,
                                      const char    *arguments);
CliRun      *cli_fixture_run         (CliFixture    *self,
                                      const char    *arguments,
                                      const char    *input);
void         cli_fixture_play        (CliFixture    *self,
                                      const CliStep *steps,
                                      gsize          n_steps);
void         cli_fixture_play_one    (CliFixture    *self,
                                      char          *arguments,
                                      int            status,
                                      const char    *output,
                                      const char    *complaint);
json_t      *cli_fixture_read_json   (CliFixture    *self,
                                      const char    *arguments);
char        *cli_fixture_read_id     (CliFixture    *self,
                                      const char    *arguments);
char        *cli_fixture_add_operation
                                     (CliFixture    *self,
                                      const char    *properties);
void         cli_run_free            (CliRun        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliRun, cli_run_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliFixture, cli_fixture_tear_down)

G_END_DECLS
