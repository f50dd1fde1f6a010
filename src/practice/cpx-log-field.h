/* cpx-log-field.h: what an entry of the audit log says of each field: before and after, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-log-entry.h"

G_BEGIN_DECLS

typedef struct
{
  char *label;
  char *before;  /* (nullable): there was none */
  char *after;   /* (nullable): there is none any more */
} CpxLogField;

GPtrArray *cpx_log_entry_list_fields (CpxLogEntry *self);
GPtrArray *cpx_log_entry_list_more   (CpxLogEntry *self);

G_END_DECLS
