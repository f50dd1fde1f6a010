/* cpx-versions.h: which change gave each field of a record the value it has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-id.h>

#include <glib.h>

G_BEGIN_DECLS

/* A change, as far as ordering needs to know it. */
typedef struct
{
  CpxId   change;
  CpxId   device;
  guint64 hlc;
} CpxVersion;

typedef struct _CpxVersions CpxVersions;

CpxVersions      *cpx_versions_new       (void);
CpxVersions      *cpx_versions_copy      (const CpxVersions *self);
void              cpx_versions_free      (CpxVersions       *self);
const CpxVersion *cpx_versions_find      (const CpxVersions *self,
                                          const char        *field);
void              cpx_versions_set       (CpxVersions       *self,
                                          const char        *field,
                                          const CpxVersion  *version);
GBytes           *cpx_versions_to_bytes  (const CpxVersions *self);
CpxVersions      *cpx_versions_from_data (const guint8      *data,
                                          gsize              size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxVersions, cpx_versions_free)

G_END_DECLS
