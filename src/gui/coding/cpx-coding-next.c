/* cpx-coding-next.c: of what is asked for during a save, the most is done after it, and once.
 *
 * A validation follows only if the acts are still those that were seen when it was asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-next.h"

/**
 * cpx_coding_next_ask:
 * @self: what is asked for
 * @want: something more
 * @seen: what is chosen now
 *
 * Returns: `TRUE` if nothing was asked for before
 */
gboolean
cpx_coding_next_ask (CpxCodingNext  *self,
                     CpxCodingWant   want,
                     CpxCodingDraft *seen)
{
  gboolean first = self->want == CPX_CODING_WANT_NOTHING;

  if (want >= self->want)
    {
      self->want = want;
      g_set_object (&self->seen, seen);
    }

  return first;
}

/**
 * cpx_coding_next_take:
 * @self: what is asked for, nothing afterwards
 * @now: what is chosen now
 *
 * Returns: what is to be done
 */
CpxCodingWant
cpx_coding_next_take (CpxCodingNext  *self,
                      CpxCodingDraft *now)
{
  CpxCodingWant want = self->want;

  if (want == CPX_CODING_WANT_VALIDATION && !cpx_coding_draft_equal (self->seen, now))
    want = CPX_CODING_WANT_KEPT;
  cpx_coding_next_clear (self);

  return want;
}

/**
 * cpx_coding_next_clear:
 * @self: what is asked for, nothing afterwards
 */
void
cpx_coding_next_clear (CpxCodingNext *self)
{
  self->want = CPX_CODING_WANT_NOTHING;
  g_clear_object (&self->seen);
}
