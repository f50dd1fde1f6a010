/* cpx-column-map.c: guesses columns by the names that French programs give them; what the user says comes first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-column-map.h"

#include "cpx-practice-error.h"

#include <cpx-fold.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_COLUMNS_NAMED 40   /* in the sentence that refuses one */

struct _CpxColumnMap
{
  guint  n_columns;
  int   *fields;     /* (owned): a field each column, or -1 */
};

/* Folded names of columns, as cpx_fold() makes them. */
typedef struct
{
  const char *name;
  int         field;
} ColumnName;

static const ColumnName column_names[] = {
  { "nom de naissance", CPX_PATIENT_BIRTH_NAME },
  { "nom naissance", CPX_PATIENT_BIRTH_NAME },
  { "nom de famille", CPX_PATIENT_BIRTH_NAME },
  { "nom patronymique", CPX_PATIENT_BIRTH_NAME },
  { "nom de jeune fille", CPX_PATIENT_BIRTH_NAME },
  { "nom jeune fille", CPX_PATIENT_BIRTH_NAME },
  { "nom utilise", CPX_PATIENT_USED_NAME },
  { "nom d usage", CPX_PATIENT_USED_NAME },
  { "nom usage", CPX_PATIENT_USED_NAME },
  { "nom usuel", CPX_PATIENT_USED_NAME },
  { "nom marital", CPX_PATIENT_USED_NAME },
  { "nom d epouse", CPX_PATIENT_USED_NAME },
  { "prenom s de naissance", CPX_PATIENT_BIRTH_FIRST_NAMES },
  { "prenoms de naissance", CPX_PATIENT_BIRTH_FIRST_NAMES },
  { "prenoms", CPX_PATIENT_BIRTH_FIRST_NAMES },
  { "prenom s", CPX_PATIENT_BIRTH_FIRST_NAMES },
  { "prenom", CPX_PATIENT_BIRTH_FIRST_NAMES },
  { "1er prenom de naissance", CPX_PATIENT_FIRST_BIRTH_FIRST_NAME },
  { "premier prenom de naissance", CPX_PATIENT_FIRST_BIRTH_FIRST_NAME },
  { "prenom utilise", CPX_PATIENT_USED_FIRST_NAME },
  { "prenom usuel", CPX_PATIENT_USED_FIRST_NAME },
  { "prenom d usage", CPX_PATIENT_USED_FIRST_NAME },
  { "sexe", CPX_PATIENT_SEX },
  { "genre", CPX_PATIENT_SEX },
  { "date de naissance", CPX_PATIENT_BIRTH_DATE },
  { "date naissance", CPX_PATIENT_BIRTH_DATE },
  { "ddn", CPX_PATIENT_BIRTH_DATE },
  { "ne le", CPX_PATIENT_BIRTH_DATE },
  { "ne e le", CPX_PATIENT_BIRTH_DATE },
  { "naissance", CPX_PATIENT_BIRTH_DATE },
  { "lieu de naissance", CPX_PATIENT_BIRTH_PLACE },
  { "ville de naissance", CPX_PATIENT_BIRTH_PLACE },
  { "commune de naissance", CPX_PATIENT_BIRTH_PLACE },
  { "code insee", CPX_PATIENT_BIRTH_PLACE_INSEE },
  { "code insee de naissance", CPX_PATIENT_BIRTH_PLACE_INSEE },
  { "code insee du lieu de naissance", CPX_PATIENT_BIRTH_PLACE_INSEE },
  { "pays de naissance", CPX_PATIENT_BIRTH_COUNTRY },
  { "nir", CPX_PATIENT_NIR },
  { "numero ss", CPX_PATIENT_NIR },
  { "n ss", CPX_PATIENT_NIR },
  { "no ss", CPX_PATIENT_NIR },
  { "num secu", CPX_PATIENT_NIR },
  { "n secu", CPX_PATIENT_NIR },
  { "securite sociale", CPX_PATIENT_NIR },
  { "n de securite sociale", CPX_PATIENT_NIR },
  { "numero de securite sociale", CPX_PATIENT_NIR },
  { "numero securite sociale", CPX_PATIENT_NIR },
  { "matricule ins", CPX_PATIENT_INS_MATRICULE },
  { "ins", CPX_PATIENT_INS_MATRICULE },
  { "civilite", CPX_PATIENT_CIVILITY },
  { "titre", CPX_PATIENT_CIVILITY },
  { "adresse", CPX_PATIENT_ADDRESS_LINE_1 },
  { "adresse 1", CPX_PATIENT_ADDRESS_LINE_1 },
  { "rue", CPX_PATIENT_ADDRESS_LINE_1 },
  { "voie", CPX_PATIENT_ADDRESS_LINE_1 },
  { "adresse 2", CPX_PATIENT_ADDRESS_LINE_2 },
  { "complement", CPX_PATIENT_ADDRESS_LINE_2 },
  { "complement d adresse", CPX_PATIENT_ADDRESS_LINE_2 },
  { "code postal", CPX_PATIENT_POSTAL_CODE },
  { "cp", CPX_PATIENT_POSTAL_CODE },
  { "ville", CPX_PATIENT_CITY },
  { "commune", CPX_PATIENT_CITY },
  { "pays", CPX_PATIENT_COUNTRY },
  { "portable", CPX_PATIENT_MOBILE },
  { "mobile", CPX_PATIENT_MOBILE },
  { "gsm", CPX_PATIENT_MOBILE },
  { "tel portable", CPX_PATIENT_MOBILE },
  { "telephone portable", CPX_PATIENT_MOBILE },
  { "telephone mobile", CPX_PATIENT_MOBILE },
  { "tel mobile", CPX_PATIENT_MOBILE },
  { "telephone", CPX_PATIENT_PHONE },
  { "tel", CPX_PATIENT_PHONE },
  { "fixe", CPX_PATIENT_PHONE },
  { "tel fixe", CPX_PATIENT_PHONE },
  { "telephone fixe", CPX_PATIENT_PHONE },
  { "tel domicile", CPX_PATIENT_PHONE },
  { "mail", CPX_PATIENT_EMAIL },
  { "e mail", CPX_PATIENT_EMAIL },
  { "courriel", CPX_PATIENT_EMAIL },
  { "adresse mail", CPX_PATIENT_EMAIL },
  { "adresse e mail", CPX_PATIENT_EMAIL },
  { "adresse electronique", CPX_PATIENT_EMAIL },
  { "profession", CPX_PATIENT_PROFESSION },
  { "dossier", CPX_PATIENT_FILE_NUMBER },
  { "n dossier", CPX_PATIENT_FILE_NUMBER },
  { "no dossier", CPX_PATIENT_FILE_NUMBER },
  { "n de dossier", CPX_PATIENT_FILE_NUMBER },
  { "numero dossier", CPX_PATIENT_FILE_NUMBER },
  { "numero de dossier", CPX_PATIENT_FILE_NUMBER },
  { "ipp", CPX_PATIENT_FILE_NUMBER },
  { "notes", CPX_PATIENT_NOTES },
  { "remarques", CPX_PATIENT_NOTES },
  { "commentaire", CPX_PATIENT_NOTES },
  { "commentaires", CPX_PATIENT_NOTES },
  { "observations", CPX_PATIENT_NOTES },
};

/* What other programs write for our tokens; a number stands for a sex as in a NIR. */
typedef struct
{
  int         field;
  const char *text;
  const char *token;
} Synonym;

static const Synonym synonyms[] = {
  { CPX_PATIENT_SEX, "h", "M" }, { CPX_PATIENT_SEX, "homme", "M" }, { CPX_PATIENT_SEX, "masculin", "M" },
  { CPX_PATIENT_SEX, "1", "M" }, { CPX_PATIENT_SEX, "femme", "F" }, { CPX_PATIENT_SEX, "feminin", "F" },
  { CPX_PATIENT_SEX, "2", "F" }, { CPX_PATIENT_SEX, "i", "U" }, { CPX_PATIENT_SEX, "inconnu", "U" },
  { CPX_PATIENT_SEX, "indetermine", "U" },
  { CPX_PATIENT_CIVILITY, "m", "mr" }, { CPX_PATIENT_CIVILITY, "monsieur", "mr" },
  { CPX_PATIENT_CIVILITY, "mme", "mrs" }, { CPX_PATIENT_CIVILITY, "madame", "mrs" },
  { CPX_PATIENT_CIVILITY, "mlle", "mrs" }, { CPX_PATIENT_CIVILITY, "mademoiselle", "mrs" },
  { CPX_PATIENT_CIVILITY, "enfant", "child" },
  { CPX_PATIENT_SMS_CONSENT, "oui", "yes" }, { CPX_PATIENT_SMS_CONSENT, "non", "no" },
  { CPX_PATIENT_SMS_CONSENT, "o", "yes" }, { CPX_PATIENT_SMS_CONSENT, "n", "no" },
  { CPX_PATIENT_SMS_CONSENT, "1", "yes" }, { CPX_PATIENT_SMS_CONSENT, "0", "no" },
};

static const char * const affirmations[] = { "oui", "o", "yes", "y", "true", "vrai", "1", "x", NULL };

static gboolean
is_taken (CpxColumnMap *self,
          int           field)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->fields[i] == field)
        return TRUE;
    }

  return FALSE;
}

static gboolean
may_fill (int field)
{
  return field >= 0 && (cpx_patient_kind.fields[field].flags & CPX_FIELD_READ_ONLY) == 0;
}

static int
guess_field (const char *column)
{
  g_autofree char *folded = cpx_fold (column);

  for (gsize i = 0; i < G_N_ELEMENTS (column_names); i++)
    {
      if (g_str_equal (column_names[i].name, folded))
        return column_names[i].field;
    }
  for (guint i = 0; i < cpx_patient_kind.n_fields; i++)
    {
      g_autofree char *name = cpx_fold (cpx_patient_kind.fields[i].name);
      g_autofree char *label = cpx_fold (cpx_field_get_label (&cpx_patient_kind.fields[i]));

      if (may_fill ((int) i) && (g_str_equal (name, folded) || g_str_equal (label, folded)))
        return (int) i;
    }

  return -1;
}

/* "Nom" alone is the birth name, unless another column is: then it is the name in use. */
static int
guess_plain_name (CpxColumnMap *self,
                  const char   *column)
{
  g_autofree char *folded = cpx_fold (column);

  if (!g_str_equal (folded, "nom"))
    return -1;

  return is_taken (self, CPX_PATIENT_BIRTH_NAME) ? CPX_PATIENT_USED_NAME : CPX_PATIENT_BIRTH_NAME;
}

static void
guess (CpxColumnMap       *self,
       const char * const *header)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      int field = self->fields[i] < 0 ? guess_field (header[i]) : -1;

      if (field >= 0 && !is_taken (self, field))
        self->fields[i] = field;
    }
  for (guint i = 0; i < self->n_columns; i++)
    {
      int field = self->fields[i] < 0 ? guess_plain_name (self, header[i]) : -1;

      if (field >= 0 && !is_taken (self, field))
        self->fields[i] = field;
    }
}

static int
find_column (const char * const *header,
             const char         *name)
{
  for (int i = 0; header[i] != NULL; i++)
    {
      if (g_str_equal (header[i], name))
        return i;
    }

  return -1;
}

/* Who wrote the two sides the other way round sees it at once; a table that is none has thousands of columns. */
static void
fail_column (const char * const  *header,
             const char          *name,
             GError             **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) columns = NULL;
  g_autofree char *listed = NULL;

  for (guint i = 0; header[i] != NULL && i < MAX_COLUMNS_NAMED; i++)
    g_strv_builder_add (builder, header[i]);
  if (g_strv_length ((char **) header) > MAX_COLUMNS_NAMED)
    g_strv_builder_add (builder, "…");
  columns = g_strv_builder_end (builder);
  listed = g_strjoinv (", ", columns);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("The table has no column “%s”, but: %s. Write COLUMN=FIELD."), name, listed);
}

static gboolean
take_wish (CpxColumnMap        *self,
           const char * const  *header,
           const char          *wish,
           GError             **error)
{
  const char *equals = strrchr (wish, '=');
  g_autofree char *name = equals != NULL ? g_strndup (wish, (gsize) (equals - wish)) : NULL;
  int column = name != NULL ? find_column (header, name) : -1;
  int field = equals != NULL ? cpx_kind_find_field (&cpx_patient_kind, equals + 1) : -1;

  if (name == NULL)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, _("“%s” is not of the form COLUMN=FIELD."),
                 wish);
  else if (column < 0)
    fail_column (header, name, error);
  else if (!may_fill (field))
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, _("A patient has no field “%s” to fill."),
                 equals + 1);
  else if (self->fields[column] != field && is_taken (self, field))
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, _("Two columns would fill the field “%s”."),
                 equals + 1);
  else
    {
      self->fields[column] = field;
      return TRUE;
    }

  return FALSE;
}

/**
 * cpx_column_map_new:
 * @header: (array zero-terminated=1): the names of the columns
 * @wishes: (array zero-terminated=1) (nullable): `COLUMN=FIELD` each, the field by its JSON name
 * @error: where the refusal goes
 *
 * Decides which column fills which field. Columns that nobody knows are left out.
 *
 * Returns: (transfer full) (nullable): the map
 */
CpxColumnMap *
cpx_column_map_new (const char * const  *header,
                    const char * const  *wishes,
                    GError             **error)
{
  g_autoptr(CpxColumnMap) self = g_new0 (CpxColumnMap, 1);

  self->n_columns = g_strv_length ((char **) header);
  self->fields = g_new (int, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    self->fields[i] = -1;
  for (guint i = 0; wishes != NULL && wishes[i] != NULL; i++)
    {
      if (!take_wish (self, header, wishes[i], error))
        return NULL;
    }
  guess (self, header);
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->fields[i] >= 0)
        return g_steal_pointer (&self);
    }
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("No column of the table is known: say which fills which field."));

  return NULL;
}

/**
 * cpx_column_map_free:
 * @self: (transfer full): a map
 */
void
cpx_column_map_free (CpxColumnMap *self)
{
  g_free (self->fields);
  g_free (self);
}

/**
 * cpx_column_map_get_field:
 * @self: a map
 * @column: a column, from 0
 *
 * Returns: the field of a patient that it fills, or -1
 */
int
cpx_column_map_get_field (CpxColumnMap *self,
                          guint         column)
{
  return column < self->n_columns ? self->fields[column] : -1;
}

/* A word the model does not know stays as it is: it then names the field in its refusal. */
static json_t *
make_token (int         field,
            const char *text)
{
  g_autofree char *folded = cpx_fold (text);

  for (const CpxToken *token = cpx_patient_kind.fields[field].tokens; token->token != NULL; token++)
    {
      g_autofree char *label = cpx_fold (cpx_token_get_label (token));

      if (g_ascii_strcasecmp (token->token, text) == 0 || g_str_equal (label, folded))
        return json_string (token->token);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (synonyms); i++)
    {
      if (synonyms[i].field == field && g_str_equal (synonyms[i].text, folded))
        return json_string (synonyms[i].token);
    }

  return json_string (text);
}

static json_t *
make_value (int         field,
            const char *text)
{
  gint64 number;

  switch (cpx_patient_kind.fields[field].type)
    {
    case CPX_FIELD_BOOLEAN:
      {
        g_autofree char *folded = cpx_fold (text);

        return json_boolean (g_strv_contains (affirmations, folded));
      }
    case CPX_FIELD_INTEGER:
      return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL) ? json_integer (number)
             : json_string (text);
    case CPX_FIELD_ENUM:
      return make_token (field, text);
    case CPX_FIELD_TEXT:
    case CPX_FIELD_LONG_TEXT:
    case CPX_FIELD_DATE:
    case CPX_FIELD_REFERENCE:
    default:
      return json_string (text);
    }
}

/**
 * cpx_column_map_make_patient:
 * @self: a map
 * @values: (array zero-terminated=1): one row
 * @error: where the refusal goes: a value that cannot be its field's
 *
 * Makes a patient of a row. Whether it is a valid one is for the journal to say.
 *
 * Returns: (transfer full) (nullable): the patient
 */
CpxRecord *
cpx_column_map_make_patient (CpxColumnMap  *self,
                             char         **values,
                             GError       **error)
{
  g_autoptr(json_t) object = json_object ();

  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (values[i]));
      int field = cpx_column_map_get_field (self, i);

      if (field >= 0 && *text != '\0')
        json_object_set_new (object, cpx_patient_kind.fields[field].name, make_value (field, text));
    }
  if (g_strv_length (values) > self->n_columns)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("The row has %u values where the table has %u columns."), g_strv_length (values), self->n_columns);
      return NULL;
    }

  return cpx_record_from_json (&cpx_patient_kind, NULL, object, CPX_RECORD_FROM_INPUT, error);
}
