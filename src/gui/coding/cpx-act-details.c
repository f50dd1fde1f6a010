/* cpx-act-details.c: what may be said of one act kept: activity, phase, association, overcharge, facts for the rules.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-details.h"

#include "cpx-act-state.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_EUROS 100000

/* Drop-downs whose choices follow an enumeration. */
enum
{
  ASSOCIATION,
  REASON,
  REFUND,
  BODY_PART,
  ENT_PART,
  N_CHOICES
};

struct _CpxActDetails
{
  GtkWidget        parent_instance;

  GtkWidget       *grid;
  GtkWidget       *activity;
  GtkWidget       *phase;
  GtkWidget       *choices[N_CHOICES];
  GtkWidget       *overcharge;
  GtkWidget       *trauma;
  GtkWidget       *later;

  CpxNomenclature *nomenclature;  /* (owned) (nullable) */
  guint            act;           /* of the nomenclature, or CPX_CCAM_NONE */
  guint            n_fields;
  CpxCodingLine    line;          /* as shown */
  gboolean         showing;       /* what changes now is not a person's doing */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxActDetails, cpx_act_details, GTK_TYPE_WIDGET)

static guint
get_selected (GtkWidget *drop_down)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down));
}

/* The digit that each choice of an activity or of a phase begins with. */
static int
read_number (GtkWidget *drop_down,
             int        otherwise)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (drop_down));

  return item != NULL ? gtk_string_object_get_string (item)[0] - '0' : otherwise;
}

static CpxCodingLine
read_line (CpxActDetails *self)
{
  CpxCodingLine line = self->line;

  line.activity = read_number (self->activity, line.activity);
  line.phase = read_number (self->phase, line.phase);
  line.association = (CpxAssociation) get_selected (self->choices[ASSOCIATION]);
  line.overcharge_cents = (gint64) llround (gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->overcharge)) * 100);
  line.overcharge_reason = (CpxOverchargeReason) get_selected (self->choices[REASON]);
  line.exceptional_refund = (CpxFact) get_selected (self->choices[REFUND]);
  line.body_part = (CpxBodyPart) get_selected (self->choices[BODY_PART]);
  line.ent_part = (CpxEntPart) get_selected (self->choices[ENT_PART]);
  line.trauma = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->trauma));
  line.moment = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->later)) ? MAX (line.moment, 1) : 0;

  return line;
}

static void
changed_cb (CpxActDetails *self)
{
  CpxCodingLine line;

  if (self->showing)
    return;
  line = read_line (self);
  g_signal_emit (self, signals[CHANGED], 0, &line);
}

static void
attach (CpxActDetails *self,
        const char    *title,
        GtkWidget     *widget)
{
  int column = (int) (self->n_fields % 2) * 2;
  int row = (int) (self->n_fields / 2);
  GtkWidget *label = gtk_label_new (title);

  self->n_fields++;
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_grid_attach (GTK_GRID (self->grid), label, column, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), widget, column + 1, row, 1, 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
}

static GtkWidget *
add_drop_down (CpxActDetails      *self,
               const char         *title,
               const char * const *items)
{
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (items);

  attach (self, title, drop_down);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return drop_down;
}

static GtkWidget *
add_check (CpxActDetails *self,
           const char    *title,
           const char    *label)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  attach (self, title, check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return check;
}

typedef const char *(*NameFunc) (guint value);

static const char *
name_association (guint value)
{
  return cpx_act_state_name_association (value);
}

static const char *
name_overcharge (guint value)
{
  return cpx_act_state_name_overcharge (value);
}

static const char *
name_fact (guint value)
{
  static const char * const names[] = { N_("Not said"), N_("No"), N_("Yes") };

  return _(names[value]);
}

static const char *
name_body_part (guint value)
{
  return cpx_act_state_name_body_part (value);
}

static const char *
name_ent_part (guint value)
{
  return cpx_act_state_name_ent_part (value);
}

static GtkWidget *
add_choice (CpxActDetails *self,
            const char    *title,
            NameFunc       name,
            guint          n_values)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < n_values; i++)
    g_ptr_array_add (names, (gpointer) name (i));
  g_ptr_array_add (names, NULL);

  return add_drop_down (self, title, (const char * const *) names->pdata);
}

static GtkWidget *
add_amount (CpxActDetails *self,
            const char    *title)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, MAX_EUROS, 10);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 2);
  attach (self, title, spin);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return spin;
}

static const char * const no_strings[] = { NULL };

static void
fill (CpxActDetails *self)
{
  self->activity = add_drop_down (self, _("Activity"), no_strings);
  self->choices[ASSOCIATION] =
    add_choice (self, _("Association"), name_association, CPX_ASSOCIATION_UNPRICED + 1);
  self->phase = add_drop_down (self, _("Phase"), no_strings);
  self->choices[REFUND] = add_choice (self, _("Exceptional refund"), name_fact, CPX_FACT_YES + 1);
  self->overcharge = add_amount (self, _("Overcharge (€)"));
  self->choices[REASON] =
    add_choice (self, _("Reason of the overcharge"), name_overcharge, CPX_OVERCHARGE_REASON_PATHWAY + 1);
  self->choices[BODY_PART] = add_choice (self, _("Part of the body"), name_body_part, CPX_BODY_PART_LEFT_LEG + 1);
  self->choices[ENT_PART] =
    add_choice (self, _("Part of an ENT cancer operation"), name_ent_part, CPX_ENT_PART_RECONSTRUCTION + 1);
  self->trauma = add_check (self, "", _("Recent traumatic lesion among several"));
  self->later = add_check (self, "", _("At another moment of the same day"));
}

/* The same choices again would take the keyboard from who is in them. */
static void
set_strings (GtkWidget *drop_down,
             GPtrArray *strings)
{
  GListModel *now = gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down));
  g_autoptr(GtkStringList) model = NULL;
  gboolean same = g_list_model_get_n_items (now) == strings->len;

  for (guint i = 0; same && i < strings->len; i++)
    same = g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (now), i), strings->pdata[i]);
  if (same)
    return;
  g_ptr_array_add (strings, NULL);
  model = gtk_string_list_new ((const char * const *) strings->pdata);
  g_ptr_array_remove_index (strings, strings->len - 1);
  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (model));
}

static void
select_number (GtkWidget *drop_down,
               GPtrArray *strings,
               int        number)
{
  for (guint i = 0; i < strings->len; i++)
    {
      if (((const char *) strings->pdata[i])[0] == '0' + number)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), i);
    }
}

static void
show_activities (CpxActDetails *self)
{
  g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  CpxCcamRange range = { 0 };

  if (self->act != CPX_CCAM_NONE)
    range = cpx_nomenclature_list_activities (self->nomenclature, self->act);
  for (guint i = range.first; i < range.first + range.n; i++)
    g_ptr_array_add (strings, cpx_act_state_dup_activity (self->nomenclature,
                                                          cpx_nomenclature_get_activity (self->nomenclature, i).activity
                                                          - '0'));
  if (strings->len == 0)
    g_ptr_array_add (strings, cpx_act_state_dup_activity (NULL, self->line.activity));
  set_strings (self->activity, strings);
  select_number (self->activity, strings, self->line.activity);
}

static void
show_phases (CpxActDetails *self)
{
  g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  CpxCcamRange range = { 0 };
  guint activity = CPX_CCAM_NONE;

  if (self->act != CPX_CCAM_NONE)
    activity = cpx_nomenclature_find_activity (self->nomenclature, self->act, (char) ('0' + self->line.activity));
  if (activity != CPX_CCAM_NONE)
    range = cpx_nomenclature_list_phases (self->nomenclature, activity);
  for (guint i = range.first; i < range.first + range.n; i++)
    g_ptr_array_add (strings, g_strdup_printf ("%u", cpx_nomenclature_get_phase (self->nomenclature, i).phase));
  if (strings->len == 0)
    g_ptr_array_add (strings, g_strdup_printf ("%d", self->line.phase));
  set_strings (self->phase, strings);
  select_number (self->phase, strings, self->line.phase);
}

static void
show_line (CpxActDetails *self)
{
  const CpxCodingLine *line = &self->line;

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choices[ASSOCIATION]), line->association);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choices[REASON]), line->overcharge_reason);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choices[REFUND]), line->exceptional_refund);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choices[BODY_PART]), line->body_part);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choices[ENT_PART]), line->ent_part);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->overcharge), (double) line->overcharge_cents / 100);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->trauma), line->trauma);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->later), line->moment > 0);
}

static void
cpx_act_details_dispose (GObject *object)
{
  CpxActDetails *self = CPX_ACT_DETAILS (object);

  self->showing = TRUE;
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->nomenclature, cpx_nomenclature_unref);

  G_OBJECT_CLASS (cpx_act_details_parent_class)->dispose (object);
}

static void
cpx_act_details_class_init (CpxActDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_act_details_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_act_details_init (CpxActDetails *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  fill (self);
}

/**
 * cpx_act_details_new:
 *
 * Signal `changed` carries the #CpxCodingLine as it is to be.
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *
cpx_act_details_new (void)
{
  return g_object_new (CPX_TYPE_ACT_DETAILS, NULL);
}

/**
 * cpx_act_details_show:
 * @self: a form
 * @request: what is chosen
 * @position: a line of it
 *
 * Shows the line.
 */
void
cpx_act_details_show (CpxActDetails    *self,
                      CpxCodingRequest *request,
                      guint             position)
{
  g_clear_pointer (&self->nomenclature, cpx_nomenclature_unref);
  if (request->nomenclature != NULL)
    self->nomenclature = cpx_nomenclature_ref (request->nomenclature);
  self->line = *cpx_coding_draft_get_line (request->draft, position);
  self->act = self->nomenclature != NULL ? cpx_nomenclature_find_act (self->nomenclature, self->line.code)
                                         : CPX_CCAM_NONE;
  self->showing = TRUE;
  show_activities (self);
  show_phases (self);
  show_line (self);
  self->showing = FALSE;
}
