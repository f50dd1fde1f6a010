/* cpx-cli-fields.h: the fields of a record as given on the command line: `field=value …`, a JSON object, or both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

G_BEGIN_DECLS

extern char *cpx_cli_fields_json_file;

/* The line of a command's options that reads a JSON object. */
#define CPX_CLI_FIELDS_OPTION \
  { "json-file", 0, 0, G_OPTION_ARG_FILENAME, &cpx_cli_fields_json_file, \
    N_("Read the fields from a JSON object (“-”: standard input); FIELD=VALUE comes on top"), N_("FILE") }

json_t *cpx_cli_fields_read    (const CpxKind  *kind,
                                char          **arguments,
                                GError        **error);
char   *cpx_cli_fields_list    (const CpxKind  *kind);
GInputStream *cpx_cli_fields_open (const char  *path,
                                   GError     **error);

G_END_DECLS
