/* cpx-gui-fixture.h: a window on a real practice in a folder of its own, driven as a person would.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-window.h"

#include <cpx-practice.h>

G_BEGIN_DECLS

#define FIXTURE_LOGIN      "martin"
#define FIXTURE_PASSPHRASE "quatre chevaux sous la pluie"

typedef struct
{
  char         *folder;
  char         *path;
  CpxWindow    *window;
} Fixture;

typedef gboolean (*FixtureCondition) (Fixture *fixture);

void       fixture_init         (int *argc, char ***argv);
void       fixture_set_up       (Fixture *fixture, gconstpointer data);
void       fixture_tear_down    (Fixture *fixture, gconstpointer data);
void       fixture_add_patient  (Fixture *fixture, const char *name, const char *first_name, const char *birth_date);
void       fixture_open_window  (Fixture *fixture);
void       fixture_unlock       (Fixture *fixture, const char *passphrase);
void       fixture_wait         (Fixture *fixture, FixtureCondition condition);
void       fixture_settle       (void);
GtkWidget *fixture_find_type    (GtkWidget *root, GType type);
GtkWidget *fixture_find_name    (GtkWidget *root, const char *name);
void       fixture_type         (Fixture *fixture, const char *field, const char *text);
char      *fixture_read         (Fixture *fixture, const char *field);
void       fixture_act          (GtkWidget *widget, const char *action, const char *target);
gboolean   fixture_in_house     (Fixture *fixture);
gboolean   fixture_at_door      (Fixture *fixture);

G_END_DECLS
