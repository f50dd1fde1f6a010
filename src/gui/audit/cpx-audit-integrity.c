/* cpx-audit-integrity.c: the whole log verified on a thread, and the line that says what was found.
 *
 *   verify() ──▶ thread ──progress_cb()──▶ update()          verify() again: stop
 *                   └──checked_cb()──▶ update()
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-integrity.h"

#include "cpx-audit-state.h"
#include "cpx-toast.h"

struct _CpxAuditIntegrity
{
  GtkWidget     parent_instance;

  GtkWidget    *banner;
  GtkWidget    *banner_icon;
  GtkWidget    *banner_label;
  GtkWidget    *banner_progress;
  GtkWidget    *banner_button;

  CpxPractice  *practice;    /* (owned) (nullable): NULL once disposed */
  CpxLogCheck  *check;       /* (owned) (nullable): what the last verification found */
  GCancellable *checking;    /* (owned) (nullable): one is under way */
  guint64       n_done;
  guint64       n_to_check;
};

G_DEFINE_FINAL_TYPE (CpxAuditIntegrity, cpx_audit_integrity, GTK_TYPE_WIDGET)

static const char *const tones[] = { "success", "error" };

static void
show_tone (CpxAuditIntegrity *self,
           const char        *tone)
{
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    {
      if (g_strcmp0 (tones[i], tone) == 0)
        gtk_widget_add_css_class (self->banner, tones[i]);
      else
        gtk_widget_remove_css_class (self->banner, tones[i]);
    }
}

static void
update (CpxAuditIntegrity *self)
{
  gboolean checking = self->checking != NULL;
  CpxAuditBanner banner = cpx_audit_state_make_banner (self->check, checking, self->n_done, self->n_to_check);

  gtk_label_set_label (GTK_LABEL (self->banner_label), banner.sentence);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->banner_icon), banner.icon_name);
  gtk_button_set_label (GTK_BUTTON (self->banner_button), banner.button);
  gtk_widget_set_visible (self->banner_progress, checking && self->n_to_check > 0);
  if (self->n_to_check > 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->banner_progress),
                                   (double) self->n_done / (double) self->n_to_check);
  show_tone (self, banner.tone);
  g_free (banner.sentence);
}

static void
progress_cb (guint64  n_done,
             guint64  n_entries,
             gpointer user_data)
{
  CpxAuditIntegrity *self = user_data;

  if (self->practice == NULL)
    return;
  self->n_done = n_done;
  self->n_to_check = n_entries;
  update (self);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxAuditIntegrity) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLogCheck) check = cpx_practice_check_log_finish (CPX_PRACTICE (source), result, &error);

  g_clear_object (&self->checking);
  if (self->practice == NULL)
    return;
  if (check != NULL)
    {
      g_clear_pointer (&self->check, cpx_log_check_free);
      self->check = g_steal_pointer (&check);
    }
  update (self);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cpx_toast_show_error (GTK_WIDGET (self), error);
}

static void
cpx_audit_integrity_dispose (GObject *object)
{
  CpxAuditIntegrity *self = CPX_AUDIT_INTEGRITY (object);

  if (self->checking != NULL)
    g_cancellable_cancel (self->checking);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_AUDIT_INTEGRITY);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->check, cpx_log_check_free);

  G_OBJECT_CLASS (cpx_audit_integrity_parent_class)->dispose (object);
}

static void
cpx_audit_integrity_class_init (CpxAuditIntegrityClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_audit_integrity_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/audit/audit-integrity.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxAuditIntegrity, banner);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditIntegrity, banner_icon);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditIntegrity, banner_label);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditIntegrity, banner_progress);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditIntegrity, banner_button);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_audit_integrity_init (CpxAuditIntegrity *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * cpx_audit_integrity_set_practice:
 * @self: the line
 * @practice: an unlocked practice
 */
void
cpx_audit_integrity_set_practice (CpxAuditIntegrity *self,
                                  CpxPractice       *practice)
{
  g_return_if_fail (CPX_IS_AUDIT_INTEGRITY (self));

  g_set_object (&self->practice, practice);
}

/**
 * cpx_audit_integrity_verify:
 * @self: the line
 *
 * Verifies the whole log, or stops if that is under way.
 */
void
cpx_audit_integrity_verify (CpxAuditIntegrity *self)
{
  g_return_if_fail (CPX_IS_AUDIT_INTEGRITY (self));

  if (self->checking != NULL)
    {
      g_cancellable_cancel (self->checking);
      return;
    }
  self->checking = g_cancellable_new ();
  self->n_done = self->n_to_check = 0;
  cpx_practice_check_log_async (self->practice, self->checking, progress_cb, g_object_ref (self), g_object_unref,
                                checked_cb, g_object_ref (self));
  update (self);
}
