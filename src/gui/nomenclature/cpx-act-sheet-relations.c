/* cpx-act-sheet-relations.c: the acts that go with one, those that do not, and the modifiers it takes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-sheet-private.h"

#include "cpx-ccam-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FULL_RATE 1000
#define SUPPLEMENT "YYYY"  /* chapter 19.02: how their codes begin */

/* What may be associated, by act: for example "1 + 1, 4 + 4", the activity of the act shown and that of the other. */
typedef struct
{
  GArray     *acts;      /* (element-type guint): in the order of the files */
  GHashTable *pairs;     /* act → GString */
} Foreseen;

static GString *
get_pairs (Foreseen *self,
           guint     act)
{
  GString *pairs = g_hash_table_lookup (self->pairs, GUINT_TO_POINTER (act));

  if (pairs == NULL)
    {
      pairs = g_string_new (NULL);
      g_hash_table_insert (self->pairs, GUINT_TO_POINTER (act), pairs);
      g_array_append_val (self->acts, act);
    }

  return pairs;
}

static void
gather_activity (const CpxActLook *look,
                 guint             activity,
                 Foreseen         *foreseen)
{
  CpxCcamRange range = cpx_nomenclature_list_associations (look->nomenclature, activity);
  char own = cpx_nomenclature_get_activity (look->nomenclature, activity).activity;

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamAssociation row = cpx_nomenclature_get_association (look->nomenclature, i);
      CpxCcamActivity other = cpx_nomenclature_get_activity (look->nomenclature, row.other);
      CpxCcamAssociationCode rule;
      GString *pairs;

      if (!cpx_day_span_contains (row.span, look->day))
        continue;
      pairs = get_pairs (foreseen, other.act);
      g_string_append_printf (pairs, "%s%c + %c", pairs->len > 0 ? ", " : "", own, other.activity);
      if (cpx_nomenclature_find_association_rule (look->nomenclature, row.rule, CPX_CCAM_ALL_GRIDS, look->day, &rule) &&
          rule.coefficient != FULL_RATE)
        g_string_append_printf (pairs, " (%u %%)", rule.coefficient / 10);
    }
}

static void
free_pairs (gpointer pairs)
{
  g_string_free (pairs, TRUE);
}

static Foreseen
gather (const CpxActLook *look)
{
  Foreseen foreseen = { g_array_new (FALSE, FALSE, sizeof (guint)),
                        g_hash_table_new_full (NULL, NULL, NULL, free_pairs) };
  CpxCcamRange activities = cpx_nomenclature_list_activities (look->nomenclature, look->act);

  for (guint i = activities.first; i < activities.first + activities.n; i++)
    gather_activity (look, i, &foreseen);

  return foreseen;
}

static CpxSheetSection *
choose_section (const CpxActLook *look,
                guint             other)
{
  CpxCcamAct act = cpx_nomenclature_get_act (look->nomenclature, other);
  const char *id = "associations";

  if (act.kind == CPX_CCAM_KIND_COMPLEMENTARY)
    id = g_str_has_prefix (act.code, SUPPLEMENT) ? "supplements" : "complementary";

  return (CpxSheetSection *) cpx_ccam_sheet_find (look->sheet, id);
}

static void
explain_pairs (const CpxActLook *look,
               const char       *id)
{
  CpxSheetSection *section = (CpxSheetSection *) cpx_ccam_sheet_find (look->sheet, id);

  section->hint = g_strdup (_("At the end: the activity of this act + that of the other"));
}

static void
add_associations (CpxActLook *look)
{
  CpxCcamKind kind = cpx_nomenclature_get_act (look->nomenclature, look->act).kind;
  Foreseen foreseen = gather (look);

  cpx_ccam_sheet_add_section (look->sheet, "complementary", _("Complementary acts"));
  cpx_ccam_sheet_add_section (look->sheet, "supplements", _("Supplements"));
  cpx_ccam_sheet_add_section (look->sheet, "associations",
                              kind == CPX_CCAM_KIND_COMPLEMENTARY ? _("Acts that it completes")
                                                                  : _("Foreseen associations"));
  for (guint i = 0; i < foreseen.acts->len; i++)
    {
      guint other = g_array_index (foreseen.acts, guint, i);
      GString *pairs = g_hash_table_lookup (foreseen.pairs, GUINT_TO_POINTER (other));

      cpx_sheet_section_add (choose_section (look, other), cpx_ccam_text_dup_act (look->nomenclature, other), NULL,
                             g_strdup (pairs->str));
    }
  explain_pairs (look, "complementary");
  explain_pairs (look, "supplements");
  explain_pairs (look, "associations");
  g_array_unref (foreseen.acts);
  g_hash_table_unref (foreseen.pairs);
}

static void
add_incompatible (CpxActLook *look)
{
  g_autoptr(GArray) acts =
    cpx_nomenclature_list_incompatible_acts (look->nomenclature, look->act, look->day);
  CpxSheetSection *section = cpx_ccam_sheet_add_section (look->sheet, "incompatible", _("Incompatible acts"));

  for (guint i = 0; i < acts->len; i++)
    cpx_sheet_section_add (section, cpx_ccam_text_dup_act (look->nomenclature, g_array_index (acts, guint, i)), NULL,
                           NULL);
  if (acts->len > 0)
    return;
  if (cpx_nomenclature_is_starter (look->nomenclature))
    cpx_sheet_section_add_text (section, _("Unknown: the starter nomenclature does not hold them"), NULL);
  else
    cpx_sheet_section_add_text (section, _("None in force on that day in this version"), NULL);
}

static void
add_procedures (CpxActLook *look)
{
  CpxCcamRange range = cpx_nomenclature_list_procedures (look->nomenclature, look->act);
  g_autoptr(GArray) parts = cpx_nomenclature_list_procedure_acts (look->nomenclature, look->act, look->day);
  CpxSheetSection *section = cpx_ccam_sheet_add_section (look->sheet, "procedures", _("Procedures that contain it"));

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamProcedure row = cpx_nomenclature_get_procedure (look->nomenclature, i);

      if (cpx_day_span_contains (row.span, look->day))
        cpx_sheet_section_add (section, cpx_ccam_text_dup_act (look->nomenclature, row.procedure), NULL, NULL);
    }
  section = cpx_ccam_sheet_add_section (look->sheet, "parts", _("Acts that it contains"));
  for (guint i = 0; i < parts->len; i++)
    cpx_sheet_section_add (section, cpx_ccam_text_dup_act (look->nomenclature, g_array_index (parts, guint, i)), NULL,
                           NULL);
}

/* "+ 19,06 €", "× 1,115", or that it is not known. */
static char *
dup_value (const CpxActLook *look,
           char              letter)
{
  CpxCcamModifierValue value;
  guint grid = cpx_act_look_get_price_grid (look);
  g_autofree char *amount = NULL;

  if (!cpx_nomenclature_find_modifier_value (look->nomenclature, letter,
                                             grid != CPX_CCAM_NONE ? grid : CPX_CCAM_ALL_GRIDS, look->day, &value))
    return g_strdup (C_("price", "unknown"));
  if (value.flat_cents == 0)
    return cpx_ccam_text_dup_rate (value.coefficient);
  amount = cpx_ccam_text_dup_amount (value.flat_cents);

  return g_strdup_printf ("+ %s", amount);
}

/* The activities that take a modifier, a letter each: "14". */
static char *
list_takers (const CpxActLook *look,
             char              letter)
{
  CpxCcamRange range = cpx_nomenclature_list_activities (look->nomenclature, look->act);
  GString *takers = g_string_new (NULL);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      if (cpx_nomenclature_allows_modifier (look->nomenclature, i, letter, look->day) == CPX_CCAM_YES)
        g_string_append_printf (takers, "%s%c", takers->len > 0 ? ", " : "",
                                cpx_nomenclature_get_activity (look->nomenclature, i).activity);
    }

  return g_string_free (takers, FALSE);
}

static void
add_modifier (const CpxActLook *look,
              CpxSheetSection  *section,
              char              letter)
{
  const char *label = cpx_nomenclature_get_modifier_label (look->nomenclature, letter);
  char text[2] = { letter, '\0' };
  g_autofree char *takers = list_takers (look, letter);
  g_autofree char *caption = NULL;

  if (*takers == '\0')
    return;
  caption = g_strdup_printf (strchr (takers, ',') != NULL ? _("Activities %s") : _("Activity %s"), takers);
  cpx_sheet_section_add (section, g_markup_printf_escaped ("<b>%s</b>  %s", text, label != NULL ? label : ""),
                         caption, dup_value (look, letter));
}

static gboolean
knows_modifiers (const CpxActLook *look)
{
  CpxCcamRange range = cpx_nomenclature_list_activities (look->nomenclature, look->act);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      if (cpx_nomenclature_allows_modifier (look->nomenclature, i, '?', look->day) != CPX_CCAM_UNKNOWN)
        return TRUE;
    }

  return FALSE;
}

static void
add_modifiers (CpxActLook *look)
{
  CpxSheetSection *section = cpx_ccam_sheet_add_section (look->sheet, "modifiers", _("Modifiers allowed"));
  guint grid = cpx_act_look_get_price_grid (look);

  for (char letter = '0'; letter <= 'Z'; letter++)
    add_modifier (look, section, letter);
  if (section->rows->len > 0 && grid != CPX_CCAM_NONE)
    section->hint = g_strdup_printf (_("Values of grid %u on that day"), grid);
  if (section->rows->len > 0)
    return;
  if (knows_modifiers (look))
    cpx_sheet_section_add_text (section, C_("modifier", "None"), NULL);
  else
    cpx_sheet_section_add_text (section, _("Unknown: this version does not hold them"), NULL);
}

/**
 * cpx_act_sheet_add_relations:
 * @look: a sheet whose prices were added
 *
 * Adds modifiers, associations, incompatible acts and procedures.
 */
void
cpx_act_sheet_add_relations (CpxActLook *look)
{
  add_modifiers (look);
  add_associations (look);
  add_incompatible (look);
  add_procedures (look);
}
