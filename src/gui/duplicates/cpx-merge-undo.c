/* cpx-merge-undo.c: takes a merge back, when the view that made it is gone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-merge-undo.h"

#include "cpx-toast.h"

#include <cpx-merge-patients.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>

struct _CpxMergeUndo
{
  GObject      parent_instance;

  CpxPractice *practice;   /* (owned) */
  GtkWidget   *place;      /* (weak): where the outcome is told */
};

G_DEFINE_FINAL_TYPE (CpxMergeUndo, cpx_merge_undo, G_TYPE_OBJECT)

static void
unmerged_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxMergeUndo) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_unmerge_patients_finish (CPX_PRACTICE (source), result, &error);

  if (self->place == NULL)
    return;

  if (receipt == NULL)
    cpx_toast_show_error (self->place, error);
  else
    cpx_toast_show (self->place, _("The two files are separate again"));
}

static void
undo (GObject    *owner,
      const char *target)
{
  CpxMergeUndo *self = CPX_MERGE_UNDO (owner);

  if (!cpx_practice_is_locked (self->practice))
    cpx_practice_unmerge_patients_async (self->practice, target, unmerged_cb, g_object_ref (self));
}

static void
cpx_merge_undo_dispose (GObject *object)
{
  CpxMergeUndo *self = CPX_MERGE_UNDO (object);

  g_clear_weak_pointer (&self->place);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_merge_undo_parent_class)->dispose (object);
}

static void
cpx_merge_undo_class_init (CpxMergeUndoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_merge_undo_dispose;
}

static void
cpx_merge_undo_init (CpxMergeUndo *self)
{
}

static CpxMergeUndo *
merge_undo_new (GtkWidget   *place,
                CpxPractice *practice)
{
  CpxMergeUndo *self = g_object_new (CPX_TYPE_MERGE_UNDO, NULL);

  self->practice = g_object_ref (practice);
  g_set_weak_pointer (&self->place, place);

  return self;
}

/**
 * cpx_merge_undo_perform:
 * @place: a widget of the window
 * @practice: where it happened
 * @other_id: a file that was merged into another
 *
 * Separates it again, and says how that went.
 */
void
cpx_merge_undo_perform (GtkWidget   *place,
                        CpxPractice *practice,
                        const char  *other_id)
{
  g_autoptr(CpxMergeUndo) self = NULL;

  g_return_if_fail (GTK_IS_WIDGET (place));

  self = merge_undo_new (place, practice);
  undo (G_OBJECT (self), other_id);
}

/**
 * cpx_merge_undo_offer:
 * @place: a widget of the window that stays
 * @practice: where it happened
 * @kept: the patient of the file that stayed
 * @other_id: the file that was merged into it
 *
 * Says that two files were merged, and offers to take it back.
 */
void
cpx_merge_undo_offer (GtkWidget   *place,
                      CpxPractice *practice,
                      CpxRecord   *kept,
                      const char  *other_id)
{
  g_autoptr(CpxMergeUndo) self = NULL;
  g_autofree char *name = cpx_patient_dup_name (kept);
  g_autofree char *sentence = g_strdup_printf (_("Two files merged into that of %s"), name);

  g_return_if_fail (GTK_IS_WIDGET (place));

  self = merge_undo_new (place, practice);
  cpx_toast_show_undo (place, sentence, undo, G_OBJECT (self), other_id);
}
