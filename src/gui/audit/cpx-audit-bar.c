/* cpx-audit-bar.c: the filter as a person sets it.
 *
 *   a control changes ──chosen_cb()──▶ the filter is made anew from all of them ──differs──▶ "changed"
 *   set_filter() ──▶ show(): every control is set, and told nobody
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-bar.h"

#include "cpx-audit-state.h"
#include "cpx-control-names.h"
#include "cpx-search-box.h"

#include <cpx-clock.h>
#include <cpx-device.h>
#include <cpx-patient.h>
#include <cpx-record-list.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>

struct _CpxAuditBar
{
  GtkWidget      parent_instance;

  GtkWidget     *box;
  GtkWidget     *text;
  GtkWidget     *patient_search;
  GtkWidget     *patient_holder;
  GtkWidget     *patient_chip;
  GtkWidget     *record_holder;
  GtkWidget     *record_chip;
  GtkWidget     *group;
  GtkWidget     *user;
  GtkWidget     *period;
  GtkWidget     *days;
  GtkWidget     *from;
  GtkWidget     *until;
  GtkWidget     *device_holder;
  GtkWidget     *device;
  GtkWidget     *clear_holder;
  GtkWidget     *message;

  CpxPractice   *practice;      /* (owned) (nullable) */
  GCancellable  *alive;         /* (owned) */
  CpxRecordList *users;         /* (owned) (nullable) */
  CpxRecordList *devices;       /* (owned) (nullable) */
  CpxLogFilter   filter;        /* (owned) */
  char          *record_label;  /* (owned) (nullable) */
  gboolean       showing;       /* the controls are being set, nobody chooses */
};

G_DEFINE_FINAL_TYPE (CpxAuditBar, cpx_audit_bar, GTK_TYPE_WIDGET)

static guint changed_signal;

static guint
get_selected (GtkWidget *list)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (list));

  return selected != GTK_INVALID_LIST_POSITION ? selected : 0;
}

static const char *
get_text (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static gboolean
read_period (CpxAuditBar *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cpx_clock_now_us () / G_USEC_PER_SEC);
  guint period = get_selected (self->period);

  if (period == CPX_AUDIT_PERIOD_DAYS)
    return cpx_audit_state_read_days (get_text (self->from), get_text (self->until), g_date_time_get_timezone (now),
                                      &self->filter.from_us, &self->filter.until_us);
  cpx_audit_state_find_period ((CpxAuditPeriod) period, now, &self->filter.from_us, &self->filter.until_us);

  return TRUE;
}

/* In the lists of people and posts the first is everybody; after the people comes nobody. */
static char *
dup_chosen (GtkWidget     *list,
            CpxRecordList *records)
{
  guint selected = get_selected (list);
  g_autoptr(CpxRecord) record =
    selected > 0 && records != NULL ? g_list_model_get_item (G_LIST_MODEL (records), selected - 1) : NULL;

  if (record != NULL)
    return g_strdup (cpx_record_get_id (record));

  return selected > 0 && records != NULL ? g_strdup (CPX_LOG_NOBODY) : NULL;
}

static void
take (char **to,
      char  *text)
{
  g_free (*to);
  *to = text;
}

static void
read_actions (CpxAuditBar *self)
{
  guint n;
  const CpxAuditGroup *groups = cpx_audit_state_list_groups (&n);

  g_strfreev (self->filter.actions);
  self->filter.actions = g_strdupv ((char **) groups[MIN (get_selected (self->group), n - 1)].actions);
}

static void
show_chip (GtkWidget  *holder,
           GtkWidget  *chip,
           const char *label)
{
  g_autofree char *text = label != NULL ? g_strconcat (label, "  ✕", NULL) : NULL;
  g_autofree char *name = label != NULL ? g_strdup_printf (_("Only %s: press to show all"), label) : NULL;

  gtk_widget_set_visible (holder, label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (chip), text);
  gtk_widget_set_tooltip_text (chip, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_fault (CpxAuditBar *self)
{
  g_autofree char *fault = cpx_audit_state_dup_days_fault (get_text (self->from), get_text (self->until));

  gtk_label_set_label (GTK_LABEL (self->message), fault);
}

static void
update (CpxAuditBar *self,
        gboolean     understood)
{
  gboolean of_patient = self->filter.patient_id != NULL;
  guint n_devices = self->devices != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->devices)) : 0;

  gtk_widget_set_visible (self->days, get_selected (self->period) == CPX_AUDIT_PERIOD_DAYS);
  gtk_widget_set_visible (self->message, !understood);
  if (!understood)
    show_fault (self);
  gtk_widget_set_visible (self->clear_holder, !cpx_log_filter_is_empty (&self->filter));
  gtk_widget_set_visible (self->device_holder, n_devices > 1);
  gtk_widget_set_visible (self->patient_search, !of_patient && self->practice != NULL &&
                                                  cpx_practice_may (self->practice, "patient:read"));
  if (!of_patient)
    show_chip (self->patient_holder, self->patient_chip, NULL);
  show_chip (self->record_holder, self->record_chip, self->filter.record_id != NULL ? self->record_label : NULL);
}

static void
chosen_cb (CpxAuditBar *self)
{
  gboolean understood;

  if (self->showing)
    return;
  take (&self->filter.text, g_strdup (get_text (self->text)));
  take (&self->filter.user_id, dup_chosen (self->user, self->users));
  take (&self->filter.device_id, dup_chosen (self->device, self->devices));
  read_actions (self);
  understood = read_period (self);
  update (self, understood);
  if (understood)
    g_signal_emit (self, changed_signal, 0);
}

static void
text_changed_cb (CpxAuditBar *self)
{
  if (g_strcmp0 (get_text (self->text), self->filter.text != NULL ? self->filter.text : "") != 0)
    chosen_cb (self);
}

/* Escape takes the words away; where there are none it means what it means on the page. */
static void
text_stopped_cb (CpxAuditBar *self)
{
  if (*get_text (self->text) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "audit.close-details", NULL);
}

static void
named_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxAuditBar) self = user_data;
  g_autoptr(CpxRecord) patient = cpx_practice_load_finish (CPX_PRACTICE (source), result, NULL);
  g_autofree char *name = patient != NULL ? cpx_patient_dup_name (patient) : g_strdup (_("this patient"));

  if (self->filter.patient_id != NULL && self->practice != NULL)
    show_chip (self->patient_holder, self->patient_chip, name);
}

static void
name_patient (CpxAuditBar *self)
{
  if (self->filter.patient_id != NULL)
    cpx_practice_load_async (self->practice, &cpx_patient_kind, self->filter.patient_id, self->alive, named_cb,
                             g_object_ref (self));
}

static void
patient_chosen_cb (CpxSearchBox *box,
                   const char   *patient_id,
                   CpxAuditBar  *self)
{
  cpx_audit_bar_ask_patient (self, patient_id);
}

static void
forget_patient_cb (CpxAuditBar *self)
{
  cpx_audit_bar_ask_patient (self, NULL);
}

static void
forget_record_cb (CpxAuditBar *self)
{
  cpx_audit_bar_ask_record (self, NULL, NULL);
}

/* What the controls show of the filter */

static guint
count_named (CpxRecordList *records,
             int            name_field,
             const char    *name)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (records)); i++)
    {
      g_autoptr(CpxRecord) record = g_list_model_get_item (G_LIST_MODEL (records), i);

      n += g_strcmp0 (cpx_record_get_text (record, name_field), name) == 0 ? 1 : 0;
    }

  return n;
}

static GtkStringList *
list_names (CpxRecordList *records,
            int            name_field,
            const char    *all)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, all);
  for (guint i = 0; records != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (records)); i++)
    {
      g_autoptr(CpxRecord) record = g_list_model_get_item (G_LIST_MODEL (records), i);
      const char *name = cpx_record_get_text (record, name_field);

      if (name != NULL && count_named (records, name_field, name) > 1)
        gtk_string_list_take (names, cpx_audit_state_dup_post (name, cpx_record_get_id (record)));
      else
        gtk_string_list_append (names, name != NULL ? name : cpx_record_get_id (record));
    }

  return names;
}

static guint
find_choice (CpxRecordList *records,
             const char    *id)
{
  guint n = records != NULL ? g_list_model_get_n_items (G_LIST_MODEL (records)) : 0;

  for (guint i = 0; id != NULL && i < n; i++)
    {
      g_autoptr(CpxRecord) record = g_list_model_get_item (G_LIST_MODEL (records), i);

      if (g_str_equal (cpx_record_get_id (record), id))
        return i + 1;
    }

  return g_strcmp0 (id, CPX_LOG_NOBODY) == 0 ? n + 1 : 0;
}

static void
show_people (CpxAuditBar *self)
{
  g_autoptr(GtkStringList) users = list_names (self->users, CPX_USER_NAME, _("Everybody"));
  g_autoptr(GtkStringList) devices = list_names (self->devices, CPX_DEVICE_NAME, _("All posts"));

  gtk_string_list_append (users, _("Nobody (before the unlock)"));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->user), G_LIST_MODEL (users));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->device), G_LIST_MODEL (devices));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->user), find_choice (self->users, self->filter.user_id));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->device), find_choice (self->devices, self->filter.device_id));
}

/* A period that was kept is shown by its days. */
static void
show_period (CpxAuditBar *self)
{
  gboolean has = self->filter.from_us != G_MININT64 || self->filter.until_us != G_MAXINT64;
  g_autoptr(GDateTime) from = g_date_time_new_from_unix_local (self->filter.from_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) until = g_date_time_new_from_unix_local (self->filter.until_us / G_USEC_PER_SEC - 1);
  g_autofree char *first = from != NULL ? g_date_time_format (from, "%d/%m/%Y") : NULL;
  g_autofree char *last = until != NULL ? g_date_time_format (until, "%d/%m/%Y") : NULL;

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->period), has ? CPX_AUDIT_PERIOD_DAYS : CPX_AUDIT_PERIOD_ALL);
  gtk_editable_set_text (GTK_EDITABLE (self->from), first != NULL ? first : "");
  gtk_editable_set_text (GTK_EDITABLE (self->until), last != NULL ? last : "");
}

static void
show (CpxAuditBar *self)
{
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), self->filter.text != NULL ? self->filter.text : "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->group), cpx_audit_state_find_group (&self->filter));
  show_people (self);
  show_period (self);
  self->showing = FALSE;
  update (self, TRUE);
  name_patient (self);
}

static void
people_changed_cb (CpxAuditBar *self)
{
  self->showing = TRUE;
  show_people (self);
  self->showing = FALSE;
  update (self, TRUE);
}

static void
fill_groups (CpxAuditBar *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  guint n;
  const CpxAuditGroup *groups = cpx_audit_state_list_groups (&n);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (labels, _(groups[i].label));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->group), G_LIST_MODEL (labels));
}

static void
cpx_audit_bar_dispose (GObject *object)
{
  CpxAuditBar *self = CPX_AUDIT_BAR (object);

  g_cancellable_cancel (self->alive);
  self->showing = TRUE;   /* controls that go choose nothing */
  g_clear_object (&self->users);
  g_clear_object (&self->devices);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_AUDIT_BAR);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_audit_bar_parent_class)->dispose (object);
}

static void
cpx_audit_bar_finalize (GObject *object)
{
  CpxAuditBar *self = CPX_AUDIT_BAR (object);

  g_clear_object (&self->alive);
  cpx_log_filter_clear (&self->filter);
  g_free (self->record_label);

  G_OBJECT_CLASS (cpx_audit_bar_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, box);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, text);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, patient_search);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, patient_holder);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, patient_chip);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, record_holder);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, record_chip);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, group);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, user);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, period);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, days);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, from);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, until);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, device_holder);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, device);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, clear_holder);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditBar, message);
}

static void
cpx_audit_bar_class_init (CpxAuditBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_audit_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_audit_bar_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  g_type_ensure (CPX_TYPE_SEARCH_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/audit/audit-bar.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, patient_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_patient_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_record_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_audit_bar_init (CpxAuditBar *self)
{
  self->alive = g_cancellable_new ();
  self->showing = TRUE;
  cpx_log_filter_init (&self->filter);
  gtk_widget_init_template (GTK_WIDGET (self));
  cpx_search_box_set_hint (CPX_SEARCH_BOX (self->patient_search), _("Entries about a patient"));
  cpx_control_names_give_button (self->group, _("Action"));
  cpx_control_names_give_button (self->user, _("Person"));
  cpx_control_names_give_button (self->period, _("Period"));
  cpx_control_names_give_button (self->device, _("Post"));
  fill_groups (self);
  self->showing = FALSE;
  update (self, TRUE);
}

/**
 * cpx_audit_bar_set_practice:
 * @self: the bar
 * @practice: an unlocked practice
 */
void
cpx_audit_bar_set_practice (CpxAuditBar *self,
                            CpxPractice *practice)
{
  g_return_if_fail (CPX_IS_AUDIT_BAR (self));
  g_return_if_fail (self->practice == NULL);

  self->practice = g_object_ref (practice);
  self->users = cpx_record_list_new (practice, &cpx_user_kind, NULL);
  self->devices = cpx_record_list_new (practice, &cpx_device_kind, NULL);
  g_signal_connect_object (self->users, "items-changed", G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->devices, "items-changed", G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);
  cpx_search_box_set_practice (CPX_SEARCH_BOX (self->patient_search), practice);
  show (self);
}

/**
 * cpx_audit_bar_get_filter:
 * @self: the bar
 *
 * Returns: (transfer none): what is asked
 */
const CpxLogFilter *
cpx_audit_bar_get_filter (CpxAuditBar *self)
{
  g_return_val_if_fail (CPX_IS_AUDIT_BAR (self), NULL);

  return &self->filter;
}

/**
 * cpx_audit_bar_set_filter:
 * @self: the bar
 * @filter: what is asked from now on
 */
void
cpx_audit_bar_set_filter (CpxAuditBar        *self,
                          const CpxLogFilter *filter)
{
  g_autoptr(CpxLogFilter) copy = NULL;

  g_return_if_fail (CPX_IS_AUDIT_BAR (self));

  copy = cpx_log_filter_copy (filter);
  cpx_log_filter_clear (&self->filter);
  self->filter = *copy;
  cpx_log_filter_init (copy);   /* the bar has its texts now */
  show (self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * cpx_audit_bar_ask_patient:
 * @self: the bar
 * @patient_id: (nullable): whose entries to show; `NULL`: everybody's
 */
void
cpx_audit_bar_ask_patient (CpxAuditBar *self,
                           const char  *patient_id)
{
  g_return_if_fail (CPX_IS_AUDIT_BAR (self));

  take (&self->filter.patient_id, g_strdup (patient_id));
  update (self, TRUE);
  name_patient (self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * cpx_audit_bar_ask_record:
 * @self: the bar
 * @record_id: (nullable): whose entries to show; `NULL`: those of all
 * @label: (nullable): what it is called
 */
void
cpx_audit_bar_ask_record (CpxAuditBar *self,
                          const char  *record_id,
                          const char  *label)
{
  g_return_if_fail (CPX_IS_AUDIT_BAR (self));

  take (&self->filter.record_id, g_strdup (record_id));
  take (&self->record_label, g_strdup (label));
  update (self, TRUE);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * cpx_audit_bar_clear:
 * @self: the bar
 *
 * Asks for everything.
 */
void
cpx_audit_bar_clear (CpxAuditBar *self)
{
  g_auto(CpxLogFilter) all = { NULL };

  cpx_log_filter_init (&all);
  cpx_audit_bar_set_filter (self, &all);
}

/**
 * cpx_audit_bar_find:
 * @self: the bar
 *
 * Puts the keyboard where words are typed.
 */
void
cpx_audit_bar_find (CpxAuditBar *self)
{
  g_return_if_fail (CPX_IS_AUDIT_BAR (self));

  gtk_widget_grab_focus (self->text);
}
