/* cpx-coding-keys.h: what a key means in the panel of one operation. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_CODING_KEY_NONE,
  CPX_CODING_KEY_SELECT,     /* the suggestion of that number */
  CPX_CODING_KEY_ACCEPT,     /* the one selected */
  CPX_CODING_KEY_TAKE_BACK,  /* the act kept last */
  CPX_CODING_KEY_CLOSE,
} CpxCodingKeyKind;

typedef struct
{
  CpxCodingKeyKind kind;
  guint            position;  /* of the suggestion, from 0 */
} CpxCodingKey;

CpxCodingKey cpx_coding_key_read (guint           keyval,
                                  GdkModifierType modifiers,
                                  guint           n_suggestions,
                                  int             selected,
                                  guint           n_acts,
                                  gboolean        may_change);

G_END_DECLS
