/* cpx-demo-random.c: splitmix64.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-demo-random.h"

static guint64
next (CpxDemoRandom *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

/**
 * cpx_demo_random_init:
 * @self: (out caller-allocates): the numbers
 * @seed: where they begin
 * @time_ms: when the first identifier says that it was made
 */
void
cpx_demo_random_init (CpxDemoRandom *self,
                      guint64        seed,
                      gint64         time_ms)
{
  self->state = seed;
  self->time_ms = time_ms;
}

/**
 * cpx_demo_random_below:
 * @self: the numbers
 * @bound: at least 1
 *
 * Returns: 0 to @bound - 1, each as likely
 */
guint
cpx_demo_random_below (CpxDemoRandom *self,
                       guint          bound)
{
  return (guint) (((next (self) >> 32) * bound) >> 32);
}

/**
 * cpx_demo_random_chance:
 * @self: the numbers
 * @percent: 0 to 100
 *
 * Returns: `TRUE` in @percent cases of 100
 */
gboolean
cpx_demo_random_chance (CpxDemoRandom *self,
                        guint          percent)
{
  return cpx_demo_random_below (self, 100) < percent;
}

/**
 * cpx_demo_random_skewed:
 * @self: the numbers
 * @bound: at least 1
 *
 * Returns: 0 to @bound - 1, small ones more often, as with names
 */
guint
cpx_demo_random_skewed (CpxDemoRandom *self,
                        guint          bound)
{
  guint a = cpx_demo_random_below (self, bound);
  guint b = cpx_demo_random_below (self, bound);

  return MIN (a, b);
}

/**
 * cpx_demo_random_id:
 * @self: the numbers
 * @out_text: (out caller-allocates): a UUID of version 7, later than the one before
 */
void
cpx_demo_random_id (CpxDemoRandom *self,
                    char           out_text[CPX_ID_TEXT_LENGTH + 1])
{
  guint64 high = next (self);
  guint64 low = next (self);
  CpxId id;

  self->time_ms++;
  for (int i = 0; i < 6; i++)
    id.bytes[i] = (guint8) (self->time_ms >> (8 * (5 - i)));
  for (int i = 6; i < 8; i++)
    id.bytes[i] = (guint8) (high >> (8 * i));
  for (int i = 8; i < 16; i++)
    id.bytes[i] = (guint8) (low >> (8 * (i - 8)));
  id.bytes[6] = (guint8) (0x70 | (id.bytes[6] & 0x0f));
  id.bytes[8] = (guint8) (0x80 | (id.bytes[8] & 0x3f));
  cpx_id_format (&id, out_text);
}
