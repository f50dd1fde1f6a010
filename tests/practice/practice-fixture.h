/* practice-fixture.h: a real practice in a folder of its own, for one test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "code-fixture.h"

#include "cpx-create-practice.h"
#include "cpx-practice.h"
#include "cpx-receipt.h"

#define FIXTURE_LOGIN      "martin"
#define FIXTURE_PASSPHRASE "une phrase de passe"

typedef struct
{
  char        *folder;
  char        *path;
  char        *recovery_code;
  CpxPractice *practice;  /* unlocked by a surgeon who is administrator */
} PracticeFixture;

void         practice_fixture_init      (int                *argc,
                                         char             ***argv);
void         practice_fixture_set_up    (PracticeFixture    *self,
                                         gconstpointer       data);
void         practice_fixture_tear_down (PracticeFixture    *self,
                                         gconstpointer       data);
void         practice_fixture_close     (PracticeFixture    *self);
void         practice_fixture_reopen    (PracticeFixture    *self,
                                         const char         *login,
                                         const char         *passphrase);

CpxRecord   *practice_fixture_make_patient (const char      *name,
                                            const char      *first_name,
                                            const char      *sex,
                                            const char      *birth_date);
CpxRecord   *practice_fixture_add_patient  (PracticeFixture *self,
                                            const char      *name,
                                            const char      *first_name,
                                            const char      *birth_date);
CpxRecord   *practice_fixture_make_child   (const CpxKind   *kind,
                                            CpxRecord       *patient,
                                            int              field,
                                            const char      *text);
CpxRecord   *practice_fixture_save         (PracticeFixture *self,
                                            CpxRecord       *base,
                                            CpxRecord       *record);
void         practice_fixture_add_user     (PracticeFixture *self,
                                            const char      *login,
                                            CpxRoles         roles);
gint64       practice_fixture_count_audit  (PracticeFixture *self);
gint64       practice_fixture_count        (PracticeFixture *self,
                                            const CpxKind   *kind);
char       **practice_fixture_list_actions (PracticeFixture *self);

/* Runs the main loop, twenty seconds at the most. */
#define ITERATE_UNTIL(condition) \
  G_STMT_START { \
    gint64 deadline_us = g_get_monotonic_time () + 20 * (gint64) G_USEC_PER_SEC; \
    while (!(condition)) \
      { \
        g_main_context_iteration (NULL, FALSE); \
        g_assert_cmpint (g_get_monotonic_time (), <, deadline_us); \
      } \
  } G_STMT_END

#define FIXTURE_TEST(path, func) \
  g_test_add (path, PracticeFixture, NULL, practice_fixture_set_up, func, practice_fixture_tear_down)
