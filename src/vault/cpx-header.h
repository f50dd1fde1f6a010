/* cpx-header.h: the plain region before the pages: what the file is, and who may open it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-key-slot.h"

G_BEGIN_DECLS

#define CPX_HEADER_REGION_SIZE 65536  /* two copies of the header, two commit marks; then the pages */
#define CPX_HEADER_COPY_SIZE   16384
#define CPX_HEADER_N_COPIES    2
#define CPX_MARK_OFFSET(slot)  (2 * CPX_HEADER_COPY_SIZE + (slot) * 16384)
#define CPX_FORMAT_VERSION     1

typedef struct
{
  guint32        format_version;
  guint8         vault_id[CPX_VAULT_ID_SIZE];
  CpxCipherSuite cipher;
  guint32        page_size;
  guint64        counter;                      /* grows with each change of the header */
  CpxKeySlot     slots[CPX_VAULT_SLOTS_MAX];
  guint8         macs[CPX_HEADER_N_COPIES][32];  /* the same twice, unless the copies differ */
  gboolean       one_copy_damaged;             /* as it was read */
  guint          stale_copies;                 /* a bit for each copy in the file that is not this header */
} CpxHeader;

typedef enum {
  CPX_HEADER_GOOD,
  CPX_HEADER_NOT_A_VAULT,
  CPX_HEADER_NEWER,
  CPX_HEADER_DAMAGED,
} CpxHeaderState;

void           cpx_header_write      (CpxHeader    *self,
                                      CpxSecret    *data_key,
                                      guint8        out_copy[CPX_HEADER_COPY_SIZE]);
CpxHeaderState cpx_header_read       (CpxHeader    *self,
                                      const guint8 *bytes,
                                      gsize         n_bytes);
gboolean       cpx_header_read_copy  (CpxHeader    *self,
                                      const guint8 *bytes,
                                      int           index);
gboolean       cpx_header_verify     (CpxHeader    *self,
                                      CpxSecret    *data_key);

CpxKeySlot    *cpx_header_find_login (CpxHeader    *self,
                                      const char   *login);
CpxKeySlot    *cpx_header_find_empty (CpxHeader    *self);
guint          cpx_header_count      (const CpxHeader  *self,
                                      CpxVaultSlotKind  kind);

G_END_DECLS
