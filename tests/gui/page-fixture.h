/* page-fixture.h: a practice of one's own in a temporary folder, and a window to show its widgets in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define FIXTURE_LOGIN      "martin"
#define FIXTURE_PASSPHRASE "lampe verte canard"

typedef struct
{
  char        *folder;
  char        *path;       /* of the vault */
  CpxPractice *practice;   /* entered by a surgeon who is administrator */
  GtkWidget   *window;     /* (nullable) */
} PageFixture;

typedef gboolean (*PageCondition) (gpointer data);

gboolean   page_fixture_has_display    (void);
void       page_fixture_set_up         (PageFixture   *self,
                                        gconstpointer  data);
void       page_fixture_tear_down      (PageFixture   *self,
                                        gconstpointer  data);
void       page_fixture_show           (PageFixture *self,
                                        GtkWidget   *widget);
void       page_fixture_settle         (void);
void       page_fixture_wait           (PageCondition condition,
                                        gpointer      data);

void       page_fixture_keep_typed     (PageFixture  *self);
void       page_fixture_lock_and_unlock
                                       (PageFixture  *self,
                                        const char   *login);

void       page_fixture_wait_for_label (GtkWidget    *root,
                                        const char   *text);
GtkWidget *page_fixture_show_settings  (PageFixture  *self,
                                        const char   *section);

GtkWidget *page_fixture_find_type      (GtkWidget *root,
                                        GType      type,
                                        guint      nth);
GtkWidget *page_fixture_find_name      (GtkWidget  *root,
                                        const char *name);
GtkWidget *page_fixture_find_label     (GtkWidget  *root,
                                        const char *text);
gboolean   page_fixture_can            (GtkWidget  *root,
                                        const char *action_name);
void       page_fixture_type           (GtkWidget  *root,
                                        const char *name,
                                        const char *text);
void       page_fixture_press_in_toast (PageFixture *self,
                                        const char  *label);
void       page_fixture_answer         (const char    *response);

G_END_DECLS
