/* cpx-imaging-region.h: which regions imaging is of, and which of them are charged together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The regions of which two scans are charged in full together. */
typedef enum
{
  CPX_SCAN_REGION_NONE,     /* another one: neck, spine, the whole body */
  CPX_SCAN_REGION_HEAD,
  CPX_SCAN_REGION_THORAX,
  CPX_SCAN_REGION_ABDOMEN,
  CPX_SCAN_REGION_LIMBS,
} CpxScanRegion;

gboolean      cpx_label_is_scan          (const char *label);
CpxScanRegion cpx_scan_region_of         (const char *code);
gboolean      cpx_ultrasounds_are_paired (const char *code,
                                          const char *other);

G_END_DECLS
