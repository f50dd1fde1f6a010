/* cpx-demo-random.h: numbers that are the same on every machine for the same seed. Not for keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-id.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 state;
  gint64  time_ms;  /* of the identifiers made; moves on with each */
} CpxDemoRandom;

void      cpx_demo_random_init   (CpxDemoRandom *self,
                                  guint64        seed,
                                  gint64         time_ms);
guint     cpx_demo_random_below  (CpxDemoRandom *self,
                                  guint          bound);
gboolean  cpx_demo_random_chance (CpxDemoRandom *self,
                                  guint          percent);
guint     cpx_demo_random_skewed (CpxDemoRandom *self,
                                  guint          bound);
void      cpx_demo_random_id     (CpxDemoRandom *self,
                                  char           out_text[CPX_ID_TEXT_LENGTH + 1]);

G_END_DECLS
