/* cpx-imaging-region.c: the letters of the code tell the site; that it is a scan, only the label tells.
 *
 * The fourth letter is of the means: a scan has that of any radiograph (K), with contrast that of any radiograph with
 * an access (H).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-imaging-region.h"

typedef struct
{
  const char    *site;   /* the first letters of the code */
  CpxScanRegion  region;
} Site;

static const Site sites[] = {
  { "AC", CPX_SCAN_REGION_HEAD },   /* the skull and what is in it */
  { "EA", CPX_SCAN_REGION_HEAD },   /* vessels of the brain */
  { "LA", CPX_SCAN_REGION_HEAD },   /* the face */
  { "EC", CPX_SCAN_REGION_THORAX },
  { "ZB", CPX_SCAN_REGION_THORAX },
  { "EL", CPX_SCAN_REGION_ABDOMEN },
  { "HH", CPX_SCAN_REGION_ABDOMEN },   /* the colon */
  { "ZC", CPX_SCAN_REGION_ABDOMEN },
  { "EK", CPX_SCAN_REGION_LIMBS },
  { "EM", CPX_SCAN_REGION_LIMBS },
  { "M", CPX_SCAN_REGION_LIMBS },
  { "N", CPX_SCAN_REGION_LIMBS },
};

/**
 * cpx_label_is_scan:
 * @label: (nullable): the long label of a diagnostic act
 *
 * Returns: whether the act is a computed tomography
 */
gboolean
cpx_label_is_scan (const char *label)
{
  return label != NULL && g_str_has_prefix (label, "Scanographie ");
}

/**
 * cpx_scan_region_of:
 * @code: the code of a computed tomography
 *
 * Returns: its region
 */
CpxScanRegion
cpx_scan_region_of (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sites); i++)
    {
      if (g_str_has_prefix (code, sites[i].site))
        return sites[i].region;
    }

  return CPX_SCAN_REGION_NONE;
}

static gboolean
has_prefix_of (const char         *code,
               const char * const *prefixes)
{
  for (guint i = 0; prefixes[i] != NULL; i++)
    {
      if (g_str_has_prefix (code, prefixes[i]))
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_ultrasounds_are_paired:
 * @code: the code of an ultrasound
 * @other: that of another
 *
 * Returns: whether one is of abdomen or pelvis and the other of breast, thyroid or testis (article III-3 B 2d)
 */
gboolean
cpx_ultrasounds_are_paired (const char *code,
                            const char *other)
{
  static const char * const trunk[] = { "ZC", NULL };
  static const char * const glands[] = { "QE", "KC", "JH", NULL };

  return (has_prefix_of (code, trunk) && has_prefix_of (other, glands)) ||
         (has_prefix_of (other, trunk) && has_prefix_of (code, glands));
}
