/* cpx-house.c: the unlocked practice on the screen: header bar, sidebar, the pages one may open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-house.h"

#include "cpx-audit-page.h"
#include "cpx-banner.h"
#include "cpx-coding-page.h"
#include "cpx-glass-page.h"
#include "cpx-header-label.h"
#include "cpx-help-topic.h"
#include "cpx-house-row.h"
#include "cpx-house-state.h"
#include "cpx-list-tab.h"
#include "cpx-nomenclature-page.h"
#include "cpx-open-place.h"
#include "cpx-operation-opening.h"
#include "cpx-passphrase-dialog.h"
#include "cpx-search-box.h"
#include "cpx-settings-page.h"
#include "cpx-stack-page.h"
#include "cpx-toast.h"
#include "cpx-unsaved.h"

#include <cpx-break-glass.h>
#include <cpx-coding.h>
#include <cpx-log-watch.h>
#include <cpx-patient.h>
#include <cpx-user.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxHouse
{
  GtkWidget    parent_instance;

  GtkWidget   *box;
  GtkWidget   *practice_name;
  GtkWidget   *search_box;
  GtkWidget   *state_label;
  GtkWidget   *user_button;
  GtkWidget   *user_label;
  GtkWidget   *demonstration;
  GtkWidget   *notice;
  GtkWidget   *integrity;
  GtkWidget   *sidebar;
  GtkWidget   *pages;

  CpxPractice *practice;   /* (owned) (construct-only) */
  GtkWidget   *patients;   /* (nullable): its page, for who may see it */
  GtkWidget   *coding;     /* (nullable): likewise */
  GtkWidget   *nomenclature;
  GtkWidget   *journal;    /* (nullable): likewise */
  CpxPlace    *place;      /* (owned) (nullable): where one was before the lock, until it is reopened */
};

enum
{
  PROP_PRACTICE = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxHouse, cpx_house, GTK_TYPE_WIDGET)

static void
explain_fault_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "app.help-topic", "s", "seals");
}

/* Who is not told that the log was altered works on as if it were not. */
static void
update_integrity (CpxHouse *self)
{
  const char *fault = cpx_log_watch_get_state (cpx_log_watch_get (self->practice))->fault;

  g_object_set (self->integrity, "title", fault, "revealed", fault != NULL, NULL);
}

static void
update (CpxHouse *self)
{
  CpxUnsaved *unsaved = cpx_unsaved_get (self->practice);
  gboolean leads_back = cpx_unsaved_count (unsaved) > 0;
  g_autofree char *text = cpx_house_state_dup_text (cpx_unsaved_is_saving (unsaved), cpx_unsaved_count (unsaved));

  cpx_header_label_show (GTK_LABEL (self->state_label), text, 160);
  cpx_header_label_show (GTK_LABEL (self->practice_name), cpx_practice_get_name (self->practice), 240);
  g_object_set (gtk_widget_get_parent (self->state_label), "can-target", leads_back, "focusable", leads_back, NULL);
  g_object_set (self->demonstration, "revealed", cpx_practice_is_demonstration (self->practice), NULL);
  g_object_set (self->notice, "title", cpx_practice_get_notice (self->practice),
                "revealed", cpx_practice_get_notice (self->practice) != NULL, NULL);
}

static void
show_page (CpxHouse *self,
           int       index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->sidebar), index);

  if (row != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->sidebar), row);
}

static void
show_page_named (CpxHouse   *self,
                 const char *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->sidebar), i)) != NULL; i++)
    {
      if (g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), name))
        gtk_list_box_select_row (GTK_LIST_BOX (self->sidebar), row);
    }
}

static gboolean
shows (CpxHouse   *self,
       const char *name)
{
  return g_str_equal (cpx_house_get_page (self), name);
}

static void
row_selected_cb (GtkListBox    *box,
                 GtkListBoxRow *row,
                 CpxHouse      *self)
{
  if (row != NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (self->pages), gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
add_page (CpxHouse   *self,
          GtkWidget  *page,
          const char *name,
          const char *title,
          const char *icon_name)
{
  guint number = g_list_model_get_n_items (G_LIST_MODEL (gtk_stack_get_pages (GTK_STACK (self->pages)))) + 1;
  GtkWidget *row = cpx_house_row_new (name, title, icon_name, number);

  gtk_stack_add_named (GTK_STACK (self->pages), page, name);
  cpx_stack_page_mark (page);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (page), "waiting") != NULL)
    g_object_bind_property (page, "waiting", row, "waiting", G_BINDING_SYNC_CREATE);
  gtk_list_box_append (GTK_LIST_BOX (self->sidebar), row);
}

/* Only what exists and may be opened is shown. */
static void
add_pages (CpxHouse *self)
{
  if (cpx_practice_may (self->practice, "patient:read"))
    {
      self->patients = GTK_WIDGET (cpx_patients_page_new (self->practice));
      add_page (self, self->patients, "patients", _("Patients"), "system-users-symbolic");
    }
  if (cpx_coding_page_may_use (self->practice))
    {
      self->coding = cpx_coding_page_new (self->practice);
      add_page (self, self->coding, "coding", C_("page", "Coding"), "cpx-coding-symbolic");
    }
  self->nomenclature = cpx_nomenclature_page_new (self->practice);
  add_page (self, self->nomenclature, "nomenclature", _("CCAM"), "cpx-book-symbolic");
  if (cpx_audit_page_may_use (self->practice))
    {
      self->journal = cpx_audit_page_new (self->practice);
      add_page (self, self->journal, "journal", _("Journal"), "cpx-seal-symbolic");
    }
  if (cpx_practice_needs_glass (self->practice))
    add_page (self, cpx_glass_page_new (self->practice), "glass", _("Break-glass"), "dialog-warning-symbolic");
  gtk_widget_set_visible (self->search_box, self->patients != NULL);
  add_page (self, cpx_settings_page_new (self->practice), "settings", _("Settings"), "emblem-system-symbolic");
}

static void
patient_chosen_cb (CpxSearchBox *box,
                   const char   *patient_id,
                   CpxHouse     *self)
{
  cpx_house_perform (self, "open-patient", g_variant_new_string (patient_id));
}

static void
cpx_house_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  CpxHouse *self = CPX_HOUSE (object);

  switch (prop_id)
    {
    case PROP_PRACTICE:
      self->practice = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_house_constructed (GObject *object)
{
  CpxHouse *self = CPX_HOUSE (object);
  CpxRecord *user = cpx_practice_get_user (self->practice);
  const char *name = cpx_record_get_text (user, CPX_USER_NAME);

  G_OBJECT_CLASS (cpx_house_parent_class)->constructed (object);

  cpx_header_label_show (GTK_LABEL (self->user_label), name, 150);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->user_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  cpx_search_box_set_practice (CPX_SEARCH_BOX (self->search_box), self->practice);
  add_pages (self);
  cpx_list_tab_over (self->sidebar);
  g_signal_connect_object (cpx_unsaved_get (self->practice), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->practice, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cpx_log_watch_get (self->practice), "changed", G_CALLBACK (update_integrity), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
cpx_house_dispose (GObject *object)
{
  CpxHouse *self = CPX_HOUSE (object);

  if (self->practice != NULL)
    {
      g_signal_handlers_disconnect_by_data (cpx_unsaved_get (self->practice), self);
      g_signal_handlers_disconnect_by_data (cpx_log_watch_get (self->practice), self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_HOUSE);
  g_clear_pointer (&self->place, cpx_place_free);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_house_parent_class)->dispose (object);
}

static void
cpx_house_class_init (CpxHouseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = cpx_house_set_property;
  object_class->constructed = cpx_house_constructed;
  object_class->dispose = cpx_house_dispose;

  props[PROP_PRACTICE] = g_param_spec_object ("practice", NULL, NULL, CPX_TYPE_PRACTICE,
                                              G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (CPX_TYPE_BANNER);
  g_type_ensure (CPX_TYPE_SEARCH_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/shell/house.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxHouse, box);
  gtk_widget_class_bind_template_child (widget_class, CpxHouse, practice_name);
  gtk_widget_class_bind_template_child (widget_class, CpxHouse, search_box);
  gtk_widget_class_bind_template_child (widget_class, CpxHouse, state_label);
  gtk_widget_class_bind_template_child (widget_class, CpxHouse, user_button);
  gtk_widget_class_bind_template_child (widget_class, CpxHouse, user_label);
  gtk_widget_class_bind_template_child (widget_class, CpxHouse, demonstration);
  gtk_widget_class_bind_template_child (widget_class, CpxHouse, notice);
  gtk_widget_class_bind_template_child (widget_class, CpxHouse, integrity);
  gtk_widget_class_bind_template_child (widget_class, CpxHouse, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CpxHouse, pages);
  gtk_widget_class_install_action (widget_class, "house.explain-fault", NULL, explain_fault_action);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, patient_chosen_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_house_init (CpxHouse *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_house_new:
 * @practice: an unlocked practice
 *
 * Makes the house with the pages that the user of @practice may open.
 *
 * Returns: (transfer floating): the house
 */
CpxHouse *
cpx_house_new (CpxPractice *practice)
{
  return g_object_new (CPX_TYPE_HOUSE, "practice", practice, NULL);
}

static char **
dup_page_names (CpxHouse *self)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->sidebar), i)) != NULL; i++)
    g_strv_builder_add (names, gtk_widget_get_name (GTK_WIDGET (row)));

  return g_strv_builder_end (names);
}

static const char *
get_user_id (CpxHouse *self)
{
  return cpx_record_get_id (cpx_practice_get_user (self->practice));
}

/* In no field of another page: a key pressed by mistake would change what is in it. */
static void
place_focus (CpxHouse *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->sidebar));

  if (shows (self, "patients"))
    cpx_patients_page_find (CPX_PATIENTS_PAGE (self->patients));
  else
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * cpx_house_begin:
 * @self: a house on the screen
 * @place: (transfer full) (nullable): where somebody was before the lock
 *
 * Shows the page of @place to who was there, the first one to anybody else; puts the keyboard where work begins, and
 * has the log watched over.
 */
void
cpx_house_begin (CpxHouse *self,
                 CpxPlace *place)
{
  g_auto(GStrv) pages = dup_page_names (self);

  if (!cpx_place_leads_back (place, get_user_id (self), (const char * const *) pages))
    g_clear_pointer (&place, cpx_place_free);
  self->place = place;
  cpx_log_watch_begin (cpx_log_watch_get (self->practice));
  show_page_named (self, place != NULL ? place->page : pages[0]);
  place_focus (self);
}

/**
 * cpx_house_reopen:
 * @self: a house that began at the place of its user, the unsaved texts loaded
 *
 * Opens what was open there, unless the person already went elsewhere.
 */
void
cpx_house_reopen (CpxHouse *self)
{
  g_autoptr(CpxPlace) place = g_steal_pointer (&self->place);

  if (place != NULL && shows (self, place->page))
    cpx_open_place_reopen (gtk_stack_get_visible_child (GTK_STACK (self->pages)), g_steal_pointer (&place));
}

/**
 * cpx_house_dup_place:
 * @self: a house
 *
 * Returns: (transfer full): where its user is
 */
CpxPlace *
cpx_house_dup_place (CpxHouse *self)
{
  CpxPlace *place = cpx_place_new (get_user_id (self), cpx_house_get_page (self));

  cpx_open_place_describe (gtk_stack_get_visible_child (GTK_STACK (self->pages)), place);

  return place;
}

static void
perform_on_patients (CpxHouse   *self,
                     const char *intent,
                     GVariant   *parameter)
{
  CpxPatientsPage *page = CPX_PATIENTS_PAGE (self->patients);

  show_page_named (self, "patients");
  if (g_str_equal (intent, "find-patient"))
    cpx_patients_page_find (page);
  else if (g_str_equal (intent, "new-patient"))
    cpx_patients_page_add (page);
  else if (g_str_equal (intent, "open-patient"))
    cpx_patients_page_open (page, g_variant_get_string (parameter, NULL));
  else if (g_str_equal (intent, "write-note"))
    cpx_operation_opening_begin (page, self->practice, g_variant_get_string (parameter, NULL));
  else if (g_str_equal (intent, "back"))
    cpx_patients_page_go_back (page);
}

/* What Ctrl+F and Alt+Left mean depends on the page. */
static gboolean
perform_on_coding (CpxHouse   *self,
                   const char *intent,
                   GVariant   *parameter)
{
  CpxCodingPage *page = CPX_CODING_PAGE (self->coding);

  if (g_str_equal (intent, "code-intervention"))
    {
      show_page_named (self, "coding");
      cpx_coding_page_code (page, g_variant_get_string (parameter, NULL));
    }
  else if (shows (self, "coding") && g_str_equal (intent, "find-patient"))
    cpx_coding_page_find (page);
  else if (shows (self, "coding") && g_str_equal (intent, "back"))
    cpx_coding_page_go_back (page);
  else
    return FALSE;

  return TRUE;
}

static gboolean
perform_on_nomenclature (CpxHouse   *self,
                         const char *intent,
                         GVariant   *parameter)
{
  CpxNomenclaturePage *page = CPX_NOMENCLATURE_PAGE (self->nomenclature);

  if (g_str_equal (intent, "open-act"))
    {
      show_page_named (self, "nomenclature");
      cpx_nomenclature_page_open (page, g_variant_get_string (parameter, NULL));
    }
  else if (shows (self, "nomenclature") && g_str_equal (intent, "find-patient"))
    cpx_nomenclature_page_find (page);
  else if (shows (self, "nomenclature") && g_str_equal (intent, "back"))
    cpx_nomenclature_page_go_back (page);
  else
    return FALSE;

  return TRUE;
}

/* What happened to one thing, asked for where that thing is on the screen. */
static gboolean
show_entries (CpxHouse   *self,
              const char *intent,
              GVariant   *parameter)
{
  CpxAuditPage *page = CPX_AUDIT_PAGE (self->journal);

  if (g_str_equal (intent, "show-record"))
    cpx_audit_page_show_record (page, g_variant_get_string (parameter, NULL));
  else if (g_str_equal (intent, "show-patient-entries"))
    cpx_audit_page_show_patient (page, g_variant_get_string (parameter, NULL));
  else
    return FALSE;
  show_page_named (self, "journal");

  return TRUE;
}

static gboolean
perform_on_journal (CpxHouse   *self,
                    const char *intent,
                    GVariant   *parameter)
{
  CpxAuditPage *page = CPX_AUDIT_PAGE (self->journal);

  if (show_entries (self, intent, parameter))
    return TRUE;
  if (!shows (self, "journal"))
    return FALSE;
  if (g_str_equal (intent, "find-patient"))
    cpx_audit_page_find (page);
  else
    return g_str_equal (intent, "back") && cpx_audit_page_go_back (page);

  return TRUE;
}

static gboolean
perform_on_settings (CpxHouse   *self,
                     const char *intent)
{
  GtkWidget *page = gtk_stack_get_visible_child (GTK_STACK (self->pages));

  return CPX_IS_SETTINGS_PAGE (page) && g_str_equal (intent, "back") &&
         cpx_settings_page_go_back (CPX_SETTINGS_PAGE (page));
}

/* To the file @target or the patient being added; what is of no patient is in the settings, or breaks the glass. */
static void
open_unsaved (GObject    *owner,
              const char *target)
{
  CpxHouse *self = CPX_HOUSE (owner);
  CpxUnsaved *unsaved = cpx_unsaved_get (self->practice);

  if (target != NULL)
    cpx_house_perform (self, "open-patient", g_variant_new_string (target));
  else if (cpx_unsaved_has_new (unsaved, &cpx_patient_kind))
    cpx_house_perform (self, "new-patient", NULL);
  else if (cpx_unsaved_count (unsaved) > 0)
    show_page_named (self, cpx_unsaved_has_new (unsaved, &cpx_coding_kind) ? "glass" : "settings");
}

/**
 * cpx_house_perform:
 * @self: a house
 * @intent: the name of an action of the window, without `win.`
 * @parameter: (nullable): its parameter
 *
 * Does what the person asked the window for.
 */
void
cpx_house_perform (CpxHouse   *self,
                   const char *intent,
                   GVariant   *parameter)
{
  g_autoptr(GVariant) held = parameter != NULL ? g_variant_ref_sink (parameter) : NULL;

  g_return_if_fail (CPX_IS_HOUSE (self));
  if (g_str_equal (intent, "search"))
    gtk_widget_grab_focus (self->search_box);
  else if (g_str_equal (intent, "show-page"))
    show_page (self, g_variant_get_int32 (held) - 1);
  else if (g_str_equal (intent, "change-passphrase"))
    cpx_passphrase_dialog_present (GTK_WIDGET (self), self->practice, NULL);
  else if (g_str_equal (intent, "save"))
    {
      cpx_unsaved_ask_to_save (cpx_unsaved_get (self->practice));
      cpx_unsaved_ask_to_create (cpx_unsaved_get (self->practice));
    }
  else if (g_str_equal (intent, "unsaved"))
    open_unsaved (G_OBJECT (self), cpx_unsaved_get_place (cpx_unsaved_get (self->practice)));
  else if ((self->coding != NULL && perform_on_coding (self, intent, held)) ||
           (self->journal != NULL && perform_on_journal (self, intent, held)) ||
           perform_on_nomenclature (self, intent, held) || perform_on_settings (self, intent))
    return;
  else if (self->patients != NULL)
    perform_on_patients (self, intent, held);
}

/**
 * cpx_house_show_unsaved:
 * @self: a house
 *
 * Says that texts typed before the lock are back, and leads to the first of them.
 */
void
cpx_house_show_unsaved (CpxHouse *self)
{
  CpxUnsaved *unsaved = cpx_unsaved_get (self->practice);
  g_autofree char *sentence = NULL;
  guint count = cpx_unsaved_count (unsaved);

  update (self);
  if (count == 0)
    return;

  sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "One entry typed before the lock is back, not yet saved",
                                           "%u entries typed before the lock are back, not yet saved", count), count);
  cpx_toast_show_action (GTK_WIDGET (self), sentence, _("_Open"), open_unsaved, G_OBJECT (self),
                         cpx_unsaved_get_place (unsaved));
}

/**
 * cpx_house_get_page:
 * @self: a house
 *
 * Returns: the name of the page on the screen
 */
const char *
cpx_house_get_page (CpxHouse *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (self->pages));
}

/**
 * cpx_house_get_help:
 * @self: a house
 *
 * Returns: (nullable): the page of the manual that speaks of what is on the screen
 */
const char *
cpx_house_get_help (CpxHouse *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (GTK_STACK (self->pages));

  return cpx_help_topic_find (cpx_house_get_page (self),
                              CPX_IS_SETTINGS_PAGE (page) ? cpx_settings_page_get_section (CPX_SETTINGS_PAGE (page))
                                                          : NULL);
}
