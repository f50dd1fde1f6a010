/* cpx-cli-log-filter.h: which entries of the audit log the command line asks for, in the options of several commands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-cli.h"

#include <cpx-log-filter.h>

G_BEGIN_DECLS

/* Options that `audit log` and `audit export` share, at the head of their tables. */
#define CPX_CLI_LOG_FILTER_OPTIONS \
  { "person", 0, 0, G_OPTION_ARG_FILENAME, &cpx_cli_log_person, \
    N_("What this user did (login, or id; empty: before anybody had unlocked)"), N_("LOGIN") }, \
  { "patient", 0, 0, G_OPTION_ARG_FILENAME, &cpx_cli_log_patient, \
    N_("What is about this patient (id, or file number)"), N_("PATIENT") }, \
  { "record", 0, 0, G_OPTION_ARG_FILENAME, &cpx_cli_log_record, N_("What is about this record"), N_("ID") }, \
  { "action", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &cpx_cli_log_actions, \
    N_("Only this action; “coding.” is all that begin so (repeatable)"), N_("ACTION") }, \
  { "from", 0, 0, G_OPTION_ARG_FILENAME, &cpx_cli_log_from, N_("From this day on"), N_("DATE") }, \
  { "until", 0, 0, G_OPTION_ARG_FILENAME, &cpx_cli_log_until, N_("Up to this day, the day included"), N_("DATE") }, \
  { "device", 0, 0, G_OPTION_ARG_FILENAME, &cpx_cli_log_device, \
    N_("Only the log of this post (name, or id where several have one name)"), N_("POST") }, \
  { "text", 0, 0, G_OPTION_ARG_FILENAME, &cpx_cli_log_text, N_("Only entries that say these words"), N_("WORDS") }

extern char *cpx_cli_log_person;
extern char *cpx_cli_log_patient;
extern char *cpx_cli_log_record;
extern char **cpx_cli_log_actions;
extern char *cpx_cli_log_from;
extern char *cpx_cli_log_until;
extern char *cpx_cli_log_device;
extern char *cpx_cli_log_text;

gboolean cpx_cli_log_filter_check (GError       **error);
gboolean cpx_cli_log_filter_read  (CpxCli        *cli,
                                   CpxLogFilter  *out_filter,
                                   GError       **error);
gboolean cpx_cli_find_post        (CpxCli        *cli,
                                   const char    *given,
                                   char         **out_id,
                                   GError       **error);

G_END_DECLS
