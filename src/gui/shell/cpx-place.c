/* cpx-place.c: where somebody was when the practice was locked: names and ids, nothing of a patient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-place.h"

/**
 * cpx_place_new:
 * @user_id: who is there
 * @page: the page on the screen
 *
 * Returns: (transfer full): the place, nothing open on the page
 */
CpxPlace *
cpx_place_new (const char *user_id,
               const char *page)
{
  CpxPlace *self = g_new0 (CpxPlace, 1);

  self->user_id = g_strdup (user_id);
  self->page = g_strdup (page);

  return self;
}

/**
 * cpx_place_free:
 * @self: (transfer full): a place
 */
void
cpx_place_free (CpxPlace *self)
{
  g_free (self->user_id);
  g_free (self->page);
  g_free (self->patient_id);
  g_free (self->tab);
  g_free (self->operation_id);
  g_free (self);
}

/**
 * cpx_place_leads_back:
 * @self: (nullable): where somebody was before the lock
 * @user_id: who unlocked
 * @pages: (array zero-terminated=1): the pages that this user may open now
 *
 * What one was reading is nobody else's business, and a right may have been taken away meanwhile.
 *
 * Returns: `TRUE` if @user_id goes on there, `FALSE` if the day begins at the first page
 */
gboolean
cpx_place_leads_back (const CpxPlace     *self,
                      const char         *user_id,
                      const char * const *pages)
{
  return self != NULL && g_str_equal (self->user_id, user_id) && g_strv_contains (pages, self->page);
}
