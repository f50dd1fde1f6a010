/* cpx-demo.h: a believable French practice, invented from a number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-create-practice.h"

G_BEGIN_DECLS

#define CPX_DEMO_MAX_PATIENTS 2000000

/* Told after each commit; FALSE with an error ends the making. */
typedef gboolean (*CpxDemoProgress) (guint      n_done,
                                     guint      n_total,
                                     gpointer   user_data,
                                     GError   **error);

/* Strings belong to the caller. */
typedef struct
{
  const char *login;
  const char *passphrase;
  guint       n_patients;
  guint64     seed;
  CpxKdfCost  kdf_cost;
} CpxDemoSetup;

CpxPractice *cpx_demo_create (const char           *path,
                              const CpxDemoSetup   *setup,
                              CpxDemoProgress       progress,
                              gpointer              user_data,
                              char                **out_recovery_code,
                              GError              **error);

G_END_DECLS
