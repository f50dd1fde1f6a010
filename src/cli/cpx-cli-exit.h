/* cpx-cli-exit.h: what cpxctl leaves to its caller: one exit status for each thing a script acts on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_CLI_ERROR (cpx_cli_error_quark ())

typedef enum
{
  CPX_CLI_ERROR_USAGE,     /* the command line itself */
  CPX_CLI_ERROR_TOO_FEW,   /* arguments; cpx_cli_commands_explain() says which */
  CPX_CLI_ERROR_TOO_MANY,  /* arguments */
  CPX_CLI_ERROR_OUTPUT,    /* standard output takes no more */
  CPX_CLI_ERROR_DAMAGE,    /* a check did its work and found damage */
} CpxCliError;

GQuark cpx_cli_error_quark (void);

/* A contract: scripts depend on these numbers. */
typedef enum
{
  CPX_CLI_EXIT_DONE             = 0,
  CPX_CLI_EXIT_REFUSED          = 1,  /* a rule or bad input; no such file or record; newer format; interrupted */
  CPX_CLI_EXIT_USAGE            = 2,
  CPX_CLI_EXIT_WRONG_PASSPHRASE = 3,
  CPX_CLI_EXIT_DAMAGED          = 4,
  CPX_CLI_EXIT_IO               = 5,
  CPX_CLI_EXIT_CONFLICT         = 6,
  CPX_CLI_EXIT_HELD             = 7,
  CPX_CLI_EXIT_NETWORK          = 8,
  CPX_CLI_EXIT_NOT_ALLOWED      = 9,
} CpxCliExit;

CpxCliExit cpx_cli_exit_from_error (const GError *error);

G_END_DECLS
