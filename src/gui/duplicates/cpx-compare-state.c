/* cpx-compare-state.c: two files side by side: what differs, what would be kept, whether they may be merged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-compare-state.h"

#include <cpx-merge-patients.h>

#include <glib/gi18n-lib.h>

static gboolean
is_validated (CpxRecord *patient)
{
  return g_strcmp0 (cpx_record_get_text (patient, CPX_PATIENT_IDENTITY_STATUS), "validated") == 0;
}

static guint
count_values (CpxRecord *patient)
{
  guint count = 0;

  for (int i = 0; i < CPX_N_PATIENT_FIELDS; i++)
    count += cpx_record_has (patient, i) ? 1 : 0;

  return count;
}

/**
 * cpx_compare_suggest_kept:
 * @left: a patient
 * @right: another
 *
 * Says which file to keep unless someone knows better: the one whose identity was validated on a document, else the
 * fuller one.
 *
 * Returns: the side
 */
CpxSide
cpx_compare_suggest_kept (CpxRecord *left,
                          CpxRecord *right)
{
  if (is_validated (left) != is_validated (right))
    return is_validated (left) ? CPX_SIDE_LEFT : CPX_SIDE_RIGHT;

  return count_values (right) > count_values (left) ? CPX_SIDE_RIGHT : CPX_SIDE_LEFT;
}

/**
 * cpx_compare_choose:
 * @choice: what was decided so far
 * @field: a field
 * @side: whose value is to be kept
 *
 * Returns: what is decided then
 */
CpxCompareChoice
cpx_compare_choose (CpxCompareChoice choice,
                    int              field,
                    CpxSide          side)
{
  choice.decided |= CPX_FIELD_BIT (field);
  if (side == CPX_SIDE_RIGHT)
    choice.right |= CPX_FIELD_BIT (field);
  else
    choice.right &= ~CPX_FIELD_BIT (field);

  return choice;
}

static void
line_free (CpxCompareLine *line)
{
  for (guint i = 0; i < CPX_N_SIDES; i++)
    g_free (line->texts[i]);
  g_free (line);
}

/* What the program keeps for itself is not a person's to choose; the number is that of the file that stays. */
static gboolean
is_comparable (int field)
{
  return (cpx_patient_kind.fields[field].flags & CPX_FIELD_READ_ONLY) == 0 && field != CPX_PATIENT_FILE_NUMBER &&
         field != CPX_PATIENT_ARCHIVED && field != CPX_PATIENT_MERGED_INTO;
}

/* "ADAM" beside "Adam" is no doubt about who it is; accents and signs are looked at: A+ is not A-. */
static gboolean
is_alike (CpxRecord *left,
          CpxRecord *right,
          int        field)
{
  g_autofree char *shown_left = cpx_record_dup_display (left, field);
  g_autofree char *shown_right = cpx_record_dup_display (right, field);
  g_autofree char *folded_left = g_utf8_casefold (shown_left, -1);
  g_autofree char *folded_right = g_utf8_casefold (shown_right, -1);

  return g_str_equal (folded_left, folded_right);
}

static CpxCompareMark
compare (CpxRecord   *left,
         CpxRecord   *right,
         int          field,
         CpxFieldSet  differing)
{
  if ((differing & CPX_FIELD_BIT (field)) == 0)
    return CPX_COMPARE_SAME;
  if (!cpx_record_has (right, field))
    return CPX_COMPARE_ONLY_LEFT;

  if (!cpx_record_has (left, field))
    return CPX_COMPARE_ONLY_RIGHT;

  return is_alike (left, right, field) ? CPX_COMPARE_ALIKE : CPX_COMPARE_DIFFERENT;
}

/* A value beats no value; otherwise the file that stays is believed. */
static CpxSide
choose_side (const CpxCompareChoice *choice,
             int                     field,
             CpxCompareMark          mark)
{
  if ((choice->decided & CPX_FIELD_BIT (field)) != 0)
    return (choice->right & CPX_FIELD_BIT (field)) != 0 ? CPX_SIDE_RIGHT : CPX_SIDE_LEFT;
  if (mark == CPX_COMPARE_ONLY_LEFT)
    return CPX_SIDE_LEFT;
  if (mark == CPX_COMPARE_ONLY_RIGHT)
    return CPX_SIDE_RIGHT;

  return choice->kept;
}

/* A commune is known by its name rather than by its code. */
static char *
dup_value (CpxRecord *patient,
           int        field)
{
  g_autofree char *value = cpx_record_dup_display (patient, field);
  const char *place = cpx_record_get_text (patient, CPX_PATIENT_BIRTH_PLACE);

  return field == CPX_PATIENT_BIRTH_PLACE_INSEE && *value != '\0' && place != NULL
           ? g_strdup_printf ("%s (%s)", value, place)
           : g_steal_pointer (&value);
}

static void
add_line (CpxCompareState        *self,
          CpxRecord              *left,
          CpxRecord              *right,
          int                     field,
          const CpxCompareChoice *choice)
{
  CpxCompareLine *line = g_new0 (CpxCompareLine, 1);

  line->field = field;
  line->texts[CPX_SIDE_LEFT] = dup_value (left, field);
  line->texts[CPX_SIDE_RIGHT] = dup_value (right, field);
  line->mark = compare (left, right, field, cpx_record_diff (left, right));
  line->side = choose_side (choice, field, line->mark);
  g_ptr_array_add (self->lines, line);
  if (line->mark == CPX_COMPARE_SAME)
    return;

  self->n_different++;
  if (line->side != choice->kept)
    self->from_other |= CPX_FIELD_BIT (field);
}

/* As the door has it: what stood in the kept file before is no obstacle. */
static char *
find_obstacle (CpxRecord *kept,
               CpxRecord *other,
               CpxFieldSet from_other)
{
  g_autoptr(CpxRecord) merged = cpx_merge_choose (kept, other, from_other);
  g_autoptr(GPtrArray) findings = cpx_record_validate_change (kept, merged);

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == CPX_FINDING_BLOCKING)
        return g_strdup (finding->sentence);
    }

  return NULL;
}

/**
 * cpx_compare_state_compute:
 * @left: a patient
 * @right: another
 * @choice: what was decided so far
 * @roles: the roles of who looks
 *
 * Lays two files side by side, in the order of the form.
 *
 * Returns: the state, to clear with cpx_compare_state_clear()
 */
CpxCompareState
cpx_compare_state_compute (CpxRecord        *left,
                           CpxRecord        *right,
                           CpxCompareChoice  choice,
                           CpxRoles          roles)
{
  CpxCompareState self = { .lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free) };
  gboolean keeps_left = choice.kept == CPX_SIDE_LEFT;

  for (int i = 0; i < CPX_N_PATIENT_FIELDS; i++)
    {
      if (is_comparable (i) && (cpx_record_has (left, i) || cpx_record_has (right, i)))
        add_line (&self, left, right, i, &choice);
    }
  if (!cpx_access_may (roles, "patient:merge"))
    self.hint = g_strdup (_("Merging is for surgeons and secretaries"));
  else
    self.hint = find_obstacle (keeps_left ? left : right, keeps_left ? right : left, self.from_other);
  self.can_merge = self.hint == NULL;

  return self;
}

/**
 * cpx_compare_state_clear:
 * @self: a state
 *
 * Frees what the state owns.
 */
void
cpx_compare_state_clear (CpxCompareState *self)
{
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->hint, g_free);
}

/**
 * cpx_compare_mark_get_label:
 * @mark: how two values compare
 *
 * Returns: the word for it
 */
const char *
cpx_compare_mark_get_label (CpxCompareMark mark)
{
  switch (mark)
    {
    case CPX_COMPARE_DIFFERENT:
      return _("Different");
    case CPX_COMPARE_ONLY_LEFT:
      return _("Only on the left");
    case CPX_COMPARE_ONLY_RIGHT:
      return _("Only on the right");
    case CPX_COMPARE_ALIKE:
      return _("Same but for capitals");
    case CPX_COMPARE_SAME:
    default:
      return _("Identical");
    }
}

/**
 * cpx_compare_mark_get_icon:
 * @mark: how two values compare
 *
 * Returns: the name of the icon beside the word
 */
const char *
cpx_compare_mark_get_icon (CpxCompareMark mark)
{
  switch (mark)
    {
    case CPX_COMPARE_DIFFERENT:
      return "dialog-warning-symbolic";
    case CPX_COMPARE_ONLY_LEFT:
      return "go-previous-symbolic";
    case CPX_COMPARE_ONLY_RIGHT:
      return "go-next-symbolic";
    case CPX_COMPARE_ALIKE:
    case CPX_COMPARE_SAME:
    default:
      return "object-select-symbolic";
    }
}
