/* cpx-coding-keys.c: what a key means in the panel of one operation. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-keys.h"

#define MODIFIERS (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)

/* The digits of a French keyboard stand under signs: those keys select as well, without Shift. */
static int
read_digit (guint keyval)
{
  static const guint french[] = { GDK_KEY_ampersand, GDK_KEY_eacute, GDK_KEY_quotedbl, GDK_KEY_apostrophe,
                                  GDK_KEY_parenleft, GDK_KEY_minus, GDK_KEY_egrave, GDK_KEY_underscore,
                                  GDK_KEY_ccedilla };

  if (keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    return (int) (keyval - GDK_KEY_1);
  if (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    return (int) (keyval - GDK_KEY_KP_1);
  for (guint i = 0; i < G_N_ELEMENTS (french); i++)
    {
      if (keyval == french[i])
        return (int) i;
    }

  return -1;
}

static gboolean
is_enter (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

/**
 * cpx_coding_key_read:
 * @keyval: the key
 * @modifiers: what was held with it
 * @n_suggestions: how many suggestions are shown
 * @selected: the one selected, or -1
 * @n_acts: how many acts are kept
 * @may_change: whether acts may be chosen
 *
 * Keys that a text field or a button takes for itself do not come here.
 *
 * Returns: what it means
 */
CpxCodingKey
cpx_coding_key_read (guint           keyval,
                     GdkModifierType modifiers,
                     guint           n_suggestions,
                     int             selected,
                     guint           n_acts,
                     gboolean        may_change)
{
  CpxCodingKey key = { CPX_CODING_KEY_NONE, 0 };
  int digit = read_digit (keyval);

  if ((modifiers & MODIFIERS) != 0)
    return key;
  if (digit >= 0 && (guint) digit < n_suggestions)
    key = (CpxCodingKey) { CPX_CODING_KEY_SELECT, (guint) digit };
  else if (is_enter (keyval) && may_change && selected >= 0 && (guint) selected < n_suggestions)
    key = (CpxCodingKey) { CPX_CODING_KEY_ACCEPT, (guint) selected };
  else if (keyval == GDK_KEY_BackSpace && may_change && n_acts > 0)
    key.kind = CPX_CODING_KEY_TAKE_BACK;
  else if (keyval == GDK_KEY_Escape)
    key.kind = CPX_CODING_KEY_CLOSE;

  return key;
}
