/* cpx-merge-menu.c: the toast of a merge is gone after some seconds; who sees the mistake a week later finds it here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-merge-menu.h"

#include "cpx-merge-undo.h"

#include <cpx-merge-patients.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>

struct _CpxMergeMenu
{
  GObject       parent_instance;

  GtkWidget    *view;         /* (weak) */
  CpxPractice  *practice;     /* (owned) */
  char         *patient_id;   /* (owned) */
  GMenu        *section;      /* (owned): an item for each file */
  GCancellable *cancellable;  /* (owned) (nullable): of the look under way */
};

G_DEFINE_FINAL_TYPE (CpxMergeMenu, cpx_merge_menu, G_TYPE_OBJECT)

static void
add_item (CpxMergeMenu *self,
          CpxRecord    *merged)
{
  g_autofree char *name = cpx_patient_dup_name (merged);
  g_auto(GStrv) parts = g_strsplit (name, "_", -1);
  g_autofree char *plain = g_strjoinv ("__", parts);   /* no letter of a name is a mnemonic */
  g_autofree char *label = g_strdup_printf (_("Separate the file of %s again"), plain);
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "merge.undo", "s", cpx_record_get_id (merged));
  g_menu_append_item (self->section, item);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxMergeMenu) self = user_data;   /* the reference taken by the call */
  g_autoptr(GPtrArray) merged = cpx_practice_list_merged_finish (CPX_PRACTICE (source), result, NULL);

  /* A look that failed, or was given up, changes nothing. */
  if (merged == NULL)
    return;
  g_menu_remove_all (self->section);
  for (guint i = 0; i < merged->len; i++)
    add_item (self, g_ptr_array_index (merged, i));
}

static void
look (CpxMergeMenu *self)
{
  if (cpx_practice_is_locked (self->practice) || !cpx_practice_may (self->practice, "patient:merge"))
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  cpx_practice_list_merged_async (self->practice, self->patient_id, self->cancellable, listed_cb, g_object_ref (self));
}

/* Of a file that is separated, its own record changes, and that of the file it was in. */
static void
practice_changed_cb (CpxMergeMenu *self,
                     GPtrArray    *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const CpxChanged *changed = g_ptr_array_index (changes, i);

      if (changed->kind == &cpx_patient_kind)
        {
          look (self);
          return;
        }
    }
}

static void
undo_cb (CpxMergeMenu *self,
         GVariant     *merged_id)
{
  if (self->view != NULL)
    cpx_merge_undo_perform (self->view, self->practice, g_variant_get_string (merged_id, NULL));
}

static void
cpx_merge_menu_dispose (GObject *object)
{
  CpxMergeMenu *self = CPX_MERGE_MENU (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->practice);
  g_clear_object (&self->section);
  g_clear_pointer (&self->patient_id, g_free);

  G_OBJECT_CLASS (cpx_merge_menu_parent_class)->dispose (object);
}

static void
cpx_merge_menu_class_init (CpxMergeMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_merge_menu_dispose;
}

static void
cpx_merge_menu_init (CpxMergeMenu *self)
{
}

static void
add_action (CpxMergeMenu *self)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) action = g_simple_action_new ("undo", G_VARIANT_TYPE_STRING);

  g_signal_connect_object (action, "activate", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (self->view, "merge", G_ACTION_GROUP (group));
}

/**
 * cpx_merge_menu_begin:
 * @view: what shows the file
 * @practice: an unlocked practice
 * @patient_id: the patient of that file
 * @section: where the items go, empty so far
 *
 * Keeps in @section, as long as @view lives, an item for each file that was merged into this one, which separates it
 * again. Who may not merge has none.
 */
void
cpx_merge_menu_begin (GtkWidget   *view,
                      CpxPractice *practice,
                      const char  *patient_id,
                      GMenu       *section)
{
  CpxMergeMenu *self = g_object_new (CPX_TYPE_MERGE_MENU, NULL);

  g_set_weak_pointer (&self->view, view);
  self->practice = g_object_ref (practice);
  self->patient_id = g_strdup (patient_id);
  self->section = g_object_ref (section);
  g_object_set_data_full (G_OBJECT (view), "cpx-merge-menu", self, g_object_unref);
  g_signal_connect_object (practice, "changed", G_CALLBACK (practice_changed_cb), self, G_CONNECT_SWAPPED);
  add_action (self);
  look (self);
}
