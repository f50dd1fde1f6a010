/* cpx-cli.h: what the command line asked of every command, and the practice it works on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-cli-exit.h"
#include "cpx-cli-output.h"
#include "cpx-cli-secret.h"
#include "cpx-cli-signals.h"

#include <cpx-practice.h>
#include <cpx-receipt.h>

G_BEGIN_DECLS

/* Lives on the stack of main(). Strings come from the command line: bytes of the caller, not checked. */
typedef struct
{
  char        *vault;
  char        *user;
  char        *passphrase_file;
  char        *new_passphrase_file;
  char        *recovery_file;
  char        *totp_file;
  gboolean     json;
  gboolean     ack;
  gboolean     help;
  gboolean     version;

  const char  *command;     /* (nullable): its name, once it is known */
  CpxPractice *practice;    /* (owned) (nullable): once unlocked */
  CpxSecret   *passphrase;  /* (owned) (nullable): what unlocked it */
  CpxSecret   *code;        /* (owned) (nullable): and the one-time code, if it took one */
  gboolean     told;        /* the command said itself what the practice has to tell */
  char        *log_fault;   /* (owned) (nullable): what is wrong with the audit log, as seen on the way in and out */
} CpxCli;

GOptionGroup *cpx_cli_new_options       (CpxCli      *self);
void          cpx_cli_clear             (CpxCli      *self);

const char   *cpx_cli_get_vault         (CpxCli      *self);
gboolean      cpx_cli_choose_user       (CpxCli      *self,
                                         GError     **error);
CpxSecret    *cpx_cli_read_passphrase   (CpxCli      *self,
                                         GError     **error);
CpxSecret    *cpx_cli_read_new          (CpxCli      *self,
                                         GError     **error);
CpxSecret    *cpx_cli_read_first        (CpxCli      *self,
                                         GError     **error);
gboolean      cpx_cli_read_code         (CpxCli      *self,
                                         CpxSecret  **out_code,
                                         GError     **error);

CpxPractice  *cpx_cli_unlock            (CpxCli      *self,
                                         GError     **error);
CpxPractice  *cpx_cli_unlock_to_read    (CpxCli      *self,
                                         GError     **error);
CpxPractice  *cpx_cli_unlock_again      (CpxCli      *self,
                                         GError     **error);
gboolean      cpx_cli_close             (CpxCli      *self,
                                         GError     **error);

gboolean      cpx_cli_check_gap         (guint        n_unreadable,
                                         GError     **error);
gboolean      cpx_cli_open_file         (CpxCli      *self,
                                         const char  *patient_id,
                                         GError     **error);
gboolean      cpx_cli_acknowledge       (CpxCli      *self,
                                         CpxReceipt  *receipt,
                                         GError     **error);
json_t       *cpx_cli_make_findings     (GPtrArray   *findings);
gboolean      cpx_cli_show_record       (CpxCli      *self,
                                         CpxRecord   *record,
                                         GError     **error);
gboolean      cpx_cli_show_receipt      (CpxCli      *self,
                                         CpxReceipt  *receipt,
                                         const char  *sentence,
                                         GError     **error);

gboolean      cpx_cli_check_arguments   (char       **arguments,
                                         guint        minimum,
                                         guint        maximum,
                                         GError     **error);
gboolean      cpx_cli_check_option      (const char  *given,
                                         GError     **error);

G_END_DECLS
