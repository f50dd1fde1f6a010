/* cpx-compare-view.c: two files that may be one person's, side by side, to merge or to leave apart.
 *
 *               both read                merge                 done
 *   [loading] ────────────> [comparing] ───────> [merging] ──────────> signal `merged`, toast with undo
 *       │ refused                ^                   │ refused
 *       └──> the sentence        └───────────────────┘
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-compare-view.h"

#include "cpx-compare-row.h"
#include "cpx-merge-undo.h"
#include "cpx-status-text.h"
#include "cpx-toast.h"

#include <cpx-duplicates.h>
#include <cpx-merge-patients.h>
#include <cpx-open-patient.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxCompareView
{
  GtkWidget         parent_instance;

  GtkWidget        *box;
  GtkWidget        *stack;
  GtkWidget        *status_page;
  GtkWidget        *reasons_label;
  GtkWidget        *kept_buttons[CPX_N_SIDES];
  GtkWidget        *title_labels[CPX_N_SIDES];
  GtkWidget        *file_labels[CPX_N_SIDES];
  GtkWidget        *list_box;
  GtkWidget        *identical_button;
  GtkWidget        *hint_label;
  GtkWidget        *spinner;

  CpxPractice      *practice;               /* (owned) */
  CpxRecord        *patients[CPX_N_SIDES];  /* (owned) (nullable): until read */
  CpxCompareChoice  choice;
  CpxCompareRow    *rows[CPX_N_PATIENT_FIELDS]; /* (nullable) */
  GCancellable     *cancellable;            /* (owned) */
  char             *failure;                /* (owned) (nullable) */
  gboolean          shows_identical;
  gboolean          merging;
};

/* A reading under way. */
typedef struct
{
  CpxCompareView *self;  /* (owned) */
  CpxSide         side;
} Reading;

enum
{
  MERGED,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxCompareView, cpx_compare_view, GTK_TYPE_WIDGET)

static gboolean
is_read (CpxCompareView *self)
{
  return self->patients[CPX_SIDE_LEFT] != NULL && self->patients[CPX_SIDE_RIGHT] != NULL;
}

static void update (CpxCompareView *self);

static void
choose (CpxCompareView *self,
        int             field,
        CpxSide         side)
{
  self->choice = cpx_compare_choose (self->choice, field, side);
  update (self);
}

static void
chosen_cb (CpxCompareRow  *row,
           int             field,
           int             side,
           CpxCompareView *self)
{
  choose (self, field, side);
}

static void
show_line (CpxCompareView       *self,
           const CpxCompareLine *line,
           gboolean              may_choose)
{
  CpxCompareRow **row = &self->rows[line->field];

  if (*row == NULL)
    {
      *row = CPX_COMPARE_ROW (cpx_compare_row_new (line->field));
      g_signal_connect_object (*row, "chosen", G_CALLBACK (chosen_cb), self, 0);
      gtk_list_box_append (GTK_LIST_BOX (self->list_box), GTK_WIDGET (*row));
    }
  cpx_compare_row_show (*row, line, may_choose);
}

static void
show_head (CpxCompareView *self,
           CpxSide         side)
{
  g_autofree char *name = cpx_patient_dup_full_name (self->patients[side]);
  const char *number = cpx_record_get_text (self->patients[side], CPX_PATIENT_FILE_NUMBER);
  g_autofree char *file = g_strdup_printf (_("File %s"), number != NULL ? number : "–");

  gtk_label_set_label (GTK_LABEL (self->title_labels[side]), name);
  gtk_label_set_label (GTK_LABEL (self->file_labels[side]), file);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->kept_buttons[side]), self->choice.kept == side);
}

static void
show_reasons (CpxCompareView *self)
{
  CpxDuplicateScore score =
    cpx_duplicates_score (self->patients[CPX_SIDE_LEFT], self->patients[CPX_SIDE_RIGHT]);
  g_autofree char *reasons = cpx_duplicate_score_explain (score);
  g_autofree char *sentence = reasons != NULL && *reasons != '\0' ? g_strdup_printf (_("Alike: %s"), reasons) : NULL;

  gtk_label_set_label (GTK_LABEL (self->reasons_label), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->reasons_label, sentence != NULL);
}

static void
show_state (CpxCompareView *self)
{
  CpxRoles roles = cpx_practice_get_roles (self->practice);
  g_auto(CpxCompareState) state = cpx_compare_state_compute (self->patients[CPX_SIDE_LEFT],
                                                             self->patients[CPX_SIDE_RIGHT], self->choice, roles);
  guint n_same = state.lines->len - state.n_different;
  g_autofree char *label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Show %u identical field",
                                                         "Show %u identical fields", n_same),
                                            n_same);

  for (guint i = 0; i < state.lines->len; i++)
    show_line (self, g_ptr_array_index (state.lines, i), !self->merging);
  show_head (self, CPX_SIDE_LEFT);
  show_head (self, CPX_SIDE_RIGHT);
  show_reasons (self);
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list_box));
  gtk_button_set_label (GTK_BUTTON (self->identical_button),
                        self->shows_identical ? _("Hide identical fields") : label);
  gtk_widget_set_visible (self->identical_button, n_same > 0);
  gtk_label_set_label (GTK_LABEL (self->hint_label),
                       state.hint != NULL ? state.hint
                                          : _("Histories, allergies and all the rest of both files are kept"));
  (state.hint != NULL ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (self->hint_label, "error");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.merge", state.can_merge && !self->merging);
}

static void
update (CpxCompareView *self)
{
  const char *page = is_read (self) ? "comparing" : self->failure != NULL ? "failed" : "loading";

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  cpx_status_text_describe (self->status_page, self->failure);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->merging);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.merge", FALSE);
  if (is_read (self))
    show_state (self);
}

static gboolean
filter_row (GtkListBoxRow *row,
            gpointer       user_data)
{
  CpxCompareView *self = user_data;

  return self->shows_identical || cpx_compare_row_get_mark (CPX_COMPARE_ROW (row)) != CPX_COMPARE_SAME;
}

static void
kept_toggled_cb (GtkCheckButton *button,
                 CpxCompareView *self)
{
  CpxSide side = GTK_WIDGET (button) == self->kept_buttons[CPX_SIDE_RIGHT] ? CPX_SIDE_RIGHT : CPX_SIDE_LEFT;

  if (!gtk_check_button_get_active (button) || side == self->choice.kept || !is_read (self))
    return;

  self->choice.kept = side;
  update (self);
}

static void
keep_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  CpxCompareView *self = CPX_COMPARE_VIEW (widget);

  self->choice.kept = g_str_equal (g_variant_get_string (parameter, NULL), "right") ? CPX_SIDE_RIGHT : CPX_SIDE_LEFT;
  update (self);
}

static void
choose_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  const char *name;
  const char *side;
  int field;

  g_variant_get (parameter, "(&s&s)", &name, &side);
  field = cpx_kind_find_field (&cpx_patient_kind, name);
  if (field >= 0)
    choose (CPX_COMPARE_VIEW (widget), field, g_str_equal (side, "right") ? CPX_SIDE_RIGHT : CPX_SIDE_LEFT);
}

static void
show_identical_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  CpxCompareView *self = CPX_COMPARE_VIEW (widget);

  self->shows_identical = !self->shows_identical;
  update (self);
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  g_signal_emit (widget, signals[CLOSED], 0);
}

static CpxSide
get_other (CpxCompareView *self)
{
  return self->choice.kept == CPX_SIDE_LEFT ? CPX_SIDE_RIGHT : CPX_SIDE_LEFT;
}

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxCompareView) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_merge_patients_finish (CPX_PRACTICE (source), result, &error);

  self->merging = FALSE;
  if (self->practice == NULL)   /* closed meanwhile */
    return;
  update (self);
  if (receipt == NULL)
    {
      cpx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  cpx_merge_undo_offer (gtk_widget_get_parent (GTK_WIDGET (self)), self->practice, cpx_receipt_get_record (receipt),
                        cpx_record_get_id (self->patients[get_other (self)]));
  g_signal_emit (self, signals[MERGED], 0, cpx_record_get_id (self->patients[self->choice.kept]));
}

static void
merge_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  CpxCompareView *self = CPX_COMPARE_VIEW (widget);
  g_auto(CpxCompareState) state = { 0 };

  if (!is_read (self) || self->merging)
    return;

  state = cpx_compare_state_compute (self->patients[CPX_SIDE_LEFT], self->patients[CPX_SIDE_RIGHT], self->choice,
                                     cpx_practice_get_roles (self->practice));
  self->merging = TRUE;
  cpx_practice_merge_patients_async (self->practice, cpx_record_get_id (self->patients[self->choice.kept]),
                                     cpx_record_get_id (self->patients[get_other (self)]), state.from_other, merged_cb,
                                     g_object_ref (self));
  update (self);
}

/* Reading the two files */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr(CpxCompareView) self = reading->self;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPatientFile) file = cpx_practice_open_patient_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL)
    return;

  if (file != NULL)
    g_set_object (&self->patients[reading->side], file->patient);
  else if (self->failure == NULL)
    self->failure = g_strdup (error->message);
  if (is_read (self))
    self->choice.kept = cpx_compare_suggest_kept (self->patients[CPX_SIDE_LEFT], self->patients[CPX_SIDE_RIGHT]);
  update (self);
}

static void
read_file (CpxCompareView *self,
           const char     *patient_id,
           CpxSide         side)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->self = g_object_ref (self);
  reading->side = side;
  cpx_practice_open_patient_async (self->practice, patient_id, self->cancellable, read_cb, reading);
}

static void
cpx_compare_view_dispose (GObject *object)
{
  CpxCompareView *self = CPX_COMPARE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_COMPARE_VIEW);
  for (guint i = 0; i < CPX_N_SIDES; i++)
    g_clear_object (&self->patients[i]);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_compare_view_parent_class)->dispose (object);
}

static void
cpx_compare_view_finalize (GObject *object)
{
  CpxCompareView *self = CPX_COMPARE_VIEW (object);

  g_clear_object (&self->cancellable);
  g_free (self->failure);

  G_OBJECT_CLASS (cpx_compare_view_parent_class)->finalize (object);
}

static void
bind_side (GtkWidgetClass *widget_class,
           const char     *left_name,
           const char     *right_name,
           gssize          offset)
{
  gtk_widget_class_bind_template_child_full (widget_class, left_name, FALSE, offset);
  gtk_widget_class_bind_template_child_full (widget_class, right_name, FALSE, offset + (gssize) sizeof (GtkWidget *));
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CpxCompareView, box);
  gtk_widget_class_bind_template_child (widget_class, CpxCompareView, stack);
  gtk_widget_class_bind_template_child (widget_class, CpxCompareView, status_page);
  gtk_widget_class_bind_template_child (widget_class, CpxCompareView, reasons_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCompareView, list_box);
  gtk_widget_class_bind_template_child (widget_class, CpxCompareView, identical_button);
  gtk_widget_class_bind_template_child (widget_class, CpxCompareView, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCompareView, spinner);
  bind_side (widget_class, "left_kept", "right_kept", G_STRUCT_OFFSET (CpxCompareView, kept_buttons));
  bind_side (widget_class, "left_title", "right_title", G_STRUCT_OFFSET (CpxCompareView, title_labels));
  bind_side (widget_class, "left_file", "right_file", G_STRUCT_OFFSET (CpxCompareView, file_labels));
}

static void
cpx_compare_view_class_init (CpxCompareViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cpx_compare_view_dispose;
  object_class->finalize = cpx_compare_view_finalize;

  signals[MERGED] = g_signal_new ("merged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CLOSED] =
    g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/duplicates/compare-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, kept_toggled_cb);
  gtk_widget_class_install_action (widget_class, "compare.keep", "s", keep_action);
  gtk_widget_class_install_action (widget_class, "compare.choose", "(ss)", choose_action);
  gtk_widget_class_install_action (widget_class, "compare.show-identical", NULL, show_identical_action);
  gtk_widget_class_install_action (widget_class, "compare.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "compare.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "compare.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "compare.merge", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_compare_view_init (CpxCompareView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list_box), filter_row, self, NULL);
}

/**
 * cpx_compare_view_new:
 * @practice: an unlocked practice
 * @patient_id_a: a file
 * @patient_id_b: another
 *
 * Opens both files, which the audit log notes, and shows them side by side. Signals: `merged` with the id of the file
 * that stays; `closed` when the person leaves without merging.
 *
 * Returns: (transfer floating): the view
 */
GtkWidget *
cpx_compare_view_new (CpxPractice *practice,
                      const char  *patient_id_a,
                      const char  *patient_id_b)
{
  CpxCompareView *self = g_object_new (CPX_TYPE_COMPARE_VIEW, NULL);

  self->practice = g_object_ref (practice);
  update (self);
  read_file (self, patient_id_a, CPX_SIDE_LEFT);
  read_file (self, patient_id_b, CPX_SIDE_RIGHT);

  return GTK_WIDGET (self);
}
