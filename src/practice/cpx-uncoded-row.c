/* cpx-uncoded-row.c: one line of the work list: the operation with whom it is about.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-uncoded-row.h"

struct _CpxUncodedRow
{
  GObject    parent_instance;

  CpxRecord *intervention;  /* (owned) */
  CpxRecord *patient;       /* (owned) */
  CpxRecord *surgeon;       /* (owned) (nullable): the directory may have lost them */
  gboolean   has_draft;
  gboolean   has_note;
  gboolean   has_choices;
};

enum
{
  PROP_INTERVENTION = 1,
  PROP_PATIENT,
  PROP_SURGEON,
  PROP_HAS_DRAFT,
  PROP_HAS_NOTE,
  PROP_HAS_CHOICES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxUncodedRow, cpx_uncoded_row, G_TYPE_OBJECT)

static void
cpx_uncoded_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CpxUncodedRow *self = CPX_UNCODED_ROW (object);

  switch (prop_id)
    {
    case PROP_INTERVENTION:
      g_value_set_object (value, self->intervention);
      break;
    case PROP_PATIENT:
      g_value_set_object (value, self->patient);
      break;
    case PROP_SURGEON:
      g_value_set_object (value, self->surgeon);
      break;
    case PROP_HAS_DRAFT:
      g_value_set_boolean (value, self->has_draft);
      break;
    case PROP_HAS_NOTE:
      g_value_set_boolean (value, self->has_note);
      break;
    case PROP_HAS_CHOICES:
      g_value_set_boolean (value, self->has_choices);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_uncoded_row_finalize (GObject *object)
{
  CpxUncodedRow *self = CPX_UNCODED_ROW (object);

  g_clear_object (&self->intervention);
  g_clear_object (&self->patient);
  g_clear_object (&self->surgeon);

  G_OBJECT_CLASS (cpx_uncoded_row_parent_class)->finalize (object);
}

static void
cpx_uncoded_row_class_init (CpxUncodedRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cpx_uncoded_row_get_property;
  object_class->finalize = cpx_uncoded_row_finalize;

  properties[PROP_INTERVENTION] = g_param_spec_object ("intervention", NULL, NULL, CPX_TYPE_RECORD, flags);
  properties[PROP_PATIENT] = g_param_spec_object ("patient", NULL, NULL, CPX_TYPE_RECORD, flags);
  properties[PROP_SURGEON] = g_param_spec_object ("surgeon", NULL, NULL, CPX_TYPE_RECORD, flags);
  properties[PROP_HAS_DRAFT] = g_param_spec_boolean ("has-draft", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_NOTE] = g_param_spec_boolean ("has-note", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_CHOICES] = g_param_spec_boolean ("has-choices", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cpx_uncoded_row_init (CpxUncodedRow *self)
{
}

/* What it is made of, on whichever thread. */
CpxUncodedRow *
cpx_uncoded_row_new (CpxRecord *intervention,
                     CpxRecord *patient,
                     CpxRecord *surgeon,
                     gboolean   has_draft,
                     gboolean   has_note,
                     gboolean   has_choices)
{
  CpxUncodedRow *self = g_object_new (CPX_TYPE_UNCODED_ROW, NULL);

  self->intervention = g_object_ref (intervention);
  self->patient = g_object_ref (patient);
  g_set_object (&self->surgeon, surgeon);
  self->has_draft = has_draft;
  self->has_note = has_note;
  self->has_choices = has_choices;

  return self;
}

static gboolean
same_record (CpxRecord *a,
             CpxRecord *b)
{
  return a == b || (a != NULL && b != NULL && cpx_record_equal (a, b));
}

gboolean
cpx_uncoded_row_equal (CpxUncodedRow *a,
                       CpxUncodedRow *b)
{
  return a->has_draft == b->has_draft && a->has_note == b->has_note && a->has_choices == b->has_choices &&
         same_record (a->intervention, b->intervention) && same_record (a->patient, b->patient) &&
         same_record (a->surgeon, b->surgeon);
}

/**
 * cpx_uncoded_row_get_intervention:
 * @self: a row
 *
 * Returns: (transfer none): the operation
 */
CpxRecord *
cpx_uncoded_row_get_intervention (CpxUncodedRow *self)
{
  return self->intervention;
}

/**
 * cpx_uncoded_row_get_patient:
 * @self: a row
 *
 * Returns: (transfer none): who was operated on; the file that counts, if theirs was merged
 */
CpxRecord *
cpx_uncoded_row_get_patient (CpxUncodedRow *self)
{
  return self->patient;
}

/**
 * cpx_uncoded_row_get_surgeon:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): who operated
 */
CpxRecord *
cpx_uncoded_row_get_surgeon (CpxUncodedRow *self)
{
  return self->surgeon;
}

/**
 * cpx_uncoded_row_has_draft:
 * @self: a row
 *
 * Returns: `TRUE` if someone began to code it, or reopened its coding
 */
gboolean
cpx_uncoded_row_has_draft (CpxUncodedRow *self)
{
  return self->has_draft;
}

/**
 * cpx_uncoded_row_has_note:
 * @self: a row
 *
 * Returns: `TRUE` if there is an operative report to code from
 */
gboolean
cpx_uncoded_row_has_note (CpxUncodedRow *self)
{
  return self->has_note;
}

/**
 * cpx_uncoded_row_has_choices:
 * @self: a row
 *
 * Returns: `TRUE` if the user chose something for it that is not recorded
 */
gboolean
cpx_uncoded_row_has_choices (CpxUncodedRow *self)
{
  return self->has_choices;
}
