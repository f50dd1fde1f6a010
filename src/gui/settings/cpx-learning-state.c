/* cpx-learning-state.c: what the settings say of what the codings of this practice taught the suggestions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-learning-state.h"

#include <cpx-ccam-code.h>
#include <cpx-practitioner.h>

#include <glib/gi18n-lib.h>

#define MAX_HABITS 12  /* a person: enough to see what is learnt; the export has all */

static void
habit_free (gpointer data)
{
  CpxLearningHabit *habit = data;

  g_free (habit->title);
  g_free (habit->subtitle);
  g_free (habit);
}

static void
person_free (gpointer data)
{
  CpxLearningPerson *person = data;

  g_free (person->practitioner_id);
  g_free (person->title);
  g_free (person->subtitle);
  g_ptr_array_unref (person->habits);
  g_free (person);
}

static CpxLearningHabit *
make_habit (const CpxPriorHabit *kept)
{
  CpxLearningHabit *habit = g_new0 (CpxLearningHabit, 1);

  habit->title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: kept %u time of %u", "%s: kept %u times of %u",
                                               kept->n_kept),
                                  kept->code, kept->n_kept, kept->n_shown);
  habit->subtitle = cpx_ccam_code_is_valid (kept->key)
                    ? g_strdup_printf (_("when %s is proposed first"), kept->key)
                    : g_strdup_printf (_("when the title says “%s”"), kept->key);

  return habit;
}

static char *
find_name (GListModel *practitioners,
           const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (practitioners); i++)
    {
      g_autoptr(CpxRecord) practitioner = g_list_model_get_item (practitioners, i);

      if (g_str_equal (cpx_record_get_id (practitioner), id))
        return cpx_practitioner_dup_name (practitioner);
    }

  return g_strdup (_("A practitioner who is not in the directory"));
}

static char *
format_cases (guint n_cases)
{
  g_autofree char *number = g_strdup_printf ("%'u", n_cases);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s code kept", "%s codes kept", n_cases), number);
}

static CpxLearningPerson *
make_person (const CpxPracticePrior *prior,
             GListModel             *practitioners,
             const char             *id)
{
  CpxLearningPerson *person = g_new0 (CpxLearningPerson, 1);
  g_autoptr(GArray) habits = cpx_practice_prior_list_habits (prior, id, MAX_HABITS);

  person->practitioner_id = g_strdup (id);
  person->title = find_name (practitioners, id);
  person->subtitle = format_cases (cpx_practice_prior_n_cases_of (prior, id));
  person->habits = g_ptr_array_new_with_free_func (habit_free);
  for (guint i = 0; i < habits->len; i++)
    g_ptr_array_add (person->habits, make_habit (&g_array_index (habits, CpxPriorHabit, i)));

  return person;
}

/* A GCompareDataFunc of ids. */
static int
compare_people (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const CpxPracticePrior *prior = data;
  const char *first = *(const char * const *) a;
  const char *second = *(const char * const *) b;
  guint n_first = cpx_practice_prior_n_cases_of (prior, first);
  guint n_second = cpx_practice_prior_n_cases_of (prior, second);

  if (n_first != n_second)
    return n_first < n_second ? 1 : -1;

  return g_strcmp0 (first, second);
}

static GPtrArray *
list_people (const CpxPracticePrior *prior,
             GListModel             *practitioners)
{
  GPtrArray *people = g_ptr_array_new_with_free_func (person_free);
  g_autoptr(GPtrArray) ids = cpx_practice_prior_list_practitioners (prior);

  g_ptr_array_sort_with_data (ids, compare_people, (gpointer) prior);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (people, make_person (prior, practitioners, g_ptr_array_index (ids, i)));

  return people;
}

/**
 * cpx_learning_state_compute:
 * @prior: (nullable): what was learnt; `NULL`: not known yet
 * @practitioners: (element-type CpxRecord): those whose names are known
 *
 * Returns: the state, to clear with cpx_learning_state_clear()
 */
CpxLearningState
cpx_learning_state_compute (const CpxPracticePrior *prior,
                            GListModel             *practitioners)
{
  CpxLearningState self = { .title = g_strdup (_("Reading…")), .subtitle = g_strdup (""),
                            .people = g_ptr_array_new_with_free_func (person_free) };
  guint n_cases = prior != NULL ? cpx_practice_prior_n_cases (prior) : 0;

  if (prior == NULL)
    return self;
  cpx_learning_state_clear (&self);
  self.people = list_people (prior, practitioners);
  self.can_reset = n_cases > 0;
  self.title = n_cases > 0 ? format_cases (n_cases) : g_strdup (_("Nothing learnt yet"));
  self.subtitle = g_strdup (n_cases > 0
                            ? _("They move the order and the confidence of the suggestions, each surgeon’s own first.")
                            : _("Each coding that is validated teaches the suggestions what this practice keeps."));

  return self;
}

void
cpx_learning_state_clear (CpxLearningState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  g_clear_pointer (&self->people, g_ptr_array_unref);
}

/**
 * cpx_learning_state_dup_forgotten:
 * @name: (nullable): whose habits; `NULL`: everybody's
 * @n_cases: how many cases were known
 *
 * Returns: (transfer full): what a reset did, in one sentence
 */
char *
cpx_learning_state_dup_forgotten (const char *name,
                                  guint       n_cases)
{
  g_autofree char *cases = format_cases (n_cases);

  if (name == NULL)
    return g_strdup_printf (_("What was learnt is forgotten (%s); the acts stay."), cases);

  return g_strdup_printf (_("What %s taught is forgotten (%s); the acts stay."), name, cases);
}
