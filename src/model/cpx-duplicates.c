/* cpx-duplicates.c: likeness of two patient files, as a sum of points each of which has its reason.
 *
 * Name, first name and date of birth carry the sum; any two of them alike and the third unlike stay below "likely",
 * which is where twins, fathers with the son's name and people born the same day belong. The NIR counts much and
 * never decides alone: children are often registered under a parent's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-duplicates.h"

#include <cpx-fold.h>

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define MIN_SLIP_LENGTH 4
#define MAX_EAR_LETTERS 2   /* Lemère and Lemaire: more letters apart are two names */
#define NIR_LENGTH      13
#define PHONE_LENGTH    9

static const struct
{
  int         points;
  const char *id;
  const char *label;
} reasons_table[CPX_N_DUPLICATE_REASONS] = {
  [CPX_DUPLICATE_SAME_NIR] = { 45, "same-nir", N_("same social security number") },
  [CPX_DUPLICATE_SAME_INS] = { 60, "same-ins", N_("same INS") },
  [CPX_DUPLICATE_SAME_TRAITS] = { 0, "same-traits", N_("same identity traits") },
  [CPX_DUPLICATE_SAME_NAME] = { 35, "same-name", N_("same name") },
  [CPX_DUPLICATE_USED_IS_BIRTH_NAME] = { 33, "used-is-birth-name",
                                         N_("name in use of one is birth name of the other") },
  [CPX_DUPLICATE_SWAPPED_NAMES] = { 63, "swapped-names", N_("name and first name swapped") },
  [CPX_DUPLICATE_CLOSE_NAME] = { 27, "close-name", N_("name but for one letter") },
  [CPX_DUPLICATE_SAME_FIRST_NAME] = { 30, "same-first-name", N_("same first name") },
  [CPX_DUPLICATE_CLOSE_FIRST_NAME] = { 22, "close-first-name", N_("similar first name") },
  [CPX_DUPLICATE_SAME_BIRTH_DATE] = { 35, "same-birth-date", N_("same date of birth") },
  [CPX_DUPLICATE_CLOSE_BIRTH_DATE] = { 20, "close-birth-date", N_("similar date of birth") },
  [CPX_DUPLICATE_SAME_PHONE] = { 8, "same-phone", N_("same phone") },
  [CPX_DUPLICATE_OTHER_NAME] = { -25, "other-name", N_("different name") },
  [CPX_DUPLICATE_OTHER_FIRST_NAME] = { -25, "other-first-name", N_("different first name") },
  [CPX_DUPLICATE_OTHER_SEX] = { -15, "other-sex", N_("different sex") },
  [CPX_DUPLICATE_OTHER_BIRTH_DATE] = { -30, "other-birth-date", N_("different date of birth") },
  [CPX_DUPLICATE_OTHER_NIR] = { -15, "other-nir", N_("different social security number") },
  [CPX_DUPLICATE_NAME_BY_EAR] = { 20, "name-by-ear", N_("name that sounds alike") },
};

/* The traits of one patient, folded; what is missing is an empty text. */
typedef struct
{
  char           *names[2];        /* of birth, in use */
  char           *first_names[2];  /* the first of birth, in use */
  char           *phones[2];
  CpxPartialDate  birth;
  const char     *birth_text;
  const char     *nir;             /* (nullable) */
  const char     *ins;             /* (nullable) */
  char            sex;             /* M, F or U */
} Traits;

static char *
fold_field (CpxRecord *patient,
            int        field)
{
  const char *text = cpx_record_get_text (patient, field);

  return cpx_fold (text != NULL ? text : "");
}

static char *
fold_first_name (CpxRecord *patient)
{
  const char *all = cpx_record_get_text (patient, CPX_PATIENT_BIRTH_FIRST_NAMES);
  g_autofree char *first = NULL;

  if (all == NULL || cpx_record_has (patient, CPX_PATIENT_FIRST_BIRTH_FIRST_NAME))
    return fold_field (patient, CPX_PATIENT_FIRST_BIRTH_FIRST_NAME);
  first = g_strndup (all, strcspn (all, " ,"));

  return cpx_fold (first);
}

/* The last nine digits: 06 12 34 56 78 and +33 6 12 34 56 78 end alike. */
static char *
fold_phone (CpxRecord *patient,
            int        field)
{
  const char *text = cpx_record_get_text (patient, field);
  g_autofree char *digits = cpx_fold_digits (text != NULL ? text : "");
  gsize length = strlen (digits);

  return g_strdup (length < PHONE_LENGTH ? "" : digits + length - PHONE_LENGTH);
}

static void
traits_init (Traits    *self,
             CpxRecord *patient)
{
  const char *sex = cpx_record_get_text (patient, CPX_PATIENT_SEX);

  self->names[0] = fold_field (patient, CPX_PATIENT_BIRTH_NAME);
  self->names[1] = fold_field (patient, CPX_PATIENT_USED_NAME);
  self->first_names[0] = fold_first_name (patient);
  self->first_names[1] = fold_field (patient, CPX_PATIENT_USED_FIRST_NAME);
  self->phones[0] = fold_phone (patient, CPX_PATIENT_MOBILE);
  self->phones[1] = fold_phone (patient, CPX_PATIENT_PHONE);
  self->birth = cpx_patient_get_birth (patient);
  self->birth_text = cpx_record_get_text (patient, CPX_PATIENT_BIRTH_DATE);
  self->nir = cpx_record_get_text (patient, CPX_PATIENT_NIR);
  self->ins = cpx_record_get_text (patient, CPX_PATIENT_INS_MATRICULE);
  self->sex = sex != NULL ? *sex : 'U';
}

static void
traits_clear (Traits *self)
{
  for (int i = 0; i < 2; i++)
    {
      g_free (self->names[i]);
      g_free (self->first_names[i]);
      g_free (self->phones[i]);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Traits, traits_clear)

static gboolean
same (const char *a,
      const char *b)
{
  return *a != '\0' && strcmp (a, b) == 0;
}

static gboolean
any_same (char *const *a,
          char *const *b)
{
  return same (a[0], b[0]) || same (a[0], b[1]) || same (a[1], b[0]) || same (a[1], b[1]);
}

/* What is left of two words once their common ends are taken off is one letter added, changed, or two swapped. */
static gboolean
is_slip (const char *a,
         const char *b)
{
  g_autofree gunichar *long_word = NULL;
  g_autofree gunichar *short_word = NULL;
  glong n_long, n_short, start = 0, end = 0;

  if (strlen (a) < strlen (b))
    return is_slip (b, a);
  long_word = g_utf8_to_ucs4_fast (a, -1, &n_long);
  short_word = g_utf8_to_ucs4_fast (b, -1, &n_short);
  if (ABS (n_long - n_short) > 1 || MIN (n_long, n_short) < MIN_SLIP_LENGTH)
    return FALSE;

  while (start < n_short && start < n_long && long_word[start] == short_word[start])
    start++;
  while (end < n_short - start && end < n_long - start && long_word[n_long - 1 - end] == short_word[n_short - 1 - end])
    end++;
  n_long -= start + end;
  n_short -= start + end;
  if (n_long <= 1 && n_short <= 1)
    return TRUE;

  return n_long == 2 && n_short == 2
         && long_word[start] == short_word[start + 1] && long_word[start + 1] == short_word[start];
}

static gboolean
any_slip (char *const *a,
          char *const *b)
{
  return is_slip (a[0], b[0]) || is_slip (a[0], b[1]) || is_slip (a[1], b[0]) || is_slip (a[1], b[1]);
}

/* "jean" begins "jean pierre", not "jeanne". */
static gboolean
begins (const char *name,
        const char *with)
{
  gsize length = strlen (with);

  return length > 0 && strncmp (name, with, length) == 0 && name[length] == ' ';
}

static gboolean
any_begins (char *const *a,
            char *const *b)
{
  for (int i = 0; i < 4; i++)
    {
      if (begins (a[i / 2], b[i % 2]) || begins (b[i % 2], a[i / 2]))
        return TRUE;
    }

  return FALSE;
}

static CpxDuplicateReason
compare_names (const Traits *a,
               const Traits *b)
{
  if (same (a->names[0], b->names[0]) || same (a->names[1], b->names[1]))
    return CPX_DUPLICATE_SAME_NAME;
  if (any_same (a->names, b->names))
    return CPX_DUPLICATE_USED_IS_BIRTH_NAME;
  if (any_slip (a->names, b->names))
    return CPX_DUPLICATE_CLOSE_NAME;

  return CPX_DUPLICATE_OTHER_NAME;
}

static CpxDuplicateReason
compare_first_names (const Traits *a,
                     const Traits *b)
{
  if (any_same (a->first_names, b->first_names))
    return CPX_DUPLICATE_SAME_FIRST_NAME;
  if (any_begins (a->first_names, b->first_names) || any_slip (a->first_names, b->first_names))
    return CPX_DUPLICATE_CLOSE_FIRST_NAME;

  return CPX_DUPLICATE_OTHER_FIRST_NAME;
}

static guint
compare_both_names (const Traits *a,
                    const Traits *b)
{
  CpxDuplicateReason name = compare_names (a, b);
  CpxDuplicateReason first_name = compare_first_names (a, b);

  if (name == CPX_DUPLICATE_OTHER_NAME
      && any_same (a->names, b->first_names) && any_same (a->first_names, b->names))
    return 1u << CPX_DUPLICATE_SWAPPED_NAMES;

  return 1u << name | 1u << first_name;
}

static gboolean
one_digit_apart (const char *a,
                 const char *b)
{
  guint n_apart = 0;

  if (strlen (a) != strlen (b))
    return FALSE;
  for (; *a != '\0'; a++, b++)
    n_apart += *a != *b ? 1 : 0;

  return n_apart == 1;
}

static guint
compare_births (const Traits *a,
                const Traits *b)
{
  gboolean swapped = a->birth.year == b->birth.year && a->birth.month == b->birth.day
                     && a->birth.day == b->birth.month;
  gboolean full = cpx_partial_date_is_full (a->birth) && cpx_partial_date_is_full (b->birth);

  if (a->birth.year == 0 || b->birth.year == 0)
    return 0;
  if (strcmp (a->birth_text, b->birth_text) == 0)
    return 1u << (full ? CPX_DUPLICATE_SAME_BIRTH_DATE : CPX_DUPLICATE_CLOSE_BIRTH_DATE);
  if (full && (swapped || one_digit_apart (a->birth_text, b->birth_text)))
    return 1u << CPX_DUPLICATE_CLOSE_BIRTH_DATE;
  if (!full && (g_str_has_prefix (a->birth_text, b->birth_text) || g_str_has_prefix (b->birth_text, a->birth_text)))
    return 1u << CPX_DUPLICATE_CLOSE_BIRTH_DATE;

  return 1u << CPX_DUPLICATE_OTHER_BIRTH_DATE;
}

static guint
compare_numbers (const Traits *a,
                 const Traits *b)
{
  guint reasons = 0;

  if (a->nir != NULL && b->nir != NULL)
    reasons |= 1u << (strncmp (a->nir, b->nir, NIR_LENGTH) == 0 ? CPX_DUPLICATE_SAME_NIR : CPX_DUPLICATE_OTHER_NIR);
  if (a->ins != NULL && b->ins != NULL && strncmp (a->ins, b->ins, NIR_LENGTH) == 0)
    reasons |= 1u << CPX_DUPLICATE_SAME_INS;
  if (any_same (a->phones, b->phones))
    reasons |= 1u << CPX_DUPLICATE_SAME_PHONE;
  if (a->sex != b->sex && a->sex != 'U' && b->sex != 'U')
    reasons |= 1u << CPX_DUPLICATE_OTHER_SEX;

  return reasons;
}

/* A name by ear: "dupond" and "duppont" are both "dpn". Doubled letters, vowels, h and the silent end go. */
static char *
make_skeleton (const char *name)
{
  GString *skeleton = g_string_new (NULL);
  char last = '\0';

  for (const char *at = name; *at != '\0'; at++)
    {
      char c = strchr ("ckq", *at) != NULL ? 'k' : *at == 'z' ? 's' : *at;

      if (c == 'p' && at[1] == 'h')
        c = 'f';
      if (c != last && (skeleton->len == 0 || strchr ("aeiouyhw ", c) == NULL))
        g_string_append_c (skeleton, c);
      last = c;
    }
  while (skeleton->len > 2 && strchr ("dtsx", skeleton->str[skeleton->len - 1]) != NULL)
    g_string_truncate (skeleton, skeleton->len - 1);

  return g_string_free (skeleton, FALSE);
}

/* Letters to add, take off or change (Levenshtein). */
static guint
count_letters_apart (const char *a,
                     const char *b)
{
  gsize n_a = strlen (a), n_b = strlen (b);
  g_autofree guint *row = g_new (guint, n_b + 1);

  for (gsize j = 0; j <= n_b; j++)
    row[j] = (guint) j;
  for (gsize i = 1; i <= n_a; i++)
    {
      guint corner = row[0];

      row[0] = (guint) i;
      for (gsize j = 1; j <= n_b; j++)
        {
          guint changed = corner + (a[i - 1] != b[j - 1] ? 1 : 0);

          corner = row[j];
          row[j] = MIN (changed, MIN (row[j], row[j - 1]) + 1);
        }
    }

  return row[n_b];
}

static gboolean
sound_alike (const char *a,
             const char *b)
{
  g_autofree char *skeleton_a = make_skeleton (a);
  g_autofree char *skeleton_b = make_skeleton (b);

  return MIN (strlen (a), strlen (b)) >= MIN_SLIP_LENGTH && strcmp (skeleton_a, skeleton_b) == 0 &&
         count_letters_apart (a, b) <= MAX_EAR_LETTERS;
}

/* By ear alone too many are alike: only of whoever has the same first name and the same day of birth is it said. */
static guint
listen (const Traits *a,
        const Traits *b,
        guint         reasons)
{
  const guint other = 1u << CPX_DUPLICATE_OTHER_NAME;
  const guint wanted = other | 1u << CPX_DUPLICATE_SAME_FIRST_NAME | 1u << CPX_DUPLICATE_SAME_BIRTH_DATE;

  if ((reasons & wanted) != wanted)
    return reasons;
  for (int i = 0; i < 4; i++)
    {
      if (sound_alike (a->names[i / 2], b->names[i % 2]))
        return (reasons & ~other) | 1u << CPX_DUPLICATE_NAME_BY_EAR;
    }

  return reasons;
}

/**
 * cpx_duplicates_score:
 * @a: a patient
 * @b: another file, perhaps of the same person
 *
 * Says how likely two files are of one person. Nothing is looked up, and the order does not matter.
 *
 * Returns: the score and its reasons, those against included
 */
CpxDuplicateScore
cpx_duplicates_score (CpxRecord *a,
                      CpxRecord *b)
{
  g_auto(Traits) traits_a = { 0 };
  g_auto(Traits) traits_b = { 0 };
  const guint all_traits = 1u << CPX_DUPLICATE_SAME_NAME | 1u << CPX_DUPLICATE_SAME_FIRST_NAME
                           | 1u << CPX_DUPLICATE_SAME_BIRTH_DATE;
  CpxDuplicateScore score = { 0 };

  traits_init (&traits_a, a);
  traits_init (&traits_b, b);
  score.reasons = compare_both_names (&traits_a, &traits_b) | compare_births (&traits_a, &traits_b)
                  | compare_numbers (&traits_a, &traits_b);
  score.reasons = listen (&traits_a, &traits_b, score.reasons);
  if ((score.reasons & all_traits) == all_traits && traits_a.sex == traits_b.sex)
    score.reasons |= 1u << CPX_DUPLICATE_SAME_TRAITS;

  for (guint i = 0; i < CPX_N_DUPLICATE_REASONS; i++)
    {
      if ((score.reasons & 1u << i) != 0)
        score.score += reasons_table[i].points;
    }
  score.score = CLAMP (score.score, 0, 100);

  return score;
}

static int
compare_words (const void *a,
               const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
sort_words (const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  qsort (words, g_strv_length (words), sizeof *words, compare_words);

  return g_strjoinv (" ", words);
}

static void
take_key (GStrvBuilder *keys,
          char         *key)
{
  g_strv_builder_add (keys, key);
  g_free (key);
}

static char *
make_initial (const char *name)
{
  return g_strndup (name, *name != '\0' ? (gsize) (g_utf8_next_char (name) - name) : 0);
}

/* printf costs a new patient more than all else of these keys. */
static void
write_digits (char  *out,
              guint  n_digits,
              guint  number)
{
  for (char *at = out + n_digits; at > out; number /= 10)
    *--at = (char) ('0' + number % 10);
}

/* Day and month in order of size, so that swapping them changes nothing. */
static void
add_birth_keys (GStrvBuilder *keys,
                const Traits *traits)
{
  CpxPartialDate birth = traits->birth;
  g_autofree char *words = g_strjoin (" ", traits->names[0], traits->first_names[0], NULL);
  g_autofree char *sorted = sort_words (words);
  g_autofree char *initial = make_initial (traits->names[0]);
  char day[] = "d:yyyymmdd";
  char year[] = "yyyy";

  if (birth.year == 0)
    return;
  write_digits (year, 4, birth.year);
  memcpy (day + 2, year, 4);
  write_digits (day + 6, 2, MIN (birth.month, birth.day));
  write_digits (day + 8, 2, MAX (birth.month, birth.day));
  if (cpx_partial_date_is_full (birth))
    g_strv_builder_add (keys, day);
  take_key (keys, g_strconcat ("y:", year, ":", traits->first_names[0], ":", initial, NULL));
  take_key (keys, g_strconcat ("t:", year, ":", sorted, NULL));
}

static void
add_name_keys (GStrvBuilder *keys,
               const Traits *traits)
{
  g_autofree char *initial = make_initial (traits->first_names[0]);

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *skeleton = make_skeleton (traits->names[i]);

      if (*skeleton != '\0' && (i == 0 || strcmp (traits->names[0], traits->names[1]) != 0))
        take_key (keys, g_strconcat ("p:", skeleton, ":", initial, NULL));
    }
}

/**
 * cpx_duplicates_list_keys:
 * @patient: a patient
 *
 * Lists the keys under which the store finds the few files worth a cpx_duplicates_score(): same number, same day of
 * birth, same names that year in any order, same first name and initial that year, same name by ear and initial.
 *
 * Returns: (transfer full): the keys
 */
char **
cpx_duplicates_list_keys (CpxRecord *patient)
{
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  g_auto(Traits) traits = { 0 };

  traits_init (&traits, patient);
  if (traits.nir != NULL)
    take_key (keys, g_strdup_printf ("n:%.13s", traits.nir));
  if (traits.ins != NULL)
    take_key (keys, g_strdup_printf ("i:%.13s", traits.ins));
  add_birth_keys (keys, &traits);
  add_name_keys (keys, &traits);

  return g_strv_builder_end (keys);
}

/**
 * cpx_duplicate_reason_get_id:
 * @reason: a reason
 *
 * Returns: its stable name, for JSON
 */
const char *
cpx_duplicate_reason_get_id (CpxDuplicateReason reason)
{
  g_return_val_if_fail (reason < CPX_N_DUPLICATE_REASONS, NULL);

  return reasons_table[reason].id;
}

/**
 * cpx_duplicate_reason_get_label:
 * @reason: a reason
 *
 * Returns: what it is called on the screen
 */
const char *
cpx_duplicate_reason_get_label (CpxDuplicateReason reason)
{
  g_return_val_if_fail (reason < CPX_N_DUPLICATE_REASONS, NULL);

  return g_dgettext (GETTEXT_PACKAGE, reasons_table[reason].label);
}

/**
 * cpx_duplicate_score_explain:
 * @score: a score
 *
 * Returns: (transfer full): its reasons in words, with commas between
 */
char *
cpx_duplicate_score_explain (CpxDuplicateScore score)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < CPX_N_DUPLICATE_REASONS; i++)
    {
      if ((score.reasons & 1u << i) != 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                                cpx_duplicate_reason_get_label ((CpxDuplicateReason) i));
    }

  return g_string_free (text, FALSE);
}
