/* store-fixture.h: a store on a real vault of its own, and short ways to write and read in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-patient.h"
#include "cpx-store.h"

typedef struct
{
  char     *folder;  /* (owned) */
  char     *path;    /* (owned) */
  CpxVault *vault;   /* (owned) */
  CpxStore *store;   /* (owned) */
} StoreFixture;

#define STORE_FIXTURE_USER "018f3a1c-0000-7000-8000-000000000001"

void       store_fixture_set_up    (StoreFixture   *self,
                                    gconstpointer   data);
void       store_fixture_tear_down (StoreFixture   *self,
                                    gconstpointer   data);
void       store_fixture_close     (StoreFixture   *self);
void       store_fixture_open      (StoreFixture   *self);

/* One write in one transaction; NULL before or after as in CpxWrite. */
gboolean   store_fixture_try       (StoreFixture   *self,
                                    CpxRecord      *before,
                                    CpxRecord      *after,
                                    CpxWritten     *out_written,
                                    GError        **error);
CpxRecord *store_fixture_write     (StoreFixture   *self,
                                    CpxRecord      *before,
                                    CpxRecord      *after);
CpxRecord *store_fixture_get       (StoreFixture   *self,
                                    const CpxKind  *kind,
                                    const char     *id,
                                    GError        **error);
GPtrArray *store_fixture_list      (StoreFixture   *self,
                                    const CpxQuery *query);

CpxRecord *store_fixture_patient   (const char     *name,
                                    const char     *first_names,
                                    const char     *birth_date);
