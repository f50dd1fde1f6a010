/* cpx-cli-commands.h: the commands of cpxctl, declared in tables, one a group.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-cli.h"

G_BEGIN_DECLS

/* Does one command. @arguments: what follows its name and options, ends with NULL. */
typedef gboolean (*CpxCliRun) (CpxCli  *cli,
                               char   **arguments,
                               GError **error);

typedef struct
{
  const char         *name;      /* "patient add" */
  const char         *usage;     /* N_() (nullable): what follows the name */
  const char         *summary;   /* N_(): one line in the list of commands */
  const char         *details;   /* N_() (nullable): what the summary cannot say */
  const GOptionEntry *options;   /* (nullable): its own options */
  CpxCliRun           run;
} CpxCliCommand;

/* A group of commands is a file; each table ends with { NULL }. */
extern const CpxCliCommand cpx_cli_act_commands[];
extern const CpxCliCommand cpx_cli_anchor_commands[];
extern const CpxCliCommand cpx_cli_audit_commands[];
extern const CpxCliCommand cpx_cli_audit_log_commands[];
extern const CpxCliCommand cpx_cli_bench_commands[];
extern const CpxCliCommand cpx_cli_ccam_check_commands[];
extern const CpxCliCommand cpx_cli_ccam_commands[];
extern const CpxCliCommand cpx_cli_coding_commands[];
extern const CpxCliCommand cpx_cli_demo_commands[];
extern const CpxCliCommand cpx_cli_duplicates_commands[];
extern const CpxCliCommand cpx_cli_export_commands[];
extern const CpxCliCommand cpx_cli_favourite_commands[];
extern const CpxCliCommand cpx_cli_help_commands[];
extern const CpxCliCommand cpx_cli_import_commands[];
extern const CpxCliCommand cpx_cli_init_commands[];
extern const CpxCliCommand cpx_cli_learn_commands[];
extern const CpxCliCommand cpx_cli_lexicon_commands[];
extern const CpxCliCommand cpx_cli_llm_commands[];
extern const CpxCliCommand cpx_cli_operation_commands[];
extern const CpxCliCommand cpx_cli_erase_commands[];
extern const CpxCliCommand cpx_cli_patient_commands[];
extern const CpxCliCommand cpx_cli_record_commands[];
extern const CpxCliCommand cpx_cli_recovery_commands[];
extern const CpxCliCommand cpx_cli_suggest_commands[];
extern const CpxCliCommand cpx_cli_user_commands[];
extern const CpxCliCommand cpx_cli_vault_commands[];

const CpxCliCommand *cpx_cli_commands_find  (char                **words,
                                             guint                *out_n_words);
const CpxCliCommand *cpx_cli_commands_find_option
                                            (const char           *name);
gboolean             cpx_cli_commands_parse (const CpxCliCommand  *command,
                                             CpxCli               *cli,
                                             char               ***arguments,
                                             GError              **error);
void                 cpx_cli_commands_explain (const CpxCliCommand  *command,
                                               guint                 n_arguments,
                                               GError              **error);
char                *cpx_cli_commands_list  (void);
char                *cpx_cli_commands_describe_group (char **words);
char                *cpx_cli_commands_describe (const CpxCliCommand *command,
                                                CpxCli              *cli);

G_END_DECLS
