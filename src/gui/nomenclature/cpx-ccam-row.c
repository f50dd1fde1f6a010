/* cpx-ccam-row.c: an act or a chapter in a list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-row.h"

#include <glib/gi18n-lib.h>

struct _CpxCcamRow
{
  GObject   parent_instance;

  char     *code;       /* (owned): of the act, or number of the chapter */
  char     *label;      /* (owned) */
  char     *detail;     /* (owned) (nullable): "12 times", "closed since 01/01/2014" */
  guint     menu;       /* CPX_CCAM_NONE for an act */
  gboolean  favourite;
};

enum
{
  PROP_CODE = 1,
  PROP_LABEL,
  PROP_DETAIL,
  PROP_FAVOURITE,
  PROP_IS_ACT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxCcamRow, cpx_ccam_row, G_TYPE_OBJECT)

static void
cpx_ccam_row_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CpxCcamRow *self = CPX_CCAM_ROW (object);

  switch (prop_id)
    {
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_FAVOURITE:
      g_value_set_boolean (value, self->favourite);
      break;
    case PROP_IS_ACT:
      g_value_set_boolean (value, cpx_ccam_row_is_act (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_ccam_row_finalize (GObject *object)
{
  CpxCcamRow *self = CPX_CCAM_ROW (object);

  g_free (self->code);
  g_free (self->label);
  g_free (self->detail);

  G_OBJECT_CLASS (cpx_ccam_row_parent_class)->finalize (object);
}

static void
cpx_ccam_row_class_init (CpxCcamRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cpx_ccam_row_get_property;
  object_class->finalize = cpx_ccam_row_finalize;

  props[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  props[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  props[PROP_FAVOURITE] = g_param_spec_boolean ("favourite", NULL, NULL, FALSE, flags);
  props[PROP_IS_ACT] = g_param_spec_boolean ("is-act", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cpx_ccam_row_init (CpxCcamRow *self)
{
  self->menu = CPX_CCAM_NONE;
}

/* Only what one must know before one opens it. */
static char *
dup_closing (CpxCcamAct act,
             CpxDay     day)
{
  g_autofree char *closing = cpx_day_format_french (act.closing);

  return act.closing != CPX_DAY_NONE && act.closing <= day ? g_strdup_printf (_("Closed since %s"), closing) : NULL;
}

/**
 * cpx_ccam_row_new_act:
 * @nomenclature: a nomenclature
 * @act: one of its acts
 * @day: the day on which it is looked at
 * @detail: (nullable): what else is told of it
 *
 * Returns: (transfer full): a row
 */
CpxCcamRow *
cpx_ccam_row_new_act (CpxNomenclature *nomenclature,
                      guint            act,
                      CpxDay           day,
                      const char      *detail)
{
  CpxCcamRow *self = g_object_new (CPX_TYPE_CCAM_ROW, NULL);
  CpxCcamAct row = cpx_nomenclature_get_act (nomenclature, act);

  self->code = g_strdup (row.code);
  self->label = g_strdup (row.long_label);
  self->detail = detail != NULL ? g_strdup (detail) : dup_closing (row, day);

  return self;
}

/**
 * cpx_ccam_row_new_menu:
 * @nomenclature: a nomenclature
 * @menu: one of its chapters
 *
 * Returns: (transfer full): a row
 */
CpxCcamRow *
cpx_ccam_row_new_menu (CpxNomenclature *nomenclature,
                       guint            menu)
{
  CpxCcamRow *self = g_object_new (CPX_TYPE_CCAM_ROW, NULL);
  CpxCcamMenu row = cpx_nomenclature_get_menu (nomenclature, menu);

  self->code = g_strdup (row.number);
  self->label = g_strdup (row.label);
  self->menu = menu;

  return self;
}

/**
 * cpx_ccam_row_new_gone:
 * @code: an act that the version shown does not have
 * @sentence: what is said of it
 *
 * Returns: (transfer full): a row
 */
CpxCcamRow *
cpx_ccam_row_new_gone (const char *code,
                       const char *sentence)
{
  CpxCcamRow *self = g_object_new (CPX_TYPE_CCAM_ROW, NULL);

  self->code = g_strdup (code);
  self->label = g_strdup (sentence);

  return self;
}

const char *
cpx_ccam_row_get_code (CpxCcamRow *self)
{
  return self->code;
}

const char *
cpx_ccam_row_get_label (CpxCcamRow *self)
{
  return self->label;
}

gboolean
cpx_ccam_row_is_act (CpxCcamRow *self)
{
  return self->menu == CPX_CCAM_NONE;
}

/**
 * cpx_ccam_row_get_menu:
 * @self: a row
 *
 * Returns: the chapter, or `CPX_CCAM_NONE` for an act
 */
guint
cpx_ccam_row_get_menu (CpxCcamRow *self)
{
  return self->menu;
}

/**
 * cpx_ccam_row_set_favourite:
 * @self: a row
 * @favourite: whether it wears a star
 */
void
cpx_ccam_row_set_favourite (CpxCcamRow *self,
                            gboolean    favourite)
{
  g_return_if_fail (CPX_IS_CCAM_ROW (self));

  favourite = favourite && cpx_ccam_row_is_act (self);
  if (self->favourite == favourite)
    return;
  self->favourite = favourite;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAVOURITE]);
}
