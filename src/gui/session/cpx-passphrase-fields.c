/* cpx-passphrase-fields.c: the rows in which a new passphrase is typed twice, with what may be said of it.
 *
 * GtkPasswordEntry keeps its text in locked memory that it wipes; AdwPasswordEntryRow gets the same buffer from it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-passphrase-fields.h"

#include "cpx-new-passphrase-state.h"

#include <glib/gi18n-lib.h>

struct _CpxPassphraseFields
{
  AdwPreferencesGroup  parent_instance;

  GtkWidget           *old_row;
  GtkWidget           *fresh_row;
  GtkWidget           *again_row;
  GtkWidget           *strength_row;
  GtkWidget           *strength_bar;
  GtkWidget           *hint_label;

  char                *login;       /* (owned) (nullable) */
  gboolean             asks_old;
  gboolean             can_accept;
};

enum
{
  CHANGED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxPassphraseFields, cpx_passphrase_fields, ADW_TYPE_PREFERENCES_GROUP)

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/* The bar's own marks would show a refused passphrase in green. The words below say the same. */
static void
paint_strength (GtkWidget   *bar,
                CpxStrength  strength)
{
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), strength);
  set_class (bar, "error", strength == CPX_STRENGTH_REFUSED);
  set_class (bar, "warning", strength == CPX_STRENGTH_WEAK);
  set_class (bar, "success", strength == CPX_STRENGTH_STRONG);
}

static void
forget_marks (GtkLevelBar *bar)
{
  gtk_level_bar_remove_offset_value (bar, GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (bar, GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (bar, GTK_LEVEL_BAR_OFFSET_FULL);
}

static void
update (CpxPassphraseFields *self)
{
  CpxNewPassphraseTyped typed = { self->asks_old, self->login, get_text (self->old_row), get_text (self->fresh_row),
                               get_text (self->again_row) };
  g_auto(CpxNewPassphraseState) state = cpx_new_passphrase_state_compute (&typed);
  const char *hint = state.differs ? _("The second typing differs from the first") : state.hint;

  gtk_widget_set_visible (self->old_row, self->asks_old);
  paint_strength (self->strength_bar, state.strength);
  gtk_label_set_label (GTK_LABEL (self->hint_label), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fresh_row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint, -1);
  set_class (self->again_row, "error", state.differs);
  set_class (self->hint_label, "error", state.differs || state.strength == CPX_STRENGTH_REFUSED);
  self->can_accept = state.can_accept;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
activated_cb (CpxPassphraseFields *self,
              GtkWidget           *row)
{
  if (self->can_accept)
    g_signal_emit (self, signals[ACTIVATED], 0);
  else
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (row)), GTK_DIR_TAB_FORWARD);
}

static gboolean
cpx_passphrase_fields_grab_focus (GtkWidget *widget)
{
  CpxPassphraseFields *self = CPX_PASSPHRASE_FIELDS (widget);

  return gtk_widget_grab_focus (self->asks_old ? self->old_row : self->fresh_row);
}

static void
cpx_passphrase_fields_dispose (GObject *object)
{
  CpxPassphraseFields *self = CPX_PASSPHRASE_FIELDS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_PASSPHRASE_FIELDS);
  g_clear_pointer (&self->login, g_free);

  G_OBJECT_CLASS (cpx_passphrase_fields_parent_class)->dispose (object);
}

static void
cpx_passphrase_fields_class_init (CpxPassphraseFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_passphrase_fields_dispose;
  widget_class->grab_focus = cpx_passphrase_fields_grab_focus;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/session/passphrase-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxPassphraseFields, old_row);
  gtk_widget_class_bind_template_child (widget_class, CpxPassphraseFields, fresh_row);
  gtk_widget_class_bind_template_child (widget_class, CpxPassphraseFields, again_row);
  gtk_widget_class_bind_template_child (widget_class, CpxPassphraseFields, strength_row);
  gtk_widget_class_bind_template_child (widget_class, CpxPassphraseFields, strength_bar);
  gtk_widget_class_bind_template_child (widget_class, CpxPassphraseFields, hint_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
cpx_passphrase_fields_init (CpxPassphraseFields *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  forget_marks (GTK_LEVEL_BAR (self->strength_bar));
  update (self);
}

/**
 * cpx_passphrase_fields_new:
 *
 * Makes the rows, empty. Signals: `changed` when one of them is typed in; `activated` when Enter is pressed and all is
 * well.
 *
 * Returns: (transfer floating): the rows
 */
GtkWidget *
cpx_passphrase_fields_new (void)
{
  return g_object_new (CPX_TYPE_PASSPHRASE_FIELDS, NULL);
}

/**
 * cpx_passphrase_fields_set_login:
 * @self: the rows
 * @login: (nullable): whose passphrase it is to be
 *
 * A passphrase that resembles the login is refused.
 */
void
cpx_passphrase_fields_set_login (CpxPassphraseFields *self,
                                 const char          *login)
{
  g_return_if_fail (CPX_IS_PASSPHRASE_FIELDS (self));

  if (g_strcmp0 (self->login, login) == 0)
    return;

  g_free (self->login);
  self->login = g_strdup (login);
  update (self);
}

/**
 * cpx_passphrase_fields_ask_old:
 * @self: the rows
 * @asks_old: whether the present passphrase is asked for
 */
void
cpx_passphrase_fields_ask_old (CpxPassphraseFields *self,
                               gboolean             asks_old)
{
  self->asks_old = asks_old;
  update (self);
}

/**
 * cpx_passphrase_fields_get_old:
 * @self: the rows
 *
 * Returns: (nullable): the present passphrase as typed; `NULL` if it is not asked for
 */
const char *
cpx_passphrase_fields_get_old (CpxPassphraseFields *self)
{
  return self->asks_old ? get_text (self->old_row) : NULL;
}

/**
 * cpx_passphrase_fields_get_fresh:
 * @self: the rows
 *
 * Returns: the new passphrase as typed
 */
const char *
cpx_passphrase_fields_get_fresh (CpxPassphraseFields *self)
{
  return get_text (self->fresh_row);
}

/**
 * cpx_passphrase_fields_can_accept:
 * @self: the rows
 *
 * Returns: whether what is typed may be tried
 */
gboolean
cpx_passphrase_fields_can_accept (CpxPassphraseFields *self)
{
  return self->can_accept;
}

/**
 * cpx_passphrase_fields_wipe:
 * @self: the rows
 *
 * Empties the rows.
 */
void
cpx_passphrase_fields_wipe (CpxPassphraseFields *self)
{
  g_return_if_fail (CPX_IS_PASSPHRASE_FIELDS (self));

  gtk_editable_set_text (GTK_EDITABLE (self->old_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->fresh_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->again_row), "");
}
