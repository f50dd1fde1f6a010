/* cpx-device.c: a post of the practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-device.h"

#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

static const CpxField fields[CPX_N_DEVICE_FIELDS] = {
  { "name", N_("Name"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED },
  { "public_key", N_("Public key"), CPX_FIELD_TEXT, CPX_FIELD_READ_ONLY, .max_length = 200 },
  { "retired", N_("Retired"), CPX_FIELD_BOOLEAN },
  { "restored_from", N_("Restored from"), CPX_FIELD_TEXT, CPX_FIELD_READ_ONLY, .max_length = 200 },
};

const CpxKind cpx_device_kind = {
  .name = "device",
  .label = N_("Device"),
  .get_type = cpx_device_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_NO_PATIENT,
};

CPX_DEFINE_RECORD_TYPE (CpxDevice, cpx_device)
