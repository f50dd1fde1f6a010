/* cpx-open-place.c: what is open on a page: noted at the lock, opened again after it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-open-place.h"

#include "cpx-coding-page.h"
#include "cpx-patients-page.h"

/**
 * cpx_open_place_describe:
 * @page: the page of the house on the screen
 * @place: what to complete with what is open on it
 */
void
cpx_open_place_describe (GtkWidget *page,
                         CpxPlace  *place)
{
  if (CPX_IS_PATIENTS_PAGE (page))
    cpx_patients_page_describe_place (CPX_PATIENTS_PAGE (page), place);
  else if (CPX_IS_CODING_PAGE (page))
    place->operation_id = g_strdup (cpx_coding_page_get_coded (CPX_CODING_PAGE (page)));
}

/**
 * cpx_open_place_reopen:
 * @page: the page of @place, just made
 * @place: (transfer full): where one was
 *
 * Opens what was open on it; what cannot be opened any more is not spoken of.
 */
void
cpx_open_place_reopen (GtkWidget *page,
                       CpxPlace  *place)
{
  g_autoptr(CpxPlace) held = place;

  if (CPX_IS_PATIENTS_PAGE (page) && held->patient_id != NULL)
    cpx_patients_page_reopen (CPX_PATIENTS_PAGE (page), g_steal_pointer (&held));
  else if (CPX_IS_CODING_PAGE (page) && held->operation_id != NULL)
    cpx_coding_page_reopen (CPX_CODING_PAGE (page), held->operation_id);
}
