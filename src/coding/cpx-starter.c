/* cpx-starter.c: a table of text becomes a nomenclature by the same builder as the official files.
 *
 * Lines that begin with "@" say what holds for all: version, effect, grid and its label, source, the rate of each
 * association code. The others are acts, eight columns between tabs: specialty, code, type, sex, activities, prestation
 * code of activity 1, price of activity 1 in euros, designation. A specialty becomes a chapter. What is not there
 * (other grids, modifiers, foreseen associations) is unknown, never no.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-starter.h"

#include "cpx-nomenclature-builder.h"
#include "cpx-coding-resources.h"

#include <cpx-ccam-code.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define PATH "/fr/chirurgieprox/coding/starter.tsv"

enum
{
  SPECIALTY,
  CODE,
  KIND,
  SEX,
  ACTIVITIES,
  GROUPING,
  PRICE,
  LABEL,
  N_COLUMNS
};

typedef struct
{
  CpxNomenclatureBuilder *builder;
  GHashTable             *menus;   /* (owned) specialty → chapter */
  guint                   root;
  guint                   line;
  char                   *version; /* (owned) (nullable) */
  char                   *source;  /* (owned) (nullable) */
  CpxDay                  effect;
  guint                   grid;
} Starter;

static gboolean
fail (Starter     *self,
      const char  *reason,
      GError     **error)
{
  g_set_error (error, CPX_NOMENCLATURE_ERROR, CPX_NOMENCLATURE_ERROR_INVALID, _("Starter nomenclature, line %u: %s"),
               self->line, reason);

  return FALSE;
}

/* "@association", the code of R_TB02, its rate in thousandths: so that two acts together have a price. */
static gboolean
read_rate (Starter     *self,
           char       **words,
           GError     **error)
{
  CpxCcamAssociationCode row = { .span = { self->effect, CPX_DAY_NONE }, .label = "" };
  guint64 rate;

  if (words[1] == NULL || words[2] == NULL || strlen (words[1]) != 1 ||
      !g_ascii_string_to_unsigned (words[2], 10, 1, 1000, &rate, NULL))
    return fail (self, words[0], error);
  row.code = words[1][0];
  row.coefficient = (guint) rate;
  cpx_nomenclature_builder_add_association_code (self->builder, &row);

  return TRUE;
}

static gboolean
read_head (Starter     *self,
           const char  *line,
           GError     **error)
{
  g_auto(GStrv) words = g_strsplit (line, "\t", 3);
  CpxCcamGrid grid;

  if (words[1] == NULL)
    return fail (self, line, error);
  if (strcmp (words[0], "@association") == 0)
    return read_rate (self, words, error);
  if (strcmp (words[0], "@version") == 0)
    self->version = g_strdup (words[1]);
  else if (strcmp (words[0], "@source") == 0)
    self->source = g_strdup (words[1]);
  else if (strcmp (words[0], "@effect") == 0 && !cpx_day_parse_iso (words[1], &self->effect))
    return fail (self, line, error);
  if (strcmp (words[0], "@grid") != 0)
    return TRUE;
  self->grid = (guint) g_ascii_strtoull (words[1], NULL, 10);
  grid = (CpxCcamGrid) { self->grid, words[2] != NULL ? words[2] : "", "" };
  cpx_nomenclature_builder_add_grid (self->builder, &grid);

  return TRUE;
}

static guint
find_menu (Starter    *self,
           const char *specialty)
{
  gpointer menu;
  guint n = g_hash_table_size (self->menus) + 1;
  CpxCcamMenu chapter = { .id = n + 1, .parent = self->root, .rank = n, .label = specialty };

  if (g_hash_table_lookup_extended (self->menus, specialty, NULL, &menu))
    return GPOINTER_TO_UINT (menu);
  menu = GUINT_TO_POINTER (cpx_nomenclature_builder_add_menu (self->builder, &chapter));
  g_hash_table_insert (self->menus, g_strdup (specialty), menu);

  return GPOINTER_TO_UINT (menu);
}

/* "191.86" */
static gboolean
parse_cents (const char *text,
             int        *out_cents)
{
  gsize n = strspn (text, "0123456789");

  if (n == 0 || n > 6 || text[n] != '.' || strspn (text + n + 1, "0123456789") != 2 || text[n + 3] != '\0')
    return FALSE;
  *out_cents = (int) g_ascii_strtoull (text, NULL, 10) * 100 + (int) g_ascii_strtoull (text + n + 1, NULL, 10);

  return TRUE;
}

static void
add_activity (Starter    *self,
              guint       act,
              char        letter,
              const char *grouping,
              const int  *cents)
{
  CpxDaySpan span = { self->effect, CPX_DAY_NONE };
  guint activity = cpx_nomenclature_builder_add_activity (self->builder, &(CpxCcamActivity) { act, letter });
  guint phase = cpx_nomenclature_builder_add_phase (self->builder, &(CpxCcamPhase) { activity, 0 });
  CpxCcamActivityState state = { activity, span, grouping, "" };
  CpxCcamPhaseState phase_state = { .phase = phase, .span = span };

  cpx_nomenclature_builder_add_activity_state (self->builder, &state);
  cpx_nomenclature_builder_add_phase_state (self->builder, &phase_state);
  if (cents != NULL)
    cpx_nomenclature_builder_add_price (self->builder, &(CpxCcamPrice) { phase, self->grid, span, *cents });
}

static gboolean
check_act (Starter  *self,
           char    **columns,
           int      *out_cents,
           GError  **error)
{
  if (g_strv_length (columns) != N_COLUMNS || !cpx_ccam_code_is_valid (columns[CODE]) || columns[LABEL][0] == '\0')
    return fail (self, columns[CODE] != NULL ? columns[CODE] : "", error);
  if (strspn (columns[KIND], "012") != 1 || strspn (columns[SEX], "012") != 1 ||
      strspn (columns[ACTIVITIES], "12345") != strlen (columns[ACTIVITIES]) || columns[ACTIVITIES][0] == '\0')
    return fail (self, columns[CODE], error);

  return parse_cents (columns[PRICE], out_cents) || fail (self, columns[CODE], error);
}

static gboolean
read_act (Starter     *self,
          const char  *line,
          GError     **error)
{
  g_auto(GStrv) columns = g_strsplit (line, "\t", N_COLUMNS + 1);
  CpxCcamAct act = { .effect = self->effect };   /* when it was created is not known: it is older */
  CpxCcamVersion version = { .span = { self->effect, CPX_DAY_NONE }, .modified = self->effect };
  int cents;

  if (!check_act (self, columns, &cents, error))
    return FALSE;
  act.code = columns[CODE];
  act.short_label = act.long_label = columns[LABEL];
  act.kind = (CpxCcamKind) (columns[KIND][0] - '0');
  act.sex = (CpxCcamSex) (columns[SEX][0] - '0');
  act.menu = find_menu (self, columns[SPECIALTY]);
  act.place = self->line;
  version.act = cpx_nomenclature_builder_add_act (self->builder, &act);
  cpx_nomenclature_builder_add_version (self->builder, &version);
  for (const char *letter = columns[ACTIVITIES]; *letter != '\0'; letter++)
    add_activity (self, version.act, *letter, *letter == '1' ? columns[GROUPING] : "", *letter == '1' ? &cents : NULL);

  return TRUE;
}

static gboolean
read_lines (Starter     *self,
            char       **lines,
            GError     **error)
{
  for (; *lines != NULL; lines++)
    {
      const char *line = *lines;

      self->line++;
      if (*line == '\0' || *line == '#')
        continue;
      if (!(*line == '@' ? read_head (self, line, error) : read_act (self, line, error)))
        return FALSE;
    }

  return (self->version != NULL && self->effect != CPX_DAY_NONE && self->source != NULL) ||
         fail (self, "@version @effect @source", error);
}

/**
 * cpx_starter_parse:
 * @text: the table
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the bytes of the starter nomenclature
 */
GBytes *
cpx_starter_parse (const char  *text,
                   GError     **error)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(CpxNomenclatureBuilder) builder = cpx_nomenclature_builder_new (NULL, CPX_DAY_NONE, NULL);
  g_autoptr(GHashTable) menus = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Starter self = { .builder = builder, .menus = menus };
  CpxCcamMenu root = { .id = 1, .parent = CPX_CCAM_NONE, .label = "CCAM" };
  GBytes *bytes = NULL;

  self.root = cpx_nomenclature_builder_add_menu (builder, &root);
  cpx_nomenclature_builder_set_starter (builder);
  if (read_lines (&self, lines, error))
    {
      cpx_nomenclature_builder_set_version (builder, self.version, self.effect);
      cpx_nomenclature_builder_set_source (builder, self.source);
      bytes = cpx_nomenclature_builder_build (builder, error);
    }
  g_free (self.version);
  g_free (self.source);

  return bytes;
}

static GBytes *
make (GError **error)
{
  g_autoptr(GBytes) text = g_resource_lookup_data (cpx_coding_get_resource (), PATH, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                                   error);

  return text != NULL ? cpx_starter_parse (g_bytes_get_data (text, NULL), error) : NULL;
}

/**
 * cpx_starter_load:
 * @error: where the fault goes
 *
 * Gives the nomenclature that the program comes with. It is made once and kept.
 *
 * Returns: (transfer full) (nullable): the nomenclature, of which cpx_nomenclature_is_starter() is `TRUE`
 */
CpxNomenclature *
cpx_starter_load (GError **error)
{
  static GMutex lock;
  static CpxNomenclature *starter;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autoptr(GBytes) bytes = starter == NULL ? make (error) : NULL;

  if (bytes != NULL)
    starter = cpx_nomenclature_new_from_bytes (bytes, error);

  return starter != NULL ? cpx_nomenclature_ref (starter) : NULL;
}
