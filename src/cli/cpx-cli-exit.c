/* cpx-cli-exit.c: the one table from errors to exit statuses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-exit.h"

#include <cpx-practice-error.h>

#include <gio/gio.h>

G_DEFINE_QUARK (cpx-cli-error-quark, cpx_cli_error)

static const CpxCliExit exits[] = {
  [CPX_PRACTICE_ERROR_REFUSED] = CPX_CLI_EXIT_REFUSED,
  [CPX_PRACTICE_ERROR_INVALID] = CPX_CLI_EXIT_REFUSED,
  [CPX_PRACTICE_ERROR_NOT_FOUND] = CPX_CLI_EXIT_REFUSED,
  [CPX_PRACTICE_ERROR_NEWER_FORMAT] = CPX_CLI_EXIT_REFUSED,
  [CPX_PRACTICE_ERROR_WRONG_PASSPHRASE] = CPX_CLI_EXIT_WRONG_PASSPHRASE,
  [CPX_PRACTICE_ERROR_TOO_SOON] = CPX_CLI_EXIT_WRONG_PASSPHRASE,
  [CPX_PRACTICE_ERROR_NEED_CODE] = CPX_CLI_EXIT_WRONG_PASSPHRASE,
  [CPX_PRACTICE_ERROR_WRONG_CODE] = CPX_CLI_EXIT_WRONG_PASSPHRASE,
  [CPX_PRACTICE_ERROR_DAMAGED] = CPX_CLI_EXIT_DAMAGED,
  [CPX_PRACTICE_ERROR_IO] = CPX_CLI_EXIT_IO,
  [CPX_PRACTICE_ERROR_CONFLICT] = CPX_CLI_EXIT_CONFLICT,
  [CPX_PRACTICE_ERROR_HELD] = CPX_CLI_EXIT_HELD,
  [CPX_PRACTICE_ERROR_NOT_ALLOWED] = CPX_CLI_EXIT_NOT_ALLOWED,
  [CPX_PRACTICE_ERROR_LOCKED] = CPX_CLI_EXIT_REFUSED,
  [CPX_PRACTICE_ERROR_NETWORK] = CPX_CLI_EXIT_NETWORK,
};

static CpxCliExit
translate_own (int code)
{
  switch ((CpxCliError) code)
    {
    case CPX_CLI_ERROR_OUTPUT:
      return CPX_CLI_EXIT_IO;
    case CPX_CLI_ERROR_DAMAGE:
      return CPX_CLI_EXIT_DAMAGED;
    case CPX_CLI_ERROR_USAGE:
    case CPX_CLI_ERROR_TOO_FEW:
    case CPX_CLI_ERROR_TOO_MANY:
    default:
      return CPX_CLI_EXIT_USAGE;
    }
}

/**
 * cpx_cli_exit_from_error:
 * @error: why a command failed, in the words of any floor
 *
 * Returns: the exit status that says so
 */
CpxCliExit
cpx_cli_exit_from_error (const GError *error)
{
  CpxPracticeError code;

  if (error->domain == CPX_CLI_ERROR)
    return translate_own (error->code);
  if (error->domain == G_OPTION_ERROR)
    return CPX_CLI_EXIT_USAGE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return CPX_CLI_EXIT_REFUSED;

  code = cpx_practice_error_get_code (error);
  g_return_val_if_fail ((gsize) code < G_N_ELEMENTS (exits), CPX_CLI_EXIT_REFUSED);

  return exits[code];
}
