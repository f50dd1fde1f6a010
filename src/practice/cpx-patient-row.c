/* cpx-patient-row.c: what a row of the list shows, made from the record when it is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-row.h"

#include <cpx-patient.h>

#include <glib/gi18n-lib.h>

struct _CpxPatientRow
{
  GObject    parent_instance;

  char      *id;      /* (owned) */
  CpxRecord *record;  /* (owned) (nullable): not read yet */
  gboolean   is_unreadable;
};

enum
{
  PROP_ID = 1,
  PROP_RECORD,
  PROP_NAME,
  PROP_FULL_NAME,
  PROP_AGE,
  PROP_BIRTH_DATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxPatientRow, cpx_patient_row, G_TYPE_OBJECT)

static char *
dup_birth_date (CpxRecord *record)
{
  return cpx_partial_date_format_french (cpx_patient_get_birth (record));
}

static void
get_from_record (CpxPatientRow *self,
                 guint          prop_id,
                 GValue        *value)
{
  if (self->record == NULL && self->is_unreadable && (prop_id == PROP_NAME || prop_id == PROP_FULL_NAME))
    g_value_set_static_string (value, _("Unreadable file"));
  else if (self->record == NULL)
    g_value_set_static_string (value, "");
  else if (prop_id == PROP_NAME)
    g_value_take_string (value, cpx_patient_dup_name (self->record));
  else if (prop_id == PROP_FULL_NAME)
    g_value_take_string (value, cpx_patient_dup_full_name (self->record));
  else if (prop_id == PROP_AGE)
    g_value_take_string (value, cpx_patient_dup_age (self->record, cpx_partial_date_today ()));
  else
    g_value_take_string (value, dup_birth_date (self->record));
}

static void
cpx_patient_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CpxPatientRow *self = CPX_PATIENT_ROW (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_RECORD:
      g_value_set_object (value, self->record);
      break;
    case PROP_NAME:
    case PROP_FULL_NAME:
    case PROP_AGE:
    case PROP_BIRTH_DATE:
      get_from_record (self, prop_id, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_patient_row_finalize (GObject *object)
{
  CpxPatientRow *self = CPX_PATIENT_ROW (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (cpx_patient_row_parent_class)->finalize (object);
}

static void
cpx_patient_row_class_init (CpxPatientRowClass *klass)
{
  static const char * const texts[] = { "name", "full-name", "age", "birth-date" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cpx_patient_row_get_property;
  object_class->finalize = cpx_patient_row_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, CPX_TYPE_RECORD, flags);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    properties[PROP_NAME + i] = g_param_spec_string (texts[i], NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cpx_patient_row_init (CpxPatientRow *self)
{
}

/**
 * cpx_patient_row_new:
 * @id: the patient's identifier
 * @record: (nullable): the patient, if already read
 *
 * Returns: (transfer full): a row
 */
CpxPatientRow *
cpx_patient_row_new (const char *id,
                     CpxRecord  *record)
{
  CpxPatientRow *self = g_object_new (CPX_TYPE_PATIENT_ROW, NULL);

  self->id = g_strdup (id);
  g_set_object (&self->record, record);

  return self;
}

/**
 * cpx_patient_row_get_id:
 * @self: a row
 *
 * Returns: (transfer none): the patient's identifier
 */
const char *
cpx_patient_row_get_id (CpxPatientRow *self)
{
  g_return_val_if_fail (CPX_IS_PATIENT_ROW (self), NULL);

  return self->id;
}

/**
 * cpx_patient_row_get_record:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the patient; `NULL` while it is read
 */
CpxRecord *
cpx_patient_row_get_record (CpxPatientRow *self)
{
  g_return_val_if_fail (CPX_IS_PATIENT_ROW (self), NULL);

  return self->record;
}

static void
notify_all (CpxPatientRow *self)
{
  for (guint i = PROP_RECORD; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/**
 * cpx_patient_row_set_record:
 * @self: a row
 * @record: the patient as they are now
 */
void
cpx_patient_row_set_record (CpxPatientRow *self,
                            CpxRecord     *record)
{
  g_return_if_fail (CPX_IS_PATIENT_ROW (self));

  if (g_set_object (&self->record, record))
    notify_all (self);
}

/**
 * cpx_patient_row_set_unreadable:
 * @self: a row
 *
 * Says in the place of the name that the file lies on a damaged page.
 */
void
cpx_patient_row_set_unreadable (CpxPatientRow *self)
{
  g_return_if_fail (CPX_IS_PATIENT_ROW (self));

  if (self->is_unreadable)
    return;
  self->is_unreadable = TRUE;
  notify_all (self);
}
