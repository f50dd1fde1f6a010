/* cpx-device.h: a post on which the practice is opened; its public key checks its log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_DEVICE (cpx_device_get_type ())
G_DECLARE_FINAL_TYPE (CpxDevice, cpx_device, CPX, DEVICE, CpxRecord)

extern const CpxKind cpx_device_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_DEVICE_NAME,
  CPX_DEVICE_PUBLIC_KEY,
  CPX_DEVICE_RETIRED,
  CPX_DEVICE_RESTORED_FROM,
  CPX_N_DEVICE_FIELDS
};

G_END_DECLS
