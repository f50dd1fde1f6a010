/* cpx-file-check-state.h: what the screen says of a file that was verified. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-file-check.h>

G_BEGIN_DECLS

typedef struct
{
  const char *icon_name;
  const char *tone;      /* a style class */
  char       *title;     /* (owned) */
  char       *sentence;  /* (owned): what that means, or what is wrong and where */
  char       *contents;  /* (owned) (nullable): what the file is, and of which seal */
  char       *signer;    /* (owned) (nullable): whose key signed it, where it is sound */
  char       *key;       /* (owned) (nullable): the key's fingerprint */
} CpxFileCheckState;

CpxFileCheckState cpx_file_check_state_compute (const CpxFileCheck *check,
                                                const GError       *error);
void              cpx_file_check_state_clear   (CpxFileCheckState  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxFileCheckState, cpx_file_check_state_clear)

G_END_DECLS
