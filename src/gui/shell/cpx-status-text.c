/* cpx-status-text.c: what a status page says, in plain text.
 *
 * An AdwStatusPage reads markup: a name of a file or a word searched with an ampersand in it would leave it empty.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-status-text.h"

#include <adwaita.h>

static char *
dup_markup (const char *text)
{
  return text != NULL ? g_markup_escape_text (text, -1) : NULL;
}

/**
 * cpx_status_text_show:
 * @status_page: an #AdwStatusPage
 * @icon_name: (nullable): its icon
 * @title: (nullable): its title, not markup
 * @description: (nullable): what is said below, not markup
 */
void
cpx_status_text_show (GtkWidget  *status_page,
                      const char *icon_name,
                      const char *title,
                      const char *description)
{
  g_autofree char *title_markup = dup_markup (title);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status_page), icon_name);
  adw_status_page_set_title (ADW_STATUS_PAGE (status_page), title_markup);
  cpx_status_text_describe (status_page, description);
}

/**
 * cpx_status_text_describe:
 * @status_page: an #AdwStatusPage whose icon and title stay
 * @description: (nullable): what is said below, not markup
 */
void
cpx_status_text_describe (GtkWidget  *status_page,
                          const char *description)
{
  g_autofree char *description_markup = dup_markup (description);

  adw_status_page_set_description (ADW_STATUS_PAGE (status_page), description_markup);
}
