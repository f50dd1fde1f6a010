/* cpx-seals-section.c: the last seal and its code; the second place; the anchors and what became of the last try.
 *
 * One thing at a time: what may wait for a slow medium or machine keeps the other buttons waiting, not the person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-seals-section.h"

#include "cpx-anchor-row.h"
#include "cpx-file-picker.h"
#include "cpx-seal-paper.h"
#include "cpx-seals-state.h"
#include "cpx-toast.h"

#include <cpx-anchor-run.h>
#include <cpx-clock.h>
#include <cpx-seal-deeds.h>

#include <glib/gi18n-lib.h>

struct _CpxSealsSection
{
  AdwPreferencesPage  parent_instance;

  GtkWidget          *seal_row;
  GtkWidget          *seal_spinner;
  GtkWidget          *code_row;
  GtkWidget          *place_row;
  GtkWidget          *place_icon;
  GtkWidget          *drop_button;
  GtkWidget          *anchor_box;
  GtkWidget          *try_button;
  GtkWidget          *try_spinner;
  GtkWidget          *address_row;
  GtkWidget          *certificate_row;
  GtkWidget          *add_row;

  CpxPractice        *practice;          /* (owned) */
  GPtrArray          *anchors;           /* (owned) (nullable) (element-type CpxAnchor): not read yet */
  GCancellable       *cancellable;       /* (owned): of what the page reads */
  char               *certificate_path;  /* (owned) (nullable): chosen for the next authority */
  const char         *done;              /* (nullable): what is said once what is under way is done */
  gint64              saved;             /* the anchor whose receipt is being saved */
  guint64             saved_size;        /* and how many entries its seal is of */
  gboolean            is_busy;
  gboolean            is_trying;
};

G_DEFINE_FINAL_TYPE (CpxSealsSection, cpx_seals_section, ADW_TYPE_PREFERENCES_PAGE)

static const CpxLogState *
get_log (CpxSealsSection *self)
{
  return cpx_log_watch_get_state (cpx_log_watch_get (self->practice));
}

static void
enable (CpxSealsSection *self,
        const char      *action_name,
        gboolean         enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action_name, enabled && !self->is_busy);
}

/* What is wrong must not stand in the small grey letters of what is in order. */
static void
set_tone (GtkWidget  *row,
          const char *style_class)
{
  gtk_widget_remove_css_class (row, "tells-warning");
  gtk_widget_remove_css_class (row, "tells-error");
  if (style_class != NULL)
    gtk_widget_add_css_class (row, style_class);
}

static void
spin (GtkWidget *spinner,
      gboolean   spinning)
{
  gtk_spinner_set_spinning (GTK_SPINNER (spinner), spinning);
  gtk_widget_set_visible (spinner, spinning);
}

static gboolean
can_add (CpxSealsSection *self)
{
  return self->certificate_path != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->address_row)) != '\0';
}

static void
update (CpxSealsSection *self)
{
  const CpxLogState *log = get_log (self);
  g_auto(CpxSealsState) state = cpx_seals_state_compute (log, cpx_clock_now_us ());
  g_autofree char *name = self->certificate_path != NULL ? g_filename_display_basename (self->certificate_path) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->seal_row), state.seal_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->seal_row), state.seal_subtitle);
  gtk_widget_set_visible (self->code_row, state.has_seal);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->place_row), state.place_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->place_row), state.place_subtitle);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->place_icon), state.place_icon);
  set_tone (self->place_row, state.place_class);
  gtk_widget_set_visible (self->drop_button, state.has_place);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->certificate_row),
                               name != NULL ? name : _("None was chosen: the authority publishes it (PEM)"));
  enable (self, "seals.seal", log->is_known);
  enable (self, "seals.choose-place", TRUE);
  enable (self, "seals.drop-place", state.has_place);
  enable (self, "seals.add-folder", TRUE);
  enable (self, "seals.add-authority", can_add (self));
  enable (self, "seals.try", self->anchors != NULL && self->anchors->len > 0);
  gtk_widget_set_visible (self->try_button, self->anchors != NULL && self->anchors->len > 0);
  spin (self->seal_spinner, self->is_busy && !self->is_trying);
  spin (self->try_spinner, self->is_trying);
}

/* The anchors */

/* The one with this number that was shown until now. */
static gboolean
was_expanded (GtkListBox *box,
              gint64      number)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (box, i)) != NULL; i++)
    if (cpx_anchor_row_get_number (GTK_WIDGET (row)) == number)
      return cpx_anchor_row_is_expanded (GTK_WIDGET (row));

  return FALSE;
}

static GtkWidget *
make_anchor_row (CpxSealsSection *self,
                 const CpxAnchor *anchor)
{
  GtkWidget *row = cpx_anchor_row_new (anchor);

  if (was_expanded (GTK_LIST_BOX (self->anchor_box), anchor->number))
    cpx_anchor_row_expand (row);

  return g_object_ref_sink (row);
}

static void
show_anchors (CpxSealsSection *self)
{
  GtkListBox *box = GTK_LIST_BOX (self->anchor_box);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  GtkListBoxRow *row;

  for (guint i = 0; i < self->anchors->len; i++)
    g_ptr_array_add (rows, make_anchor_row (self, g_ptr_array_index (self->anchors, i)));
  while ((row = gtk_list_box_get_row_at_index (box, 0)) != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (row));
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (box, g_ptr_array_index (rows, i));
  gtk_widget_set_visible (self->anchor_box, TRUE);
  update (self);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxSealsSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) anchors = cpx_practice_list_anchors_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL)
    return;
  if (anchors == NULL)
    {
      cpx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->anchors, g_ptr_array_unref);
  self->anchors = g_steal_pointer (&anchors);
  show_anchors (self);
}

static void
refresh (CpxSealsSection *self)
{
  update (self);
  if (!cpx_practice_is_locked (self->practice))
    cpx_practice_list_anchors_async (self->practice, self->cancellable, listed_cb, g_object_ref (self));
}

/* What is done on a thread */

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CpxSealsSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  gboolean done = cpx_practice_seal_deed_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL)
    return;
  self->is_busy = FALSE;
  if (!done)
    cpx_toast_show_error (GTK_WIDGET (self), error);
  else if (self->done != NULL)
    cpx_toast_show (GTK_WIDGET (self), self->done);
  self->done = NULL;
  cpx_log_watch_look (cpx_log_watch_get (self->practice));
  refresh (self);
}

/* @done is a text that stays. */
static gboolean
begin (CpxSealsSection *self,
       const char      *done)
{
  if (self->is_busy || self->practice == NULL)
    return FALSE;
  self->is_busy = TRUE;
  self->done = done;
  update (self);

  return TRUE;
}

static void
seal_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  CpxSealsSection *self = CPX_SEALS_SECTION (widget);

  if (begin (self, _("The audit log is sealed")))
    cpx_practice_seal_now_async (self->practice, done_cb, g_object_ref (self));
}

/* The second place */

static void
choose (CpxSealsSection *self,
        const char      *folder)
{
  if (begin (self, folder != NULL ? _("The seals are kept there too from now on") : NULL))
    cpx_practice_choose_second_place_async (self->practice, folder, done_cb, g_object_ref (self));
}

static void
place_picked_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GFile) folder = cpx_file_picker_finish (result);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (path != NULL)
    choose (CPX_SEALS_SECTION (source), path);
}

static void
choose_place_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  cpx_file_picker_open_folder_async (widget, _("Where to keep the seals a second time"), place_picked_cb, NULL);
}

/* A CpxUndoFunc. */
static void
choose_again (GObject    *owner,
              const char *target)
{
  choose (CPX_SEALS_SECTION (owner), target);
}

static void
drop_place_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  CpxSealsSection *self = CPX_SEALS_SECTION (widget);
  g_autofree char *folder = g_strdup (get_log (self)->folder);

  choose (self, NULL);
  cpx_toast_show_undo (widget, _("The seals are kept in no second place any more"), choose_again, G_OBJECT (self),
                       folder);
}

/* The code on paper, in a mail, in a file */

static void
print_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  cpx_seal_paper_print (widget, CPX_SEALS_SECTION (widget)->practice);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  cpx_seal_paper_copy (widget, CPX_SEALS_SECTION (widget)->practice);
}

static void
save_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  cpx_seal_paper_save (widget, CPX_SEALS_SECTION (widget)->practice);
}

/* Adding, removing and trying anchors */

static void
folder_picked_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  CpxSealsSection *self = CPX_SEALS_SECTION (source);
  g_autoptr(GFile) folder = cpx_file_picker_finish (result);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (path != NULL && begin (self, _("Anchor added")))
    cpx_practice_add_folder_anchor_async (self->practice, path, done_cb, g_object_ref (self));
}

static void
add_folder_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  cpx_file_picker_open_folder_async (widget, _("Where each seal becomes a file"), folder_picked_cb, NULL);
}

static void
certificate_picked_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  CpxSealsSection *self = CPX_SEALS_SECTION (source);
  g_autoptr(GFile) file = cpx_file_picker_finish (result);

  if (file == NULL || self->practice == NULL)
    return;
  g_free (self->certificate_path);
  self->certificate_path = g_file_get_path (file);
  update (self);
}

static void
choose_certificate_action (GtkWidget  *widget,
                           const char *action_name,
                           GVariant   *parameter)
{
  cpx_file_picker_open_async (widget, _("Certificate of the authority (PEM)"), certificate_picked_cb, NULL);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  CpxSealsSection *self = CPX_SEALS_SECTION (user_data);

  /* What was refused stays as it was typed. */
  if (self->practice != NULL && !g_task_had_error (G_TASK (result)))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->address_row), "");
      g_clear_pointer (&self->certificate_path, g_free);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->add_row), FALSE);
    }
  done_cb (source, result, user_data);
}

static void
add_authority_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  CpxSealsSection *self = CPX_SEALS_SECTION (widget);
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address_row))));

  if (can_add (self) && begin (self, _("Anchor added")))
    cpx_practice_add_authority_async (self->practice, address, self->certificate_path, added_cb, g_object_ref (self));
}

static void
remove_anchor_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  CpxSealsSection *self = CPX_SEALS_SECTION (widget);

  if (begin (self, _("Anchor removed; its receipts are kept")))
    cpx_practice_remove_anchor_async (self->practice, g_variant_get_int64 (parameter), done_cb, g_object_ref (self));
}

static void
receipt_picked_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  CpxSealsSection *self = CPX_SEALS_SECTION (source);
  g_autoptr(GFile) file = cpx_file_picker_finish (result);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && begin (self, _("Receipt saved, with the seal and the certificate beside it")))
    cpx_practice_save_anchor_receipt_async (self->practice, self->saved, self->saved_size, path, done_cb,
                                            g_object_ref (self));
}

static void
save_receipt_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  CpxSealsSection *self = CPX_SEALS_SECTION (widget);

  g_variant_get (parameter, "(xt)", &self->saved, &self->saved_size);
  cpx_file_picker_save_async (widget, _("Save the receipt"), _("receipt"), receipt_picked_cb, NULL);
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxSealsSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxAnchorRun) run = cpx_practice_run_anchors_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL)
    return;
  self->is_busy = FALSE;
  self->is_trying = FALSE;
  if (run == NULL)
    cpx_toast_show_error (GTK_WIDGET (self), error);
  else if (run->n_failed == 0)
    cpx_toast_show (GTK_WIDGET (self), run->n_anchored > 0 ? _("The last seal is anchored")
                                                           : _("The anchors have the last seal already"));
  refresh (self);
}

static void
try_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  CpxSealsSection *self = CPX_SEALS_SECTION (widget);

  if (!begin (self, NULL))
    return;
  self->is_trying = TRUE;
  update (self);
  cpx_practice_run_anchors_async (self->practice, TRUE, self->cancellable, tried_cb, g_object_ref (self));
}

static void
applied_cb (CpxSealsSection *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "seals.add-authority", NULL);
}

static void
cpx_seals_section_dispose (GObject *object)
{
  CpxSealsSection *self = CPX_SEALS_SECTION (object);

  g_cancellable_cancel (self->cancellable);
  if (self->address_row != NULL)
    g_signal_handlers_disconnect_by_data (self->address_row, self);
  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (cpx_log_watch_get (self->practice), self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_SEALS_SECTION);
  g_clear_object (&self->practice);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->anchors, g_ptr_array_unref);
  g_clear_pointer (&self->certificate_path, g_free);

  G_OBJECT_CLASS (cpx_seals_section_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CpxSealsSection, seal_row);
  gtk_widget_class_bind_template_child (widget_class, CpxSealsSection, seal_spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxSealsSection, code_row);
  gtk_widget_class_bind_template_child (widget_class, CpxSealsSection, place_row);
  gtk_widget_class_bind_template_child (widget_class, CpxSealsSection, place_icon);
  gtk_widget_class_bind_template_child (widget_class, CpxSealsSection, drop_button);
  gtk_widget_class_bind_template_child (widget_class, CpxSealsSection, anchor_box);
  gtk_widget_class_bind_template_child (widget_class, CpxSealsSection, try_button);
  gtk_widget_class_bind_template_child (widget_class, CpxSealsSection, try_spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxSealsSection, address_row);
  gtk_widget_class_bind_template_child (widget_class, CpxSealsSection, certificate_row);
  gtk_widget_class_bind_template_child (widget_class, CpxSealsSection, add_row);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, applied_cb);
}

static void
cpx_seals_section_class_init (CpxSealsSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_seals_section_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/settings/seals-section.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "seals.seal", NULL, seal_action);
  gtk_widget_class_install_action (widget_class, "seals.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "seals.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "seals.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "seals.choose-place", NULL, choose_place_action);
  gtk_widget_class_install_action (widget_class, "seals.drop-place", NULL, drop_place_action);
  gtk_widget_class_install_action (widget_class, "seals.add-folder", NULL, add_folder_action);
  gtk_widget_class_install_action (widget_class, "seals.choose-certificate", NULL, choose_certificate_action);
  gtk_widget_class_install_action (widget_class, "seals.add-authority", NULL, add_authority_action);
  gtk_widget_class_install_action (widget_class, "seals.remove-anchor", "x", remove_anchor_action);
  gtk_widget_class_install_action (widget_class, "seals.save-receipt", "(xt)", save_receipt_action);
  gtk_widget_class_install_action (widget_class, "seals.try", NULL, try_action);
}

static void
cpx_seals_section_init (CpxSealsSection *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_seals_section_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer floating): what is known and can be done about the seals of its log
 */
GtkWidget *
cpx_seals_section_new (CpxPractice *practice)
{
  CpxSealsSection *self = g_object_new (CPX_TYPE_SEALS_SECTION, NULL);

  self->practice = g_object_ref (practice);
  g_signal_connect_object (cpx_log_watch_get (practice), "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  if (!get_log (self)->is_known)
    cpx_log_watch_look (cpx_log_watch_get (practice));

  return GTK_WIDGET (self);
}
